import json
from typing import Any

import pytest

from indexer.errors import Unreadable
from indexer.ingest import jsonl
from indexer.ingest.documents import document_id
from indexer.records import Document


def read(*lines: Any) -> list[Document]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(jsonl.read("papers/a.jsonl", text.encode("utf-8")))


def test_one_document_a_line() -> None:
    documents = read({"id": "x", "text": "One."}, "", {"id": 8, "text": "Two."})
    assert [(d.path, d.id, d.text) for d in documents] == [
        ("papers/a.jsonl#x", document_id("papers/a.jsonl", "x"), "One."),
        ("papers/a.jsonl#8", document_id("papers/a.jsonl", "8"), "Two."),
    ]


def test_a_line_without_an_id_is_known_by_its_number() -> None:
    assert [d.path for d in read({"text": "One."}, "", {"text": "Two."})] == ["papers/a.jsonl#1", "papers/a.jsonl#3"]


def test_no_record_overwrites_another() -> None:
    documents = read({"id": "x", "text": "One."}, {"id": "x", "text": "Two."})
    assert [d.path for d in documents] == ["papers/a.jsonl#x", "papers/a.jsonl#x~2"]
    assert documents[1].warnings == ("line 2 has the id 'x' again and is known as x~2",)


def test_lines_that_are_no_documents_are_told_wherever_they_stand() -> None:
    documents = read("{", {"text": "One."}, [1], {"text": "Two."}, {"text": " "}, '{"text": "cut o')
    assert [d.warnings for d in documents] == [
        ("line 1 is not JSON and was left out",),
        (
            "line 3 has no text and was left out",
            "line 5 has no text and was left out",
            "line 6 is not JSON and was left out",
        ),
    ]


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
    (document,) = jsonl.read("a.jsonl", '{"text": "one\u2028two"}'.encode())
    assert document.text == "one\u2028two"
