"""The archive's one writing place: a lock on a file, and the folders that are made for it.

Held with flock, so a dead process holds nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from indexer.errors import ArchiveBusy, ArchiveError
from indexer.stores.generations.folder import CURRENT, EMBEDDINGS, GENERATIONS, LOCK

_TRIES = 100


@contextmanager
def write_lock(archive: Path) -> Iterator[None]:
    """Hold the archive's one writing place. Where nothing comes of what is done inside, what was made for it goes.

    Raises ArchiveBusy at once if another process has it, and ArchiveError where nothing can be written.
    """
    made: list[Path] = []
    try:
        made += [folder for folder in (archive, *archive.parents) if not folder.exists()]
        unpublished = not (archive / GENERATIONS).exists()
        handle = _locked(archive)
    except (FileExistsError, NotADirectoryError) as error:
        raise ArchiveError(f"{archive} is not a folder, or not in one: name another with --archive.") from error
    except OSError as error:
        _remove_empty(made)
        raise ArchiveError(f"Cannot write to {archive}: {error.strerror}. Choose another --archive.") from error
    with handle:
        try:
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            yield
        finally:
            if unpublished:
                _remove_empty([archive / GENERATIONS])
                _take_back(archive, made)


def _locked(archive: Path) -> TextIO:
    """The open file of the lock, which this process now has. Raises ArchiveBusy."""
    for _ in range(_TRIES):
        archive.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError), ExitStack() as opened:
            handle = opened.enter_context((archive / LOCK).open("a+", encoding="ascii"))
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.seek(0)
                holder = handle.read().strip() or "unknown"
                raise ArchiveBusy(
                    f"{archive} is being written by another process (pid {holder}): wait for it to end, then try again."
                ) from None
            # Who had it may have taken the folder back meanwhile: a lock on a file without its name keeps nobody out.
            if os.path.samestat(os.fstat(handle.fileno()), (archive / LOCK).stat()):
                opened.pop_all()
                return handle
    raise ArchiveBusy(f"{archive} is made and removed by other processes: wait for them to end, then try again.")


def _take_back(archive: Path, made: Sequence[Path]) -> None:
    """Remove the lock, which the caller holds, and the folders `made` for it, if they hold nothing else of ours."""
    if not any((archive / name).exists() for name in (CURRENT, GENERATIONS, EMBEDDINGS)):
        (archive / LOCK).unlink(missing_ok=True)
        _remove_empty(made)


def _remove_empty(folders: Sequence[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
