"""The parts of the query language: signs, fields, clauses, and what of them means nothing or excludes itself."""
