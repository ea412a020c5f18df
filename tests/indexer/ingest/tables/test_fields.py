import json
from datetime import date, datetime
from typing import Any

import pytest

from indexer.ingest.tables.fields import document_from, record_id, text_of
from indexer.records import DateRange, Document, Name


def document(**table: Any) -> Document:
    return document_from("papers/a.jsonl", "1", table, "The text. More.")


@pytest.mark.parametrize(
    ("alias", "field", "value", "expected"),
    [
        ("byline", "authors", "R. Ansell", (Name("R. Ansell"),)),
        ("By-line", "authors", "R. Ansell", (Name("R. Ansell"),)),
        ("author", "authors", "By Ann Bell, Jo Pell, and R. Fox", (Name("Ann Bell"), Name("Jo Pell"), Name("R. Fox"))),
        ("author", "authors", "by Ann Bell, our man in Farness", (Name("Ann Bell"),)),
        ("author", "authors", "By Ann Bell, Housing Correspondent", (Name("Ann Bell"),)),
        ("author", "authors", "By Ann Bell and others unknown", (Name("Ann Bell"),)),
        ("author", "authors", ["By Ann Bell", "Jo Pell"], (Name("Ann Bell"), Name("Jo Pell"))),
        ("author", "authors", {"name": "By Ann Bell", "ref": "#a"}, (Name("Ann Bell", "#a"),)),
        ("author", "authors", {"name": "By Ann Bell and Jo Pell", "ref": "#a"}, (Name("Ann Bell"), Name("Jo Pell"))),
        ("author", "authors", "By Department of Trade and Industry", (Name("Department of Trade and Industry"),)),
        ("author", "authors", "Byron", (Name("Byron"),)),
        ("author", "authors", "Ann Bell and Sons", (Name("Ann Bell and Sons"),)),
        ("Authors", "authors", ["A", "", None, "B"], (Name("A"), Name("B"))),
        ("from", "senders", "A", (Name("A"),)),
        ("from", "senders", "[unknown]; A", (Name("A"),)),
        ("to", "recipients", "B", (Name("B"),)),
        ("Addressee", "recipients", "B", (Name("B"),)),
        ("places", "places", ["X"], (Name("X"),)),
        ("Mentions", "people", ["X", {"name": "Y", "ref": "#y"}], (Name("X"), Name("Y", "#y"))),
        ("mentioned-places", "named_places", ["X"], (Name("X"),)),
        ("lang", "language", "de", "de"),
        ("link", "url", "https://x", "https://x"),
        ("publisher", "source", "Herald", "Herald"),
        ("type", "kind", "Letter", "letter"),
        ("In-Reply-To", "previous", "x", ("x",)),
        ("title", "title", " A\r\nB ", "A\nB"),
        ("author", "authors", [" A ", "  ", {"name": " B", "ref": " #b "}], (Name("A"), Name("B", "#b"))),
        ("source", "source", "Times ", "Times"),
        ("source", "source", "  ", ""),
        ("kind", "kind", "letter ", "letter"),
        ("url", "url", " https://x\n", "https://x"),
        ("language", "language", " en", "en"),
        ("previous", "previous", [" x ", " "], ("x",)),
    ],
)
def test_names_of_keys(alias: str, field: str, value: Any, expected: Any) -> None:
    made = document(**{alias: value})
    assert getattr(made, field) == expected
    assert made.metadata == {}


def test_names_in_one_value_stand_apart_by_semicolons() -> None:
    assert document(people="Ida Tonn; Karl ;; Doe, J.;").people == (Name("Ida Tonn"), Name("Karl"), Name("Doe, J."))
    assert document(author="A;B", recipient=["C; D", "E"]).recipients == (Name("C"), Name("D"), Name("E"))
    assert document(people="Pell &amp; Sons; Br&#252;ck").people == (Name("Pell &amp; Sons"), Name("Br&#252;ck"))
    assert document(people={"name": "A; B", "ref": "#x"}).people == (Name("A; B", "#x"),)


def test_the_author_of_a_letter_that_names_no_sender_sent_it() -> None:
    told = document(kind="letter", author="Mary Ellen Tönnies", recipient="Bridget Quigley")
    assert told.senders == told.authors == (Name("Mary Ellen Tönnies"),)
    assert document(author="A", recipient="B").senders == (Name("A"),)
    assert document(kind="article", author="A", recipient="B").senders == ()
    assert document(kind="letter", author="A", sender="B").senders == (Name("B"),)
    assert document(kind="article", author="A").senders == document(author="A").senders == ()


