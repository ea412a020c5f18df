from __future__ import annotations

import contextlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.errors import ArchiveError, BrokenArchive, EncoderError
from indexer.keeping.check import check
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.generations.folder import CATALOG, GRAMS, KEYWORD, MANIFEST, VECTORS, current
from indexer.stores.generations.manifest import sealed
from indexer.stores.generations.rollback import roll_back
from indexer.stores.generations.sealed import digest_of
from indexer.stores.keyword.engines import writer_of
from indexer.stores.keyword.fields import words_by_field
from indexer.stores.keyword.postings import file_of
from indexer.stores.vectors import words as wordvectors
from indexer.stores.vectors.index import write_vectors
from tests.conftest import WordEncoder

pytestmark = pytest.mark.slow

Make = Callable[..., Archive]


@pytest.fixture
def whole(make_archive: Make) -> Archive:
    papers = {f"{n}.txt": f"The ferry crossed at {n}. " * 40 for n in range(5)}
    make_archive({"0.txt": papers["0.txt"], "4.txt": "The ferry did not cross."}).close()  # a text that is superseded
    archive = make_archive(papers)
    assert check(archive.settings, archive.encoder) == []
    return archive


def flip(file: Path, bit: int) -> None:
    """Change one bit of a file in a copy of its own, as hard links must not carry it to other generations."""
    data = bytearray(file.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    file.unlink()
    file.write_bytes(data)


def test_every_single_flipped_bit_is_found(whole: Archive) -> None:
    generation = whole.generation.path
    chance = random.Random(7)
    files = [file for file in sorted(generation.rglob("*")) if file.is_file()]
    assert {MANIFEST, CATALOG, VECTORS} <= {file.name for file in files}
    for file in files:
        size = file.stat().st_size * 8
        for bit in chance.sample(range(size), min(size, 60 if file.name == MANIFEST else 12)):
            flip(file, bit)
            with contextlib.suppress(ArchiveError):  # the manifest itself: told before anything is checked
                assert check(whole.settings), f"bit {bit} of {file.name}"
            flip(file, bit)
    assert check(whole.settings) == []


def test_a_missing_and_a_strange_file_are_named(whole: Archive) -> None:
    (whole.generation.path / "strange").write_text("x")
    (whole.generation.path / VECTORS).unlink()
    missing, strange = check(whole.settings)
    assert [VECTORS in missing.what, "strange" in strange.what] == [True, True]
    assert "index again into a new folder" in missing.mend  # into this one nothing is: it is damaged


@pytest.mark.parametrize("file", [GRAMS, CATALOG])
def test_going_back_is_told_only_where_there_is_something_to_go_back_to(whole: Archive, file: str) -> None:
    def mends(archive: Path) -> set[str]:
        found = [finding for finding in check(Settings(archive=archive)) if "kept to go back to" not in finding.what]
        assert all("rollback" not in finding.what for finding in found)
        return {finding.mend for finding in found}

    archive = whole.settings.archive
    copy = "restore the archive from a copy, or index again into a new folder"
    flip(whole.generation.path / file, 4096)
    assert mends(archive) == {f"go back with pressmark rollback, {copy}"}
    with pytest.raises(BrokenArchive, match=re.escape("rollback (if a generation before is kept), restore")):
        Archive.open(whole.settings, whole.encoder)
    before = sorted((archive / "generations").iterdir())[0]
    flip(before / CATALOG, 4096)
    assert mends(archive) == {copy}
    with pytest.raises(ArchiveError, match="no generation"):
        roll_back(archive)
    shutil.rmtree(before)
    assert mends(archive) == {copy}


def test_a_generation_that_is_kept_to_go_back_to_is_proved_too(whole: Archive, settings: Settings) -> None:
    before = sorted((settings.archive / "generations").iterdir())[0]
    assert before.name < whole.generation.name
    flip(before / CATALOG, 4096)
    (finding,) = check(whole.settings)
    assert (
        finding.what
        == f"generation {before.name}, kept to go back to: {before / CATALOG} has changed since it was published"
    )
    assert finding.mend == f"remove {before}; the current one is another"
    (before / MANIFEST).write_text("{", encoding="utf-8")
    cut = check(whole.settings)[0].what
    assert f"{before / MANIFEST} cannot be read (" in cut
    assert cut.endswith(")")


def test_a_generation_that_is_kept_to_go_back_to_is_read_once_and_none_is_named_that_may_not_be_read(
    whole: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted((whole.settings.archive / "generations").iterdir())[0]
    with closing(sqlite3.connect(whole.generation.path / CATALOG)) as db, db:
        db.execute("UPDATE versions SET length = length + 1")
    reseal(whole.generation.path)
    files: list[Path] = []

    def told(file: Path) -> str:
        files.append(file)
        return digest_of(file)

    monkeypatch.setattr("indexer.stores.generations.sealed.digest_of", told)
    (finding,) = check(whole.settings)
    assert "pressmark rollback" in finding.mend
    assert len(set(files)) == len(files)
    assert before / CATALOG in files

    def refuse(file: Path) -> str:
        if before in file.parents:
            raise PermissionError(13, "Permission denied", str(file))
        return digest_of(file)

    monkeypatch.setattr("indexer.stores.generations.sealed.digest_of", refuse)
    damaged, unread = check(whole.settings)
    assert "rollback" not in damaged.mend + unread.mend
    assert f"{before.name}, kept to go back to, cannot be checked: Permission denied ({before}" in unread.what


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (PermissionError(13, "Permission denied", "x"), "Permission denied (x)"),
        (EncoderError("no model here"), "no model here"),
    ],
)
def test_what_may_not_be_read_is_not_called_damaged(
    whole: Archive, monkeypatch: pytest.MonkeyPatch, refused: Exception, told: str
) -> None:
    def refuse(self: WordEncoder, texts: Sequence[str]) -> None:
        raise refused

    monkeypatch.setattr(WordEncoder, "encode", refuse)
    (finding,) = check(whole.settings, whole.encoder)
    assert finding.what == f"sample cannot be checked: {told}"
    assert "rollback" not in finding.mend
    monkeypatch.setattr("os.access", lambda file, mode: False)
    (finding,) = check(whole.settings)
    assert "embeddings.sqlite cannot be checked: this user may not read it" in finding.what


