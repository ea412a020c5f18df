"""Serves an archive with the tests' encoder, as `pressmark serve` does with the model.

    python -m tests.webapp.serve_words ARCHIVE WORKERS [FIFO]

A query that says "slow" waits until something is written into the FIFO.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import webapp
from indexer.encoders import Vectors
from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp.serve import run

_create_app = webapp.create_app


class SlowEncoder(WordEncoder):
    """Waits where the query says so."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        if "slow" in texts[0]:
            Path(sys.argv[3]).read_text(encoding="ascii")
        return super().encode(texts)


def create_app(settings: Settings, encoder: Any = None) -> Any:
    return _create_app(settings, SlowEncoder())


if __name__ == "__main__":
    webapp.create_app = create_app
    run(Settings(archive=Path(sys.argv[1]), workers=int(sys.argv[2]), port=0, rate=""))