def test_the_name_itself_beats_its_alias() -> None:
    assert document(source="Herald", publisher="Other").source == "Herald"
    assert document(publisher="Other", source="Herald").source == "Herald"
    assert document(source="", publisher="Other").source == document(publisher="Other", source=None).source == "Other"


def test_people_and_bodies_add_up() -> None:
    named = document(people=["A"], organisations=["B"], person="C").people
    assert named == (Name("A"), Name("B"), Name("C"))


def test_text_and_id_have_aliases_too() -> None:
    assert text_of({"Body": "a\r\nb"}) == "a\nb"
    assert text_of({"content_html": "", "content_text": "a"}) == text_of({"content_html": "a"}) == "a"
    assert (record_id({"_id": 7}), record_id({})) == ("7", "")


def test_outer_white_space_is_the_texts_own_and_no_ids() -> None:
    assert text_of({"text": "\n  The ferry. "}) == "\n  The ferry. "
    assert (record_id({"id": " x "}), record_id({"id": " "})) == ("x", "")


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ({"kind": "article"}, "article"),
        ({"sender": "A", "recipient": "B"}, "letter"),
        ({"author": "A", "recipient": "B"}, "letter"),
        ({"author": "A", "recipient": "B", "kind": "other"}, "other"),
        ({"sender": "A"}, "other"),
        ({"sender": "A", "recipient": "  "}, "other"),
        ({}, "other"),
    ],
)
def test_kind(table: dict[str, Any], kind: str) -> None:
    assert document(**table).kind == kind
    assert document(**table).warnings == ()


def test_an_unknown_kind_is_told() -> None:
    made = document(kind="poem")
    assert made.kind == "other"
    assert made.warnings == ("kind 'poem' is none of article, letter, other: taken as other",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1961-03", DateRange("1961-03", date(1961, 3, 1), date(1961, 3, 31))),
        (1961, DateRange("1961", date(1961, 1, 1), date(1961, 12, 31))),
        (date(1961, 3, 4), DateRange("1961-03-04", date(1961, 3, 4), date(1961, 3, 4))),
        (datetime(1961, 3, 4, 5), DateRange("1961-03-04", date(1961, 3, 4), date(1961, 3, 4))),
        ("Tuesday", DateRange("Tuesday")),
        ("", None),
        (None, None),
    ],
)
def test_date(value: Any, expected: DateRange | None) -> None:
    assert document(date=value).date == expected


def test_a_nested_table_gives_what_the_record_lacks() -> None:
    made = document(metadata={"title": "Inner", "source": "Inner", "page": 3}, source="Outer")
    assert (made.title, made.source, made.metadata) == ("Inner", "Outer", {"page": 3})
    assert document(metadata="a note").metadata == {"metadata": "a note"}


def test_metadata_can_be_stored_whatever_it_is() -> None:
    odd = {
        "a\ud800": "b\ud800",
        "deep": {"x": [1, "c\0\ud800", None]},
        "when": date(1961, 3, 4),
        "empty": "",
        "none": None,
    }
    kept = dict(document(**odd).metadata)
    json.dumps(kept, ensure_ascii=False).encode("utf-8")
    assert kept == {"a\ufffd": "b\ufffd", "deep": {"x": [1, "c\ufffd\ufffd", None]}, "when": "1961-03-04"}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_metadata_holds_no_number_that_json_lacks(number: float) -> None:
    assert document(weight=number).metadata == {"weight": str(number)}


def nest(depth: int) -> Any:
    return [nest(depth - 1)] if depth else "x"


def test_metadata_nested_without_end_is_left_out_and_told() -> None:
    made = document(box=7, deep=nest(40), deeper=nest(60), endless=json.loads("[" * 900 + "]" * 900))
    assert made.metadata == {"box": 7, "deep": nest(40)}
    assert made.warnings == tuple(f"{key!r} is nested too deeply and was left out" for key in ("deeper", "endless"))


def test_no_title_gives_a_derived_one() -> None:
    assert (document().title, document().title_derived) == ("The text.", True)
    assert (document(title="T").title, document(title="T").title_derived) == ("T", False)
