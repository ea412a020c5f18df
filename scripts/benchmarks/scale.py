"""`scale`: how the cost of indexing and of a query grows with the archive."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from indexer.archive import Archive
from indexer.search.language.weighing import ranking_words
from indexer.search.query import parse_query
from indexer.stores.generations.folder import NEAREST, VECTORS, size_of
from indexer.stores.keyword import ENGINES
from indexer.stores.vectors.index import VectorIndex, write_vectors
from indexer.stores.vectors.nearest import NearestIndex, update_nearest
from scripts.benchmarks.figures import quantile
from scripts.benchmarks.growing import MadeUpEncoder, grow, made_up_vectors, queries
from scripts.benchmarks.record import json_option, tell

_WARM = 10


@click.command()
@click.option("--sizes", default="10000,30000,100000", show_default=True, help="Passages; 300000 takes 15 minutes.")
@click.option("--engines", default=",".join(ENGINES), show_default=True)
@click.option("--queries", "number", default=100, show_default=True)
@click.option("--vectors", default=0, help="Instead, so many vectors without words: 1000000 takes five minutes.")
@json_option
def scale(sizes: str, engines: str, number: int, vectors: int, file: Path | None) -> None:
    """Index recombined documents with made-up vectors, ask the collections' questions; milliseconds of processor time.

    `bare` is tantivy and FAISS alone, ten results of each. The last line of an engine says how costs grow: by which
    power of the number of passages.
    """
    asked = queries(number)
    if vectors:
        tell("scale-vectors", [_measure_vectors(vectors, asked)], file)
        return
    rows: list[dict[str, Any]] = []
    for engine in engines.split(","):
        measured = [_measure(int(size), engine, asked) for size in sizes.split(",")]
        rows += measured
        if len(measured) > 1:
            rows.append({"engine": engine, "passages": "grows by"} | _powers(measured))
    tell("scale", rows, file)


def _measure(passages: int, engine: str, asked: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        grown = grow(Path(scratch), passages, engine)
        begun = time.process_time()
        archive = Archive.open(grown.settings, MadeUpEncoder())
        opened = time.process_time() - begun
        words = _times(asked, lambda text: archive.keyword.scores(ranking_words(parse_query(text), ("en",))))
        phrases = _times(asked, lambda text: archive.keyword.phrase_mask(_phrase(text)))
        vectors = archive.encoder.encode(asked)
        near = _times(range(len(asked)), lambda place: archive.vectors.search(vectors[place], 1000))
        whole = _times(asked, lambda text: archive.search(parse_query(text)))
        bare = _times(asked, _bare(archive))
        row: dict[str, Any] = {
            "engine": engine,
            "passages": passages,
            "words_ms_a_passage": 1000 * grown.words_seconds / passages,
            "vectors_ms_a_passage": 1000 * grown.vectors_seconds / passages,
            "open_ms": 1000 * opened,
        }
        for name, values in (
            ("words", words),
            ("phrase", phrases),
            ("vectors", near),
            ("query", whole),
            ("bare", bare),
        ):
            row[f"{name}_p50"], row[f"{name}_p95"] = quantile(values, 0.5), quantile(values, 0.95)
        folder = archive.generation.path
        archive.close()
        row["recall"] = lists.recall if (lists := archive.generation.manifest.nearest) else 1.0
        row["keyword_mb"] = (size_of(folder / "keyword") + sum(_sizes(folder, "postings-*"))) / 1e6
        row["vectors_mb"] = sum(_sizes(folder, "*.faiss")) / 1e6
        return row


def _measure_vectors(number: int, asked: Sequence[str]) -> dict[str, Any]:
    """Vectors alone: written, put into lists, opened, asked; the recall is measured as the lists are made."""
    encoder, ids = MadeUpEncoder(), np.arange(1, number + 1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        begun = time.process_time()
        write_vectors(folder / VECTORS, made_up_vectors(number), encoder.dimension)
        written = time.process_time()
        near = update_nearest(folder, ids, None)
        listed = time.process_time()
        index = VectorIndex(folder / VECTORS, NearestIndex(folder / NEAREST, near).candidates if near else None, ids)
        opened = time.process_time()
        vectors = encoder.encode(asked)
        times = _times(range(len(asked)), lambda place: index.search(vectors[place], 1000))
        whole = VectorIndex(folder / VECTORS)
        exact = _times(range(len(asked)), lambda place: whole.search(vectors[place], 1000))
        return {
            "vectors": number, "write_s": written - begun, "lists_s": listed - written,
            "open_ms": 1000 * (opened - listed), "lists": near.lists if near else 0,
            "looked_through": near.probes if near else 0, "recall": near.recall if near else 1.0,
            "query_p50": quantile(times, 0.5), "query_p95": quantile(times, 0.95), "exact_p50": quantile(exact, 0.5),
            "mb": sum(_sizes(folder, "*.faiss")) / 1e6,
        }  # fmt: skip


def _phrase(text: str) -> Any:
    words = text.split()
    return parse_query('"' + " ".join(words[1:3]).replace('"', "") + '"').clauses[0]


def _bare(archive: Archive) -> Callable[[str], object]:
    """The ten best by tantivy alone and the ten nearest by FAISS alone, on the same passages."""
    import faiss
    import tantivy

    index = tantivy.Index(tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="en_stem").build())
    writer = index.writer()
    for document in archive.catalog.documents():
        for passage in archive.catalog.passages(document.id):
            writer.add_document(tantivy.Document(text=document.text[passage.start : passage.end]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    vectors = faiss.IndexFlatIP(archive.vectors.dimension)
    vectors.add(archive.vectors.vectors(np.arange(len(archive.vectors))))
    faiss.omp_set_num_threads(1)

    def ask(text: str) -> None:
        words = " ".join(word for word in text.split() if word.isalnum())
        searcher.search(index.parse_query(words.lower(), ["text"]), 10)
        vectors.search(archive.encoder.encode([text]), 10)

    return ask


def _sizes(folder: Path, pattern: str) -> list[int]:
    return [file.stat().st_size for file in folder.glob(pattern)]


def _times(asked: Sequence[Any], ask: Callable[[Any], object]) -> list[float]:
    for one in asked[:_WARM]:
        ask(one)
    times = []
    for one in asked:
        begun = time.process_time()
        ask(one)
        times.append(1000 * (time.process_time() - begun))
    return times


def _powers(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The slope of each figure over the number of passages, both as logarithms."""
    sizes = np.log([row["passages"] for row in rows])
    return {
        name: f"^{np.polyfit(sizes, np.log([max(row[name], 1e-9) for row in rows]), 1)[0]:.2f}"
        for name in rows[0]
        if name not in ("engine", "passages", "recall")
    }
