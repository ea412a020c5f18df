"""Many documents in one file: JSON lines, tables, feeds, answers of an API."""
