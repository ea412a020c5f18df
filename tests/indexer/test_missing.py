"""Documents whose file, or record in it, is gone: kept and marked, until they are back or removed."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.commands.plan import Plan, plan
from indexer.errors import NotFound, SourceError
from indexer.ingest.choosing.named import named_paths
from indexer.ingest.documents import document_id
from indexer.keeping.check import check
from indexer.presentation.present import about_json
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import current_name
from indexer.writing.run import Named, Summary
from tests.conftest import WordEncoder, write_papers
from tests.indexer.test_reindex import contents, everything

pytestmark = pytest.mark.slow

NOTE = document_id("papers/note.txt")
SECOND = document_id("papers/sub/letters.jsonl", "2")


def letters(*names: str) -> str:
    return "".join(json.dumps({"id": n, "text": f"Letter {n} on the harbour."}) + "\n" for n in names)


@pytest.fixture
def papers(tmp_path: Path, settings: Settings) -> Path:
    folder = write_papers(
        tmp_path / "papers", {"note.txt": "The ferry is late.", "sub/letters.jsonl": letters("1", "2", "3")}
    )
    run(folder, settings)
    return folder


def run(papers: Path, settings: Settings, prune: bool = False) -> Summary:
    return reindex([papers], settings, encoder=WordEncoder(), prune=prune)


def marked(settings: Settings) -> set[str]:
    archive = Archive.open(settings, WordEncoder())
    found = {d.id for d in archive.catalog.documents() if about_json(d)["missing"]}
    assert found == set(archive.catalog.missing())
    archive.close()
    return found


def test_a_document_whose_file_is_gone_is_kept_marked_and_found(papers: Path, settings: Settings) -> None:
    (papers / "note.txt").unlink()
    summary = run(papers, settings)
    assert (summary.documents_missing, summary.total_documents, summary.passages_encoded) == (1, 4, 0)
    assert marked(settings) == {NOTE}
    hits = Archive.open(settings, WordEncoder()).search(parse_query("ferry", mode="keyword")).hits
    assert [hit.document.missing for hit in hits] == [True]
    again = run(papers, settings)
    assert (again.documents_missing, again.generation) == (0, summary.generation)


def test_a_record_that_is_gone_is_marked(papers: Path, settings: Settings) -> None:
    (papers / "sub" / "letters.jsonl").write_text(letters("1", "3"), encoding="utf-8")
    assert run(papers, settings).documents_missing == 1
    assert marked(settings) == {SECOND}


@pytest.mark.parametrize("file", ["note.txt", "sub/letters.jsonl"])
def test_what_comes_back_loses_the_mark_and_is_not_encoded_again(papers: Path, settings: Settings, file: str) -> None:
    before = everything(settings)
    aside = papers.parent / "aside"
    (papers / file).rename(aside)
    run(papers, settings)
    gone = marked(settings)
    aside.rename(papers / file)
    summary = run(papers, settings)
    assert (summary.documents_returned, summary.documents_added, summary.documents_changed) == (len(gone), 0, 0)
    assert summary.passages_encoded + summary.passages_reused == 0
    assert everything(settings) == before


def test_prune_removes_what_is_gone_and_leaves_a_whole_archive(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    (papers / "note.txt").unlink()
    run(papers, settings)
    (papers / "sub" / "letters.jsonl").write_text(letters("1", "3"), encoding="utf-8")
    summary = run(papers, settings, prune=True)
    assert (summary.documents_removed, summary.total_documents) == (2, 2)
    assert check(settings, WordEncoder()) == []
    fresh = Settings(archive=tmp_path / "fresh")
    run(papers, fresh)
    assert everything(settings) == everything(fresh)
    assert run(papers, settings, prune=True).documents_removed == 0


def test_metadata_that_says_missing_is_no_mark(papers: Path, settings: Settings) -> None:
    (papers / "other.jsonl").write_text('{"text": "A boat.", "missing": true}', encoding="utf-8")
    run(papers, settings)
    assert marked(settings) == set()


def test_every_document_can_be_removed(papers: Path, settings: Settings) -> None:
    every = [d.id for d in Archive.open(settings, WordEncoder()).catalog.documents()]
    summary = reindex([], settings, encoder=WordEncoder(), remove=every)
    assert (summary.documents_removed, summary.total_passages) == (4, 0)
    assert check(settings, WordEncoder()) == []


def test_one_unknown_id_removes_nothing(papers: Path, settings: Settings) -> None:
    before = everything(settings)
    with pytest.raises(NotFound, match="'nobody'"):
        reindex([], settings, encoder=WordEncoder(), remove=[NOTE, "nobody"])
    assert everything(settings) == before


def test_a_part_of_a_source_says_nothing_of_the_rest(papers: Path, settings: Settings) -> None:
    (papers / "note.txt").unlink()
    assert run(papers / "sub", settings).documents_missing == 0
    (papers / "sub" / "letters.jsonl").unlink()
    assert run(papers / "sub", settings).documents_missing == 3


def test_a_source_of_one_file_is_gone_where_the_folder_around_it_says_so(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    write_papers(
        tmp_path, {"all/one.txt": "The bridge is new.", "all/two/b.txt": "The quay.", "all/c.txt": "The lamp."}
    )
    one, two = tmp_path / "all" / "one.txt", tmp_path / "all" / "two"
    reindex([one, two], settings, encoder=WordEncoder())
    run(tmp_path / "all", settings)
    one.unlink()
    assert plan([tmp_path / "all"], settings).gone == ("one.txt",)
    run(tmp_path / "all", settings)
    assert marked(settings) == {document_id("one.txt")}
    assert run(tmp_path / "all", settings).generation == current_name(settings.archive) == "000004"
    shutil.move(two, tmp_path / "two")  # of a folder, perhaps a disk's, nothing is known
    for _ in range(2):
        told = run(tmp_path / "all", settings).notes
        assert told == [f"There is nothing at {two}, a source of its own: its documents stay as they are. "
                        "If it is really gone, take them out with pressmark remove."]  # fmt: skip
    assert marked(settings) == {document_id("one.txt")}
    write_papers(tmp_path, {"all/one.txt": "The bridge is new."})
    reindex([tmp_path / "all", tmp_path / "two"], settings, encoder=WordEncoder())
    assert marked(settings) == set()


def test_a_moved_source_loses_nothing(papers: Path, settings: Settings, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "papers"
    moved.parent.mkdir()
    papers.rename(moved)
    (moved / "note.txt").unlink()
    assert run(moved, settings).documents_missing == 1


def emptied(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


@pytest.mark.parametrize("lose", [shutil.rmtree, emptied], ids=["absent", "unmounted"])
def test_a_source_that_is_not_there_marks_nothing(
    papers: Path, settings: Settings, lose: Callable[[Path], None]
) -> None:
    before = everything(settings)
    lose(papers)
    with pytest.raises(SourceError, match="papers"):
        run(papers, settings, prune=True)
    assert everything(settings) == before


def test_another_folder_of_the_same_name_marks_nothing(papers: Path, settings: Settings, tmp_path: Path) -> None:
    shutil.rmtree(papers)
    other = write_papers(tmp_path / "elsewhere" / "papers", {"other.txt": "Another."})
    with pytest.raises(SourceError, match="None of the 2 files"):
        run(other, settings)


@pytest.mark.parametrize("closed", ["papers", "sub"])
def test_a_folder_that_cannot_be_opened_marks_nothing(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    real = os.scandir

    def scandir(path: str | int) -> object:
        if isinstance(path, (str, Path)) and Path(path).name == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    if closed == "papers":
        with pytest.raises(SourceError, match="cannot be read: Permission denied"):
            run(papers, settings)
    else:
        summary = run(papers, settings)
        assert summary.documents_missing == 0
        assert [(s.path, s.code) for s in summary.skipped] == [("papers/sub", "no-access")]
    monkeypatch.undo()
    assert marked(settings) == set()
    assert run(papers, settings).total_documents == 4


def test_a_file_that_can_no_longer_be_read_keeps_its_documents_unmarked(papers: Path, settings: Settings) -> None:
    (papers / "sub" / "letters.jsonl").write_text("{", encoding="utf-8")
    summary = run(papers, settings)
    assert (summary.documents_missing, [s.code for s in summary.skipped]) == (0, ["no-documents"])


def test_a_plan_says_what_a_run_would_do_and_writes_nothing(papers: Path, settings: Settings) -> None:
    (papers / "note.txt").unlink()
    (papers / "sub" / "letters.jsonl").write_text(letters("1", "3"), encoding="utf-8")
    (papers / "new.txt").write_text("New.", encoding="utf-8")
    before = contents(settings.archive)
    note = Named(NOTE, "The ferry is late.", "papers/note.txt")
    assert plan([papers], settings) == Plan(
        new=("papers/new.txt",), changed=("papers/sub/letters.jsonl",), gone=("papers/note.txt",), missing=(note,)
    )
    assert plan([papers], settings, prune=True).removed == (note,)
    assert (contents(settings.archive), current_name(settings.archive)) == (before, "000001")
    run(papers, settings)
    second = Named(SECOND, "Letter 2 on the harbour.", "papers/sub/letters.jsonl#2")
    removed = tuple(sorted((note, second), key=lambda document: document.id))
    assert plan([papers], settings, prune=True) == Plan(same=2, removed=removed)


def test_what_was_piped_in_before_is_not_gone(papers: Path, settings: Settings) -> None:
    for name in ("7", "8"):
        with named_paths([Path("-")], [letters(name).encode()]) as found:
            summary = reindex(found, settings, encoder=WordEncoder())
    assert (summary.documents_missing, summary.total_documents) == (0, 4 + 2)


def test_a_plan_makes_no_archive(papers: Path, tmp_path: Path) -> None:
    planned = plan([papers], Settings(archive=tmp_path / "none"))
    assert planned == Plan(new=("papers/note.txt", "papers/sub/letters.jsonl"))
    assert not (tmp_path / "none").exists()
