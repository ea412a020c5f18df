"""`index`: what indexing costs beside the encoding it cannot do without."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from indexer.encoders import Encoder, open_encoder
from indexer.encoders.encoded import encoded_text
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, current
from indexer.stores.keyword import ENGINES
from scripts.benchmarks.data import DELEGATES, first_letters
from scripts.benchmarks.figures import median_and_spread
from scripts.benchmarks.record import json_option, tell


@click.command()
@click.option("--letters", default=150, show_default=True, help="How many of delegates_en; 0 for all 1,641.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--engine", default=ENGINES[0], show_default=True, help="Of the keyword index.")
@json_option
def index(letters: int, rounds: int, engine: str, file: Path | None) -> None:
    """Whole indexing of delegates_en against encoding the same passages alone, in turns.

    `processor_ratio` compares processor time, which other work on the machine disturbs less.
    """
    encoder = open_encoder(Settings())
    encoder.encode(["warm up"] * 64)  # more than a query has: what indexing uses is loaded
    whole: list[_Took] = []
    alone: list[_Took] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            source = first_letters(letters, Path(scratch)) if letters else DELEGATES
            settings = Settings(archive=Path(scratch) / "archive", keyword=engine)
            with _timed(whole):
                summary = reindex([source], settings, encoder=encoder)
            texts = _encoded_texts(settings.archive, encoder)
            with _timed(alone):
                for first in range(0, len(texts), 512):
                    encoder.encode(texts[first : first + 512])
    row = {
        "engine": engine,
        "letters": summary.total_documents,
        "passages": summary.total_passages,
        "rounds": rounds,
        "alone_s": median_and_spread([took.seconds for took in alone]),
        "whole_s": median_and_spread(seconds := [took.seconds for took in whole]),
        "whole/alone": median_and_spread([a.seconds / b.seconds for a, b in zip(whole, alone, strict=True)]),
        "processor_ratio": median_and_spread([a.processor / b.processor for a, b in zip(whole, alone, strict=True)]),
        "passages_a_second": summary.total_passages / median(seconds),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    tell("index", [row], file)


@dataclass(frozen=True, slots=True)
class _Took:
    """Time by the clock, and by the processors."""

    seconds: float
    processor: float


@contextmanager
def _timed(into: list[_Took]) -> Iterator[None]:
    start, processor = time.perf_counter(), time.process_time()
    yield
    into.append(_Took(time.perf_counter() - start, time.process_time() - processor))


def _encoded_texts(archive: Path, encoder: Encoder) -> list[str]:
    """What was encoded for each passage."""
    with closing(Catalog(current(archive).path / CATALOG)) as catalog:
        return [
            encoded_text(document, passage, encoder)
            for document in catalog.documents()
            for passage in catalog.passages(document.id)
        ]
