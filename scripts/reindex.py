#!/usr/bin/env python3
"""Reindex sources into an archive: `pressmark index`, fit for cron.

    scripts/reindex.py SOURCE… --archive DIR [--json]

Quiet when nothing is wrong. Exit status: 0 done, 1 failed, 2 the command line is wrong, 3 done with files skipped.
"""

import sys

from indexer.cli import main

if __name__ == "__main__":
    main(["index", "--quiet", *sys.argv[1:]])
