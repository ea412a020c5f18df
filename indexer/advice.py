"""What an archive's owner is told when another setting would serve its size better."""

from __future__ import annotations

from indexer.stores.manifest import Manifest

LARGE = 300_000
"""Passages from which a change of engine is worth a sentence: a phrase takes Whoosh some 30 ms there."""
PHRASE_FACTOR = 10
"""So many times as fast as Whoosh is tantivy at least: `scripts/benchmark.py scale`, phrase_p50."""


def advice(manifest: Manifest) -> str:
    """One sentence, or nothing."""
    if manifest.keyword != "whoosh" or manifest.passages < LARGE:
        return ""
    return (
        f"With {manifest.passages} passages tantivy finds phrases about {PHRASE_FACTOR} times as fast as Whoosh, with "
        "the same answers, and takes more room: scripts/install scale, then index with keyword = "
        '"tantivy" in pressmark.toml; nothing is encoded again.'
    )
