"""`pressmark watch`: the archive kept up to date with its sources, a batch of changes at a time."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from indexer.encoders import Encoder, open_encoder
from indexer.errors import PressmarkError
from indexer.ingest.choosing.sources import IGNORE_FILE, must_exist
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.writing.run import Summary

CALM = 2.0
"""Seconds without a change after which a batch is taken in: an editor saves, a copy of many files ends."""
LONGEST = 60.0
"""Seconds after which it is taken in although changes go on."""
RETRY = 30.0
"""Seconds after which a run that failed is tried again."""
LOOK = 30.0
"""Seconds without a change after which it is seen to that the folders watched are still those at the paths."""
_CHANGING = ("created", "modified", "deleted", "moved", "closed", "attrib")
"""Events that can mean another content; that a file is opened and read is none, or a run would call for the next."""


def watch(
    paths: Sequence[Path], settings: Settings, told: Callable[[Summary], None], failed: Callable[[str], None],
    calm: float = CALM, encoder: Encoder | None = None,
) -> None:  # fmt: skip
    """Follow the sources until Ctrl-C or SIGTERM. Raises PressmarkError if one is not there or the first run fails."""
    for path in paths:
        must_exist(path)
    with until_stopped(), changes_in(paths, settings.archive) as (changes, look):

        def again() -> None:
            timer = threading.Timer(RETRY, changes.put, [""])
            timer.daemon = True
            timer.start()

        encoder = encoder or open_encoder(settings)
        follow(paths, settings, batches_of(changes, calm, look=look), told, failed, again, encoder)


def follow(
    paths: Sequence[Path], settings: Settings, batches: Iterable[object], told: Callable[[Summary], None],
    failed: Callable[[str], None], again: Callable[[], None], encoder: Encoder,
) -> None:  # fmt: skip
    """Index the sources now and after each batch; tell of every run that published something.

    A later run that fails is told, once while it fails for the same reason, and `again` is called, which is to see
    to another batch: a disk may be back, another writer done. The model is loaded when there is first something to
    encode, and stays. A folder may be empty until its first file comes. Raises PressmarkError if the first run fails.
    """
    last = reindex(paths, settings, encoder=encoder, may_be_empty=True)
    told(last)
    complaint = ""
    for _ in batches:
        try:
            summary = reindex(paths, settings, encoder=encoder, may_be_empty=True)
        except PressmarkError as error:
            if str(error) != complaint:
                failed(str(error))
            complaint = str(error)
            again()
            continue
        if summary.generation != last.generation:
            told(summary)
        last, complaint = summary, ""


def batches_of(
    changes: SimpleQueue[str], calm: float = CALM, longest: float = LONGEST,
    clock: Callable[[], float] = time.monotonic, look: Callable[[], bool] = lambda: False, every: float = LOOK,
) -> Iterator[None]:  # fmt: skip
    """Each time that there were changes and nothing has changed for `calm` seconds, but no later than after `longest`.

    `look` is called before each batch, and after `every` seconds without a change; then what it finds is a batch.
    """
    while True:
        try:
            changes.get(timeout=every)
        except Empty:
            if not look():
                continue
        end = clock() + longest
        with suppress(Empty):
            while (left := min(calm, end - clock())) > 0:
                changes.get(timeout=left)
        look()
        yield


@contextmanager
def changes_in(paths: Sequence[Path], archive: Path) -> Iterator[tuple[SimpleQueue[str], Callable[[], bool]]]:
    """The changes below the paths as they happen, told by the kernel, or found by looking where it cannot tell.

    What changes in the archive itself is none of them. Hidden files are no documents. What comes with them is to be
    called now and then: it watches anew, and says so, where a path has become another folder, or is gone or back.
    """
    watching = _Watching(paths, archive.resolve())
    watching.start()
    try:
        yield watching.changes, watching.look
    finally:
        watching.stop()


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ctrl-C and SIGTERM end what is inside, quietly. A run that they interrupt leaves the archive as it was."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder to watch, with what is below it or without. A folder put in its stead has another device or inode."""

    folder: Path
    below: bool
    device: int
    inode: int


def _place_of(path: Path) -> _Place | None:
    """Where the changes of a source are seen: in the folder that it is or, a file or gone, in the one around it."""
    try:
        full = path.resolve()
        below = full.is_dir()
        folder = full if below else full.parent
        status = folder.stat()
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return None
    return _Place(folder, below, status.st_dev, status.st_ino)


class _Watching:
    """An observer of the folders that stand at the paths now. The kernel's watches stay with a folder that is moved
    away or unmounted, and end with one that is deleted: then there has to be another observer."""

    def __init__(self, paths: Sequence[Path], archive: Path) -> None:
        self.changes: SimpleQueue[str] = SimpleQueue()
        self._paths = paths
        self._archive = archive
        self._places: list[_Place | None] = []
        self._noting: _Noting | None = None
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Raises OSError where nothing can be watched."""
        places = [_place_of(path) for path in self._paths]
        there = list(dict.fromkeys(place for place in places if place))
        noting = _Noting(self.changes, self._archive, {str(place.folder) for place in there})
        try:
            self._observer = _started(Observer(), there, noting)
        except OSError:  # no more watches allowed (fs.inotify.max_user_watches), or a file system without them
            self._observer = _started(PollingObserver(), there, noting)
        self._places, self._noting = places, noting

    def look(self) -> bool:
        """Watch anew if a path is not what it was when its watch was set; whether it is so."""
        if self._noting and not self._noting.ended and self._places == [_place_of(path) for path in self._paths]:
            return False
        self.stop()
        with suppress(OSError):  # gone while it was looked at: the next look finds it so
            self.start()
        return True

    def stop(self) -> None:
        """Watch nothing any more."""
        observer, self._observer, self._noting = self._observer, None, None
        if observer:
            observer.stop()
            observer.join()


class _Noting(FileSystemEventHandler):
    """Puts the path of every change into a queue. `ended`: one of the folders is deleted, and no longer watched; a
    new one at its path may well get its inode."""

    def __init__(self, changes: SimpleQueue[str], archive: Path, folders: Set[str]) -> None:
        self._changes = changes
        self._archive = archive
        self._folders = folders
        self.ended = False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        if event.event_type not in _CHANGING or (event.is_directory and event.event_type == "modified"):
            return
        if event.event_type == "deleted" and str(event.src_path) in self._folders:
            self.ended = True
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            hidden = path.name.startswith(".") and path.name != IGNORE_FILE
            if name and not hidden and not path.is_relative_to(self._archive):
                self._changes.put(str(name))


def _started(observer: BaseObserver, places: Sequence[_Place], handler: FileSystemEventHandler) -> BaseObserver:
    try:
        for place in places:
            observer.schedule(handler, str(place.folder), recursive=place.below)
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise
    return observer
