"""Processors, and processes of our own beside this one."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def processors() -> int:
    """How many processors this process may use: where it is kept to some, the others are not its own."""
    return len(os.sched_getaffinity(0))


def apart(module: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and the environment that run one of our modules in a process that finds the modules of this one."""
    paths = dict.fromkeys([str(Path(__file__).parents[2]), *(path for path in sys.path if path)])
    return [sys.executable, "-P", "-m", module, *arguments], {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
