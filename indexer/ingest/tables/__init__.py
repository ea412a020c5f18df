"""Many documents in one file: JSON lines, tables, answers of an API."""
