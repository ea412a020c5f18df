"""The index of an archive, written and read. Knows nothing of the web.

A document walks in once (`indexer.reindex`), a query walks out a thousand times (`indexer.archive`).
"""

__version__ = "0.1.0"
