"""What the machine lends this process: its processors, not all that there are; a folder for what can be made again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.ingest import pool
from indexer.ingest.limits import Limits
from indexer.ingest.rules import FolderRules
from indexer.ingest.sources import SourceFile
from indexer.machine import _own_temporary_folder, cache_folder, processors, scratch_folder
from indexer.settings import Settings


@pytest.fixture
def _kept_to_two_of_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5})
    monkeypatch.setattr(os, "cpu_count", lambda: 8)


@pytest.mark.usefixtures("_kept_to_two_of_eight")
def test_processors_are_those_that_this_process_may_use() -> None:
    assert processors() == 2


@pytest.mark.usefixtures("_kept_to_two_of_eight")
@pytest.mark.parametrize(("threads", "processes"), [(0, 2), (3, 3), (9, 5)])
def test_so_many_processes_read_files_and_no_more_than_there_are_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int, processes: int
) -> None:
    started: list[int] = []
    monkeypatch.setattr(pool, "_Worker", lambda limits: started.append(1))
    monkeypatch.setattr(pool._Pool, "events", lambda pool: iter(()))
    monkeypatch.setattr(pool._Pool, "close", lambda pool: None)
    files = [SourceFile(f"{n}.pdf", tmp_path / f"{n}.pdf", 10**7, 0, FolderRules()) for n in range(5)]
    assert list(pool.read_files(files, Limits.of(Settings()), threads)) == []
    assert len(started) == processes


@pytest.mark.parametrize(("said", "folder"), [("caches", "caches/pressmark/x"), ("", "ann/.cache/pressmark/x")])
def test_the_cache_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, folder: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / said) if said else "")
    monkeypatch.setenv("HOME", str(tmp_path / "ann"))
    assert cache_folder("x") == tmp_path / folder
    assert cache_folder("x").is_dir()


def test_without_a_home_it_is_a_folder_of_the_users_own_among_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file, so that nothing can be made in it", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _own_temporary_folder.cache_clear()
    own = tmp_path / f"pressmark-cache-{os.getuid()}"
    assert cache_folder("x") == own / "x"
    assert own.stat().st_mode & 0o777 == 0o700
    own.chmod(0o777)  # anybody may have put a model there
    _own_temporary_folder.cache_clear()
    assert cache_folder("x").parent not in (own, tmp_path)
    _own_temporary_folder.cache_clear()


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(tmp_path: Path) -> None:
    left, other = tmp_path / "pressmark-stdin-left", tmp_path / "pressmark-export-left"
    for folder in (left, other):
        folder.mkdir()
        (folder / "lines.jsonl").write_text("{}", encoding="utf-8")
    with scratch_folder("stdin", tmp_path) as first, scratch_folder("stdin", tmp_path) as second:
        assert {*tmp_path.iterdir()} == {first, second, other}
    assert [*tmp_path.iterdir()] == [other]


def test_a_process_that_was_forked_does_not_remove_the_folder_of_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scratch_folder("metrics", tmp_path) as folder:
        monkeypatch.setattr(os, "getpid", lambda: -1)
    assert folder.is_dir()
