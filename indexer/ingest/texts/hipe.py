"""Annotated OCR of historical newspapers in the HIPE format: one word a line, articles apart by comment lines.

Ehrmann et al., "Overview of HIPE-2022", CLEF 2022. Words are put together as they were printed: without the space
that `NoSpaceAfter` denies, in lines where `EndOfLine` says so, and with the words that line ends broke made whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import derived_title, document_id
from indexer.records import Document, Name
from indexer.text.dates import parse_date


def read(path: str, data: bytes) -> Iterator[Document]:
    """The articles of the file. Raises Unreadable."""
    text, warnings = decode(data)
    found = False
    for facts, raw in _articles(text):
        builder = TextBuilder()
        builder.add(raw)
        if builder.text:
            found = True
            yield _document(path, facts, builder, warnings)
    if not found:
        raise Unreadable("no-documents", "no article in the file has words")


def _articles(text: str) -> Iterator[tuple[dict[str, str], str]]:
    facts: dict[str, str] = {}
    words: list[str] = []
    for line in text.split("\n"):
        if line.startswith("# ") and " = " in line:
            name, _, value = line[2:].partition(" = ")
            name = name.rpartition(":")[2]
            if name == "document_id" and facts:
                yield facts, "".join(words)
                facts, words = {}, []
            facts[name] = value.strip()
        elif facts and line.strip():
            token, _, rest = line.partition("\t")
            marks = rest.rpartition("\t")[2]
            words.append(token + ("\n" if "EndOfLine" in marks else "" if "NoSpaceAfter" in marks else " "))
    if facts:
        yield facts, "".join(words)


def _document(path: str, facts: dict[str, str], builder: TextBuilder, warnings: tuple[str, ...]) -> Document:
    record = facts.get("document_id", "1")
    place = facts.get("place_publication", "")
    return Document(
        id=document_id(path, record), path=f"{path}#{record}", text=builder.text, title=derived_title(builder.text),
        title_derived=True, kind="article", date=parse_date(facts["date"]) if facts.get("date") else None,
        source=facts.get("publication_title", ""), language=facts.get("language", ""),
        places=(Name(place),) if place else (), warnings=warnings,
    )  # fmt: skip
