"""Folders for what can be made again: the user's, and such as go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from indexer.machine.folders import _own_temporary_folder, cache_folder, scratch_folder


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
