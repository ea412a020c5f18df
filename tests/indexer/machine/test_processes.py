"""The processors that this process may use, not all that there are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.ingest import pool
from indexer.ingest.choosing.rules import FolderRules
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.limits import Limits
from indexer.machine.processes import processors
from indexer.settings import Settings


@pytest.fixture
def _kept_to_two_of_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5})
    monkeypatch.setattr(os, "cpu_count", lambda: 8)


@pytest.mark.usefixtures("_kept_to_two_of_eight")
def test_processors_are_those_that_this_process_may_use() -> None:
    assert processors() == 2


@pytest.mark.usefixtures("_kept_to_two_of_eight")
@pytest.mark.parametrize(("threads", "processes"), [(0, 2), (3, 3), (9, 5)])
def test_so_many_processes_read_files_and_no_more_than_there_are_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int, processes: int
) -> None:
    started: list[int] = []
    monkeypatch.setattr(pool, "_Worker", lambda limits: started.append(1))
    monkeypatch.setattr(pool._Pool, "events", lambda pool: iter(()))
    monkeypatch.setattr(pool._Pool, "close", lambda pool: None)
    files = [SourceFile(f"{n}.pdf", tmp_path / f"{n}.pdf", 10**7, 0, FolderRules()) for n in range(5)]
    assert list(pool.read_files(files, Limits.of(Settings()), threads)) == []
    assert len(started) == processes