def reseal(folder: Path) -> None:
    """Publish what is in the generation as if it had been made so: only the stores' agreement can tell."""
    import json

    table = json.loads((folder / MANIFEST).read_text())
    table["checksums"] = {
        str(p.relative_to(folder)): digest_of(p) for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST
    }
    table["stamps"] = {name: stamp for name, stamp in table["stamps"].items() if name in table["checksums"]}
    (folder / MANIFEST).write_text(sealed(table))


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE passages SET start = start + 1 WHERE id = 1", "not where it should be"),
        ("UPDATE passages SET end = end + 9999 WHERE id = 1", "not where it should be"),
        ("UPDATE documents SET text = replace(text, 'ferry', 'barge')", "not found by their own words"),
        ("DELETE FROM passages WHERE id = 1", "the catalog holds"),
        ("UPDATE version_texts SET packed = x'789c030000000001'", "is lost or damaged"),
        ("DELETE FROM version_texts", "is lost or damaged"),
        ("UPDATE versions SET document = 'x'", "which is not in the archive"),
        ("UPDATE versions SET length = length + 1", "not as long as it says"),
    ],
)
def test_stores_that_disagree_are_found(whole: Archive, sql: str, said: str) -> None:
    with sqlite3.connect(whole.generation.path / CATALOG) as db:
        db.execute(sql)
    db.close()
    reseal(whole.generation.path)
    assert any(said in finding.what for finding in check(whole.settings, whole.encoder))


@pytest.mark.parametrize(
    ("name", "content", "step"),
    [
        (CATALOG, b"garbage" * 100, "catalog"),
        (VECTORS, b"garbage" * 100, "vectors"),
        ("postings-terms.npy", b"garbage" * 100, "keyword index"),
        ("postings-rows.npy", b"\x93NUMPY\1\0\2\0{(", "keyword index"),  # what NumPy raises here is no ValueError
    ],
)
def test_a_store_that_cannot_be_opened_is_a_finding(
    whole: Archive, open_files: Callable[[], list[str]], name: str, content: bytes, step: str
) -> None:
    file = whole.generation.path / name
    file.unlink()
    file.write_bytes(content)
    reseal(whole.generation.path)
    before = open_files()
    (finding,) = check(whole.settings, whole.encoder)
    assert finding.what.startswith(f"{step} cannot be checked: ")
    assert finding.mend.startswith("go back with pressmark rollback, restore the archive from a copy, or ")
    assert open_files() == before


