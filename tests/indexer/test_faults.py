"""What the disk refuses and what befalls files: a sentence, an exit status, the published generation as it was."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.errors import ArchiveError, BrokenArchive
from indexer.keeping.check import check
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.faults import telling_faults
from indexer.stores.generations.folder import GRAMS, MANIFEST, current, current_name
from tests.conftest import ROOT, WordEncoder, write_papers
from tests.indexer.faulty import run
from tests.indexer.mixed import content_of

pytestmark = pytest.mark.slow

TEXTS = {f"{n}.txt": f"The ferry crossed {n} times on a stormy day. " * 30 for n in range(6)}
NEW = {"new.txt": "A lighthouse was built. " * 40}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", TEXTS)


def index(papers: Path, settings: Settings) -> None:
    reindex([papers], settings, encoder=WordEncoder())


def state(settings: Settings) -> tuple[str, str]:
    return current_name(settings.archive), content_of(settings, WordEncoder())


def refused(arguments: list[str], *words: str) -> None:
    """The command fails with one sentence that has these words."""
    status, said = run(arguments)
    assert status == 1, said
    assert said.startswith("pressmark: ")
    assert said.count("\n") == 1
    assert [word for word in words if word not in said] == [], said


# ── the disk ────────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "pressmark-test", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves its file unclosed
def test_a_full_disk_ends_a_run_with_a_sentence(papers: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8192) as disk:
        settings = Settings(archive=disk / "archive")
        index(papers, settings)
        before = state(settings)
        used = shutil.disk_usage(disk).used
        write_papers(papers, NEW)
        ended: list[int] = []
        for room in range(0, used * 2, used // 8):
            filler = disk / "filler"
            with filler.open("wb") as handle:
                handle.truncate(0)
                os.posix_fallocate(handle.fileno(), 0, max(4096, shutil.disk_usage(disk).free - room))
            status, said = run(["index", "--archive", str(settings.archive), str(papers)])
            ended.append(status)
            filler.unlink()
            if status == 0:
                break
            assert "free some space" in said, said
            assert said.startswith("pressmark: ")
            assert said.count("\n") == 1
            assert state(settings) == before
            assert check(settings) == []
        assert ended[0] == 1
        assert len(ended) > 3
        index(papers, settings)
        assert current(settings.archive).manifest.documents == len(TEXTS) + 1
        assert check(settings) == []


def test_a_disk_that_is_read_only_is_searched_and_not_written(papers: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8192) as disk:
        settings = Settings(archive=disk / "archive")
        index(papers, settings)
        before = state(settings)
        write_papers(papers, NEW)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for command in (["index", str(papers)], ["remove", "abc"], ["rollback"]):
            refused([*command, "--archive", str(settings.archive)], "Read-only file system")
        assert state(settings) == before
        assert check(settings) == []


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of the superuser, if the tests have them."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("closed", [".", "generations", "write.lock", "embeddings.sqlite"])
def test_a_folder_that_must_not_be_written_is_named(closed: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        papers = write_papers(Path(scratch) / "papers", TEXTS)
        settings = Settings(archive=Path(scratch) / "archive")
        run(["index", "--archive", str(settings.archive), str(papers)])  # and what it imports may be closed to others
        before = state(settings)
        write_papers(papers, NEW)
        for place in (settings.archive, *settings.archive.rglob("*")):
            os.chmod(place, 0o777 if place.is_dir() else 0o666)
        shut = settings.archive / closed
        os.chmod(shut, 0o555 if shut.is_dir() else 0o444)
        if closed == ".":
            os.chmod(settings.archive / "write.lock", 0o444)
        with as_nobody():
            status, said = run(["index", "--archive", str(settings.archive), str(papers)])
            assert (status, said.count("\n")) == (1, 1), said
            assert "ermission denied" in said or "readonly" in said
            assert state(settings) == before


@pytest.mark.parametrize("closed", ["CURRENT", "generations/000002/manifest.json", "generations/000001/manifest.json"])
def test_what_may_not_be_read_is_not_called_damaged(closed: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        settings = Settings(archive=Path(scratch) / "archive")
        for texts in (TEXTS, NEW):
            index(write_papers(Path(scratch) / "papers", texts), settings)
        assert check(settings) == []  # and what it imports may be closed to others
        for place in (settings.archive, *settings.archive.rglob("*")):
            os.chmod(place, 0o777 if place.is_dir() else 0o666)
        os.chmod(settings.archive / closed, 0o000)
        with as_nobody():
            try:
                told = [f"{finding.what}: {finding.mend}" for finding in check(settings)]
            except ArchiveError as error:
                told = [str(error)]
            status, said = run(["rollback", "--archive", str(settings.archive)])
        assert len(told) == 1
        assert "Permission denied" in told[0]
        assert "as a user with read permission" in told[0]
        assert (status, "Permission denied" in said) == ((0, False) if "000002" in closed else (1, True))


@pytest.mark.parametrize("mode", [0o000, 0o100, 0o300, 0o400])
def test_a_folder_that_must_not_be_opened_is_skipped_and_the_rest_read(mode: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o777)
        papers = write_papers(Path(scratch) / "papers", {"a.txt": "A ferry.", "sub/in/b.txt": "A boat."})
        index(papers, Settings(archive=Path(scratch) / "first"))  # what it imports may be closed to others
        os.chmod(papers / "sub", mode | mode >> 6)  # for others as for the owner
        with as_nobody():
            file = papers / "sub" / "in" / "b.txt"
            for archive, named, count in (("a", papers, 1), ("a", file, 1), ("b", file, 0)):
                settings = Settings(archive=Path(scratch) / archive)
                summary = reindex([named], settings, encoder=WordEncoder())
                if archive == "b" and mode & 0o100:
                    continue  # whoever may pass through a folder may read a file in it by its name
                assert summary.total_documents == count
                assert [s.reason for s in summary.skipped] == ["the folder cannot be opened: Permission denied"]
        os.chmod(papers / "sub", 0o755)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = ROOT / "tests" / "indexer" / "shim.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def test_failing_and_short_writes_end_in_a_sentence_or_in_a_whole_archive(
    papers: Path, tmp_path: Path, shim: Path
) -> None:
    settings = Settings(archive=tmp_path / "whole")
    index(papers, settings)
    before = content_of(settings, WordEncoder())
    write_papers(papers, NEW)
    told = subprocess.run(
        [sys.executable, "-m", "tests.indexer.faulty", settings.archive, papers, tmp_path, "9"],
        env={**os.environ, "LD_PRELOAD": str(shim)}, cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    runs = [json.loads(line) for line in told]
    assert [kind for kind, *_ in runs] == ["none"] + ["EIO"] * 9 + ["short"] * 9
    after = content_of(Settings(archive=Path(runs[0][1])), WordEncoder())
    assert after != before
    for _, archive, status, said in runs:
        copy = Settings(archive=Path(archive))
        published = current_name(copy.archive) == "000002"  # the very last sync may fail when all is done
        assert published or status
        assert content_of(copy, WordEncoder()) == (after if published else before)
        assert check(copy) == []
        assert (said == "") == (status == 0)
        if status:
            assert said.startswith("pressmark: ")
            assert said.count("\n") == 1
    assert sum(status and current_name(Path(archive)) == "000002" for _, archive, status, _ in runs) <= 2
    failed = sum(status for kind, _, status, _ in runs if kind == "EIO")
    assert failed >= 7  # the cache's tidying up at its end may fail without harm


# ── the files ───────────────────────────────────────────────────────────────────────────────────────
def emptied(file: Path) -> None:
    file.write_bytes(b"")


def halved(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def bit_flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    bit = random.Random(1).randrange(8 * len(data))
    data[bit // 8] ^= 1 << bit % 8
    file.write_bytes(data)


DAMAGE = [emptied, halved, bit_flipped, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_neither_searched_nor_built_upon(
    papers: Path, settings: Settings, damage: Callable[[Path], None]
) -> None:
    index(papers, settings)
    write_papers(papers, NEW)
    generation = current(settings.archive).path
    aside = generation.with_name("aside")
    whole = [file for file in generation.rglob("*") if file.is_file() and file.stat().st_size]
    files = sorted(str(file.relative_to(generation)) for file in whole)
    assert {MANIFEST, GRAMS} <= set(files)
    for name in files:
        shutil.copytree(generation, aside)
        assert run(["search", "ferry", "--archive", str(settings.archive)])[0] == 0
        damage(generation / name)
        for command in (["search", "ferry"], ["index", str(papers)]):
            refused([*command, "--archive", str(settings.archive)])
        status, _ = run(["check", "--no-sample", "--archive", str(settings.archive)])
        assert status == 1
        assert current_name(settings.archive) == generation.name
        shutil.rmtree(generation)
        aside.rename(generation)
    index(papers, settings)
    assert check(settings) == []


def test_what_decays_with_its_time_unchanged_is_not_built_upon(papers: Path, settings: Settings) -> None:
    index(papers, settings)
    write_papers(papers, NEW)
    for file in current(settings.archive).path.rglob("*.*"):
        whole, status = file.read_bytes(), file.stat()
        bit_flipped(file)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        refused(["index", "--archive", str(settings.archive), str(papers)])
        file.write_bytes(whole)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    index(papers, settings)
    assert check(settings) == []


@pytest.mark.parametrize("content", [None, "", "\n", "000", "000009\n", "../../etc", "\0" * 7])
def test_where_current_names_nothing_every_command_says_so(
    papers: Path, settings: Settings, content: str | None
) -> None:
    index(papers, settings)
    write_papers(papers, NEW)
    index(papers, settings)
    whole = state(settings)
    (settings.archive / "CURRENT").unlink()
    if content is not None:
        (settings.archive / "CURRENT").write_text(content, encoding="utf-8")
    for command in (["search", "ferry"], ["index", str(papers)], ["check"], ["info"], ["export", str(papers / "x")]):
        refused([*command, "--archive", str(settings.archive)], "CURRENT")
    run(["rollback", "--archive", str(settings.archive)])
    assert state(settings) == whole


def test_an_interruption_is_one_though_a_file_fails_on_its_way_out(tmp_path: Path) -> None:
    def failing() -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    def interrupted() -> None:
        with telling_faults(tmp_path), ExitStack() as opened:
            opened.callback(failing)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as raised:
        interrupted()
    assert raised.value.__notes__ == [f"Nothing was published in {tmp_path}."]


def test_going_back_passes_over_a_damaged_generation(papers: Path, settings: Settings) -> None:
    settings = Settings(archive=settings.archive, keep=3)
    for number in range(3):
        write_papers(papers, {f"new-{number}.txt": f"A lighthouse, {number}. " * 40})
        index(papers, settings)
    bit_flipped(settings.archive / "generations" / "000002" / GRAMS)
    assert run(["rollback", "--archive", str(settings.archive)])[0] == 0
    assert current_name(settings.archive) == "000001"
    refused(["rollback", "--archive", str(settings.archive)], "no generation before 000001")


def test_after_going_back_what_was_gone_back_to_is_kept(papers: Path, settings: Settings) -> None:
    index(papers, settings)
    write_papers(papers, NEW)
    index(papers, settings)
    run(["rollback", "--archive", str(settings.archive)])
    before = state(settings)
    index(papers, settings)
    assert current_name(settings.archive) == "000003"
    run(["rollback", "--archive", str(settings.archive)])
    assert state(settings) == before


def test_a_copy_of_an_archive_is_read_whole_since_its_times_are_others(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    index(papers, settings)
    copy = Settings(archive=tmp_path / "copy")
    shutil.copytree(settings.archive, copy.archive, copy_function=shutil.copyfile)
    assert content_of(copy, WordEncoder()) == content_of(settings, WordEncoder())
    bit_flipped(current(copy.archive).path / GRAMS)
    with pytest.raises(BrokenArchive, match="has changed since"):
        Archive.open(copy, WordEncoder())


def test_a_clock_that_goes_back_changes_nothing(papers: Path, settings: Settings) -> None:
    index(papers, settings)
    (papers / "0.txt").write_text("The ferry sank. " * 40)
    os.utime(papers / "0.txt", (0, 0))
    summary = reindex([papers], settings, encoder=WordEncoder(), now=lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert (summary.documents_changed, summary.generation) == (1, "000002")
    archive = Archive.open(settings, WordEncoder())
    assert archive.generation.name == "000002"
    assert archive.search(parse_query("sank", mode="keyword")).found == 1
    archive.close()
    assert check(settings) == []
    assert run(["rollback", "--archive", str(settings.archive)])[0] == 0
    assert current_name(settings.archive) == "000001"
