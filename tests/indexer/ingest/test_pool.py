from __future__ import annotations

import hashlib
import os
import signal
from multiprocessing import Pipe
from pathlib import Path

import pytest

from indexer.ingest import pool
from indexer.ingest.choosing.sources import SourceFile, find_files, find_roots
from indexer.ingest.limits import Limits
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.ingest.texts import markdown
from indexer.records import Document
from indexer.settings import Settings

LIMITS = Limits.of(Settings())


def files_of(folder: Path) -> list[SourceFile]:
    return list(find_files(find_roots([folder], {})[0]))


def write(folder: Path, count: int) -> list[SourceFile]:
    """Tables: not simple enough to be read without a worker, and read without a heavy parser."""
    for number in range(count):
        words = f"Letter {number} says that the ferry was late again. " * (1 + 40 * (number % 3))
        (folder / f"{number:03}.csv").write_text(f"title,text\nLate,{words}\n", encoding="utf-8")
    return files_of(folder)


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr(pool.subprocess, "Popen", refuse)


@pytest.mark.slow
def test_documents_come_in_the_order_of_the_files_whatever_the_number_of_workers(tmp_path: Path) -> None:
    files = write(tmp_path, 30)
    one, three = list(read_files(files, LIMITS, 1)), list(read_files(files, LIMITS, 3))
    assert one == three
    assert [file for file, event in three if isinstance(event, Ending)] == files
    assert all(isinstance(event, Document) for _, event in three[::2])


@pytest.mark.slow
def test_the_largest_limits_that_can_be_set_are_such_as_a_worker_takes(tmp_path: Path) -> None:
    largest = Limits.of(Settings(read_seconds=86_400, read_memory_mb=1_000_000))
    ((_, document), _) = read_files(write(tmp_path, 1), largest)
    assert isinstance(document, Document)


def test_a_handful_of_small_texts_is_read_without_a_process(tmp_path: Path, no_processes: None) -> None:
    (tmp_path / "a.txt").write_text("The ferry was late.", encoding="utf-8")
    (tmp_path / "b.md").write_text("# Late\n\nThe ferry.", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    events = [event for _, event in read_files(files_of(tmp_path), LIMITS)]
    assert [getattr(event, "text", None) or getattr(event, "code", None) for event in events] == [
        "The ferry was late.", "", "Late\n\nThe ferry.", "", "format",
    ]  # fmt: skip


def test_a_text_that_is_none_goes_to_a_process(tmp_path: Path, no_processes: None) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7 called a text")
    with pytest.raises(AssertionError, match="a worker was started"):
        list(read_files(files_of(tmp_path), LIMITS))


@pytest.mark.slow
def test_a_worker_that_dies_costs_the_file_it_was_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = write(tmp_path, 12)
    started: list[pool._Worker] = []
    ask = pool._Worker.ask

    def ask_and_kill(worker: pool._Worker, number: int, file: SourceFile, limits: Limits) -> None:
        started.append(worker)
        if number == 4:
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.process.wait()
        ask(worker, number, file, limits)

    monkeypatch.setattr(pool._Worker, "ask", ask_and_kill)
    endings = [event for _, event in read_files(files, LIMITS, 2) if isinstance(event, Ending)]
    assert [ending.code for ending in endings] == ["", "", "", "", "crashed", *[""] * 7]
    assert all(worker.process.returncode is not None for worker in started), "no process is left behind"


@pytest.mark.slow
def test_leaving_early_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers: list[pool._Worker] = []
    made = pool._Worker.__init__

    def remembered(worker: pool._Worker, limits: Limits) -> None:
        made(worker, limits)
        workers.append(worker)

    monkeypatch.setattr(pool._Worker, "__init__", remembered)
    events = read_files(write(tmp_path, 12), LIMITS, 2)
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert len(workers) == 2
    assert all(worker.process.returncode is not None for worker in workers)


class Scripted:
    """Stands in for a worker: it has read every file at once, but for the first, which takes long."""

    def __init__(self, asked: list[int]) -> None:
        self._asked = asked
        self.connection, self.there = Pipe()
        self.file: int | None = None

    def ask(self, number: int, file: SourceFile, limits: Limits) -> None:
        self._asked.append(number)
        self.file = number
        if number:
            self.there.send(Ending())


@pytest.mark.parametrize(("bound", "size"), [("_FILES_AHEAD", 4), ("_HELD", 3)])
def test_workers_go_on_beyond_a_file_that_takes_long_but_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, size: int
) -> None:
    monkeypatch.setattr(pool, bound, size)
    asked: list[int] = []
    held = pool._Pool(write(tmp_path, 20), LIMITS, 0)
    held._workers = slow, _ = [Scripted(asked), Scripted(asked)]  # type: ignore[list-item]
    events = held.events()
    for _ in range(20):
        held._listen(0, wait_for=0)
    assert asked == [0, 1, 2, 3]
    slow.there.send(Ending())
    assert [next(events)[1] for _ in range(20)] == [Ending()] * 20
    assert asked == list(range(20))


@pytest.mark.parametrize(
    ("fault", "code", "reason"),
    [
        (RecursionError("maximum recursion depth exceeded"), "nested", "it is nested too deeply"),
        (MemoryError(), "memory", "setting read_memory_mb"),
        (IndexError("pop from an empty deque"), "broken", "the reader failed: IndexError: pop from an empty deque"),
    ],
)
def test_a_text_that_a_reader_fails_over_costs_its_own_skip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_processes: None, fault: Exception, code: str, reason: str
) -> None:
    def fail(path: str, data: bytes) -> None:
        raise fault

    monkeypatch.setattr(markdown, "read", fail)
    (tmp_path / "a.md").write_text("# Late", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The ferry was late.", encoding="utf-8")
    bad, document, good = (event for _, event in read_files(files_of(tmp_path), LIMITS))
    assert isinstance(bad, Ending)
    assert (bad.code, reason in bad.reason) == (code, True)
    assert isinstance(document, Document)
    assert good == Ending(sha256=hashlib.sha256(b"The ferry was late.").hexdigest())
