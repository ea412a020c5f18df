"""The archive as the application holds it: opened once, exchanged for the next generation when that is published."""

from __future__ import annotations

import threading
from typing import cast

from flask import current_app

from indexer.archive import Archive
from indexer.encoders import Encoder, open_encoder
from indexer.settings import Settings
from indexer.stores.generations import current_name


class Shelf:
    """Gives the current generation. A request that holds an older one keeps it whole until it is done."""

    def __init__(self, settings: Settings, encoder: Encoder | None) -> None:
        self.settings = settings
        self._encoder = encoder
        self._archive: Archive | None = None
        self._lock = threading.Lock()

    def archive(self) -> Archive:
        """The published generation, opened. Raises ArchiveError and EncoderError."""
        name = current_name(self.settings.archive)
        archive = self._archive
        if archive is not None and archive.generation.name == name:
            return archive
        with self._lock:
            if self._archive is None or self._archive.generation.name != name:
                self._encoder = self._encoder or open_encoder(self.settings)
                # The old one is not closed: another thread may be reading it. It goes when the last reader does.
                self._archive = Archive.open(self.settings, self._encoder)
            return self._archive


def archive() -> Archive:
    """The archive of the application that handles this request."""
    return cast(Shelf, current_app.extensions["shelf"]).archive()
