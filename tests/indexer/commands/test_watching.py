"""An archive that follows its sources."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from indexer.archive import Archive
from indexer.commands import watching
from indexer.commands.watching import batches_of, changes_in, follow, until_stopped
from indexer.errors import SourceError
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.lock import write_lock
from indexer.writing.run import Summary
from tests.conftest import ROOT, WordEncoder, write_papers

pytestmark = pytest.mark.slow


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", {"note.txt": "The ferry is late.", "sub/b.txt": "A boat."})


class Scripted(SimpleQueue):  # type: ignore[type-arg]
    """Changes that come at set times; to wait is to move the clock."""

    def __init__(self, *changes: tuple[float, str]) -> None:
        self.changes = list(changes)
        self.now = 0.0

    def get(self, block: bool = True, timeout: float | None = None) -> str:
        if not self.changes:
            assert timeout is not None, "no change will ever come"
            self.now += timeout
            raise Empty
        at, path = self.changes[0]
        if timeout is not None and at > self.now + timeout:
            self.now += timeout
            raise Empty
        self.now = max(self.now, at)
        del self.changes[0]
        return path


def batches(count: int, *changes: float) -> list[float]:
    """When each batch of the changes that come at these times is told."""
    queue = Scripted(*((at, "a") for at in changes))
    return [queue.now for _ in islice(batches_of(queue, calm=2, longest=10, clock=lambda: queue.now), count)]


def test_changes_are_gathered_until_it_is_calm() -> None:
    assert batches(2, 1, 2.5, 4.5, 6.75) == [4.5 + 2, 6.75 + 2]


def test_what_never_rests_is_taken_in_all_the_same() -> None:
    assert batches(3, *range(25)) == [10, 11 + 10, 24 + 2]


def test_a_folder_found_to_be_another_is_a_batch_and_one_that_changes_is_looked_at() -> None:
    queue = Scripted((200, "a"))
    looks: list[float] = []

    def look() -> bool:
        looks.append(queue.now)
        return len(looks) == 2

    made = batches_of(queue, calm=2, longest=10, clock=lambda: queue.now, look=look, every=30)
    assert [queue.now for _ in islice(made, 2)] == [62, 202]
    assert looks == [30, 60, 62, 92, 122, 152, 182, 202]


def followed(
    papers: Path, settings: Settings, steps: list[Callable[[], None]]
) -> tuple[list[Summary], list[str], list[int]]:
    """Follow `papers` through steps, each a batch; what was told, what failed, and how often it was tried again."""
    told: list[Summary] = []
    failed: list[str] = []
    again: list[int] = []

    def script() -> Iterator[int]:
        for number, step in enumerate(steps):
            step()
            yield number

    follow([papers], settings, script(), told.append, failed.append, lambda: again.append(1), WordEncoder())
    return told, failed, again


def test_each_batch_that_changes_something_is_told_once(papers: Path, settings: Settings) -> None:
    told, failed, _ = followed(
        papers,
        settings,
        [
            lambda: None,
            lambda: write_papers(papers, {"new.txt": "A new boat.", "note.txt": "The ferry sank."}) and None,
            lambda: (papers / "sub" / "b.txt").unlink(),
        ],
    )
    counted = [(s.documents_added, s.documents_changed, s.documents_missing) for s in told]
    assert counted == [(2, 0, 0), (1, 1, 0), (0, 0, 1)]
    assert failed == []


def test_a_run_that_fails_is_told_once_and_tried_again(papers: Path, settings: Settings) -> None:
    aside = papers.with_name("aside")

    def lose() -> None:
        papers.rename(aside)

    def bring_back() -> None:
        aside.rename(papers)
        (papers / "new.txt").write_text("A new boat.")

    told, failed, again = followed(papers, settings, [lose, lambda: None, bring_back])
    assert [s.total_documents for s in told] == [2, 3]
    assert len(failed) == 1
    assert "nothing at" in failed[0]
    assert again == [1, 1]


def test_an_empty_folder_waits_for_its_first_file(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    told, failed, _ = followed(
        folder, settings, [lambda: None, lambda: write_papers(folder, {"a.txt": "A new boat."}) and None]
    )
    assert ([s.total_documents for s in told], failed) == ([0, 1], [])


def test_a_first_run_that_fails_ends_it(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(SourceError):
        followed(tmp_path / "absent", settings, [])


def test_another_writer_is_waited_for(papers: Path, settings: Settings) -> None:
    held = write_lock(settings.archive)

    def another() -> None:
        (papers / "new.txt").write_text("A new boat.")
        held.__enter__()

    told, failed, again = followed(papers, settings, [another, lambda: held.__exit__(None, None, None) and None])
    assert "is being written by another process" in failed[0]
    assert (len(failed), again, [s.total_documents for s in told]) == (1, [1], [2, 3])


def changed(changes: SimpleQueue[str], wanted: Path) -> bool:
    """Whether a change of this path is told, in a time that no machine needs."""
    while changes.get(timeout=60) != str(wanted):
        pass
    return True


@pytest.mark.parametrize("polled", [False, True])
def test_the_kernel_or_a_look_tells_of_changes(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polled: bool
) -> None:
    if polled:

        def refuse(self: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr(watching.Observer, "start", refuse)
        monkeypatch.setattr(watching, "PollingObserver", lambda real=watching.PollingObserver: real(timeout=0.01))
    with changes_in([papers], papers / "archive") as (changes, _):
        (papers / "new.txt").write_text("new")
        assert changed(changes, papers / "new.txt")
        (papers / "sub" / "b.txt").rename(papers / "sub" / "c.txt")
        assert changed(changes, papers / "sub" / "c.txt")


@pytest.mark.parametrize("deleted", [False, True])  # the inode of one deleted is soon given to another
def test_a_folder_put_in_the_place_of_a_source_is_watched(papers: Path, tmp_path: Path, deleted: bool) -> None:
    with changes_in([papers], tmp_path / "archive") as (changes, look):
        assert not look()
        if deleted:
            shutil.rmtree(papers)
            assert changed(changes, papers)
        else:
            papers.rename(tmp_path / "papers.old")
        write_papers(papers, {"sub/other.txt": "Another boat."})
        assert look()
        assert not look()
        (papers / "sub" / "new.txt").write_text("new")
        assert changed(changes, papers / "sub" / "new.txt")


def test_a_source_that_is_gone_is_found_so_once_and_watched_when_it_is_back(papers: Path, tmp_path: Path) -> None:
    with changes_in([papers], tmp_path / "archive") as (changes, look):
        papers.rename(tmp_path / "papers.old")
        assert [look(), look()] == [True, False]
        (tmp_path / "papers.old").rename(papers)
        assert changed(changes, papers)
        assert [look(), look()] == [True, False]
        (papers / "sub" / "new.txt").write_text("new")
        assert changed(changes, papers / "sub" / "new.txt")


def test_reading_hidden_files_and_the_archive_itself_are_no_changes(papers: Path) -> None:
    archive = papers / "archive"
    archive.mkdir()
    with changes_in([papers], archive) as (changes, _):
        (papers / "note.txt").read_text()
        (papers / ".swp").write_text("x")
        (archive / "CURRENT").write_text("000001")
        (papers / "last.txt").write_text("x")
        assert changes.get(timeout=60) == str(papers / "last.txt")


def test_what_is_to_be_left_out_is_a_change(papers: Path, tmp_path: Path) -> None:
    with changes_in([papers], tmp_path / "archive") as (changes, _):
        (papers / ".pressmarkignore").write_text("sub/")
        assert changes.get(timeout=60) == str(papers / ".pressmarkignore")


def test_a_signal_ends_it_quietly() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with until_stopped():
        signal.raise_signal(signal.SIGTERM)
        pytest.fail("not reached")
    assert signal.getsignal(signal.SIGTERM) is before


WATCHER = """
import sys
from pathlib import Path
from indexer.settings import Settings
from indexer.commands.watching import watch
from tests.conftest import WordEncoder
told = lambda summary: print(summary.total_documents, flush=True)
watch([Path(sys.argv[1])], Settings(archive=Path(sys.argv[2])), told, print, calm=0.05, encoder=WordEncoder())
print("ended", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watched_folder_is_searched_as_it_changes_and_a_signal_ends_the_watch(
    papers: Path, settings: Settings, number: int
) -> None:
    command = [sys.executable, "-c", WATCHER, str(papers), str(settings.archive)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "2\n"
        (papers / "new.txt").write_text("A lighthouse.")
        assert process.stdout.readline() == "3\n"
        process.send_signal(number)
        assert process.stdout.read() == "ended\n"
    assert process.returncode == 0
    hits = Archive.open(settings, WordEncoder()).search(parse_query("lighthouse", mode="keyword")).hits
    assert [hit.document.path for hit in hits] == ["papers/new.txt"]


def test_an_archive_inside_a_source_is_no_part_of_it(papers: Path) -> None:
    settings = Settings(archive=papers / "archive")
    for _ in range(2):
        told, _, _ = followed(papers, settings, [])
        assert (told[0].total_documents, told[0].skipped, told[0].generation) == (2, [], "000001")
