"""1,641 letters and 423 articles, searched 200 times with their own words: every span is what it says it is."""

import itertools
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.ingest.correspondents import with_correspondents
from indexer.records import MODES, Mode, Results
from indexer.reindex import reindex
from indexer.search.ask import Asked, ask
from indexer.settings import Settings
from indexer.text.dates import overlaps
from indexer.text.words import fold, is_stop_word, words_of
from tests.conftest import WordEncoder

pytestmark = pytest.mark.real
QUERIES = 200
SOURCES = ("letters/delegates_en/letters.jsonl", "collections/time/corpus.jsonl")


@pytest.fixture(scope="module")
def archive(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    settings = Settings(archive=tmp_path_factory.mktemp("delegates") / "archive")
    summary = reindex([data / source for source in SOURCES], settings, encoder=WordEncoder())
    assert (summary.total_documents, summary.skipped) == (1641 + 423, [])
    return Archive.open(settings, WordEncoder())


@pytest.fixture(scope="module")
def queries(archive: Archive) -> list[str]:
    """Runs of words from the data itself: bare, as phrases, with one excluded."""
    chance = random.Random(1776)
    documents = list(archive.catalog.documents())
    made = []
    for number in range(QUERIES):
        words = [w.folded for w in words_of(chance.choice(documents).text[:5000]) if not w.folded.isdigit()]
        first = chance.randrange(max(1, len(words) - 3))
        run = words[first : first + 3]
        shape = ("{}", '"{}"', "{} -the", "{}")[number % 4]
        made.append(shape.format(" ".join(run)))
    return made


@pytest.fixture(scope="module")
def answers(archive: Archive, queries: list[str]) -> list[Results]:
    return [
        archive.search(ask(Asked(q=q, mode=mode))) for q, mode in zip(queries, itertools.cycle(MODES), strict=False)
    ]


def test_every_hit_is_a_stored_passage_and_says_its_own_words(archive: Archive, answers: list[Results]) -> None:
    seen = 0
    for hit in (hit for results in answers for hit in results.hits):
        document = archive.document(hit.document.id)
        assert hit.text == document.text[hit.passage.start : hit.passage.end]
        assert hit.passage in archive.catalog.passages(document.id)
        for mark in hit.marks:
            assert hit.passage.start <= mark.start < mark.end <= hit.passage.end
        seen += 1
    assert seen > QUERIES


def test_nearly_every_query_finds_the_words_it_was_made_of(answers: list[Results]) -> None:
    assert sum(bool(results.hits) for results in answers) >= 0.75 * QUERIES


def test_marks_are_words_of_the_query(answers: list[Results]) -> None:
    marked = [(r.query, h, m) for r in answers for h in r.hits for m in h.marks]
    assert marked
    for query, hit, mark in marked:
        asked = {w.folded[:2] for w in words_of(query.text)}  # eye, eying
        for word in words_of(hit.document.text[mark.start : mark.end]):
            assert word.folded[:2] in asked


def test_phrases_hold(answers: list[Results]) -> None:
    checked = 0
    for results in answers:
        if not results.query.text.startswith('"'):
            continue
        first = fold(results.query.text.strip('"').split()[0])
        for hit in results.hits:
            said = {w.folded[:3] for w in words_of(hit.text)} | {w.folded[:3] for w in words_of(hit.document.title)}
            assert first[:3] in said
            checked += 1
    assert checked > 20


def test_the_passages_of_every_document_cover_it(archive: Archive) -> None:
    for document in archive.catalog.documents():
        passages = archive.catalog.passages(document.id)
        assert "".join(document.text[p.start : p.end] for p in passages) == document.text
        assert all(document.text[p.start : p.end].strip() for p in passages)


@pytest.mark.parametrize("mode", MODES)
def test_filters_hold_in_every_mode(archive: Archive, queries: list[str], mode: Mode) -> None:
    after, before = date(1777, 1, 1), date(1778, 6, 30)
    seen = 0
    for query in [q for q in queries if "-" not in q and '"' not in q][:20]:
        asked = ask(Asked(q=query, mode=mode, limit=50, after=after.isoformat(), before=before.isoformat()))
        for hit in archive.search(asked).hits:
            assert overlaps(hit.document.date, after, before)
            seen += 1
    assert seen > 100


@pytest.mark.parametrize("mode", MODES)
def test_a_filter_comes_before_the_nearest_are_taken(archive: Archive, mode: Mode) -> None:
    """Hundreds of nearer letters hide no article."""
    text = "congress general washington army letter"
    assert "letter" in {h.document.kind for h in archive.search(ask(Asked(q=text, mode=mode, limit=20))).hits}
    hits = archive.search(ask(Asked(q=text, mode=mode, kind=["other"], limit=20))).hits
    assert len(hits) == 20
    assert {h.document.kind for h in hits} == {"other"}


def test_stop_words_mark_nothing_beside_a_word_that_is_none(archive: Archive) -> None:
    for hit in archive.search(ask(Asked(q="the and of congress", mode="semantic"))).hits:
        assert all(
            not is_stop_word(w.folded, ("en",)) for m in hit.marks for w in words_of(hit.document.text[m.start : m.end])
        )


def test_titles_name_those_whom_the_columns_do(archive: Archive) -> None:
    agreeing = found = 0
    for document in archive.catalog.documents():
        titled = with_correspondents(replace(document, kind="letter", text="", senders=(), recipients=()))
        if titled.senders and document.senders:
            found += 1
            agreeing += titled.senders == document.senders and set(titled.recipients) <= set(document.recipients)
    assert (found > 1300, found - agreeing < 5) == (True, True), f"{agreeing} of {found}"
