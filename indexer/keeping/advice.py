"""What an archive's owner is told: what it lacks, and when another setting would serve its size better."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.stores.generations.manifest import Manifest
from indexer.text.words import STEMMERS

LARGE = 300_000
"""Passages from which a change of engine is worth a sentence: a phrase takes Whoosh some 30 ms there."""
_DOCUMENTS, _SHARE = 5, 0.05
"""From so many documents in a language on, and such a share of all, its stemmer is worth a sentence."""
PHRASE_FACTOR = 10
"""So many times as fast as Whoosh is tantivy at least: `scripts/benchmark.py scale`, phrase_p50."""


def advice(manifest: Manifest, languages: Mapping[str, int]) -> str:
    """A sentence each, or nothing. `languages` is how many documents there are in each, by code."""
    return " ".join(filter(None, (manifest.earlier_words, _of_languages(manifest, languages), _of_engine(manifest))))


def _of_languages(manifest: Manifest, languages: Mapping[str, int]) -> str:
    """Languages that many documents are in and whose stemmers are not used: only words as written are found there."""
    least = max(_DOCUMENTS, _SHARE * manifest.documents)
    many = [code for code, number in languages.items() if number >= least]
    missing = [code for code in many if code in STEMMERS and code not in manifest.languages]
    if not missing:
        return ""
    counted = " and ".join(f"{languages[code]} in {code!r}" for code in missing)
    named = ", ".join(f'"{code}"' for code in (*manifest.languages, *missing))
    return (
        f"Of {manifest.documents:,} documents {counted} are searched only by words as written: with languages = "
        f"[{named}] in pressmark.toml the next pressmark index lets other forms be found too; nothing is encoded again."
    )


def _of_engine(manifest: Manifest) -> str:
    if manifest.keyword != "whoosh" or manifest.passages < LARGE:
        return ""
    return (
        f"With {manifest.passages:,} passages tantivy finds phrases about {PHRASE_FACTOR} times as fast as Whoosh, "
        "with the same answers, and takes more room: scripts/install scale, then index with keyword = "
        '"tantivy" in pressmark.toml; nothing is encoded again.'
    )
