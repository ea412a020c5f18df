"""Quotations: found in the running text, laid beside the words they quote, traced to where those stand."""

TRACING_RULE = 27
"""Counts up whenever the quotations of the same texts come out otherwise: archives then have theirs traced anew."""
