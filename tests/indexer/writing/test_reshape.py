"""What is done again when the settings change: what they ask for, and no more."""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.commands.plan import plan
from indexer.commands.telling import summary_lines
from indexer.errors import BrokenArchive
from indexer.ingest.documents import document_id
from indexer.keeping.check import check
from indexer.keeping.inventory import take_inventory
from indexer.records import Passage
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings, load_settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations import folder as generations
from indexer.stores.generations.folder import CATALOG, GRAMS, Generation, current
from indexer.stores.generations.manifest import FORMAT, sealed
from indexer.stores.generations.sealed import digest_of
from indexer.stores.grams import GramIndex
from indexer.writing import intake
from indexer.writing.reshape import as_made, reshape_of
from indexer.writing.run import FileReport, Summary, Warned
from tests.conftest import WordEncoder, write_papers
from tests.indexer.ingest.reading import web_record
from tests.indexer.test_reindex import Counting, everything

pytestmark = pytest.mark.slow

LETTERS = {
    "letters/a.txt": "Die Fähren kommen spät. " * 50,
    "letters/b.txt": "The ferries are late. " * 50,
    "notes/c.txt": "A note on the ferry. " * 50,
}
LETTER = "[[source]]\npath = 'letters/*'\nkind = 'letter'\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", LETTERS)


def run(papers: Path, settings: Settings, encoder: WordEncoder | None = None) -> tuple[Summary, list[FileReport]]:
    told: list[FileReport] = []
    summary = reindex([papers], settings, encoder=encoder or WordEncoder(), report=told.append)
    return summary, [file for file in told if file.status != "unchanged"]


def same_as_fresh(papers: Path, settings: Settings) -> bool:
    fresh = replace(settings, archive=settings.archive.with_name("fresh"))
    shutil.rmtree(fresh.archive, ignore_errors=True)
    run(papers, fresh)
    assert check(settings, WordEncoder()) == []
    return everything(settings) == everything(fresh)


