"""What an archive's owner is told when another setting would serve its size better."""

from __future__ import annotations

from indexer.stores.manifest import Manifest

LARGE = 50_000
"""Passages from which a change of engine is worth a sentence: words take Whoosh two minutes there, a phrase 50 ms."""
INDEXING_FACTOR = 4
PHRASE_FACTOR = 50
"""So many times as fast as Whoosh is tantivy at least: `scripts/benchmark.py scale`, words_ms_a_passage, phrase_p50."""


def advice(manifest: Manifest) -> str:
    """One sentence, or nothing."""
    if manifest.keyword != "whoosh" or manifest.passages < LARGE:
        return ""
    return (
        f"With {manifest.passages} passages tantivy indexes words about {INDEXING_FACTOR} times as fast as Whoosh and "
        f"finds phrases about {PHRASE_FACTOR} times as fast, with the same answers: scripts/install scale, "
        'then index with keyword = "tantivy" in pressmark.toml; nothing is encoded again.'
    )
