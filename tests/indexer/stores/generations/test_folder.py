import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

import pytest

from indexer.errors import ArchiveBusy, ArchiveError, BrokenArchive, NewerFormat, NoArchive
from indexer.settings import KEEP
from indexer.stores.generations import folder as generations
from indexer.stores.generations.folder import CATALOG, KEYWORD, MANIFEST, Generation, current
from indexer.stores.generations.lock import write_lock
from indexer.stores.generations.manifest import FORMAT, Manifest, Nearest, sealed
from indexer.stores.generations.publishing import draft_of, name_current, publish
from tests.conftest import write_papers

MADE = Manifest(
    format=1, model="words", fingerprint="words-1", dimension=64, languages=["en"], passage_words=120, documents=1,
    passages=2, created="2026-01-01T00:00:00+00:00",
)  # fmt: skip


def publish_one(archive: Path, text: str = "catalog", keep: int = KEEP) -> Generation:
    with write_lock(archive), draft_of(archive) as (draft, base):
        (draft / CATALOG).write_text(text, encoding="utf-8")
        (draft / KEYWORD / f"segment-{text}").write_text(text, encoding="utf-8")
        return publish(archive, draft, replace(MADE, keep=keep), base, keep)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_published_generation_is_current_and_says_what_it_holds(tmp_path: Path) -> None:
    made = publish_one(tmp_path)
    assert generations.current(tmp_path) == made
    assert (made.name, (tmp_path / "CURRENT").read_text(encoding="ascii")) == ("000001", "000001\n")
    checksums = {
        name: hashlib.sha256(data).hexdigest() for name, data in contents(made.path).items() if name != MANIFEST
    }
    stamps = {name: list(generations.stamp_of(made.path / name)) for name in checksums}
    assert made.manifest == replace(MADE, checksums=checksums, stamps=stamps, seal=made.manifest.seal)


def test_what_a_manifest_says_of_the_nearest_is_a_table_on_disk_and_a_record_in_memory(tmp_path: Path) -> None:
    nearest = Nearest(lists=64, probes=16, recall=0.99, trained=70_000)
    with write_lock(tmp_path), draft_of(tmp_path) as (draft, _):
        made = publish(tmp_path, draft, replace(MADE, nearest=nearest))
    table = json.loads((made.path / MANIFEST).read_text(encoding="utf-8"))
    assert table["nearest"] == {"lists": 64, "probes": 16, "recall": 0.99, "trained": 70_000}
    assert generations.current(tmp_path).manifest.nearest == nearest


def test_generations_count_up_and_the_last_two_stay(tmp_path: Path) -> None:
    for number in range(1, 5):
        assert publish_one(tmp_path, str(number)).name == f"00000{number}"
    assert generations.published(tmp_path) == ["000003", "000004"]
    assert generations.current_name(tmp_path) == "000004"


def test_what_was_given_up_by_going_back_goes_before_what_was_gone_back_to(tmp_path: Path) -> None:
    publish_one(tmp_path, "one")
    publish_one(tmp_path, "two")
    name_current(tmp_path, "000001")
    with write_lock(tmp_path), draft_of(tmp_path) as (draft, base):
        (draft / CATALOG).write_text("three", encoding="utf-8")
        assert publish(tmp_path, draft, MADE, base).name == "000003"
    assert generations.published(tmp_path) == ["000001", "000003"]


def test_which_is_the_last_is_said_by_names_not_by_clocks(tmp_path: Path) -> None:
    publish_one(tmp_path, "one")
    publish_one(tmp_path, "two")
    os.utime(tmp_path / "generations" / "000001", (1 << 31, 1 << 31))
    assert generations.published(tmp_path) == ["000001", "000002"]
    assert publish_one(tmp_path, "three").name == "000003"
    assert generations.published(tmp_path) == ["000002", "000003"]


def test_a_draft_starts_as_a_copy_and_leaves_its_base_alone(tmp_path: Path) -> None:
    base = publish_one(tmp_path, "one")
    before = contents(base.path)
    with write_lock(tmp_path), draft_of(tmp_path) as (draft, given):
        assert given == base
        assert contents(draft) == {
            name: data for name, data in before.items() if name in (CATALOG, "keyword/segment-one")
        }
        (draft / CATALOG).write_text("changed", encoding="utf-8")
        (draft / KEYWORD / "segment-one").unlink()
    assert contents(base.path) == before
    assert not draft.exists()


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    publish_one(tmp_path)
    left = tmp_path / "generations" / ".000002" / "keyword"
    left.mkdir(parents=True)
    (left / "half").write_text("half", encoding="utf-8")
    with write_lock(tmp_path), draft_of(tmp_path) as (draft, _):
        assert "keyword/half" not in contents(draft)


