"""The catalog (SQLite): documents, passages as spans, quotations, earlier texts; and its fields as arrays."""