def test_a_plan_says_what_would_be_done_again(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    assert plan([papers], settings).notes == ()
    other = replace(settings, passage_words=40, languages=("de", "en"))
    planned = plan([papers], other).notes
    assert list(planned) == run(papers, other)[0].notes
    assert len(planned) == 2
    assert "--rebuild" in plan([papers], other, rebuild=True).notes[0]


def test_a_pattern_that_fits_no_file_is_told_in_every_run(papers: Path, settings: Settings) -> None:
    rules = papers / "pressmark.toml"
    rules.write_text(LETTER + LETTER.replace("letters", "leters"), encoding="utf-8")
    said = f"{rules}: no file matches path = 'leters/*' of a [[source]] table: check the pattern."
    assert plan([papers], settings).notes == (said,)
    assert run(papers, settings)[0].notes == [said]
    assert run(papers, settings)[0].notes == [said]
    assert plan([papers / "letters" / "a.txt"], settings).notes == ()  # of a part nothing can be said
    rules.write_text(LETTER, encoding="utf-8")
    assert plan([papers], settings).notes == ()


def test_a_changed_rule_reads_the_files_it_is_about(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    (papers / "pressmark.toml").write_text(LETTER, encoding="utf-8")
    assert plan([papers], settings).changed == ("papers/letters/a.txt", "papers/letters/b.txt")
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert [file.path for file in read] == ["papers/letters/a.txt", "papers/letters/b.txt"]
    assert (summary.documents_changed, encoder.texts) == (2, [])
    assert summary.notes == ["Pressmark or its settings read 2 files differently from before: they are read again."]
    assert same_as_fresh(papers, settings)
    again, read = run(papers, settings)
    assert (again.notes, read, again.generation) == ([], [], summary.generation)
    (papers / "pressmark.toml").unlink()
    assert run(papers, settings)[0].documents_changed == 2
    assert same_as_fresh(papers, settings)


def test_a_later_way_of_reading_reads_all_files_and_changes_what_it_reads_otherwise(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(papers, settings)
    monkeypatch.setattr("indexer.ingest.choosing.changes.READING_RULE", 99)
    assert plan([papers], settings).changed == tuple(
        f"papers/{name}" for name in ("letters/a.txt", "letters/b.txt", "notes/c.txt")
    )
    summary, read = run(papers, settings)
    assert (len(read), summary.documents_changed, summary.documents_same, summary.passages_encoded) == (3, 0, 3, 0)
    assert next(summary_lines(summary, papers)).startswith("0 documents added, 0 changed, 3 read again and the same, ")
    assert summary.notes == ["Pressmark or its settings read 3 files differently from before: they are read again."]
    assert run(papers, settings)[1] == []


def test_a_rule_that_changes_no_document_is_no_change_of_one(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    (papers / "pressmark.toml").write_text("[[source]]\npath = '*'\nkind = 'other'\n", encoding="utf-8")
    summary, read = run(papers, settings)
    assert (len(read), summary.documents_changed) == (3, 0)
    assert run(papers, settings)[1] == []


def test_other_passage_words_split_again_without_reading(papers: Path, settings: Settings) -> None:
    write_papers(papers, {"short.txt": "A short note."})
    before = run(papers, settings)[0]
    small = replace(settings, passage_words=30)
    encoder = Counting()
    summary, read = run(papers, small, encoder)
    assert read == []
    assert summary.total_passages > before.total_passages
    assert summary.notes == ["passage_words was 120 and is 30: texts are split again."]
    assert summary.passages_encoded + summary.passages_reused == summary.total_passages - 1  # the short one stays
    assert same_as_fresh(papers, small)
    assert run(papers, small)[0].generation == summary.generation


def test_other_languages_index_the_words_again_and_encode_nothing(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    german = replace(settings, languages=("en", "de"))
    encoder = Counting()
    summary, read = run(papers, german, encoder)
    assert (read, encoder.texts, summary.passages_reused) == ([], [], 0)
    assert summary.notes == ["languages were en and are en, de: the words of all texts are indexed again."]
    assert same_as_fresh(papers, german)
    archive = Archive.open(german, WordEncoder())
    hits = archive.search(parse_query("Fähre", mode="keyword")).hits
    assert [hit.document.path for hit in hits] == ["papers/letters/a.txt"]
    archive.close()


def test_an_archive_is_searched_in_the_languages_it_was_made_with(papers: Path, settings: Settings) -> None:
    run(papers, replace(settings, languages=("en", "de")))
    archive = Archive.open(settings, WordEncoder())
    assert archive.settings.languages == ("en", "de")
    assert archive.search(parse_query("Fähre", mode="keyword")).found == 1
    archive.close()


def traced(settings: Settings) -> bool:
    """Whether the archive has a quotation."""
    with closing(Archive.open(settings, WordEncoder())) as archive:
        return any(archive.catalog.quotations.of(document.id) for document in archive.catalog.documents())


def test_reuse_switched_on_traces_again(papers: Path, settings: Settings) -> None:
    write_papers(papers, {"d.txt": "date 1961 " + " ".join(f"w{n}" for n in range(60)),
                          "e.txt": "date 1962 " + " ".join(f"w{n}" for n in range(60))})  # fmt: skip
    run(papers, settings)
    assert not traced(settings)
    summary, read = run(papers, replace(settings, reuse=True))
    assert (read, summary.notes) == ([], ["reuse was false and is true: all quotations are traced again."])
    assert traced(settings)


def test_files_that_were_skipped_are_read_again_under_other_limits(papers: Path, settings: Settings) -> None:
    write_papers(papers, {"large.txt": "The ferry. " * 150_000})
    small = replace(settings, max_file_mb=1)
    assert [skip.code for skip in run(papers, small)[0].skipped] == ["too-large"]
    assert run(papers, small)[1][0].code == "too-large"
    summary, read = run(papers, settings)
    assert ([file.path for file in read], summary.documents_added) == (["papers/large.txt"], 1)


def test_a_web_archive_with_a_page_left_out_for_its_size_is_read_again_under_another_limit(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.ingest.pool._SIMPLE", ("text", "warc"))  # read here and now
    pages = {"a": b"The ferry is late.", "b": b"The ferry. " * 100_000}
    records = [gzip.compress(web_record("resource", f"http://x.example/{name}", page)) for name, page in pages.items()]
    (papers / "a.warc.gz").write_bytes(b"".join(records))
    small = replace(settings, max_file_mb=1)
    left_out = Warned("papers/a.warc.gz", "http://x.example/b was left out: over 1 MB (setting max_file_mb)")
    assert run(papers, small)[0].warnings == [left_out]
    assert run(papers, small)[1] == []
    summary, read = run(papers, settings)
    assert ([file.path for file in read], summary.documents_added) == (["papers/a.warc.gz"], 1)
    assert run(papers, settings)[1] == []


def test_an_archive_of_format_1_says_what_it_lacks_and_is_carried_on(papers: Path, settings: Settings) -> None:
    run(papers, settings)
    before = everything(settings)
    generation = current(settings.archive)
    for file in generation.path.glob("postings-*"):
        file.unlink()
    with closing(sqlite3.connect(generation.path / CATALOG)) as db, db:
        db.execute("ALTER TABLE files DROP COLUMN shape")
        db.execute("ALTER TABLE passages DROP COLUMN sentences")
    table = {
        "format": 1, "model": "words", "fingerprint": "words-1", "dimension": 64, "languages": ["en"],
        "passage_words": 120, "documents": 3, "passages": generation.manifest.passages, "created": "2026-01-01",
        "checksums": {
            str(file.relative_to(generation.path)): digest_of(file)
            for file in generation.path.rglob("*")
            if file.is_file() and file.name != "manifest.json"
        },
    }  # fmt: skip
    (generation.path / "manifest.json").write_text(sealed(table), encoding="utf-8")
    with pytest.raises(BrokenArchive, match="run pressmark index"):
        everything(settings)
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert (len(read), summary.documents_changed, summary.passages_encoded, encoder.texts) == (3, 0, 0, [])
    assert any("earlier Pressmark" in note for note in summary.notes)
    assert everything(settings) == before
    write_papers(papers, {"new.txt": "A lighthouse."})
    summary, read = run(papers, settings)
    assert ([file.path for file in read], summary.notes) == (["papers/new.txt"], [])
    assert current(settings.archive).manifest.format == FORMAT
    assert before != everything(settings)
    assert same_as_fresh(papers, settings)


def test_an_archive_of_format_5_is_searched_and_given_the_word_vectors_that_it_lacks(
    papers: Path, settings: Settings
) -> None:
    run(papers, settings)
    generation = current(settings.archive)
    for file in generation.path.glob("words-*"):
        file.unlink()
    table = asdict(generation.manifest)
    kept = {name: {k: v for k, v in table[name].items() if "words-" not in k} for name in ("checksums", "stamps")}
    del table["seal"]
    (generation.path / "manifest.json").write_text(sealed({**table, **kept, "format": 5}), encoding="utf-8")
    assert everything(settings)
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert (read, summary.passages_encoded, encoder.texts) == ([], 0, [])
    assert summary.notes == ["The archive was made by an earlier Pressmark: what it lacks is made from what it has."]
    assert current(settings.archive).manifest.format == FORMAT
    assert check(settings) == []
    assert run(papers, settings)[0].notes == []


def test_the_grams_of_format_4_are_shortened(tmp_path: Path, settings: Settings) -> None:
    """They had 64 bits, in the index and beside each quotation; nothing is traced again for that."""
    speech = "We shall fight on the beaches and on the landing grounds, said the mayor of the town that day."
    papers = write_papers(tmp_path / "papers", {
        "a.txt": speech * 3, "b.txt": f"He wrote: “{speech}” And so it was.", "c.txt": "Nothing of that kind.",
    })  # fmt: skip
    run(papers, settings)
    wanted = stored_grams(settings)
    before = everything(settings)
    generation = current(settings.archive)
    with np.load(generation.path / GRAMS) as stored:
        arrays = dict(stored)
    np.savez(generation.path / GRAMS, **arrays | {"grams": arrays["grams"].astype(np.uint64) << np.uint64(32)})
    with closing(sqlite3.connect(generation.path / CATALOG)) as db, db:
        rows = db.execute("SELECT id, grams FROM quotations").fetchall()
        assert any(grams for _, grams in rows)
        for id, grams in rows:
            whole = np.frombuffer(grams, np.uint32).astype(np.uint64) << np.uint64(32) | np.uint64(7)
            db.execute("UPDATE quotations SET grams = ? WHERE id = ?", (whole.tobytes(), id))
        db.execute("PRAGMA user_version = 0")
    sealed_again(generation, format=4)
    for _ in range(2):  # the second time there is nothing to shorten
        encoder = Counting()
        run(papers, settings, encoder)
        assert encoder.texts == []
        assert everything(settings) == before
        assert stored_grams(settings) == wanted
        write_papers(papers, {"c.txt": "Nothing of that sort."})
        run(papers, settings)
        write_papers(papers, {"c.txt": "Nothing of that kind."})
    assert check(settings, WordEncoder()) == []


def test_another_rule_of_words_indexes_them_anew_and_encodes_nothing(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write_papers(papers, {"letters/a.txt": "The rail\u00adway opened."})
    monkeypatch.setattr("indexer.text.words.words_in", re.compile(r"[^\W_]+").findall)  # as it was once
    run(papers, settings)
    monkeypatch.undo()
    sealed_again(current(settings.archive), words_rule=1)
    assert found(settings, "railway") == 0
    assert found(settings, "ferries") > 0  # until then it is searched as it is, which is told
    told = "some are not found until the next pressmark index."
    assert all(record.message.endswith(told) for record in caplog.records)
    assert caplog.records
    assert [f"{finding.what}.".endswith(told) for finding in check(settings)] == [True]
    assert take_inventory(settings.archive)["advice"].endswith(told)
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert (read, encoder.texts, len(summary.notes)) == ([], [], 1)
    assert "rule that tells words apart has changed" in summary.notes[0]
    assert reshape_of(replace(current(settings.archive).manifest, words_rule=1), settings, every=False).quotations
    assert found(settings, "railway") == found(settings, '"railway opened"') == 1
    assert same_as_fresh(papers, settings)
    assert run(papers, settings)[0].notes == []


def test_another_rule_of_tracing_traces_anew_and_encodes_nothing(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = "We are told that the harbourmaster was paid {}400 for the oil of the lamp in May."
    write_papers(papers, {"a.txt": f"She wrote: “{paid.format('£')}”", "b.txt": paid.format("$")})
    monkeypatch.setattr("indexer.quotes.judging.comparison.Comparison.told_apart", lambda pair, steps: tuple(steps))
    run(papers, settings)
    monkeypatch.undo()
    sealed_again(current(settings.archive), tracing_rule=1)
    assert labels(settings) == ["exact"]
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert (read, encoder.texts, len(summary.notes)) == ([], [], 1)
    assert "rule that judges quotations has changed" in summary.notes[0]
    assert labels(settings) == ["altered"]
    assert same_as_fresh(papers, settings)
    assert run(papers, settings)[0].notes == []
    made = replace(current(settings.archive).manifest, tracing_rule=1)
    assert not reshape_of(made, replace(settings, trace=False), every=False)


def test_another_rule_of_splitting_splits_again_what_falls_into_other_passages(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_papers(papers, {"a.md": "# Ferry\n\nIt is gone.\n\n## Bridge\n\nIt is to come.\n"})
    monkeypatch.setattr(intake, "split", lambda text, *_: [Passage(text.id, 0, len(text.text), "paragraph")])
    run(papers, settings)
    monkeypatch.undo()
    sealed_again(current(settings.archive), splitting_rule=1)
    summary, read = run(papers, settings, Counting())
    assert (read, summary.documents_split, len(summary.notes)) == ([], 4, 1)
    assert "rule that cuts texts into passages has changed" in summary.notes[0]
    assert same_as_fresh(papers, settings)
    assert run(papers, settings)[0].notes == []


def labels(settings: Settings) -> list[str]:
    with closing(Archive.open(settings, WordEncoder())) as archive:
        documents = archive.catalog.documents()
        return [q.label for document in documents for q in archive.catalog.quotations.of(document.id)]


def found(settings: Settings, query: str) -> int:
    with closing(Archive.open(settings, WordEncoder())) as archive:
        return len(archive.search(parse_query(query, mode="keyword")).hits)


def stored_grams(settings: Settings) -> tuple[list[tuple[int, str]], bytes]:
    """The index's grams, each with its document, and those beside the quotations."""
    generation = current(settings.archive)
    index = GramIndex.read(generation.path / GRAMS)
    with closing(sqlite3.connect(generation.path / CATALOG)) as db:
        rows = db.execute("SELECT grams FROM quotations ORDER BY document, start").fetchall()
    owners = [index.documents[owner] for owner in index.owners]
    return sorted(zip(index.grams.tolist(), owners, strict=True)), b"".join(row[0] for row in rows)


def sealed_again(generation: Generation, **said: object) -> None:
    """The manifest of what the generation's files are now."""
    files = [file for file in generation.path.rglob("*") if file.is_file() and file.name != generations.MANIFEST]
    names = [str(file.relative_to(generation.path)) for file in files]
    table = {
        **asdict(generation.manifest), **said,
        "checksums": dict(zip(names, map(digest_of, files), strict=True)),
        "stamps": dict(zip(names, map(generations.stamp_of, files), strict=True)),
    }  # fmt: skip
    (generation.path / generations.MANIFEST).write_text(sealed(table), encoding="utf-8")


# ── a folder around a source that is known ──────────────────────────────────────────────────────────
def test_a_source_keeps_its_ids_when_the_folder_around_it_is_indexed(papers: Path, settings: Settings) -> None:
    run(papers / "letters", settings)
    encoder = Counting()
    summary, read = run(papers, settings, encoder)
    assert [file.path for file in read] == ["papers/notes/c.txt"]
    assert (summary.documents_added, summary.documents_missing, summary.total_documents) == (1, 0, 3)
    assert all("note" in text for text in encoder.texts)
    assert len(summary.notes) == 1
    assert str(papers / "letters") in summary.notes[0]
    with closing(Catalog(current(settings.archive).path / CATALOG)) as catalog:
        assert {document.id for document in catalog.documents()} == {
            document_id(path) for path in ("letters/a.txt", "letters/b.txt", "papers/notes/c.txt")
        }
    again, read = run(papers, settings)
    assert (again.notes, read, again.files_unchanged) == ([], [], 3)


def test_both_are_followed_afterwards_by_either_name(papers: Path, settings: Settings) -> None:
    run(papers / "letters", settings)
    run(papers, settings)
    write_papers(papers, {"letters/a.txt": "Changed.", "notes/c.txt": "Changed.", "letters/new.txt": "New."})
    (papers / "letters" / "b.txt").unlink()
    summary, read = run(papers / "letters", settings)
    assert [file.path for file in read] == ["letters/a.txt", "letters/new.txt"]
    assert summary.documents_missing == 1
    summary, read = run(papers, settings)
    assert ([file.path for file in read], summary.documents_missing) == (["papers/notes/c.txt"], 0)


def test_a_file_that_was_a_source_keeps_its_id(papers: Path, settings: Settings) -> None:
    run(papers / "notes" / "c.txt", settings)
    summary, read = run(papers, settings)
    assert [file.path for file in read] == ["papers/letters/a.txt", "papers/letters/b.txt"]
    assert summary.total_documents == 3
    assert run(papers / "notes", settings)[0].files_unchanged == 1


def test_documents_taken_in_twice_before_are_marked_missing(
    papers: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(papers / "letters", settings)
    monkeypatch.setattr("indexer.ingest.choosing.sources._inside", lambda path, known: ())  # as it was once
    assert run(papers, settings)[0].total_documents == 5
    monkeypatch.undo()
    assert run(papers, settings)[0].documents_missing == 2
    assert reindex([papers], settings, encoder=WordEncoder(), prune=True).total_documents == 3
    assert check(settings) == []


def test_an_archive_keeps_what_it_was_made_with_until_another_value_is_given(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    made = replace(settings, languages=("en", "de"), passage_words=60, reuse=True, keep=5)
    run(papers, made)
    write_papers(papers, {"d.txt": "Die Brücke ist neu. " * 50})
    flags = {"archive": settings.archive, "threads": settings.threads}
    elsewhere = load_settings(flags, {}, tmp_path, as_made)
    assert plan([papers], elsewhere).notes == ()
    assert run(papers, elsewhere)[0].notes == []
    kept = current(settings.archive).manifest
    assert (kept.languages, kept.passage_words, kept.reuse, kept.keep) == (["en", "de"], 60, True, 5)
    assert same_as_fresh(papers, made)
    said = load_settings({**flags, "languages": ("en",)}, {}, tmp_path, as_made)
    notes = ("languages were en, de and are en: the words of all texts are indexed again.",)
    assert plan([papers], said).notes == notes
    assert run(papers, said)[0].notes == list(notes)


def test_what_is_given_is_kept_though_nothing_else_has_changed(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    flags: dict[str, object] = {"archive": settings.archive, "threads": settings.threads, "trace": False}
    run(papers, load_settings(flags, {}, tmp_path, as_made))
    given = load_settings({**flags, "keep": 7, "reuse": True}, {}, tmp_path, as_made)
    notes = ["reuse was false and is true: no quotations are kept.", "keep was 2 and is 7: so many generations stay."]
    assert list(plan([papers], given).notes) == run(papers, given)[0].notes == notes
    assert run(papers, load_settings(flags, {}, tmp_path, as_made))[0].notes == []
    kept = current(settings.archive).manifest
    assert (kept.keep, kept.reuse) == (7, True)


def test_quotations_are_traced_or_not_as_they_were_and_a_change_is_told(
    papers: Path, settings: Settings, tmp_path: Path
) -> None:
    run(papers, replace(settings, trace=False))
    flags = {"archive": settings.archive, "threads": settings.threads}
    assert run(papers, load_settings(flags, {}, tmp_path, as_made))[0].generation == "000001"
    for word, told in (("yes", "trace was false and is true: all quotations are traced."),
                       ("no", "trace was true and is false: no quotations are kept.")):  # fmt: skip
        said = load_settings(flags, {"PRESSMARK_TRACE": word}, tmp_path, as_made)
        assert plan([papers], said).notes == (told,)
        assert run(papers, said)[0].notes == [told]
        assert (current(settings.archive).path / GRAMS).exists() == said.trace
