from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from indexer.errors import BrokenArchive, NotFound
from indexer.records import DateRange, Document, text_digest
from indexer.stores.catalog.reader import Catalog
from indexer.stores.catalog.versions import DAYS, Version
from indexer.stores.catalog.writer import CatalogWriter
from indexer.text.dates import parse_date

MONDAY, TUESDAY = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
OLD = "The ferry 🛶 crossed at nine.\n"


WHEN = DateRange("late March 1961", date(1961, 3, 1), date(1961, 3, 31), "inferred")


def document(text: str, id: str = "a", title: str = "T") -> Document:
    return Document(id=id, text=text, title=title, date=WHEN)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[CatalogWriter]:
    with closing(CatalogWriter(tmp_path / "catalog.sqlite")) as writer:
        yield writer


def read(writer: CatalogWriter, tmp_path: Path) -> Catalog:
    writer.commit()
    writer.close()
    return Catalog(tmp_path / "catalog.sqlite")


def test_a_text_comes_back_as_it_was_kept(writer: CatalogWriter, tmp_path: Path) -> None:
    writer.versions.keep(document(OLD, title="Ferry"), MONDAY)
    found = read(writer, tmp_path)
    (version,) = found.versions.of("a")
    assert version == Version("a", text_digest(OLD), MONDAY, len(OLD), "Ferry", WHEN)
    assert found.versions.text(version) == OLD
    assert version.name == document(OLD).version == text_digest(OLD)[:8]
    assert found.versions.of("b") == ()


def test_a_text_is_kept_once_however_often_it_was_had(writer: CatalogWriter, tmp_path: Path) -> None:
    for when, text, id in ((MONDAY, OLD, "a"), (MONDAY, "other", "a"), (TUESDAY, OLD, "a"), (TUESDAY, OLD, "b")):
        writer.versions.keep(document(text, id), when)
    assert [v.superseded for v in writer.versions.of("a")] == [MONDAY, MONDAY, TUESDAY]
    assert writer._db.execute("SELECT count(*) FROM version_texts").fetchone() == (2,)
    assert read(writer, tmp_path).versions.named("a", text_digest(OLD)[:8]).superseded == TUESDAY


def test_a_version_is_named_by_the_beginning_of_its_digest(writer: CatalogWriter, tmp_path: Path) -> None:
    writer.versions.keep(document(OLD), MONDAY)
    found, digest = read(writer, tmp_path), text_digest(OLD)
    for name in (digest[:8], digest[:20], digest):
        assert found.versions.named("a", name).sha256 == digest
    for name in (digest[:7], digest[:8].upper(), "0" * 8, digest + "0", "", "%%%%%%%%"):
        with pytest.raises(NotFound, match="no version"):
            found.versions.named("a", name)
    with pytest.raises(NotFound):
        found.versions.named("b", digest)


def test_a_name_that_two_texts_bear_is_no_name(writer: CatalogWriter, tmp_path: Path) -> None:
    for text in ("one", "two"):
        writer.versions.keep(document(text), MONDAY)
    writer._db.execute("UPDATE versions SET sha256 = '00000000' || substr(sha256, 9)")
    with pytest.raises(NotFound, match="more than one"):
        read(writer, tmp_path).versions.named("a", "00000000")


def test_a_damaged_text_is_never_given(writer: CatalogWriter, tmp_path: Path) -> None:
    for sql in ("UPDATE version_texts SET packed = x'00'", "DELETE FROM version_texts"):
        writer.versions.keep(document(OLD), MONDAY)
        writer._db.execute(sql)
        with pytest.raises(BrokenArchive, match=text_digest(OLD)[:8]):
            writer.versions.text(writer.versions.of("a")[0])
    other = document("another text")
    writer.versions.keep(other, MONDAY)
    writer._db.execute("UPDATE version_texts SET sha256 = ?", (text_digest(OLD),))
    with pytest.raises(BrokenArchive):
        writer.versions.text(writer.versions.of("a")[0])


def test_a_document_that_is_replaced_keeps_its_versions_and_one_that_is_removed_does_not(
    writer: CatalogWriter, tmp_path: Path
) -> None:
    for id in ("a", "b"):
        writer.put(document("new", id), (), "f", MONDAY)
        writer.versions.keep(document(OLD, id), MONDAY)
    writer.versions.keep(document("only a's"), TUESDAY)
    writer.put(document("newer"), (), "f", MONDAY)
    assert len(writer.versions.of("a")) == 2
    writer.remove("a")
    assert writer.versions.of("a") == ()
    assert writer.versions.text(writer.versions.of("b")[0]) == OLD  # which a had too
    assert writer._db.execute("SELECT count(*) FROM version_texts").fetchone() == (1,)


def test_a_date_of_which_only_the_words_were_kept_is_read_from_them(writer: CatalogWriter, tmp_path: Path) -> None:
    writer.versions.keep(document(OLD), MONDAY)
    writer._db.executescript("".join(f"ALTER TABLE versions DROP COLUMN {name};" for name in DAYS))
    found = read(writer, tmp_path)
    (version,) = found.versions.of("a")
    assert version.date == parse_date("late March 1961")
    found.close()
    again = CatalogWriter(tmp_path / "catalog.sqlite")
    again.versions.keep(document("other"), TUESDAY)
    assert [v.date for v in read(again, tmp_path).versions.of("a")] == [parse_date("late March 1961"), WHEN]


def test_a_catalog_from_before_has_no_versions(writer: CatalogWriter, tmp_path: Path) -> None:
    writer._db.executescript("DROP TABLE versions; DROP TABLE version_texts")
    found = read(writer, tmp_path)
    assert (found.versions.of("a"), list(found.versions.all())) == ((), [])
    found.close()
    again = CatalogWriter(tmp_path / "catalog.sqlite")  # a run over it makes room for them
    again.versions.keep(document(OLD), MONDAY)
    assert len(read(again, tmp_path).versions.of("a")) == 1
