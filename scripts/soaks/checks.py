"""`checks`: how long `pressmark check` takes on an archive of more than 25,000 passages."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

import click

from indexer.keeping.check import check
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.generations.folder import current
from scripts.benchmarks.data import COLLECTIONS, DATA, DELEGATES
from tests.conftest import WordEncoder

LONGEST = 30.0
"""Seconds of the processor."""


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Build here, or prove what was built here before.")
def checks(keep: Path | None) -> None:
    """Index letters and collections with the tests' encoder; prove the archive, and say what each step took."""
    with tempfile.TemporaryDirectory() if keep is None else nullcontext(keep) as folder:
        settings = Settings(archive=Path(folder) / "archive")
        reindex(sources_in(Path(folder) / "sources"), settings, encoder=WordEncoder())
        begun, used = time.perf_counter(), time.process_time()
        steps: list[tuple[str, float]] = []
        findings = check(settings, WordEncoder(), lambda step: steps.append((step, time.process_time())))
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
        passages = current(settings.archive).manifest.passages
    ends = [at for _, at in steps[1:]] + [used + processor]
    for (step, at), end in zip(steps, ends, strict=True):
        click.echo(f"  {step:<16} {end - at:6.2f} s of processor")
    click.echo(
        f"{passages} passages proved in {seconds:.1f} s ({processor:.1f} s of processor), {len(findings)} findings"
    )
    raise SystemExit(bool(findings) or processor > LONGEST)


def sources_in(folder: Path) -> list[Path]:
    """Two archives of letters, and the collections, each as a file with a name of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for collection in COLLECTIONS:
        shutil.copy2(collection / "corpus.jsonl", folder / f"{collection.name}.jsonl")
    return [DELEGATES, DATA / "letters" / "edgeworth_en", folder]
