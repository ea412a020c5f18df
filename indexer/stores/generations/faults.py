"""What the disk refuses, told in one sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import ArchiveError
from indexer.stores.generations.folder import CURRENT

_MEND = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EROFS: "make the disk writable, or choose another --archive",
    errno.EACCES: "change who may write there, or choose another --archive",
    errno.EPERM: "change who may write there, or choose another --archive",
    errno.EIO: "see to the disk",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
}
_PATH = dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG), "check the path")


@contextmanager
def telling_faults(archive: Path) -> Iterator[None]:
    """Errors of the disk and of SQLite while an archive is written, as an ArchiveError that says how to mend them.

    An interruption is told what it leaves of the archive.
    """
    before = _published(archive)
    try:
        yield
    except (KeyboardInterrupt, OSError, sqlite3.Error) as error:
        if stopped := _interruption(error):
            now = _published(archive)
            left = f"Nothing was published in {archive}." if now is None else f"{archive} is as it was."
            stopped.add_note(left if now == before else f"{archive} is up to date.")
            raise stopped from None
        if isinstance(error, OSError):
            raise ArchiveError(_sentence(archive, _told(error), _MEND.get(error.errno or 0, ""))) from error
        full = "full" in str(error)
        raise ArchiveError(_sentence(archive, str(error), _MEND[errno.ENOSPC] if full else "")) from error


def _interruption(error: BaseException | None) -> KeyboardInterrupt | None:
    """What an error came of, if that was an interruption: on its way out a file may be found half opened, or closed."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error


def fault_of(error: OSError) -> str:
    """An error of the system anywhere else, such as in what a command prints or reads, as a sentence."""
    mend = (_MEND | _PATH).get(error.errno or 0, "")
    return f"{_told(error)}{f': {mend}, then run it again' if mend else ''}."


def _told(error: OSError) -> str:
    """What happened, and to which file."""
    return f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"


def _sentence(archive: Path, what: str, mend: str) -> str:
    there = _published(archive) is not None
    mend = mend or ("prove it with pressmark check" if there else "see to the disk")
    left = "It is whole, as published last" if there else "Nothing was published"
    return f"{archive} could not be written: {what}. {left}: {mend}, then run it again."


def _published(archive: Path) -> str | None:
    """What the archive says is published, as far as it can be read; None where nothing is."""
    if not (archive / CURRENT).exists():
        return None
    with suppress(OSError):
        return (archive / CURRENT).read_text(encoding="utf-8", errors="replace")
    return ""
