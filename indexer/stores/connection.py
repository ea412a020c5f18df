"""A connection to a file of SQLite that is closed with the last reference to it, as what is mapped into memory is."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path


class Connection(sqlite3.Connection):
    """Threads may share it: SQLite has them wait. From Python 3.13 on, one that nobody closes is warned of."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # the file could not be opened
            self.close()


def connected(file: Path | str) -> Connection:
    """A connection to a file, or to what a `file:` URI names. Raises sqlite3.Error.

    Without kept statements: since Python 3.12 two threads that ask the same may be given one of them, and each the
    other's rows (https://github.com/python/cpython/issues/118172).
    """
    return sqlite3.connect(
        file, uri=isinstance(file, str), check_same_thread=False, factory=Connection, cached_statements=0
    )
