"""`readers`: processes that search without pause while generations are published."""

from __future__ import annotations

import json
import tempfile
from itertools import islice
from pathlib import Path

import click

from scripts.benchmarks.data import DELEGATES
from tests.indexer.crowd import crowded


@click.command()
@click.option("--readers", "count", default=8, show_default=True, help="Reader processes.")
@click.option("--generations", default=20, show_default=True, help="Generations published meanwhile.")
@click.option("--letters", default=40, show_default=True, help="How many of delegates_en.")
def readers(count: int, generations: int, letters: int) -> None:
    """Search in many processes while a writer publishes; every answer must be of one generation."""
    with DELEGATES.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, letters)]
    with tempfile.TemporaryDirectory() as scratch:
        met = crowded(texts, Path(scratch), count, generations)
    wrong = [fault for _, faults, _ in met for fault in faults]
    click.echo(f"{count} readers, {generations} generations of {letters} letters published meanwhile")
    click.echo(f"answers of each reader    {', '.join(str(answers) for answers, _, _ in met)}")
    click.echo(f"generations each has seen {', '.join(str(seen) for _, _, seen in met)}")
    click.echo(f"errors and mixed answers  {len(wrong)}")
    click.echo("\n".join(wrong[:10]), nl=bool(wrong))
    raise SystemExit(bool(wrong))
