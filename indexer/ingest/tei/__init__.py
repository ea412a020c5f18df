"""TEI: editions of letters and other texts."""