def test_killed_while_an_old_generation_is_removed_no_half_of_it_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(tmp_path, "one")
    publish_one(tmp_path, "two")

    def killed(folder: Path, ignore_errors: bool) -> None:
        (folder / MANIFEST).unlink(missing_ok=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        publish_one(tmp_path, "three")
    monkeypatch.undo()
    assert generations.published(tmp_path) == ["000002", "000003"]
    assert generations.current_name(tmp_path) == "000003"
    publish_one(tmp_path, "four")
    assert sorted(p.name for p in (tmp_path / "generations").iterdir()) == ["000003", "000004"]


def test_where_no_generation_is_left_none_is_said_to_be_taken(tmp_path: Path) -> None:
    (tmp_path / "generations").mkdir()
    (tmp_path / "CURRENT").write_text("000003\n")
    with pytest.raises(BrokenArchive, match="no other generation is left: restore the archive from a copy, or index"):
        current(tmp_path)


def test_a_generation_that_current_does_not_name_is_not_read(tmp_path: Path) -> None:
    publish_one(tmp_path)
    publish_one(tmp_path, "unnamed")
    (tmp_path / "CURRENT").write_text("000001\n", encoding="ascii")
    assert generations.current(tmp_path).name == "000001"
    assert publish_one(tmp_path).name == "000003"
    assert generations.current(tmp_path).name == "000003"


@pytest.mark.parametrize("moment", ["rename", "replace"])
def test_the_name_changes_after_the_folder_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    publish_one(tmp_path, "one")
    whole: list[bool] = []

    def watched(self: Path, target: Path) -> Path:
        named = tmp_path / "generations" / generations.current_name(tmp_path)
        whole.append((named / MANIFEST).is_file())
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, moment, watched)
    with pytest.raises(KeyboardInterrupt):
        publish_one(tmp_path, "two")
    monkeypatch.undo()
    assert whole == [True]
    assert generations.current(tmp_path).name == "000001"
    assert publish_one(tmp_path, "three").path == tmp_path / "generations" / generations.current_name(tmp_path)


def test_what_is_named_is_on_the_disk_before_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that outlives a power cut must name what has outlived it too."""
    done: list[str] = []
    sync, rename, replace = os.fsync, Path.rename, Path.replace

    def synced(descriptor: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{descriptor}')).relative_to(tmp_path)}")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", lambda self, to: (done.append("name folder"), rename(self, to))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (done.append("name current"), replace(self, to))[1])
    publish_one(tmp_path, "one")
    draft = "generations/.000001"
    files = [CATALOG, f"{KEYWORD}/segment-one"]  # side by side, so in either order
    assert sorted(done[:2]) == [f"sync {draft}/{name}" for name in files]
    assert done[2:] == [
        f"sync {draft}/{MANIFEST}", f"sync {draft}/{KEYWORD}", f"sync {draft}", "name folder",
        "sync generations", "sync CURRENT.new", "name current", "sync .",
    ]  # fmt: skip


def test_a_first_run_killed_before_its_last_step_is_taken_up(tmp_path: Path) -> None:
    made = publish_one(tmp_path)
    (tmp_path / "CURRENT").unlink()
    with write_lock(tmp_path), draft_of(tmp_path) as (_, base):
        assert base == made


def test_of_several_generations_without_a_name_none_is_chosen(tmp_path: Path) -> None:
    publish_one(tmp_path, "one")
    publish_one(tmp_path, "two")
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(BrokenArchive, match=r"write the name of one of 000001, 000002"):
        publish_one(tmp_path, "three")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with write_lock(tmp_path), pytest.raises(ArchiveBusy, match=r"pid \d+"), write_lock(tmp_path):
        pass
    with write_lock(tmp_path):
        pass


def test_a_lock_for_nothing_leaves_what_was_there_and_no_more(tmp_path: Path) -> None:
    for archive in (tmp_path / "new" / "archive", write_papers(tmp_path / "mine", {"note.txt": "mine"})):
        with pytest.raises(KeyboardInterrupt), write_lock(archive), draft_of(archive):
            raise KeyboardInterrupt
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["mine", "note.txt"]


def test_a_lock_that_was_taken_back_meanwhile_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, flock = tmp_path / "archive", fcntl.flock

    def late(handle: IO[str], how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", flock)
        with write_lock(archive):  # whoever came first: there is nothing when it leaves
            pass
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with write_lock(archive), pytest.raises(ArchiveBusy), write_lock(archive):
        pass


def test_an_archive_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveError, match="is not a folder, or not in one"), write_lock(tmp_path / "file" / "archive"):
        pass


@contextmanager
def damaged(archive: Path, file: str, content: str | None) -> Iterator[None]:
    publish_one(archive)
    path = archive / file
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    yield


@pytest.mark.parametrize(
    ("file", "content", "error", "message"),
    [
        ("CURRENT", "../../etc", BrokenArchive, "names no generation"),
        ("CURRENT", "", BrokenArchive, "names no generation"),
        ("CURRENT", "é", BrokenArchive, "cannot be read"),
        ("CURRENT", None, BrokenArchive, "CURRENT is missing"),
        ("CURRENT", "000009", BrokenArchive, "is not there"),
        (f"generations/000001/{MANIFEST}", None, BrokenArchive, "cannot be read"),
        (f"generations/000001/{MANIFEST}", "[]", BrokenArchive, "cannot be read"),
        (f"generations/000001/{MANIFEST}", '{"format": 1}', BrokenArchive, "is not a manifest"),
        (f"generations/000001/{MANIFEST}", json.dumps({"format": FORMAT + 1}), NewerFormat, "upgrade"),
    ],
)
def test_damage_is_named(
    tmp_path: Path, file: str, content: str | None, error: type[ArchiveError], message: str
) -> None:
    with damaged(tmp_path, file, content), pytest.raises(error, match=message):
        generations.current(tmp_path)


def test_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoArchive, match="pressmark index"):
        generations.current(tmp_path / "nothing")


def test_size_is_the_bytes_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"123")
    assert generations.size_of(tmp_path) == 5 + 3


@pytest.mark.parametrize("field", [{"keep": 0}, {"keep": -3}, {"keep": 10**30}, {"keep": "2"}, {"base": 1}])
def test_a_manifest_says_what_can_be(tmp_path: Path, field: dict[str, object]) -> None:
    made = publish_one(tmp_path)
    table = asdict(made.manifest) | field
    del table["seal"]
    (made.path / MANIFEST).write_text(sealed(table), encoding="utf-8")
    with pytest.raises(BrokenArchive, match="is not a manifest"):
        current(tmp_path)
