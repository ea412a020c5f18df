"""Documents written as JSON lines are read back as they were."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer.archive import Archive
from indexer.commands.saving import save_lines
from indexer.ingest.tables.exported import line_of
from indexer.ingest.tables.jsonl import read
from indexer.records import Block, DateRange, Document, Name, Page
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import ROOT, WordEncoder

WHOLE = Document(
    id="abc", text="Dear Sir,\nthe ferry\u2028is late.", title="A title", kind="letter",
    date=DateRange("spring, after the flood", date(1961, 3, 1), None, "inferred"), source="Papers", path="a/b.xml",
    url="https://example.org/", language="de", authors=(Name("A", "gnd:1"),), senders=(Name("B", "viaf:2"), Name("C")),
    recipients=(Name("D"),), places=(Name("E", "geonames:3"),), previous=("before",),
    blocks=(Block("quote", 0, 9),), pages=(Page(0, "i"), Page(10, "ii")),
    metadata={"Type": "draft", "lang": "xx", "n": [1, {"k": None}]}, warnings=("a doubt",),
)  # fmt: skip


def back(line: str) -> Document:
    (document,) = read("export.jsonl", line.encode())
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    "document",
    [
        WHOLE,
        replace(WHOLE, date=None, metadata={}, blocks=(), pages=()),
        Document(id="x", text="Only text.", title="Named by its file", title_derived=True),
        Document(id="x", text="A sender and a recipient.", title="t", senders=(Name("A"),), recipients=(Name("B"),)),
    ],
)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    metadata = {**({"path": document.path} if document.path else {}), **document.metadata}
    assert back(line_of(document)) == replace(
        document, id=back(line_of(document)).id, path=f"export.jsonl#{document.id}", metadata=metadata, warnings=()
    )


def test_the_plain_keys_say_it_without_pressmark() -> None:
    table = json.loads(line_of(WHOLE))
    assert (table["author"], table["date"], table["place"]) == (["A"], "spring, after the flood", ["E"])
    assert (table["metadata"], table["path"]) == (WHOLE.metadata, WHOLE.path)


def test_where_a_document_stood_first_is_kept_however_often_it_is_exported() -> None:
    again = back(line_of(back(line_of(WHOLE))))
    assert again.metadata["path"] == WHOLE.path


def test_the_doubts_of_the_first_reader_are_not_those_of_the_second(tmp_path: Path) -> None:
    (tmp_path / "export.jsonl").write_text(line_of(WHOLE), encoding="utf-8")
    assert reindex([tmp_path / "export.jsonl"], Settings(archive=tmp_path / "a"), encoder=WordEncoder()).warnings == []


def test_a_document_that_is_missing_comes_back_unmarked() -> None:
    assert not back(line_of(replace(WHOLE, missing=True))).missing


@pytest.mark.parametrize(
    "told",
    [
        {"blocks": [["quote", 0, 900]]}, {"blocks": [["poem", 0, 3]]}, {"blocks": [["quote", 5, 3]]}, {"blocks": 7},
        {"blocks": [["quote", "0", "3"]]}, {"blocks": [["quote", 0, 5], ["quote", 3, 6]]}, {"pages": [[99, "i"]]},
        {"pages": [[0, 1]]}, {"authors": [{"text": 1}]}, {"authors": ["A"]}, {"authors": {"text": "A"}},
        {"date_verbatim": "x", "earliest": "never"}, {"date_verbatim": "x", "sure": "surely"}, {"title_derived": "no"},
        {"date_verbatim": ["x"], "sure": "stated"}, {"warnings": [1]}, {"warnings": 1}, {"previous": [[]]},
        {"warnings": json.loads("[" * 900 + "]" * 900)},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_left_aside(told: dict[str, Any]) -> None:
    document = back(json.dumps({"text": "A short text.", "title": "T", "kind": "article", "pressmark": told}))
    assert document.title == "T"
    assert document.blocks == document.pages == document.authors == ()
    assert any("makes no sense" in warning for warning in document.warnings)


@pytest.mark.slow
def test_the_sample_archive_comes_back(tmp_path: Path) -> None:
    first, second = (
        Settings(archive=tmp_path / "first", trace=False),
        Settings(archive=tmp_path / "second", trace=False),
    )
    reindex([ROOT / "corpus"], first, encoder=WordEncoder())
    save_lines(first.archive, tmp_path / "documents.jsonl")
    reindex([tmp_path / "documents.jsonl"], second, encoder=WordEncoder())

    def fields_of(settings: Settings) -> list[Document]:
        documents = Archive.open(settings, WordEncoder()).catalog.documents()
        bare = (replace(d, id="", path="", warnings=(), metadata=without_path(d)) for d in documents)
        return sorted(bare, key=lambda d: (d.title, d.text))

    def without_path(document: Document) -> dict[str, Any]:
        return {key: value for key, value in document.metadata.items() if key != "path"}

    assert len(fields_of(first)) > 20
    assert fields_of(second) == fields_of(first)
