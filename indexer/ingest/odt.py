"""OpenDocument text: paragraphs, headings, lists and tables in order; notes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import derived_title, document_id
from indexer.ingest.languages import primary
from indexer.ingest.limits import Limits, open_zip
from indexer.ingest.packages import DC, first_text, inferred, names, required_member, texts, xml_member
from indexer.records import BlockKind, Document

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_LEFT_OUT = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"})


def read(path: str, data: bytes, limits: Limits) -> Iterator[Document]:
    """The one document of an .odt file. Raises Unreadable."""
    with open_zip(data, limits) as archive:
        content = required_member(archive, "content.xml")
        meta = xml_member(archive, "meta.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("broken", "the document has no body")
    builder = TextBuilder()
    for element in body.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"):
        _add(element, builder)
    for note in body.iter(f"{_TEXT}note-body", f"{_OFFICE}annotation"):
        builder.add(" ".join(_text(p) for p in note.iter(f"{_TEXT}p")), "note")
    if not builder.text:
        raise Unreadable("empty", "the document holds no text")
    title = first_text(meta, f"{DC}title")
    created = first_text(meta, f"{_META}creation-date") or first_text(meta, f"{DC}date")
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text),
        title_derived=not title, date=inferred(created),
        authors=names(texts(meta, f"{_META}initial-creator") or texts(meta, f"{DC}creator")),
        language=primary(first_text(meta, f"{DC}language")), blocks=builder.blocks,
        metadata={"modified": day[:10]} if (day := first_text(meta, f"{DC}date")) else {},
    )  # fmt: skip


def _add(element: etree._Element, builder: TextBuilder) -> None:
    within = {str(ancestor.tag) for ancestor in element.iterancestors()}
    if within & _LEFT_OUT or f"{_TABLE}table-row" in within:
        return
    if element.tag == f"{_TABLE}table-row":
        builder.add(" ".join(" ".join(_text(p) for p in cell.iter(f"{_TEXT}p")) for cell in element))
        return
    kind: BlockKind = "list" if f"{_TEXT}list" in within else "paragraph"
    if element.tag == f"{_TEXT}h":
        kind = "heading"
    elif "quot" in (element.get(f"{_TEXT}style-name") or "").lower():
        kind = "quote"
    builder.add(_text(element), kind, keep_lines=True)


def _text(element: etree._Element) -> str:
    parts = [re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            parts.append(_text(child))
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    return "".join(parts)
