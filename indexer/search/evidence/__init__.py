"""What speaks for a passage beside its two scores, and how much is enough."""
