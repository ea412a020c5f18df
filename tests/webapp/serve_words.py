"""Serves an archive with the tests' encoder, as `pressmark serve` does with the model.

    python -m tests.webapp.serve_words ARCHIVE WORKERS [FIFO]

A query that says "slow" waits until something is written into the FIFO.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from indexer.encoders import Vectors
from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp import serve


class SlowEncoder(WordEncoder):
    """Waits where the query says so."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        if "slow" in texts[0]:
            Path(sys.argv[3]).read_text(encoding="ascii")
        return super().encode(texts)


if __name__ == "__main__":
    settings = Settings(archive=Path(sys.argv[1]), workers=int(sys.argv[2]), port=0, rate="")
    serve.run(settings, opening=lambda settings: SlowEncoder())
