"""The keyword index of a generation: which passages hold a word or a phrase, and how much of them is about it.

    update.py   a passage ─▶ fields.py ─┬▶ posting_writer.py: which rows hold a word, and how often; arrays on disk
                                        └▶ engines.py: who holds words in their order
    index.py    words ─▶ postings.py ─▶ bm25f.py: scores over whole posting lists
                phrases ─▶ engines.py ─▶ runs.py: where the words of a phrase stand one after another

    proof.py    the words of every passage, made anew, against both

    engines.py ─┬▶ whoosh_engine.py ─▶ whoosh_codec.py ─▶ places_writer.py, places_reader.py
                │             merging.py: which of its segments become one
                └▶ tantivy_engine.py
    engine.py   what an engine is to the others

The posting lists are ours because every match is scored: counts are exact, fusion is not limited to a top k, and it is
BM25F proper. Neither engine hands out a posting list at the price of a slice; for phrases alone they may differ.
"""

from indexer.stores.keyword.engines import ENGINES
from indexer.stores.keyword.index import KeywordIndex
from indexer.stores.keyword.update import update_keyword_index

__all__ = ["ENGINES", "KeywordIndex", "update_keyword_index"]
