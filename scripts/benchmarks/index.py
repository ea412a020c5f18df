"""`index`: what indexing costs beside the encoding it cannot do without."""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

import click

from indexer.encoders import open_encoder
from indexer.ingest.passages import encoded_text
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current
from scripts.benchmarks.data import DELEGATES, first_letters
from scripts.benchmarks.figures import median_and_spread


@click.command()
@click.option("--letters", default=150, show_default=True, help="How many of delegates_en; 0 for all 1,641.")
@click.option("--rounds", default=3, show_default=True)
def index(letters: int, rounds: int) -> None:
    """Whole indexing of delegates_en against encoding the same passages alone, in turns."""
    encoder = open_encoder(Settings())
    encoder.encode(["warm", "up"])
    ratios, whole, alone = [], [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as scratch:
            source = first_letters(letters, Path(scratch)) if letters else DELEGATES
            settings = Settings(archive=Path(scratch) / "archive")
            start = time.perf_counter()
            summary = reindex([source], settings, encoder=encoder)
            whole.append(time.perf_counter() - start)
            catalog = Catalog(current(settings.archive).path / CATALOG)
            texts = [
                encoded_text(document, passage, encoder)
                for document in catalog.documents()
                for passage in catalog.passages(document.id)
            ]
            start = time.perf_counter()
            for first in range(0, len(texts), 512):
                encoder.encode(texts[first : first + 512])
            alone.append(time.perf_counter() - start)
            ratios.append(whole[-1] / alone[-1])
    click.echo(f"{summary.total_documents} letters, {summary.total_passages} passages, {rounds} rounds")
    click.echo(f"encoding alone      {median_and_spread(alone)} s")
    click.echo(f"whole indexing      {median_and_spread(whole)} s")
    click.echo(f"whole / alone       {median_and_spread(ratios)}")
    click.echo(f"passages a second   {summary.total_passages / sorted(whole)[len(whole) // 2]:.0f}")
    click.echo(f"peak memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
