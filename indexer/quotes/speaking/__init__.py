"""Who is said to speak."""
