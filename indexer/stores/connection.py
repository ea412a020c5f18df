"""A connection to a file of SQLite that is closed with the last reference to it, as what is mapped into memory is."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from weakref import finalize


class Connection:
    """Asks a file, or what a `file:` URI names. Threads may share it: SQLite has them wait. Raises sqlite3.Error.

    Python's own are each in a circle with the statements that they keep, and stay open until garbage is collected.
    This one keeps none: since Python 3.12 two threads that ask the same may be given one, and each the other's rows
    (https://github.com/python/cpython/issues/118172).
    """

    def __init__(self, file: Path | str) -> None:
        db = sqlite3.connect(file, uri=isinstance(file, str), check_same_thread=False, cached_statements=0)
        self.execute, self.executemany, self.executescript = db.execute, db.executemany, db.executescript
        self.commit, self.transaction, self.create_function = db.commit, db, db.create_function
        self.close = finalize(self, db.close)

    def columns(self, table: str) -> list[str]:
        """The table's columns: an earlier Pressmark may have made it with fewer."""
        return [row[1] for row in self.execute(f"PRAGMA table_info({table})")]
