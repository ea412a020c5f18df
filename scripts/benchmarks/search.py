"""`search`: what a query costs, and what of it is not the bare searches."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from indexer.archive import Archive
from indexer.search.query import parse_query
from indexer.search.weighing import ranking_words
from scripts.benchmarks.data import letters_archive
from scripts.benchmarks.figures import quantile

_LANGUAGES = ("en",)


@click.command()
@click.option("--letters", default=300, show_default=True, help="How many of delegates_en; 0 for all.")
@click.option("--queries", default=100, show_default=True)
def search(letters: int, queries: int) -> None:
    """Time whole queries against encoding, BM25F and nearest neighbours alone, on delegates_en."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = letters_archive(Path(scratch), letters or None)
        texts = _texts(archive, queries)
        for text in texts[:10]:
            archive.search(parse_query(text))
        bare = _times(texts, lambda text: _bare(archive, text))
        whole = _times(texts, lambda text: archive.search(parse_query(text)))
        rest = [w - b for w, b in zip(whole, bare, strict=True)]
        click.echo(f"{len(archive.layout.passage_ids)} passages, {len(texts)} queries, ms: p50, p95")
        for name, values in (("bare searches", bare), ("whole query", whole), ("the difference", rest)):
            click.echo(f"{name:<16}{quantile(values, 0.5):8.1f}{quantile(values, 0.95):8.1f}")


def _texts(archive: Archive, number: int) -> list[str]:
    """Queries of people: words out of the letters' own titles and first lines."""
    documents = list(archive.catalog.documents())
    step = max(1, len(documents) // number)
    return [" ".join(d.text.split()[40:46]) for d in documents[::step]][:number]


def _bare(archive: Archive, text: str) -> None:
    query = parse_query(text)
    vector = archive.encoder.encode([query.said])[0]
    archive.keyword.scores(ranking_words(query, _LANGUAGES))
    archive.vectors.search(vector, 1000)


def _times(texts: list[str], ask: Callable[[str], object]) -> list[float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - start) * 1000)
    return times
