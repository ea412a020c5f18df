from dataclasses import replace
from datetime import UTC, date, datetime

from indexer.presentation.addresses import original_link, position_selector, quote_selector
from indexer.presentation.present import date_json, hit_json, understood_json
from indexer.records import DateRange, Document, Hit, Leg, Linked, Passage, Snippet, Span
from indexer.search.query import parse_query

TEXT = "".join(chr(ord("a") + n % 26) for n in range(100))
DOCUMENT = Document(id="d1", text=TEXT, title="T", path="papers/a/b.txt", url="https://example.org/x")
PASSAGE = Passage("d1", 40, 60)


def test_dates() -> None:
    assert date_json(None) is None
    assert date_json(DateRange("before 1871", None, date(1870, 12, 31), "inferred")) == {
        "verbatim": "before 1871", "earliest": None, "latest": "1870-12-31", "sure": "inferred",
    }  # fmt: skip


def test_a_hit_says_what_it_is_why_it_is_here_and_where_it_stands() -> None:
    hit = Hit(
        document=DOCUMENT, passage=PASSAGE, score=0.123456789, keyword=Leg(1, 2.5), semantic=None,
        marks=(Span(41, 43),), snippet=Snippet(Span(40, 50), (Span(41, 43),)), more=2,
        copies=(Linked("d2", "Copied", 0, 9),), indexed=datetime(2026, 3, 2, tzinfo=UTC),
    )  # fmt: skip
    shown = hit_json(hit)
    assert shown["passage"] == {"text": TEXT[40:60], "start": 40, "end": 60, "marks": [{"start": 41, "end": 43}]}
    assert shown["score"] == 0.123457
    assert (shown["keyword"], shown["semantic"]) == ({"rank": 1, "score": 2.5}, None)
    assert shown["snippet"] == {"text": TEXT[40:50], "start": 40, "end": 50, "marks": [{"start": 41, "end": 43}]}
    assert (shown["more"], shown["weak"]) == (2, False)
    assert shown["copies"] == [{"id": "d2", "title": "Copied", "start": 0, "end": 9, "read": "/documents/d2?at=0-9"}]
    assert shown["links"] == {
        "read": f"/documents/d1?at=40-60&v={DOCUMENT.version}",
        "document": f"/api/v1/documents/d1?at=40-60&v={DOCUMENT.version}",
        "original": original_link(DOCUMENT, PASSAGE),
        "like": "d1:40",
    }
    assert shown["selectors"] == [quote_selector(TEXT, 40, 60), position_selector(40, 60)]
    assert (shown["document"]["id"], shown["document"]["title"]) == ("d1", "T")
    assert shown["document"]["version"] == DOCUMENT.version
    assert shown["document"]["indexed"] == "2026-03-02T00:00:00+00:00"
    assert hit_json(replace(hit, indexed=None))["document"]["indexed"] is None
    assert "text" not in shown["document"]


def test_a_common_word_that_is_said_twice_is_named_once() -> None:
    understood = understood_json(parse_query("why did the council vote against the bridge"), ("en",))
    assert understood["common"] == ["why", "did", "the"]
    assert understood["words"] == ["council", "vote", "against", "bridge"]
