"""`memory`: the most that building an archive holds, by its size."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click
import numpy as np

from scripts.benchmarks.data import ROOT, first_letters

_BUILD = """
import resource, sys
from pathlib import Path
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import WordEncoder
WordEncoder.dimension = 384
summary = reindex([Path(sys.argv[1])], Settings(archive=Path(sys.argv[2])), encoder=WordEncoder())
print(summary.total_passages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@click.command()
@click.option("--letters", multiple=True, type=int, default=(100, 200, 400), show_default=True)
def memory(letters: tuple[int, ...]) -> None:
    """Build archives of so many of delegates_en with the tests' encoder; print the peak of each, and the slope."""
    sizes, peaks = [], []
    for number in letters:
        with tempfile.TemporaryDirectory() as scratch:
            words = [sys.executable, "-c", _BUILD, str(first_letters(number, Path(scratch))), f"{scratch}/archive"]
            told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        passages, kilobytes = map(int, told.split())
        sizes.append(passages)
        peaks.append(kilobytes / 1024)
        click.echo(f"{number:>6} letters, {passages:>6} passages: {peaks[-1]:.0f} MB, the model not counted")
    slope, constant = np.polyfit(sizes, peaks, 1)
    click.echo(f"peak = {constant:.0f} MB + {1024 * slope:.1f} kB a passage")
