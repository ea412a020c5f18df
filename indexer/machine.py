"""What the machine lends this process: its processors, a folder for what can be made again, and processes beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def processors() -> int:
    """How many processors this process may use: where it is kept to some, the others are not its own."""
    return len(os.sched_getaffinity(0))


def cache_folder() -> Path:
    """Where what can be made again is kept for this user: `pressmark` under XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pressmark"


def apart(module: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and the environment that run one of our modules in a process that finds the modules of this one."""
    paths = dict.fromkeys([str(Path(__file__).parents[1]), *(path for path in sys.path if path)])
    return [sys.executable, "-P", "-m", module, *arguments], {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
