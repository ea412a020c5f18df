"""A document walks in: which files to read, one reader a format, and the cutting into passages."""