@pytest.mark.parametrize("name", ["vectors", "mean", "starts", "of"])
def test_word_vectors_that_are_wrong_alone_are_found(make_archive: Make, name: str) -> None:
    archive = make_archive({f"{n}.txt": f"The ferry {'and the lamp ' * (n % 2)}at hour {n}." for n in range(12)})
    assert check(archive.settings) == []
    file = wordvectors.file_of(archive.generation.path, name)
    values = np.load(file)
    values.flat[-1] += 5
    np.save(file, values)
    reseal(archive.generation.path)
    (finding,) = check(archive.settings)
    assert "the word vectors are not those" in finding.what


def test_where_nothing_can_be_laid_aside_nothing_is_said_against_the_archive(
    whole: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    (finding,) = check(whole.settings)
    assert finding.what == f"word vectors cannot be checked: No such file or directory ({tmp_path / 'none'})"
    assert "TMPDIR" in finding.mend


@pytest.mark.parametrize("name", ["rows", "counts"])
def test_posting_lists_that_are_wrong_alone_are_found(whole: Archive, name: str) -> None:
    file = file_of(whole.generation.path, name)
    values = np.load(file)
    values[0] += 1
    np.save(file, values)
    reseal(whole.generation.path)
    assert any("not found by their own words" in finding.what for finding in check(whole.settings))


def test_words_that_the_engine_alone_lacks_are_found(whole: Archive) -> None:
    folder, catalog = whole.generation.path / KEYWORD, whole.catalog
    passages = [passage for document in catalog.documents() for passage in catalog.passages(document.id)]
    words = {p.id: dict(words_by_field(catalog.document(p.document_id), p, ["en"])) for p in passages}
    last = max(words)
    words[last]["seam"] = ["lighthouse"]
    shutil.rmtree(folder)
    folder.mkdir()
    writer_of("whoosh")(folder, [], sorted(words.items()))
    reseal(whole.generation.path)
    assert any("1 passages are not found" in finding.what for finding in check(whole.settings))


def test_vectors_of_other_passages_are_found(whole: Archive) -> None:
    rows = np.arange(len(whole.vectors))
    write_vectors(whole.generation.path / VECTORS, iter([whole.vectors.vectors(rows[::-1].copy())]), 64)
    reseal(whole.generation.path)
    assert any("not those of their passages" in f.what for f in check(whole.settings, whole.encoder))


def test_a_damaged_cache_is_told_apart(whole: Archive) -> None:
    file = whole.settings.archive / "embeddings.sqlite"
    file.write_bytes(file.read_bytes()[:5000] + b"\xff" * 3000)
    (finding,) = check(whole.settings)
    assert "only a cache" in finding.mend


def test_a_flipped_bit_in_a_cached_vector_is_found(whole: Archive) -> None:
    with closing(sqlite3.connect(whole.settings.archive / "embeddings.sqlite")) as db, db:
        (vector,) = db.execute("SELECT vector FROM vectors WHERE rowid = 1").fetchone()
        db.execute("UPDATE vectors SET vector = ? WHERE rowid = 1", (bytes([vector[0] ^ 1]) + vector[1:],))
    (finding,) = check(whole.settings)
    assert "only a cache" in finding.mend


def test_what_cannot_go_back_from_an_unknown_generation_names_none(whole: Archive, settings: Settings) -> None:
    (settings.archive / "CURRENT").write_text("nothing", encoding="ascii")
    for catalog in whole.generation.path.parent.glob(f"*/{CATALOG}"):
        catalog.write_bytes(b"")
    with pytest.raises(ArchiveError, match="has no generation to go back to; 000001, 000002 are damaged"):
        roll_back(settings.archive)


def test_going_back_a_generation(whole: Archive, tmp_path: Path, settings: Settings, encoder: WordEncoder) -> None:
    (tmp_path / "papers" / "new.txt").write_text("A new letter.")
    reindex([tmp_path / "papers"], settings, encoder=encoder)
    assert current(settings.archive).manifest.documents == 6
    assert roll_back(settings.archive).reached == whole.generation
    with pytest.raises(ArchiveError, match="no generation before"):
        roll_back(settings.archive)
    assert current(settings.archive).manifest.documents == 5
    reindex([tmp_path / "papers"], settings, encoder=encoder)
    assert current(settings.archive).manifest.documents == 6
    assert check(settings, encoder) == []


@pytest.mark.parametrize(("before", "after"), [('"documents": 5', '"documents": 4'), (": 5", ":  5")])
def test_a_changed_manifest_is_not_opened(whole: Archive, before: str, after: str) -> None:
    file = whole.generation.path / MANIFEST
    file.write_text(file.read_text().replace(before, after, 1))
    with pytest.raises(BrokenArchive, match="has changed"):
        current(whole.settings.archive)
