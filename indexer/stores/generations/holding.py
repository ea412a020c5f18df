"""A reader keeps the generation it reads: the writer removes none that somebody holds.

Held with a shared flock on the manifest, so a dead process holds nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive
from indexer.stores.generations.folder import MANIFEST, Generation, current, current_name
from indexer.stores.generations.manifest import MAY_READ, RESTORE
from indexer.stores.generations.sealed import prove

_TRIES = 100


@contextmanager
def held(archive: Path, whole: bool = True) -> Iterator[Generation]:
    """The published generation, which stays while the context lasts; `whole` says that damage is an error.

    Raises NoArchive, BrokenArchive, NewerFormat, or ArchiveError for what may not be read. A generation that gives
    way to a newer one meanwhile is no error: the newer one is taken.
    """
    generation, descriptor = _hold(archive, whole)
    try:
        yield generation
    finally:
        os.close(descriptor)


def _hold(archive: Path, whole: bool) -> tuple[Generation, int]:
    for _ in range(_TRIES):
        name = current_name(archive)
        descriptor = -1
        try:
            generation = current(archive)
            descriptor = os.open(generation.path / MANIFEST, os.O_RDONLY)
            _lock(descriptor)
            return prove(generation, trusting=True) if whole else generation, descriptor
        except (ArchiveError, OSError) as error:
            if descriptor >= 0:
                os.close(descriptor)
            if current_name(archive) != name:
                continue
            if isinstance(error, ArchiveError):
                raise
            where = f"{archive}/generations/{name} cannot be read"
            if isinstance(error, PermissionError):
                raise ArchiveError(f"{where}: {error.strerror}. {MAY_READ}.") from error
            raise BrokenArchive(f"{where} ({error.strerror}): {RESTORE}.") from error
    raise BrokenArchive(f"{archive} changes faster than it can be opened: check what is writing to it.")


def _lock(descriptor: int) -> None:
    """Raises BlockingIOError if the generation is being removed. A file system without locks holds nothing."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return
