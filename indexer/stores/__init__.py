"""What lies on disk. Row r of a generation is its r-th passage by ascending id; every store speaks of rows."""
