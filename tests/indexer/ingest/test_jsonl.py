import json
from typing import Any

import pytest

from indexer.errors import Unreadable
from indexer.ingest.documents import document_id
from indexer.records import Document
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


def test_unicode_line_separators_do_not_end_a_line() -> None:
    (document,) = read('{"text": "one\u2028two"}')
    assert document.text == "one\u2028two"
