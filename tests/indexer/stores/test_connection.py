import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from indexer.stores.connection import Connection


@pytest.fixture
def hurry() -> Iterator[None]:
    """Threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_it_is_closed_with_the_last_reference_to_it(tmp_path: Path, open_files: Callable[[], list[str]]) -> None:
    db = Connection(tmp_path / "texts.sqlite")
    db.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
    assert open_files() == [str(tmp_path / "texts.sqlite")]
    del db
    assert open_files() == []


def test_no_statement_is_kept_for_another_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the next test shows where Python is 3.12 or newer."""
    kept: list[int] = []
    connect = sqlite3.connect

    def opened(file: Path, *, cached_statements: int = 128, **options: bool) -> sqlite3.Connection:
        kept.append(cached_statements)
        return connect(file, cached_statements=cached_statements, **options)

    monkeypatch.setattr(sqlite3, "connect", opened)
    Connection(tmp_path / "texts.sqlite").close()
    assert kept == [0]


@pytest.mark.slow
@pytest.mark.usefixtures("hurry")
def test_threads_that_ask_the_same_each_have_their_own_rows(tmp_path: Path) -> None:
    db = Connection(tmp_path / "texts.sqlite")
    with closing(db), ThreadPoolExecutor(4) as threads:
        db.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
        db.executemany("INSERT INTO texts VALUES (?, ?)", ((id, f"{id} " * 500) for id in range(100)))

        def found(id: int) -> object:
            return db.execute("SELECT id FROM texts WHERE id = ?", (id,)).fetchone()

        asked = list(range(100)) * 50
        assert list(threads.map(found, asked)) == [(id,) for id in asked]
