"""Measures on retrieval collections in BEIR layout: what is judged, measured, compared and printed."""
