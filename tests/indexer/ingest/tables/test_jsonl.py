import json
from datetime import date
from typing import Any

import pytest

from indexer.errors import Unreadable
from indexer.ingest.documents import document_id
from indexer.ingest.found import Doubt
from indexer.ingest.tables import jsonl
from indexer.records import Document, Name
from tests.indexer.ingest.reading import doubts_of, read_all


def read(*lines: Any) -> list[Document]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return read_all(text, "a.jsonl")


def test_one_document_a_line() -> None:
    documents = read({"id": "x", "text": "One."}, "", {"id": 8, "text": "Two."})
    assert [(d.path, d.id, d.text) for d in documents] == [
        ("papers/a.jsonl#x", document_id("papers/a.jsonl", "x"), "One."),
        ("papers/a.jsonl#8", document_id("papers/a.jsonl", "8"), "Two."),
    ]


def test_a_line_without_an_id_is_known_by_its_number() -> None:
    assert [d.path for d in read({"text": "One."}, "", {"text": "Two."})] == ["papers/a.jsonl#1", "papers/a.jsonl#3"]


def test_no_record_overwrites_another() -> None:
    lines = '{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}'
    assert [d.path for d in read(lines)] == ["papers/a.jsonl#x", "papers/a.jsonl#x~2"]
    assert doubts_of(lines, "a.jsonl") == ["line 2 has the id 'x' again and is known as x~2"]


