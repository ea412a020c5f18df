"""What of the passages found is shown: read, marked, copies put together."""
