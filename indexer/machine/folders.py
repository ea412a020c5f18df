"""Folders for what can be made again or goes, and a disk that keeps what it is given."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path


def cache_folder(name: str) -> Path:
    """The folder of one kind of what can be made again: in `pressmark` under XDG_CACHE_HOME or ~/.cache.

    Where nothing can be written there, as a service may have no home, it lies in the folder for temporary files.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "pressmark" / name
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder if os.access(folder, os.W_OK | os.X_OK) else _own_temporary_folder() / name


@cache
def _own_temporary_folder() -> Path:
    """One that this user's next process finds again, if no other user has made it."""
    folder = Path(tempfile.gettempdir()) / f"pressmark-cache-{os.getuid()}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        if stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid() and not state.st_mode & 0o022:
            return folder
    kept = ExitStack()
    atexit.register(kept.close)
    return kept.enter_context(scratch_folder("own"))


@contextmanager
def scratch_folder(kind: str, within: Path | None = None) -> Iterator[Path]:
    """A new folder that goes with the context, and before it those of its kind that killed processes have left.

    Each is locked while it is in use. A process that is forked meanwhile leaves by the same way, and removes nothing.
    """
    for left in (within or Path(tempfile.gettempdir())).glob(f"pressmark-{kind}-*"):
        with suppress(OSError), _locked(left, fcntl.LOCK_NB):
            shutil.rmtree(left)
    made, maker = Path(tempfile.mkdtemp(prefix=f".pressmark-{kind}-", dir=within)), os.getpid()
    with _locked(made):
        folder = made.rename(made.with_name(made.name[1:]))  # others see it only now that it is locked
        try:
            yield folder
        finally:
            if os.getpid() == maker:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, wait: int = 0) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | wait)
        yield
    finally:
        os.close(descriptor)


def sync(path: Path) -> None:
    """Bring to the disk what is in a file, or a folder's names, so that they outlive a power cut. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
