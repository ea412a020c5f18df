"""What `indexer/reindex.py` is made of: the catalog filled, the other stores brought up to it, and what a run tells."""
