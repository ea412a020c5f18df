"""The process that test_reindex kills: it indexes with the WordEncoder and asks before each step."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import faiss  # noqa: F401 - loaded once, before the fork
import whoosh.index
import whoosh.query  # noqa: F401

from indexer.ingest import embedding
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import WordEncoder


def index(test: Connection, archive: Path, papers: Path) -> None:
    """Index `papers`; before each step, and each renaming, say so and wait for the word to go on."""

    def tell(*step: object) -> None:
        test.send(step)
        test.recv()

    def told(name: str) -> Callable[[Path, Path], Path]:
        real = getattr(Path, name)

        def step(self: Path, target: Path) -> Path:
            tell(name)
            result: Path = real(self, target)
            return result

        return step

    for name in ("rename", "replace"):
        setattr(Path, name, told(name))
    embedding._BATCH = 8
    reindex([papers], Settings(archive=archive), encoder=WordEncoder(), progress=tell)
    test.send("done")
