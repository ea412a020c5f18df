"""`pressmark watch`: the archive kept up to date with its sources, a batch of changes at a time."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from indexer.encoders import Encoder, open_encoder
from indexer.errors import PressmarkError
from indexer.ingest.sources import must_exist
from indexer.reindex import reindex
from indexer.run import Summary
from indexer.settings import Settings

CALM = 2.0
"""Seconds without a change after which a batch is taken in: an editor saves, a copy of many files ends."""
LONGEST = 60.0
"""Seconds after which it is taken in although changes go on."""
RETRY = 30.0
"""Seconds after which a run that failed is tried again."""
_CHANGING = ("created", "modified", "deleted", "moved", "closed", "attrib")
"""Events that can mean another content; that a file is opened and read is none, or a run would call for the next."""


def watch(
    paths: Sequence[Path], settings: Settings, told: Callable[[Summary], None], failed: Callable[[str], None],
    calm: float = CALM, encoder: Encoder | None = None,
) -> None:  # fmt: skip
    """Follow the sources until Ctrl-C or SIGTERM. Raises PressmarkError if one is not there or the first run fails."""
    for path in paths:
        must_exist(path)
    with until_stopped(), changes_in(paths, settings.archive) as changes:

        def again() -> None:
            timer = threading.Timer(RETRY, changes.put, [""])
            timer.daemon = True
            timer.start()

        encoder = encoder or open_encoder(settings)
        follow(paths, settings, batches_of(changes, calm), told, failed, again, encoder)


def follow(
    paths: Sequence[Path], settings: Settings, batches: Iterable[object], told: Callable[[Summary], None],
    failed: Callable[[str], None], again: Callable[[], None], encoder: Encoder,
) -> None:  # fmt: skip
    """Index the sources now and after each batch; tell of every run that published something.

    A later run that fails is told, once while it fails for the same reason, and `again` is called, which is to see
    to another batch: a disk may be back, another writer done. The model is loaded when there is first something to
    encode, and stays. Raises PressmarkError if the first run fails.
    """
    last = reindex(paths, settings, encoder=encoder)
    told(last)
    complaint = ""
    for _ in batches:
        try:
            summary = reindex(paths, settings, encoder=encoder)
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
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[frozenset[str]]:  # fmt: skip
    """The paths that changed, gathered until nothing has changed for `calm` seconds, but no longer than `longest`."""
    while True:
        seen = {changes.get()}
        end = clock() + longest
        with suppress(Empty):
            while (left := min(calm, end - clock())) > 0:
                seen.add(changes.get(timeout=left))
        yield frozenset(seen)


@contextmanager
def changes_in(paths: Sequence[Path], archive: Path) -> Iterator[SimpleQueue[str]]:
    """The changes below the paths as they happen, told by the kernel, or found by looking where it cannot tell.

    What changes in the archive itself is none of them. Hidden files are no documents.
    """
    changes: SimpleQueue[str] = SimpleQueue()
    handler = _Noting(changes, archive.resolve())
    try:
        observer = _started(Observer(), paths, handler)
    except OSError:  # no more watches allowed (fs.inotify.max_user_watches), or a file system without them
        observer = _started(PollingObserver(), paths, handler)
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()


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


class _Noting(FileSystemEventHandler):
    """Puts the path of every change into a queue."""

    def __init__(self, changes: SimpleQueue[str], archive: Path) -> None:
        self._changes = changes
        self._archive = archive

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        if event.event_type not in _CHANGING or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if name and not path.name.startswith(".") and not path.is_relative_to(self._archive):
                self._changes.put(str(name))


def _started(observer: BaseObserver, paths: Sequence[Path], handler: FileSystemEventHandler) -> BaseObserver:
    try:
        for path in paths:
            folder = path.resolve() if path.is_dir() else path.resolve().parent
            observer.schedule(handler, str(folder), recursive=path.is_dir())
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise
    return observer
