"""Word's .docx: the body in order with tables, headings, lists and quotations; footnotes and comments after it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import derived_title, document_id
from indexer.ingest.languages import primary
from indexer.ingest.limits import Limits, open_zip
from indexer.ingest.packages import DC, first_text, inferred, names, required_member, texts, xml_member
from indexer.records import BlockKind, Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TERMS = "{http://purl.org/dc/terms/}"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr"})
_TEMPLATE = "2013-12-23T23:15:00Z"
"""When python-docx's template was made, which most documents that it writes still claim as their own."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(path: str, data: bytes, limits: Limits) -> Iterator[Document]:
    """The one document of a .docx file. Raises Unreadable."""
    with open_zip(data, limits) as archive:
        body = required_member(archive, "word/document.xml")
        builder = TextBuilder()
        styles = _styles(archive)
        for paragraph in body.iter(f"{_W}p", f"{_W}tr"):
            _add(paragraph, styles, builder)
        for part in ("footnotes", "endnotes", "comments"):
            root = xml_member(archive, f"word/{part}.xml")
            for paragraph in root.iter(f"{_W}p") if root is not None else ():
                builder.add(_text(paragraph), "note", keep_lines=True)
        core = xml_member(archive, "docProps/core.xml")
        language = next((e.get(f"{_W}val") or "" for e in body.iter(f"{_W}lang") if e.get(f"{_W}val")), "")
    if not builder.text:
        raise Unreadable("empty", "the document holds no text")
    title = first_text(core, f"{DC}title")
    created, modified = first_text(core, f"{_TERMS}created"), first_text(core, f"{_TERMS}modified")
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text),
        title_derived=not title, date=inferred("" if created == _TEMPLATE else created),
        authors=names([a for a in texts(core, f"{DC}creator") if a != "python-docx"]),
        language=primary(first_text(core, f"{DC}language")), blocks=builder.blocks,
        metadata={
            name: value
            for name, value in (("modified", modified[:10]), ("editing_language", language)) if value
        },
    )  # fmt: skip


def _add(element: etree._Element, styles: dict[str, BlockKind], builder: TextBuilder) -> None:
    """A paragraph of the running text, or a row of a table as one line; paragraphs in tables come with their row."""
    in_table = any(True for _ in element.iterancestors(f"{_W}tr"))
    in_box = any(True for _ in element.iterancestors(_FALLBACK))
    if in_table or in_box:
        return
    if element.tag == f"{_W}tr":
        cells = (" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in element.iterchildren(f"{_W}tc"))
        builder.add(" ".join(cells))
        return
    style = element.find(f"{_W}pPr/{_W}pStyle")
    kind = styles.get(style.get(f"{_W}val") or "", "paragraph") if style is not None else "paragraph"
    if kind == "paragraph" and element.find(f"{_W}pPr/{_W}numPr") is not None:
        kind = "list"
    builder.add(_text(element), kind, keep_lines=True)


def _text(element: etree._Element) -> str:
    """A paragraph's text as it stands with all changes accepted."""
    parts: list[str] = []
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _FALLBACK:
            continue
        match child.tag:
            case str(tag) if tag == f"{_W}t":
                parts.append(child.text or "")
            case str(tag) if tag == f"{_W}tab":
                parts.append(" ")
            case str(tag) if tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            case str(tag) if tag == f"{_W}noBreakHyphen":
                parts.append("-")
            case str(tag) if tag == f"{_W}p":
                parts.append("\n" + _text(child))
            case str():
                parts.append(_text(child))
    return "".join(parts)


def _styles(archive: zipfile.ZipFile) -> dict[str, BlockKind]:
    """What the styles are for, by id. Ids are in the language of the Word that wrote them, names are not."""
    root = xml_member(archive, "word/styles.xml")
    kinds: dict[str, BlockKind] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        named = style.find(f"{_W}name")
        name = (named.get(f"{_W}val") or "").lower() if named is not None else ""
        id_ = style.get(f"{_W}styleId") or ""
        if name.startswith("heading") or name in ("title", "subtitle"):
            kinds[id_] = "heading"
        elif "quote" in name:
            kinds[id_] = "quote"
        elif name.startswith("list"):
            kinds[id_] = "list"
    return kinds
