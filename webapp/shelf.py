"""The archive as the application holds it: opened once, exchanged for the next generation when that is published."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from indexer.archive import Archive
from indexer.encoders import Encoder
from indexer.errors import ArchiveError, BrokenArchive, PressmarkError
from indexer.records import Document, Query, Quotation, Results, Snippet
from indexer.settings import Settings
from indexer.stores.generations.folder import GENERATIONS, MANIFEST, current_name
from webapp import metrics

Opening = Callable[[Settings], Encoder]
"""Gives an encoder. Raises EncoderError."""

PATIENCE = 60.0
"""Seconds until a generation that could not be opened is tried again."""
_CHECKING = 6
"""How many times as long as a search the check of a text may take, which may be a book."""
_log = logging.getLogger("pressmark")


@dataclass(frozen=True, slots=True)
class Published:
    """A generation as its folder tells it: by its manifest's file too, for another archive's may have the same name."""

    name: str
    file: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive, and what was published just before it was opened."""

    archive: Archive
    published: Published


@dataclass(frozen=True, slots=True)
class Refused:
    """A generation that cannot be opened, why in a sentence, and when by `time.monotonic` to try it again."""

    published: Published
    why: str
    again: float


class Shelf:
    """Gives the current generation. A request that holds an older one keeps it whole until it is done."""

    def __init__(self, settings: Settings, opening: Opening) -> None:
        self.settings = settings
        self.ready = False
        self._opening = opening
        self._encoder: Encoder | None = None
        self._opened: Opened | None = None
        self._refused: Refused | None = None
        self._lock = threading.Lock()
        self._warming = threading.Lock()

    def archive(self) -> Archive:
        """The published generation, opened; the one before where that cannot be and this is open already.

        Raises ArchiveError and EncoderError.
        """
        opened = self._opened
        published = self._published(opened)
        if opened is not None and (opened.published == published or self._waiting(published)):
            return opened.archive
        # One request opens the next generation; those that come meanwhile are answered from the one before.
        if not self._lock.acquire(blocking=opened is None):
            return cast(Opened, opened).archive
        try:
            if self._opened is None or self._opened.published != published:
                # The old one is not closed: another thread may be reading it. It goes when the last reader does.
                self._opened = self._next(published)
            return self._opened.archive
        finally:
            self._lock.release()

    def warm(self, beside: Callable[[], object] = lambda: None) -> None:
        """Open everything, load the model and search once, before the first request needs it; one thread at a time.

        `beside` waits for what else has to be done before it is ready. Raises ArchiveError and EncoderError.
        """
        if not self._warming.acquire(blocking=False):
            return
        try:
            archive = self.archive()
            beside()
            archive.warm()
            self.ready = True
        finally:
            self._warming.release()

    @property
    def refusal(self) -> str:
        """Why the published generation is not the one that is given; empty where it is."""
        refused = self._refused
        return refused.why if refused and refused.published == self._published(self._opened) else ""

    def _waiting(self, published: Published) -> bool:
        refused = self._refused
        return refused is not None and refused.published == published and time.monotonic() < refused.again

    def _next(self, published: Published) -> Opened:
        """The published generation, opened; where it cannot be, the one that is open."""
        try:
            archive = self._open()
        except (PressmarkError, OSError) as error:
            if self._opened is None:
                raise
            before = self._opened.archive.generation.name
            why = f"Generation {published.name} cannot be opened, so {before} is still served: {error}"
            if self._refused is None or self._refused.published != published:
                _log.error("%s", why)
            self._refused = Refused(published, why, time.monotonic() + PATIENCE)
            return self._opened
        self._refused = None
        metrics.opened(archive)
        return Opened(archive, published)

    def _published(self, opened: Opened | None) -> Published:
        """What is published now: one small file read and another looked at, so cheap enough before each request."""
        try:
            name = current_name(self.settings.archive)
        except ArchiveError:
            if opened is None:
                raise
            return opened.published  # what is open stays whole, whatever befalls the folder
        try:
            status = (self.settings.archive / GENERATIONS / name / MANIFEST).stat()
        except OSError:
            return Published(name, None)
        return Published(name, (status.st_dev, status.st_ino, status.st_mtime_ns))

    def _open(self) -> Archive:
        self._encoder = self._encoder or self._opening(self.settings)
        try:
            return Archive.open(self.settings, self._encoder)
        except (BrokenArchive, FileNotFoundError):
            # Two generations may have been published since the name was read, and the named one removed.
            return Archive.open(self.settings, self._encoder)


def shelf() -> Shelf:
    """The shelf of the application that handles this request."""
    return cast(Shelf, current_app.extensions["shelf"])


def archive() -> Archive:
    """The archive of the application that handles this request."""
    return shelf().archive()


def search(archive: Archive, query: Query) -> Results:
    """The answer to the query, timed leg by leg and within the time a search may take."""
    return archive.search(query, metrics.Stopwatch(shelf().settings.time_limit))


def hits_in(archive: Archive, document: Document, query: Query) -> tuple[Snippet, ...]:
    """The passages of a document that answer the query, timed and limited as a search is."""
    return archive.hits_in(document, query, metrics.Stopwatch(shelf().settings.time_limit))


def traced(archive: Archive, document: Document, body: int) -> tuple[Quotation, ...]:
    """The quotations of a text from `body` on, checked within `_CHECKING` times the time that a search may take."""
    watch = metrics.Stopwatch(_CHECKING * shelf().settings.time_limit, "Checking the quotations")
    return archive.trace(document, watch, body=body)
