#!/usr/bin/env python
"""Figures that the documentation gives and the tests hold: `scripts/benchmark.py --help` lists them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.benchmarks.calibrate import calibrate
from scripts.benchmarks.encode import encode
from scripts.benchmarks.extraction import extraction
from scripts.benchmarks.index import index
from scripts.benchmarks.memory import memory
from scripts.benchmarks.needles import needles
from scripts.benchmarks.peers import peers
from scripts.benchmarks.quality import quality
from scripts.benchmarks.quotes import quotes
from scripts.benchmarks.scale import scale
from scripts.benchmarks.search import search
from scripts.benchmarks.startup import startup


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def benchmark() -> None:
    """Measure Pressmark on the real data beside the project."""


for command in (calibrate, encode, extraction, index, memory, needles, peers, quality, quotes, scale, search, startup):
    benchmark.add_command(command)

if __name__ == "__main__":
    benchmark()
