"""A vector a passage, and what words mean; searched whole or through lists; and the cache of what was encoded."""
