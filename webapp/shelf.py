"""The archive as the application holds it: opened once, exchanged for the next generation when that is published."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import cast

from flask import current_app

from indexer.archive import Archive
from indexer.encoders import Encoder, open_encoder
from indexer.errors import ArchiveError, BrokenArchive
from indexer.records import Query, Results
from indexer.settings import Settings
from indexer.stores.generations import current_name
from webapp import metrics


class Shelf:
    """Gives the current generation. A request that holds an older one keeps it whole until it is done."""

    def __init__(self, settings: Settings, encoder: Encoder | None) -> None:
        self.settings = settings
        self.ready = False
        self.open_encoder: Callable[[], Encoder] = lambda: encoder or open_encoder(settings)
        self._encoder: Encoder | None = None
        self._archive: Archive | None = None
        self._lock = threading.Lock()

    def archive(self) -> Archive:
        """The published generation, opened. Raises ArchiveError and EncoderError."""
        archive = self._archive
        name = self._published()
        if archive is not None and archive.generation.name == name:
            return archive
        # One request opens the next generation; those that come meanwhile are answered from the one before.
        if not self._lock.acquire(blocking=archive is None):
            return cast(Archive, archive)
        try:
            if self._archive is None or self._archive.generation.name != name:
                # The old one is not closed: another thread may be reading it. It goes when the last reader does.
                self._archive = self._open()
                metrics.opened(self._archive)
            return self._archive
        finally:
            self._lock.release()

    def warm(self) -> None:
        """Open everything, load the model and search once, before the first request needs it."""
        self.archive().warm()
        self.ready = True

    def _published(self) -> str:
        try:
            return current_name(self.settings.archive)
        except ArchiveError:
            if self._archive is None:
                raise
            return self._archive.generation.name  # what is open stays whole, whatever befalls the folder

    def _open(self) -> Archive:
        self._encoder = self._encoder or self.open_encoder()
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
