#!/usr/bin/env python
"""Figures that the documentation gives and the tests hold: `scripts/benchmark.py --help` lists them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.benchmarks.quotations import quotations


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def benchmark() -> None:
    """Measure Pressmark on the real data beside the project."""


benchmark.add_command(quotations)

if __name__ == "__main__":
    benchmark()
