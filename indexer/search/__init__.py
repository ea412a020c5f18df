"""A query walks out: its language, the joining of the two searches, what is shown of a passage."""
