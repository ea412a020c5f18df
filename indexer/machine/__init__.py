"""The machine that the house stands on: nothing here knows of archives."""
