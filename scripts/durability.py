#!/usr/bin/env python3
"""What an archive bears: `scripts/durability.py --help` lists the proofs. Exit status 1: one of them failed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.soaks.checks import checks
from scripts.soaks.costs import costs
from scripts.soaks.flips import flips
from scripts.soaks.kills import kills
from scripts.soaks.memory import memory
from scripts.soaks.readers import readers


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def durability() -> None:
    """Kill, damage and crowd archives made of the real data beside the project."""


for command in (checks, costs, flips, kills, memory, readers):
    durability.add_command(command)

if __name__ == "__main__":
    durability()
