"""What may have been meant, or is being typed: offered, never taken."""
