"""The keyword index of a generation: which passages hold a word or a phrase, and how much of them is about it.

    passage ─▶ fields.py ─┬▶ postings.py: which rows hold a word, and how often; arrays on disk
                          └▶ an engine: words in their order; whoosh_engine.py, tantivy_engine.py
    words   ─▶ index.py ─▶ bm25f.py  scores over whole posting lists
    phrases ─▶ index.py ─▶ the engine

The posting lists are ours because every match is scored: counts are exact, fusion is not limited to a top k, and it is
BM25F proper. Neither engine hands out a posting list at the price of a slice; for phrases alone they may differ.
"""

from indexer.stores.keyword.engine import ENGINES
from indexer.stores.keyword.index import KeywordIndex
from indexer.stores.keyword.update import update_keyword_index

__all__ = ["ENGINES", "KeywordIndex", "update_keyword_index"]
