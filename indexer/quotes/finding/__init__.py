"""Quotations found in a text, as spans."""
