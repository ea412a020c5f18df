"""`index`: what indexing costs beside the encoding it cannot do without."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

import click

from indexer.encoders import open_encoder
from indexer.encoders.encoded import encoded_text
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current
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
    ratios, whole, alone, used = [], [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            source = first_letters(letters, Path(scratch)) if letters else DELEGATES
            settings = Settings(archive=Path(scratch) / "archive", keyword=engine)
            start, processor = time.perf_counter(), time.process_time()
            summary = reindex([source], settings, encoder=encoder)
            whole.append(time.perf_counter() - start)
            used_whole = time.process_time() - processor
            catalog = Catalog(current(settings.archive).path / CATALOG)
            texts = [
                encoded_text(document, passage, encoder)
                for document in catalog.documents()
                for passage in catalog.passages(document.id)
            ]
            start, processor = time.perf_counter(), time.process_time()
            for first in range(0, len(texts), 512):
                encoder.encode(texts[first : first + 512])
            alone.append(time.perf_counter() - start)
            used.append(used_whole / (time.process_time() - processor))
            ratios.append(whole[-1] / alone[-1])
    row = {
        "engine": engine,
        "letters": summary.total_documents,
        "passages": summary.total_passages,
        "rounds": rounds,
        "alone_s": median_and_spread(alone),
        "whole_s": median_and_spread(whole),
        "whole/alone": median_and_spread(ratios),
        "processor_ratio": median_and_spread(used),
        "passages_a_second": summary.total_passages / sorted(whole)[len(whole) // 2],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    tell("index", [row], file)
