"""A reader keeps the generation it reads: the writer removes none that somebody holds.

Held with a shared flock on the manifest, so a dead process holds nothing.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive
from indexer.stores.generations import MANIFEST, Generation, current, current_name
from indexer.stores.sealed import prove

_TRIES = 100


def hold_current(archive: Path) -> tuple[Generation, int]:
    """The published generation, whole and held, and the descriptor that holds it until it is closed.

    Raises NoArchive, BrokenArchive or NewerFormat. A generation that gives way to a newer one meanwhile is no error:
    the newer one is taken.
    """
    for _ in range(_TRIES):
        name = current_name(archive)
        held: int | None = None
        try:
            generation = current(archive)
            held = os.open(generation.path / MANIFEST, os.O_RDONLY)
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return prove(generation, trusting=True), held
        except (ArchiveError, OSError) as error:
            if held is not None:
                os.close(held)
            if current_name(archive) != name:
                continue
            if isinstance(error, ArchiveError):
                raise
            raise BrokenArchive(f"{archive}/generations/{name} cannot be read: {error.strerror}.") from error
    raise BrokenArchive(f"{archive} changes faster than it can be opened: is one writer at work, and is it well?")
