"""The engine of the keyword index is chosen once, kept by the archive, and changed without encoding."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.archive import Archive
from indexer.keeping.check import check
from indexer.presentation.present import results_json
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import CATALOG, current
from indexer.text.words import words_of
from scripts.benchmarks.data import first_letters
from tests.conftest import PAPERS, WordEncoder, write_papers

pytestmark = pytest.mark.slow

pytest.importorskip("tantivy")

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
QUERIES = (
    "ferry", '"the ferry"', "ferr*", "=ferries OR bridge", '"ferry morning"~5', "-bridge", '"harbour bridge" -late',
    'title:"To the Editor"', "harbour brigde",
)  # fmt: skip


def answers(settings: Settings, query: str) -> Any:
    """All that is answered, but for the generation's name."""
    archive = Archive.open(settings, WordEncoder())
    found = results_json(archive.search(parse_query(query)))
    archive.close()
    return found | {"generation": ""}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", PAPERS)


def test_both_engines_answer_alike(papers: Path, settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, archive=tmp_path / "other", keyword="tantivy")
    for each in (settings, other):
        reindex([papers], each, encoder=WordEncoder(), now=lambda: NOON)
    for query in QUERIES:
        assert answers(other, query) == answers(settings, query)


def test_the_engine_changes_when_asked_and_nothing_is_encoded(papers: Path, settings: Settings) -> None:
    reindex([papers], settings, encoder=WordEncoder())
    before = [answers(settings, query) for query in QUERIES]
    for engine, files in (("tantivy", "meta.json"), ("whoosh", "*.seg")):
        summary = reindex([papers], replace(settings, keyword=engine), encoder=WordEncoder())
        assert summary.passages_encoded + summary.passages_reused == 0
        generation = current(settings.archive)
        assert generation.manifest.keyword == engine
        assert len(list((generation.path / "keyword").glob(files))) == 1
        assert [answers(settings, query) for query in QUERIES] == before  # reading needs no setting
        assert check(settings, WordEncoder()) == []


def test_an_archive_keeps_its_engine(papers: Path, settings: Settings) -> None:
    reindex([papers], replace(settings, keyword="tantivy"), encoder=WordEncoder())
    for name in ("a.txt", "b.txt"):
        (papers / name).write_text(f"The ferry of {name}.", encoding="utf-8")
        reindex([papers], settings, encoder=WordEncoder())
    (papers / "a.txt").unlink()
    reindex([papers], settings, encoder=WordEncoder(), prune=True)
    assert current(settings.archive).manifest.keyword == "tantivy"
    assert check(settings, WordEncoder()) == []
    assert [hit["document"]["path"] for hit in answers(settings, '"ferry of"')["hits"]] == ["papers/b.txt"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_words_are_indexed_again_for_other_languages(papers: Path, settings: Settings, engine: str) -> None:
    settings = replace(settings, keyword=engine)
    (papers / "brief.txt").write_text("Die alten Häuser am Hafen.", encoding="utf-8")
    reindex([papers], settings, encoder=WordEncoder())
    german = replace(settings, languages=("de", "en"))
    (papers / "new.txt").write_text("Something else.", encoding="utf-8")
    reindex([papers], german, encoder=WordEncoder())
    assert check(german, WordEncoder()) == []


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_what_the_engine_lacks_is_found(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, engine: str
) -> None:
    from indexer.stores.keyword.engines import writer_of
    from tests.indexer.keeping.test_check import reseal

    archive = make_archive(PAPERS, settings=replace(settings, keyword=engine))
    writer_of(engine)(archive.generation.path / "keyword", [1], [])
    reseal(archive.generation.path)
    assert any("do not hold the same passages" in finding.what for finding in check(settings))
    archive.close()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_signs_that_fold_to_several_words_or_to_none(
    make_archive: Callable[..., Archive], settings: Settings, engine: str
) -> None:
    text = "He said \uff9e so \ufdfa and went \ufe70 home. \uff9e"
    archive = make_archive({"a.txt": text}, settings=replace(settings, keyword=engine))
    assert check(settings, WordEncoder()) == []
    for query, marked in (
        ('"said so"', "said \uff9e so"), ('"\ufdfa and went"', "\ufdfa and went"), ("\ufdfa", "\ufdfa"),
        ('"so went"~2', "so \ufdfa and went"), ('"so went"~1', None), ('"went home"', "went \ufe70 home"),
    ):  # fmt: skip
        found = archive.search(replace(parse_query(query), mode="keyword")).hits
        assert [text[hit.marks[0].start : hit.marks[0].end] for hit in found] == ([marked] if marked else []), query
    archive.close()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_phrase_runs_over_the_marks_of_notes(
    make_archive: Callable[..., Archive], settings: Settings, engine: str
) -> None:
    text = "On the last day[1] of the month they sailed.[12] Then it was 1785.[3]\n\n[1] The day was a Friday.[2]\n"
    archive = make_archive({"a.txt": text}, settings=replace(settings, keyword=engine))
    for query, marked in (
        ('"day of the month"', "day[1] of the month"), ('"day[1] of"', "day[1] of"),
        ('"they sailed then"', "they sailed.[12] Then"), ("12", None), ("1785", "1785"),
    ):  # fmt: skip
        found = archive.search(replace(parse_query(query), mode="keyword")).hits
        assert [hit.document.text[m.start : m.end] for hit in found for m in hit.marks] == [marked] * (
            marked is not None
        )
    archive.close()


@pytest.mark.real
def test_both_engines_answer_alike_on_real_letters(data: Path, settings: Settings, tmp_path: Path) -> None:
    """150 letters of delegates_en, asked with their own words."""
    letters = first_letters(150, tmp_path)
    other = replace(settings, archive=tmp_path / "other", keyword="tantivy")
    for each in (settings, other):
        reindex([letters], each, encoder=WordEncoder(), now=lambda: NOON)
    assert (current(settings.archive).path / CATALOG).exists()
    one, two = Archive.open(settings, WordEncoder()), Archive.open(other, WordEncoder())
    chance = random.Random(1776)
    for document in chance.sample(list(one.catalog.documents()), 25):
        a, b, c, d = (w.folded for w in list(words_of(document.text))[20:24])
        for text in (
            f"{a} {b} {c}",
            f'"{a} {b} {c}"',
            f'"{a} {d}"~3',
            f'"{a} {b} {d}"~2 -ship',
            f"={b} {c[:3]}*",
            f"-{a}",
        ):
            query = replace(parse_query(text), mode="keyword")
            left, right = results_json(one.search(query)), results_json(two.search(query))
            assert bool(left["next"]) == bool(right["next"])
            other_archive = {"generation": "", "next": ""}  # a cursor belongs to one
            assert left | other_archive == right | other_archive
