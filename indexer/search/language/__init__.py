"""The query language in parts: signs, fields, clauses, which words tell, and what means nothing or excludes itself."""
