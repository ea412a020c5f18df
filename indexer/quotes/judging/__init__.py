"""A quotation laid beside a source, and how true it is to that."""
