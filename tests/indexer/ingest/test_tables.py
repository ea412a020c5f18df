from __future__ import annotations

import json

import pytest

from indexer.errors import Unreadable
from tests.indexer.ingest.reading import read_all

LONG = "The ferry was late again, and nobody on the pier was surprised at it."


def test_columns_by_their_names() -> None:
    rows = f'url,date,title,text\nhttp://x/1,1964-03-12,Late,"{LONG}\nAgain."\n'
    (document,) = read_all(rows, "a.csv")
    assert (document.title, document.url, document.text) == ("Late", "http://x/1", f"{LONG}\nAgain.")
    assert document.date
    assert document.date.verbatim == "1964-03-12"
    assert document.warnings == ()


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_delimiters(delimiter: str) -> None:
    (document,) = read_all(delimiter.join(("id", "text")) + "\n" + delimiter.join(("7", "words")) + "\n", "a.csv")
    assert (document.text, document.path) == ("words", "papers/a.csv#7")


def test_columns_that_the_folder_names() -> None:
    rows = f"Body,Headline\n{LONG.replace(',', '')},Late\n"
    (document,) = read_all(rows, "a.csv", (("text", "Body"), ("title", "Headline")))
    assert (document.title, document.warnings) == ("Late", ())
    (document,) = read_all(json.dumps({"b": LONG, "h": "Late"}) + "\n", "a.jsonl", (("text", "b"), ("title", "h")))
    assert (document.title, document.text) == ("Late", LONG)


def test_guesses_are_said_aloud() -> None:
    (document,) = read_all(json.dumps([{"bestTitle": "Late", "words": LONG, "n": "1"}]), "a.json")
    assert (document.title, document.text) == ("Late", LONG)
    assert document.warnings == ("column 'words' taken as text", "column 'bestTitle' taken as title")


def test_a_table_without_a_heading_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_all(f"1\tBOB\t{LONG}\n2\tANN\t{LONG}\n", "a.tsv")
    assert refused.value.code == "no-columns"


def test_rows_without_text_and_ids_given_twice() -> None:
    documents = read_all("id,text\n1,one\n2,\n1,three\n", "a.csv")
    assert [d.text for d in documents] == ["one", "three"]
    assert documents[0].id != documents[1].id
    assert documents[0].warnings == ("row 2 has no text and was left out",)
    assert documents[1].warnings == (
        "row 3 has the id '1' again and is known as 1~3",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "one"}, {"text": "two"}],
        {"articles": [{"text": "one"}, {"text": "two"}], "count": 2},
        {"first": {"text": "one"}, "second": {"text": "two"}},
    ],
)
def test_where_records_lie_in_json(value: object) -> None:
    assert [d.text for d in read_all(json.dumps(value), "a.json")] == ["one", "two"]


def test_json_lines_that_are_called_json() -> None:
    assert [d.text for d in read_all('{"text": "one"}\n{"text": "two"}\n', "a.json")] == ["one", "two"]


def test_annotated_newspapers() -> None:
    source = (
        "TOKEN\tNE-COARSE-LIT\tMISC\n# hipe2022:document_id = d1\n# hipe2022:date = 1860-04-19\n"
        "# topres19th:publication_title = The Herald\nverlän\tO\tNoSpaceAfter\n¬\tO\tEndOfLine\ngernden\tO\t_\n"
        "Krieges\tO\tNoSpaceAfter\n.\tO\t_\n# hipe2022:document_id = d2\nWords\tO\t_\n"
    )
    first, second = read_all(source, "a.tsv")
    assert (first.text, first.source, first.kind) == ("verlängernden Krieges.", "The Herald", "article")
    assert first.date
    assert first.date.verbatim == "1860-04-19"
    assert (second.text, second.path) == ("Words", "papers/a.tsv#d2")


def test_rows_left_out_are_told_once_even_at_the_end() -> None:
    (document,) = read_all("id,text\n1,\n2,one\n3,\n4,\n", "a.csv")
    assert document.warnings == ("3 rows have no text and were left out, the first of them row 1",)
