import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.encoders import Vectors
from indexer.errors import ArchiveError, BrokenArchive, SourceError, WrongModel
from indexer.ingest.documents import document_id
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import current, current_name, published
from indexer.writing import intake
from indexer.writing.intake import Intake
from indexer.writing.run import Skip, Summary, Warned
from tests.conftest import WordEncoder, write_papers
from tests.indexer import killed

pytestmark = pytest.mark.slow


class Counting(WordEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode(texts)


class Other(WordEncoder):
    name = "other"
    fingerprint = "other-1"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    write_letters(folder, "north", "south", "east")
    (folder / "note.txt").write_text("date 1961 A note on the ferry.", encoding="utf-8")
    return folder


def write_letters(folder: Path, *names: str) -> None:
    def text(name: str) -> str:
        return "".join(f"The {name} bridge was closed for {n} days by order of the {name} council. " for n in range(40))

    lines = [json.dumps({"id": str(n), "text": text(name)}) for n, name in enumerate(names)]
    (folder / "letters.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def touch(file: Path) -> None:
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def contents(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def everything(settings: Settings) -> dict[str, object]:
    """All that a reader can see of an archive, whatever ids its passages happen to have."""
    archive = Archive.open(settings, WordEncoder())
    by_place = np.lexsort((archive.layout.starts, archive.layout.documents))
    seen = {
        "documents": list(archive.catalog.documents()),
        "spans": [
            [(p.start, p.end, p.kind) for p in archive.catalog.passages(d.id)] for d in archive.catalog.documents()
        ],
        "files": [(f.path, f.size, f.sha256, f.code) for f in archive.catalog.files().values()],
        "vectors": archive.vectors.vectors(by_place).tolist(),
        "hits": [
            [(h.document.id, h.passage.start, round(h.score, 5)) for h in archive.search(parse_query(query)).hits]
            for query in ("north bridge", "ferry", '"south council"', "-east")
        ],
    }
    archive.close()
    return seen


def run(papers: Path, settings: Settings, encoder: WordEncoder | None = None, rebuild: bool = False) -> Summary:
    return reindex([papers], settings, encoder=encoder or WordEncoder(), rebuild=rebuild)


def test_the_summary_counts(papers: Path, settings: Settings) -> None:
    (papers / "empty.txt").write_text(" ", encoding="utf-8")
    summary = run(papers, settings)
    passages = Archive.open(settings, WordEncoder()).catalog.count_passages()
    assert summary == Summary(
        generation="000001", made_archive=True, files_read=2, documents_added=3 + 1, passages_encoded=passages,
        total_documents=3 + 1, total_passages=passages,
        skipped=[Skip("papers/empty.txt", "empty", "the file is empty")],
    )  # fmt: skip
    assert passages > 4  # the letters have several each


def test_an_unchanged_run_publishes_nothing(papers: Path, settings: Settings) -> None:
    first = run(papers, settings)
    touch(papers / "note.txt")  # a new time alone is no change
    encoder = Counting()
    summary = run(papers, settings, encoder)
    assert summary == Summary(
        generation="000001", files_unchanged=2, total_documents=4, total_passages=first.total_passages
    )
    assert (published(settings.archive), encoder.texts) == (["000001"], [])


def test_what_is_saved_while_its_file_is_read_is_read_by_the_next_run(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = papers / "note.txt"
    before = note.read_text(encoding="utf-8")

    def saved_meanwhile(*arguments: Any) -> Iterator[Any]:
        for file, event in read_files(*arguments):
            if file.file == note and isinstance(event, Ending):
                note.write_text(before.replace("ferry", "wreck"), encoding="utf-8")
                touch(note)
            yield file, event

    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_files", saved_meanwhile)
        run(papers, settings)
    assert run(papers, settings).documents_changed == 1
    assert "A note on the wreck." in [d.text for d in Archive.open(settings, WordEncoder()).catalog.documents()]


def test_files_that_are_still_unreadable_are_still_named(papers: Path, settings: Settings) -> None:
    (papers / "empty.txt").write_text(" ", encoding="utf-8")
    run(papers, settings)
    assert run(papers, settings).skipped == [Skip("papers/empty.txt", "empty", "the file is empty")]


def test_adding_a_file_keeps_the_rest(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    (papers / "more.txt").write_text("A boat came.", encoding="utf-8")
    encoder = Counting()
    summary = run(papers, settings, encoder)
    assert (summary.documents_added, summary.documents_changed, summary.total_documents) == (1, 0, 5)
    assert encoder.texts == ["A boat came."]
    archive = Archive.open(settings, WordEncoder())
    assert [h.text for h in archive.search(parse_query("boat", mode="keyword")).hits] == ["A boat came."]
    assert archive.search(parse_query("ferry", mode="keyword")).hits


def test_of_a_changed_file_only_the_changed_record_is_split_and_encoded(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    before = Archive.open(settings, WordEncoder()).catalog
    write_letters(papers, "north", "west", "east")
    encoder = Counting()
    summary = run(papers, settings, encoder)
    assert (summary.documents_added, summary.documents_changed, summary.total_documents) == (0, 1, 4)
    assert summary.passages_encoded == len(encoder.texts) > 0
    assert all("west" in text for text in encoder.texts)
    after = Archive.open(settings, WordEncoder()).catalog
    for record, same in (("0", True), ("1", False), ("2", True)):
        id = document_id("papers/letters.jsonl", record)
        ids = [[p.id for p in catalog.passages(id)] for catalog in (before, after)]
        assert (ids[0] == ids[1]) is same
        assert bool(set(ids[0]) & set(ids[1])) is same


def test_a_run_after_changes_equals_a_run_from_nothing(papers: Path, settings: Settings, tmp_path: Path) -> None:
    run(papers, settings)
    write_letters(papers, "north", "west", "east", "far")
    (papers / "note.txt").write_text("date 1962 Another note on the ferry.", encoding="utf-8")
    run(papers, settings)
    fresh = Settings(archive=tmp_path / "fresh")
    run(papers, fresh)
    assert everything(settings) == everything(fresh)


def test_nothing_is_removed_because_its_file_has_gone(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    (papers / "note.txt").unlink()
    write_letters(papers, "north")
    assert run(papers, settings).total_documents == 4


def test_embeddings_are_reused_by_another_archive_generation(papers: Path, settings: Settings) -> None:
    first = run(papers, settings)
    shutil.rmtree(settings.archive / "generations")
    (settings.archive / "CURRENT").unlink()
    again = run(papers, settings, encoder := Counting())
    assert (again.passages_encoded, again.passages_reused, encoder.texts) == (0, first.passages_encoded, [])


def test_a_published_generation_is_never_changed(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    before = contents(settings.archive / "generations" / "000001")
    write_letters(papers, "north", "west")
    run(papers, settings)
    assert published(settings.archive) == ["000001", "000002"]
    assert contents(settings.archive / "generations" / "000001") == before


def test_the_manifest_says_what_is_there(papers: Path, settings: Settings) -> None:
    reindex([papers], settings, encoder=WordEncoder(), now=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    generation = current(settings.archive)
    manifest = generation.manifest
    assert (manifest.model, manifest.fingerprint, manifest.dimension) == ("words", "words-1", 64)
    assert (manifest.created, manifest.documents) == ("2026-01-02T03:04:05+00:00", 4)
    assert manifest.checksums == {k: v for k, v in contents(generation.path).items() if k != "manifest.json"}


def test_a_generation_is_dated_when_it_is_published_not_when_its_run_began(papers: Path, settings: Settings) -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)

    def at_work(what: str, done: int, total: int | None) -> None:
        nonlocal day
        day += timedelta(days=1)

    reindex([papers], settings, encoder=WordEncoder(), progress=at_work, now=lambda: day)
    done = day.isoformat()
    assert done > "2026-01-02"
    day += timedelta(days=1)
    reindex([papers], settings, encoder=WordEncoder(), now=lambda: day)  # finds nothing to do
    assert current(settings.archive).manifest.created == done


def test_two_sources_of_one_name_are_refused(papers: Path, settings: Settings, tmp_path: Path) -> None:
    run(papers, settings)
    before = everything(settings)
    other = tmp_path / "elsewhere" / "papers"
    other.mkdir(parents=True)
    with pytest.raises(SourceError, match="'papers'"):
        run(other, settings)
    assert everything(settings) == before


def test_a_part_of_a_source_is_not_taken_in_twice(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    assert run(papers / "note.txt", settings).total_documents == 4


def test_another_model_is_refused_and_a_rebuild_mends_it(papers: Path, settings: Settings) -> None:
    first = run(papers, settings)
    for refused in (lambda: run(papers, settings, Other()), lambda: Archive.open(settings, Other())):
        with pytest.raises(WrongModel, match=r"'words'.*'other'.*pressmark index --rebuild") as raised:
            refused()
        assert str(settings.archive) in str(raised.value)
    assert current_name(settings.archive) == "000001"
    summary = run(papers, settings, Other(), rebuild=True)
    assert (summary.passages_encoded, summary.total_passages) == (first.total_passages, first.total_passages)
    assert Archive.open(settings, Other()).search(parse_query("ferry")).hits
    with pytest.raises(WrongModel):
        Archive.open(settings, WordEncoder())


def test_a_rebuild_splits_again(papers: Path, settings: Settings) -> None:
    few = run(papers, settings).total_passages
    small = Settings(archive=settings.archive, passage_words=30)
    rebuilt = reindex([], small, encoder=WordEncoder(), rebuild=True)
    assert rebuilt.total_passages > 2 * few
    assert rebuilt.total_documents == 4
    fresh = Settings(archive=settings.archive.with_name("fresh"), passage_words=30)
    run(papers, fresh)
    assert everything(small) == everything(fresh)


def test_ids_are_the_same_wherever_the_folder_stands(papers: Path, settings: Settings, tmp_path: Path) -> None:
    run(papers, settings)
    moved = tmp_path / "somewhere" / "papers"
    shutil.copytree(papers, moved)
    elsewhere = Settings(archive=tmp_path / "other")
    run(moved, elsewhere)
    assert everything(settings) == everything(elsewhere)


def test_skips_are_named_with_reasons_and_the_rest_goes_on(papers: Path, settings: Settings) -> None:
    (papers / "a.xyz").write_text("?", encoding="utf-8")
    (papers / "b.txt").write_bytes(b"\0\1\2\3" * 50)
    (papers / "c.jsonl").write_text("{", encoding="utf-8")
    summary = run(papers, settings)
    assert [(s.path, s.code) for s in summary.skipped] == [
        ("papers/a.xyz", "format"), ("papers/b.txt", "binary"), ("papers/c.jsonl", "no-documents"),
    ]  # fmt: skip
    assert all(s.reason for s in summary.skipped)
    assert summary.total_documents == 4


def test_warnings_name_their_document(papers: Path, settings: Settings) -> None:
    (papers / "a.jsonl").write_text('{"text": "x", "kind": "poem"}\n{', encoding="utf-8")
    assert [w["path"] for w in asdict(run(papers, settings))["warnings"]] == ["papers/a.jsonl#1", "papers/a.jsonl"]


def test_a_broken_line_changes_no_record_beside_it(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    with (papers / "letters.jsonl").open("a", encoding="utf-8") as handle:
        handle.write("{\n")
    summary = run(papers, settings)
    assert (summary.documents_changed, summary.warnings) == (
        0, [Warned("papers/letters.jsonl", "line 4 is not JSON and was left out")]
    )  # fmt: skip


def test_a_source_without_a_readable_file_makes_an_empty_archive(tmp_path: Path, settings: Settings) -> None:
    papers = write_papers(tmp_path / "papers", {"empty.txt": ""})
    assert run(papers, settings).total_passages == 0
    for query in ("bridge", '"the bridge"', "-bridge", "kind:letter"):
        assert Archive.open(settings, WordEncoder()).search(parse_query(query)).hits == ()


def test_surrogates_nul_and_odd_numbers_are_stored(papers: Path, settings: Settings) -> None:
    line = '{"text": "a\\ud800b\\u0000c", "title": "\\udfff", "author": "\\ud800", "n": NaN, "k\\ud800": "\\ud800"}'
    (papers / "odd.jsonl").write_text(line, encoding="utf-8")
    run(papers, settings)
    document = Archive.open(settings, WordEncoder()).document(document_id("papers/odd.jsonl", "1"))
    assert document.text == "a\ufffdb\ufffdc"
    write_letters(papers, "north")
    (papers / "odd.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run(papers, settings).documents_changed == 0


@pytest.mark.parametrize("failing", ["encode", "write_vectors"])
def test_a_run_that_fails_leaves_the_archive_as_it_was(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    run(papers, settings)
    before = everything(settings)
    write_letters(papers, "north", "west")

    def fail(*_: object) -> None:
        raise RuntimeError("no")

    if failing == "encode":
        monkeypatch.setattr(WordEncoder, "encode", fail)
    else:
        monkeypatch.setattr("indexer.writing.drafting.write_vectors", fail)
    with pytest.raises(RuntimeError):
        run(papers, settings)
    monkeypatch.undo()
    assert everything(settings) == before


def test_what_is_damaged_while_files_are_read_is_not_built_on(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex([papers], settings, encoder=WordEncoder())
    (papers / "new.txt").write_text("A new letter about the mill.", encoding="utf-8")
    file = settings.archive / "generations" / "000001" / "postings-rows.npy"
    real_read = Intake.read

    def read(self: Intake, *rest: Any) -> None:
        real_read(self, *rest)
        file.write_bytes(file.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(Intake, "read", read)
    with pytest.raises(BrokenArchive, match=r"postings-rows\.npy has changed since it was published"):
        reindex([papers], settings, encoder=WordEncoder())
    assert published(settings.archive) == ["000001"]


def test_no_file_stays_open_after_a_run(papers: Path, settings: Settings, open_files: Callable[[], list[str]]) -> None:
    run(papers, settings)
    write_letters(papers, "west")
    run(papers, settings)
    assert open_files() == []


def test_progress_is_told(papers: Path, settings: Settings) -> None:
    told: list[tuple[str, int, int]] = []
    summary = reindex([papers], settings, encoder=WordEncoder(), progress=lambda *step: told.append(step))
    assert told[:3] == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]
    assert ("tracing", 4, 4) in told
    assert told[-1] == ("encoding", summary.total_passages, summary.total_passages)


# ── killed ──────────────────────────────────────────────────────────────────────────────────────────
def steps(archive: Path, papers: Path, most: int) -> Iterator[object]:
    """Index in a process of its own; yield its first `most` steps, and kill it before it takes the next."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([killed.__name__])
    here, there = context.Pipe()
    process = context.Process(target=killed.index, args=(there, archive, papers))
    process.start()
    there.close()
    for number in range(most + 1):
        try:
            step = here.recv()
        except EOFError:  # it is done
            break
        if number == most:
            process.kill()
            break
        yield step
        if step != "done":
            here.send("go on")
    process.join()
    process.close()
    here.close()


@pytest.mark.slow
def test_killed_at_any_moment_the_archive_answers_as_before_and_the_next_run_completes(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    run(papers, settings)
    before = everything(settings)
    write_letters(papers, "north", "west", "far", "high", "low", "near")
    (papers / "more.txt").write_text("More on the ferry.", encoding="utf-8")
    whole = Settings(archive=tmp_path / "whole")
    shutil.copytree(settings.archive, whole.archive)
    whole_run = list(steps(whole.archive, papers, 10**9))
    assert whole_run[-1] == "done"
    assert whole_run[-3:-1] == [("rename",), ("replace",)]
    moments = [len(whole_run) - 1 - n * (len(whole_run) - 1) // 10 for n in range(10)]
    assert len(set(moments)) == 10
    for moment in sorted(moments):
        assert len(list(steps(settings.archive, papers, moment - 1))) == moment - 1
        assert everything(settings) == before
    run(papers, settings)
    after = everything(settings)
    assert after == everything(whole)
    assert after != before
    assert [
        h.document.path
        for h in Archive.open(settings, WordEncoder()).search(parse_query('"More on the ferry"')).hits[:1]
    ] == ["papers/more.txt"]


@pytest.mark.slow
def test_a_first_run_that_is_killed_leaves_no_archive_or_a_whole_one(papers: Path, tmp_path: Path) -> None:
    fresh = Settings(archive=tmp_path / "fresh")
    run(papers, fresh)
    for most in (0, 3, len(list(steps(tmp_path / "counted", papers, 10**9))) - 2):
        archive = tmp_path / f"killed-{most}"
        list(steps(archive, papers, most))
        with pytest.raises(ArchiveError):
            Archive.open(Settings(archive=archive), WordEncoder())
        run(papers, Settings(archive=archive))
        assert everything(Settings(archive=archive)) == everything(fresh)
