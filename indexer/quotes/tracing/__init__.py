"""Which document a quotation is from, why, and what a reader should know of it."""
