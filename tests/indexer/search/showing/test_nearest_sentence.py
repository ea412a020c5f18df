"""The nearest sentence: on hits that have no word to mark, and on a passage when asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.archive import Archive
from indexer.presentation.present import hit_json
from indexer.records import Hit
from indexer.search.query import parse_query
from indexer.search.showing.nearest_sentence import MOST
from tests.conftest import Vectors, WordEncoder

Make = Callable[..., Archive]


class Synonyms(WordEncoder):
    """Reads "boat" as "ferry", so that what means the same need not say the same."""

    fingerprint = "synonyms"
    encoded = 0

    def _vector(self, text: str) -> Vectors:
        Synonyms.encoded += 1
        return super()._vector(text.lower().replace("boat", "ferry"))


FERRIES = "One ferry, two ferries, every ferry a ferry."
FERRY = f"The council sat for hours. {FERRIES} The stove was cold."


@pytest.fixture
def encoder() -> WordEncoder:
    return Synonyms()


def shown(hit: Hit) -> str:
    span = hit.snippet.span
    return hit.document.text[span.start : span.end]


def test_a_hit_by_meaning_alone_is_told_its_nearest_sentence(make_archive: Make) -> None:
    (hit,) = make_archive({"a.txt": FERRY}).search(parse_query("boat", mode="semantic")).hits
    assert hit.marks == ()
    assert hit.nearest is not None
    nearest = hit.document.text[hit.nearest.start : hit.nearest.end]
    assert nearest == FERRIES
    assert nearest in shown(hit)
    assert hit_json(hit)["nearest"] == {"start": hit.nearest.start, "end": hit.nearest.end}


def test_a_signature_is_the_nearest_sentence_only_where_there_is_nothing_else(make_archive: Make) -> None:
    archive = make_archive({"a.txt": "The ferry was late.\n\nBoat.\n", "b.txt": "Boat.\n\nSo.\n"})
    for path, nearest in (("papers/a.txt", "The ferry was late."), ("papers/b.txt", "Boat.")):
        document = next(d for d in archive.catalog.documents() if d.path == path)
        span = archive.nearest_sentence(document, 0, parse_query("boat", mode="semantic"))
        assert span is not None
        assert document.text[span.start : span.end] == nearest


def test_the_snippet_is_cut_around_the_nearest_sentence(make_archive: Make) -> None:
    filling = "The council sat again that day, and nothing whatever came of all that was said. "
    archive = make_archive({"a.txt": filling * 6 + f"{FERRIES} {FERRIES} {FERRIES} " + filling})
    (hit,) = archive.search(parse_query("boat", mode="semantic")).hits
    assert FERRIES in shown(hit)
    assert len(shown(hit)) < 400


def test_a_hit_with_words_to_mark_needs_none_and_words_alone_have_none(make_archive: Make) -> None:
    archive = make_archive({"a.txt": FERRY})
    (hit,) = archive.search(parse_query("ferry")).hits
    assert hit.marks
    assert hit.nearest is None
    assert archive.nearest_sentence(hit.document, 0, parse_query("ferry", mode="keyword")) is None


def test_a_page_encodes_no_more_than_it_may_and_never_twice(make_archive: Make) -> None:
    archive = make_archive(
        {f"{n}.txt": f"A ferry crossed the ferry. Number {n} was late with ferry goods." for n in range(9)}
    )
    query = parse_query("boat", mode="semantic")
    before = Synonyms.encoded
    hits = archive.search(query).hits
    assert sum(hit.nearest is not None for hit in hits) == MOST < len(hits)
    assert Synonyms.encoded - before == 1 + 2 * MOST  # the query, two sentences a hit
    archive.search(query)
    assert Synonyms.encoded - before == 1 + 2 * MOST


def test_a_title_whose_text_has_a_word_to_mark_shows_that(make_archive: Make) -> None:
    archive = make_archive({"a.md": f"Ferry\n\n> {'Nobody spoke of it at all that winter. ' * 3}The boat is cold."})
    hit = next(h for h in archive.search(parse_query("boat", mode="semantic")).hits if h.passage.start == 0)
    assert (hit.text.strip(), hit.marks, hit.nearest) == ("Ferry", (), None)
    assert [hit.document.text[m.start : m.end] for m in hit.snippet.marks] == ["boat"]
