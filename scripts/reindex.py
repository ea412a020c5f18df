#!/usr/bin/env python3
"""Reindex sources into an archive: `pressmark index`, fit for cron.

    scripts/reindex.py SOURCE… --archive DIR [--json]

Quiet when nothing is wrong. Exit status: 0 done, 1 failed, 2 the command line is wrong, 3 done with files skipped.
Where no environment is active, as in cron, the one beside it is used: `.venv`, which scripts/install makes.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

PYTHON = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "python"

if __name__ == "__main__":
    if find_spec("indexer") is None and PYTHON.exists():
        os.execv(PYTHON, [str(PYTHON), __file__, *sys.argv[1:]])
    from indexer.cli import main

    main(["index", "--quiet", *sys.argv[1:]])