def test_lines_that_are_no_documents_are_told_of_the_file_and_no_innocent_record() -> None:
    lines = '{\n{"text": "One."}\n[1]\n{"text": "Two."}\n{"text": " "}\n{"text": "cut o'
    assert [d.warnings for d in read(lines)] == [(), ()]
    assert doubts_of(lines, "a.jsonl") == [
        "line 1 is not JSON and was left out", "line 3 has no text and was left out",
        "line 5 has no text and was left out", "line 6 is not JSON and was left out",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", None])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_title_stands_for_a_text_that_is_empty(name: str, text: str | None) -> None:
    records = [{"id": "t", "title": " Masks in public ", "text": text}, {"id": "u", "title": "", "text": text}]
    records += [{"id": "v", "text": "Words."}, {"id": "w", "title": "There is no place for a text"}]
    written = json.dumps(records) if name == "a.json" else "\n".join(map(json.dumps, records))
    found = [(d.path, d.title, d.title_derived, d.text) for d in read_all(written, name)]
    assert found == [
        (f"papers/{name}#t", "Masks in public", False, "Masks in public"),
        (f"papers/{name}#v", "Words.", True, "Words."),
    ]
    assert [doubt for doubt in doubts_of(written, name) if "title" in doubt] == [
        f"{'row' if name == 'a.json' else 'line'} 1 has no text and its title stands for it"
    ]


def test_a_record_in_another_language_has_its_text_beside_those_with_ours() -> None:
    records = [{"id": "1", "title": "First", "text": "Words."}, {"id": "3", "titre": "Le pain", "texte": "Du pain."}]
    written = "\n".join(map(json.dumps, records))
    assert [(d.title, d.text) for d in read_all(written, "a.jsonl")] == [("First", "Words."), ("Le pain", "Du pain.")]


@pytest.mark.parametrize("lines", [["nonsense"], [{"id": "x"}], ["[" * 100_000]])
def test_a_file_without_documents_is_unreadable(lines: list[Any]) -> None:
    with pytest.raises(Unreadable, match="line 1") as raised:
        read(*lines)
    assert raised.value.code == "no-documents"


def test_collections_in_beir_layout() -> None:
    (document,) = read({"_id": "7", "title": "", "text": "One.", "metadata": {"date": "1963", "page": 3}})
    assert document.path == "papers/a.jsonl#7"
    assert (document.title, document.title_derived) == ("One.", True)
    assert document.date is not None
    assert document.date.verbatim == "1963"
    assert document.metadata == {"page": 3}


WORDS = "The ferry was late again, and nobody on the pier was surprised at it."


@pytest.mark.parametrize(
    ("record", "guesses"),
    [
        (
            {"headline": "Late", "body": WORDS, "byline": "Ruth Ansell", "published": "1964-03-12"},
            ["column 'headline' taken as title", "column 'published' taken as date"],
        ),
        (
            {"Titel": "Late", "Inhalt": WORDS, "Verfasser": "Ruth Ansell", "Datum": "12.3.1964"},
            ["column 'Titel' taken as title", "column 'Inhalt' taken as text", "column 'Verfasser' taken as author",
             "column 'Datum' taken as date"],
        ),
        (
            {"titre": "Late", "contenu": WORDS, "auteur": "Ruth Ansell", "date": "1964-03-12"},
            ["column 'titre' taken as title", "column 'contenu' taken as text", "column 'auteur' taken as author"],
        ),
        (
            {"Title": "Late", "words": WORDS, "author": "Ruth Ansell", "Datum": "12/3/1964"},
            ["column 'Datum' taken as date", "column 'words' taken as text",
             "dates such as 12/3/1911 read with the day first"],
        ),
        ({"title": "Late", "text": WORDS, "author": "Ruth Ansell", "date": "1964-03-12", "status": "published"}, []),
        ({"title": "Late", "text": WORDS, "author": "Ruth Ansell", "date": "1964-03-12", "update": "no"}, []),
    ],
)  # fmt: skip
def test_other_names_are_guessed_as_those_of_a_table_and_said(record: dict[str, str], guesses: list[str]) -> None:
    lines = json.dumps(record)
    (document,) = read(lines)
    assert (document.title, document.text, document.authors) == ("Late", WORDS, (Name("Ruth Ansell"),))
    assert document.date
    assert document.date.earliest == date(1964, 3, 12)
    assert doubts_of(lines, "a.jsonl") == guesses


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_each_record_has_what_the_first_of_the_known_names_holds(name: str) -> None:
    records = [
        {"headline": "Late", "text": WORDS, "pubDate": "1964-03-12"},
        {"title": "", "headline": "Later", "text": WORDS, "date": "1964-03-13", "pubDate": "1970"},
        {"title": "Latest", "headline": "No", "text": WORDS, "date": "1964-03-14"},
    ]
    lines = "\n".join(map(json.dumps, records)) if name == "a.jsonl" else json.dumps(records)
    found = read_all(lines, name)
    assert [document.title for document in found] == ["Late", "Later", "Latest"]
    assert [document.date and document.date.earliest for document in found] == [
        date(1964, 3, 12), date(1964, 3, 13), date(1964, 3, 14),
    ]  # fmt: skip
    assert [document.metadata for document in found] == [{}, {"pubdate": "1970"}, {"headline": "No"}]
    assert doubts_of(lines, name) == [
        "column 'headline' taken as title where there is none", "column 'pubDate' taken as date where there is none",
    ]  # fmt: skip


def test_a_feed_may_have_html_here_and_plain_text_there() -> None:
    items = [{"title": "A", "content_html": f"<p>{WORDS}</p>"}, {"title": "B", "content_text": WORDS}]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": items})
    assert [document.text for document in read_all(feed, "a.json")] == [WORDS, WORDS]


def test_a_yes_or_no_is_no_date_whatever_its_column_is_called() -> None:
    (document,) = read({"text": WORDS, "published": "yes"})
    assert (document.date, document.metadata) == (None, {"published": "yes"})


def test_nothing_is_guessed_of_what_was_exported() -> None:
    lines = json.dumps({"text": WORDS, "headline": "x", "pressmark": {}})
    assert doubts_of(lines, "a.jsonl") == []


def test_unicode_line_separators_do_not_end_a_line() -> None:
    (document,) = read('{"text": "one\u2028two"}')
    assert document.text == "one\u2028two"


def test_what_is_doubtful_of_the_file_is_told_once() -> None:
    data = b'{"id": "a", "text": "caf\xe9"}\n{"id": "b", "text": "na\xefve"}\n'
    found = list(jsonl.read("lines.jsonl", data))
    assert [d.warnings for d in found if isinstance(d, Document)] == [(), ()]
    doubts = [d for d in found if isinstance(d, Doubt)]
    assert [doubt.path for doubt in doubts] == ["lines.jsonl"]
