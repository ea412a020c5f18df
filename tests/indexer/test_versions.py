"""What becomes of the texts that documents had before, from run to run."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.catalog.versions import Version
from indexer.stores.generations.backup import read_backup, write_backup
from indexer.stores.generations.folder import CATALOG, current
from indexer.stores.generations.rollback import roll_back
from tests.conftest import WordEncoder, write_papers
from tests.indexer.keeping.test_check import reseal

FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", {"ferry.txt": "The ferry was late."})


def run(papers: Path, settings: Settings, day: int = 0, prune: bool = False, remove: tuple[str, ...] = ()) -> Catalog:
    reindex(
        [papers], settings, encoder=WordEncoder(), now=lambda: FIRST + timedelta(days=day), prune=prune, remove=remove
    )
    return Catalog(current(settings.archive).path / CATALOG)


def write(papers: Path, text: str) -> None:
    (papers / "ferry.txt").write_text(text, encoding="utf-8")


def versions(catalog: Catalog) -> list[tuple[str, int]]:
    """The texts that were superseded, and on which day."""
    return [(catalog.versions.text(v), (v.superseded - FIRST).days) for v in catalog.versions.all()]


@pytest.mark.slow
def test_every_text_is_kept_until_the_day_it_was_replaced(papers: Path, settings: Settings) -> None:
    assert versions(run(papers, settings)) == []
    write(papers, "The ferry was very late.")
    assert versions(run(papers, settings, day=1)) == [("The ferry was late.", 1)]
    write(papers, "The ferry was late.")
    assert versions(run(papers, settings, day=2)) == [("The ferry was late.", 1), ("The ferry was very late.", 2)]
    assert len(versions(run(papers, settings, day=3))) == 2  # nothing has changed
    (papers / "other.txt").write_text("Another paper.")
    assert len(versions(run(papers, settings, day=4))) == 2  # nothing of this document has


@pytest.mark.slow
def test_another_title_is_no_other_text(papers: Path, settings: Settings) -> None:
    letter = papers / "letter.md"
    letter.write_text("---\ntitle: One\n---\nThe bridge is shut.\n")
    run(papers, settings)
    letter.write_text("---\ntitle: Two\n---\nThe bridge is shut.\n")
    assert versions(run(papers, settings)) == []
    letter.write_text("---\ntitle: Three\n---\nThe bridge is open.\n")
    (version,) = run(papers, settings).versions.all()
    assert isinstance(version, Version)
    assert version.title == "Two"


@pytest.mark.slow
def test_a_document_that_is_gone_keeps_its_versions_and_a_removed_one_does_not(
    papers: Path, settings: Settings
) -> None:
    run(papers, settings)
    write(papers, "The ferry sank.")
    run(papers, settings, day=1)
    (papers / "other.txt").write_text("Another paper.")
    (papers / "ferry.txt").unlink()
    gone = run(papers, settings, day=2)
    assert versions(gone) == [("The ferry was late.", 1)]
    write(papers, "The ferry floats.")
    back = run(papers, settings, day=3)
    assert versions(back) == [("The ferry was late.", 1), ("The ferry sank.", 3)]
    (papers / "ferry.txt").unlink()
    run(papers, settings, day=4)
    assert versions(run(papers, settings, day=5, prune=True)) == []


@pytest.mark.slow
def test_a_rollback_goes_back_to_the_versions_of_its_generation(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    write(papers, "The ferry sank.")
    assert len(versions(run(papers, settings, day=1))) == 1
    roll_back(settings.archive)
    assert versions(Catalog(current(settings.archive).path / CATALOG)) == []
    assert versions(run(papers, settings, day=2)) == [("The ferry was late.", 2)]  # read again, superseded again


@pytest.mark.slow
def test_a_backup_has_the_versions_too(papers: Path, settings: Settings, tmp_path: Path) -> None:
    run(papers, settings)
    write(papers, "The ferry sank.")
    run(papers, settings, day=1)
    write_backup(settings.archive, tmp_path / "saved.tar.gz")
    imported = read_backup(tmp_path / "saved.tar.gz", tmp_path / "elsewhere")
    assert versions(Catalog(imported.path / CATALOG)) == [("The ferry was late.", 1)]


@pytest.mark.slow
def test_an_older_archive_opens_and_begins_to_keep_versions(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    import sqlite3

    with sqlite3.connect(current(settings.archive).path / CATALOG) as db:
        db.executescript("DROP TABLE versions; DROP TABLE version_texts")
    db.close()
    reseal(current(settings.archive).path)
    archive = Archive.open(settings, WordEncoder())
    assert archive.catalog.versions.of(archive.catalog.documents().__next__().id) == ()
    archive.close()
    write(papers, "The ferry sank.")
    assert versions(run(papers, settings, day=1)) == [("The ferry was late.", 1)]
