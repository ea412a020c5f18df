"""What the machine lends this process: its processors, and a folder for what can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def processors() -> int:
    """How many processors this process may use: where it is kept to some, the others are not its own."""
    return len(os.sched_getaffinity(0))


def cache_folder() -> Path:
    """Where what can be made again is kept for this user: `pressmark` under XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pressmark"
