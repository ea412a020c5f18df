"""A blueprint a subject, a template a view."""
