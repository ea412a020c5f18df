from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.ingest import worker
from indexer.ingest.choosing.rules import FolderRules
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending
from indexer.records import Document
from tests.indexer.ingest.reading import LIMITS

SOURCE = SourceFile("papers/a.csv", Path("a.csv"), 1, 0, FolderRules())
FOUND = Document(id="a", text="The ferry was late.", title="Late")


def seconds_left() -> float:
    return signal.getitimer(signal.ITIMER_REAL)[0]


class Parent:
    """Takes what a worker sends; for documents there is no memory, if it is said so."""

    def __init__(self, memory: bool = True) -> None:
        self._memory = memory
        self.sent: list[object] = []
        self.left: list[float] = []

    def send(self, event: object) -> None:
        self.left.append(seconds_left())
        if isinstance(event, Document) and not self._memory:
            raise MemoryError
        self.sent.append(event)


def test_the_timer_rests_while_the_parent_takes_a_document_and_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: list[float] = []

    def read_file(source: SourceFile, limits: Limits) -> Iterator[object]:
        left.append(seconds_left())
        signal.setitimer(signal.ITIMER_REAL, 300)  # the first document takes half of the time
        yield FOUND
        left.append(seconds_left())
        yield FOUND
        yield Ending()

    monkeypatch.setattr(worker, "read_file", read_file)
    parent = Parent()
    worker._read(SOURCE, replace(LIMITS, seconds=600), parent)  # type: ignore[arg-type]
    assert parent.sent == [FOUND, FOUND, Ending()]
    assert parent.left == [0, 0, 0]
    assert 590 < left[0] <= 600
    assert 290 < left[1] <= 300
    assert seconds_left() == 0


def test_a_document_that_is_too_large_to_be_sent_ends_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "read_file", lambda source, limits: iter([FOUND, Ending()]))
    parent = Parent(memory=False)
    worker._read(SOURCE, LIMITS, parent)  # type: ignore[arg-type]
    assert parent.sent == [Ending("memory", "reading it takes more than 900 MB (setting read_memory_mb)")]
    assert seconds_left() == 0
