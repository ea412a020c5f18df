from __future__ import annotations

import pytest

from indexer.records import Document, Passage
from indexer.search.query import parse_query
from indexer.search.showing.marks import Marker
from indexer.search.showing.printed import printed_words

TEXT = "The Ferries crossed; a ferry, crossing by the old bridge, met the FERRY’s master. Bridge of sighs"


def marked(
    query: str, end: int = len(TEXT), languages: tuple[str, ...] = ("en",), text: str = TEXT, language: str = ""
) -> list[str]:
    document = Document(id="d", text=text, title="", language=language)
    passage = Passage("d", 0, end)
    found = Marker(parse_query(query), languages).marks(document, passage, printed_words(text, 0, end))
    return [text[mark.start : mark.end] for mark in found]


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("ferry", ["Ferries", "ferry", "FERRY"]),
        ("=ferry", ["ferry", "FERRY"]),
        ("ferr*", ["Ferries", "ferry", "FERRY"]),
        ("the", ["The", "the", "the"]),
        ("the master", ["master"]),
        ('"the old bridge"', ["the old bridge"]),
        ('"by bridge"~2', ["by the old bridge"]),
        ('"by bridge"~1', []),
        ('"crossing the bridge"~2', ["crossing by the old bridge"]),
        ('"crossing the bridge"~1', []),
        ('="ferry crossing"', ["ferry, crossing"]),
        ('"ferry crossing" bridge', ["Ferries crossed", "ferry, crossing", "bridge", "Bridge"]),
        ("ferry -bridge", ["Ferries", "ferry", "FERRY"]),
        ("the-old", ["the old"]),
        ("old-bridge kind:other", ["old bridge", "Bridge"]),
        ("(ferry OR master) zeppelin", ["Ferries", "ferry", "FERRY", "master"]),
    ],
)
def test_what_is_marked(query: str, marks: list[str]) -> None:
    assert marked(query) == marks


def test_a_phrase_that_runs_on_is_marked_up_to_the_passage_s_end() -> None:
    assert marked('"old bridge"', end=TEXT.index(" bridge,")) == ["old"]
    assert marked('"old bridge"', end=TEXT.index("bridge,")) == ["old"], "without what parts two passages"
    assert marked("bridge", end=TEXT.index(" bridge,")) == []


def test_words_of_several_languages_and_scripts() -> None:
    text = "Die Häuser und das Haus; les chevaux, ÉTÉ"
    for language, marks in (("de", ["Häuser", "Haus", "ÉTÉ"]), ("", ["Haus", "ÉTÉ"])):
        found = marked("haus été", languages=("en", "de", "fr"), language=language, text=text, end=len(text))
        assert found == marks
    assert marked("Märchen", languages=("en", "de"), text="We marched in March.") == []


def test_the_words_of_a_title_are_marked_in_its_own_offsets() -> None:
    title = "The Ferry’s bridge, and the bridge vote"
    query = '"the bridge" ferries'
    named = Document(id="d", title=title, text="")
    marks = Marker(parse_query(query), ("en",)).title_marks(named)
    assert [title[mark.start : mark.end] for mark in marks] == ["Ferry", "the bridge"]
    assert Marker(parse_query("zeppelin"), ("en",)).title_marks(named) == ()
    assert Marker(parse_query("ferry"), ("en",)).title_marks(Document(id="d", title="", text="")) == ()
