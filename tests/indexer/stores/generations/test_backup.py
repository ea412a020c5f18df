import errno
import io
import json
import os
import random
import tarfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from indexer.archive import Archive
from indexer.errors import ArchiveError, BrokenArchive
from indexer.keeping.check import check
from indexer.settings import Settings
from indexer.stores.generations import backup as backup_room
from indexer.stores.generations import folder as generations
from indexer.stores.generations.backup import read_backup, whole_file, write_backup
from indexer.stores.generations.folder import CATALOG, MANIFEST
from indexer.stores.generations.manifest import sealed
from tests.conftest import PAPERS, WordEncoder
from tests.indexer.keeping.test_check import flip
from tests.indexer.test_reindex import contents, everything

pytestmark = pytest.mark.slow

Member = tuple[tarfile.TarInfo, bytes]
Change = Callable[[list[Member]], None]


@pytest.fixture
def backup(shared: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "backup.tar.gz"
    write_backup(shared.archive, file)
    return file


def test_what_was_saved_is_there_again(shared: Settings, backup: Path, tmp_path: Path) -> None:
    made = read_backup(backup, tmp_path / "archive")
    assert contents(made.path) == contents(generations.current(shared.archive).path)
    stamps = {name: list(generations.stamp_of(made.path / name)) for name in made.manifest.stamps}
    assert stamps == made.manifest.stamps  # or every search would read all files anew
    again = Settings(archive=tmp_path / "archive")
    assert everything(again) == everything(shared)
    assert check(again, WordEncoder()) == []


def test_a_backup_says_nothing_of_who_saved_it(
    shared: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    member_of = tarfile.TarFile.gettarinfo

    def owned(*of: Any, **by: Any) -> tarfile.TarInfo:
        member = member_of(*of, **by)
        member.uid, member.gid, member.uname, member.gname, member.mode = 1000, 1000, "ruth", "staff", 0o600
        return member

    monkeypatch.setattr(tarfile.TarFile, "gettarinfo", owned)
    write_backup(shared.archive, tmp_path / "backup.tar.gz")
    saved = [member for member, _ in members_of(tmp_path / "backup.tar.gz")]
    assert {(m.uid, m.gid, m.uname, m.gname, m.mode) for m in saved} == {(0, 0, "", "", 0o644)}


def test_an_archive_is_never_written_over(shared: Settings, backup: Path) -> None:
    before = contents(shared.archive)
    with pytest.raises(ArchiveError, match="holds an archive already"):
        read_backup(backup, shared.archive)
    with pytest.raises(ArchiveError, match="already exists"):
        write_backup(shared.archive, backup)
    assert contents(shared.archive) == before


def test_two_that_write_to_one_name_do_not_write_into_each_other(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"

    def write_slowly() -> None:
        with whole_file(file) as slow:
            slow.write(b"slow" * 5000)
            with whole_file(file) as quick:
                quick.write(b"quick")
            slow.write(b"slow")

    with pytest.raises(ArchiveError, match="already exists"):
        write_slowly()
    assert file.read_bytes() == b"quick"
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_that_is_taken_at_the_last_moment_stays_with_who_took_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.tar.gz"
    monkeypatch.setattr(backup_room, "_check_free", lambda file: None)  # it was free when it was looked at
    with pytest.raises(ArchiveError, match="already exists"), whole_file(file):
        file.write_bytes(b"quick")
    assert file.read_bytes() == b"quick"
    assert list(tmp_path.iterdir()) == [file]


def test_where_there_are_no_hard_links_a_file_has_its_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "backup.tar.gz"
    with whole_file(file) as handle:
        handle.write(b"whole")
    with pytest.raises(ArchiveError, match="already exists"), whole_file(file):
        pass
    with pytest.raises(ArchiveError, match="already exists"), whole_file(tmp_path / "other"):
        (tmp_path / "other").write_bytes(b"quick")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {file.name: b"whole", "other": b"quick"}


def test_a_file_and_its_name_are_on_the_disk_before_it_counts_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def synced(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        done.append(f"sync {path.read_bytes()!r}" if path.is_file() else f"sync {path.name}")

    link = os.link
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "link", lambda part, file: (done.append("name"), link(part, file))[1])
    with whole_file(tmp_path / "backup.tar.gz") as handle:
        handle.write(b"whole")
    assert done == ["sync b'whole'", "name", f"sync {tmp_path.name}"]


@pytest.mark.parametrize(("why", "goes_on"), [(errno.EINVAL, True), (errno.EACCES, True), (errno.EIO, False)])
def test_a_folder_that_cannot_be_synced_is_no_fault_of_the_file_and_a_disk_that_fails_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: int, goes_on: bool
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr(backup_room, "sync", refuse)
    with nullcontext() if goes_on else pytest.raises(OSError, match="error"), whole_file(tmp_path / "one") as handle:
        handle.write(b"whole")


def test_what_a_killed_one_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    (tmp_path / ".pressmark-0123456789abcdef.part").write_bytes(b"left")
    with whole_file(tmp_path / "one") as slow:
        assert len([*tmp_path.iterdir()]) == 1
        with whole_file(tmp_path / "two") as quick:
            quick.write(b"quick")
        slow.write(b"slow")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"slow", "two": b"quick"}


def test_one_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    def write_half() -> None:
        with whole_file(tmp_path / "backup.tar.gz") as handle:
            handle.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_archive_is_not_saved(make_archive: Callable[..., Archive], tmp_path: Path) -> None:
    archive = make_archive(PAPERS)
    file = archive.generation.path / CATALOG
    status = file.stat()
    flip(file, 80_000)
    with pytest.raises(BrokenArchive, match="pressmark rollback"):
        write_backup(archive.settings.archive, tmp_path / "backup.tar.gz")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # it decayed, and nothing shows it
    with pytest.raises(BrokenArchive, match="pressmark check"):
        write_backup(archive.settings.archive, tmp_path / "backup.tar.gz")
    assert list(tmp_path.glob("backup*")) == []


def test_a_backup_cut_short_or_changed_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    chance = random.Random(3)
    damaged = [whole[: len(whole) * n // 8] for n in range(8)]
    for bit in chance.sample(range(10 * 8, len(whole) * 8 - 64), 40):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        damaged.append(bytes(data))
    for number, data in enumerate(damaged):
        backup.write_bytes(data)
        archive = tmp_path / str(number)
        try:
            made = read_backup(backup, archive)
        except ArchiveError:
            assert not archive.exists()
        else:  # the bit is in padding between members: what was read is what was saved
            assert check(Settings(archive=archive)) == []
            assert made.name == "000001"


def members_of(file: Path) -> list[Member]:
    with tarfile.open(file) as tar:
        found: list[Member] = []
        for member in tar:
            source = tar.extractfile(member)
            found.append((member, source.read() if source else b""))
        return found


def write(file: Path, members: list[Member]) -> None:
    with tarfile.open(file, "w:gz") as tar:
        for member, data in members:
            tar.addfile(member, io.BytesIO(data))


def plain(name: str, data: bytes = b"x") -> Member:
    member = tarfile.TarInfo(name)
    member.size = len(data)
    return member, data


def special(name: str, kind: bytes) -> Member:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "/etc/passwd"
    return member, b""


def forged(members: list[Member], name: str) -> Member:
    """A manifest with a seal of its own that names another file."""
    return sealed_anew(members, checksums={**json.loads(members[0][1])["checksums"], name: "0" * 64})


def sealed_anew(members: list[Member], **changed: Any) -> Member:
    """A manifest in which something is changed, with a seal of its own."""
    table = {name: value for name, value in json.loads(members[0][1]).items() if name != "seal"}
    return plain(MANIFEST, sealed({**table, **changed}).encode())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m.append(plain("strange")), "holds 'strange'"),
        (lambda m: m.append(plain("../../out")), "holds '../../out'"),
        (lambda m: m.append(plain("/tmp/out")), "holds '/?tmp/out'"),
        (lambda m: m.append(m[1]), "does not name"),
        (lambda m: m.append(plain(MANIFEST)), "does not name"),
        (lambda m: m.insert(1, special(CATALOG, tarfile.SYMTYPE)), "holds 'catalog.sqlite'"),
        (lambda m: m.insert(1, special(CATALOG, tarfile.LNKTYPE)), "holds 'catalog.sqlite'"),
        (lambda m: m.insert(1, special("keyword", tarfile.SYMTYPE)), "holds 'keyword'"),
        (lambda m: m.insert(0, plain("first")), "does not begin with a manifest"),
        (lambda m: m.pop(1), "lacks catalog.sqlite"),
        (lambda m: m.clear(), "does not begin with a manifest"),
        (lambda m: m.__setitem__(1, plain(CATALOG)), "not what was saved"),
        (lambda m: m.__setitem__(0, forged(m, "../out")), "not a place in an archive"),
        (lambda m: m.__setitem__(0, forged(m, "keyword/../../../out")), "not a place in an archive"),
        (lambda m: m.__setitem__(0, forged(m, "/out")), "not a place in an archive"),
        (lambda m: m.__setitem__(slice(None), [sealed_anew(m, checksums={}, stamps={})]), "not a backup of an archive"),
        (lambda m: m.__setitem__(0, sealed_anew(m, checksums=[1])), "not a manifest"),
        (lambda m: m.__setitem__(0, sealed_anew(m, documents="many")), "not a manifest"),
        (lambda m: m.__setitem__(0, sealed_anew(m, stamps={CATALOG: [1]})), "not a manifest"),
        (lambda m: m.__setitem__(0, sealed_anew(m, stamps={CATALOG: [1, 10**30]})), "not a manifest"),
        (lambda m: m.__setitem__(0, sealed_anew(m, stamps={"ghost": [1, 1]})), "not a manifest"),
    ],
)
def test_what_does_not_belong_is_refused(backup: Path, tmp_path: Path, change: Change, message: str) -> None:
    members = members_of(backup)
    assert [member.name for member, _ in members[:2]] == [MANIFEST, CATALOG]
    change(members)
    write(backup, members)
    with pytest.raises(BrokenArchive, match=message):
        read_backup(backup, tmp_path / "archive")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.tar.gz"]


def test_what_is_no_backup_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no tar", encoding="utf-8")
    with pytest.raises(BrokenArchive, match="is not a backup that pressmark export made"):
        read_backup(tmp_path / "file", tmp_path / "archive")
    with pytest.raises(ArchiveError, match="There is no file"):
        read_backup(tmp_path / "none", tmp_path / "other")
    with pytest.raises(ArchiveError, match="is not a file: name one that `pressmark export` wrote"):
        read_backup(tmp_path, tmp_path / "other")
