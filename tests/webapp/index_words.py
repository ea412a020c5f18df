"""Indexes files with the tests' encoder: python -m tests.webapp.index_words ARCHIVE PATH…"""

from __future__ import annotations

import sys
from pathlib import Path

from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import WordEncoder

if __name__ == "__main__":
    reindex([Path(path) for path in sys.argv[2:]], Settings(archive=Path(sys.argv[1])), encoder=WordEncoder())
