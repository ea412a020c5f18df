"""`needles`: a verbatim quotation of six words must bring back the passage it stands in."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from indexer.archive import Archive
from indexer.search.query import parse_query
from indexer.text.words import words_of
from scripts.benchmarks.data import COLLECTIONS, collection_archives, letters_archive

_WORDS = 6


@click.command()
@click.option("--passages", default=300, show_default=True)
@click.option("--letters", default=300, show_default=True, help="How many of delegates_en; 0 for all.")
@click.option("--seed", default=0)
def needles(passages: int, letters: int, seed: int) -> None:
    """Plant quotations of passages of delegates_en and TIME; count how often theirs comes first."""
    with tempfile.TemporaryDirectory() as scratch:
        archives = {
            "delegates_en": letters_archive(Path(scratch), letters or None),
            "time": collection_archives(COLLECTIONS[:1])["time"][0],
        }
        for name, archive in archives.items():
            plain, quoted, total = _count(archive, passages // 2, random.Random(seed))
            click.echo(f"{name:<14} without marks {plain / total:6.1%}   in marks {quoted / total:6.1%}   of {total}")


def _count(archive: Archive, number: int, chance: random.Random) -> tuple[int, int, int]:
    plain = quoted = total = 0
    for id in chance.sample([int(i) for i in archive.layout.passage_ids], number):
        passage = archive.catalog.passages_by_id([id])[id]
        text = archive.document(passage.document_id).text[passage.start : passage.end]
        words = list(words_of(text))
        if len(words) < _WORDS:
            continue
        first = chance.randrange(len(words) - _WORDS + 1)
        needle = text[words[first].start : words[first + _WORDS - 1].end].replace('"', " ")
        total += 1
        plain += _first(archive, needle, needle)
        quoted += _first(archive, f'"{needle}"', needle)
    return plain, quoted, total


def _first(archive: Archive, query: str, needle: str) -> bool:
    """Whether the first hit holds the words; a document may print them twice, and either is right."""
    hits = archive.search(replace(parse_query(query, limit=1), grouped=False, copies=True)).hits
    folded = [word.folded for word in words_of(needle)]
    return bool(hits) and f" {' '.join(folded)} " in f" {' '.join(w.folded for w in words_of(hits[0].text))} "
