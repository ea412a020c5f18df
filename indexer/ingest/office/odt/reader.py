"""OpenDocument text: the first page's header, the body in order, notes and comments after it, the footer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.documents import derived_title, document_id, names
from indexer.ingest.limits import Limits, member, open_zip
from indexer.ingest.office.odt.numbers import put_numbers
from indexer.ingest.office.odt.signs import read_signs
from indexer.ingest.office.packages import DC, LONG_CELL, first_text, inferred, required_member, texts, xml_member
from indexer.ingest.office.pagenumber import is_page_number
from indexer.ingest.typography.mathml import formula
from indexer.ingest.typography.raised import read_raised
from indexer.ingest.typography.struck import told
from indexer.ingest.typography.unsaid import comment, left_out
from indexer.records import BlockKind, Document
from indexer.text.languagecodes import primary

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_BOX = f"{_DRAW}text-box"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_HREF = "{http://www.w3.org/1999/xlink}href"
_COMMENT, _NOTE, _CHANGES = f"{_OFFICE}annotation", f"{_TEXT}note-body", f"{_TEXT}tracked-changes"
_CONTENTS = tuple(
    f"{_TEXT}{name}" for name in ("table-of-content", "illustration-index", "table-index", "object-index")
)
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_APART = frozenset(
    {*(f"{_TEXT}{name}" for name in ("note", "ruby-text", "number")), _COMMENT, _CHANGES, f"{_SVG}title", f"{_SVG}desc"}
)
"""Also what is told of a picture to those who cannot see it."""
_OWN = (_BOX, f"{_TEXT}p", f"{_TEXT}h")
"""What is a paragraph of its own in a paragraph: a box's words, or those that stand in a shape themselves."""


def read(path: str, data: bytes, limits: Limits) -> Iterator[Document]:
    """The one document of an .odt file. Raises Unreadable."""
    with open_zip(data, limits) as archive:
        if b"encryption-data" in (member(archive, "META-INF/manifest.xml") or b""):
            raise Unreadable("encrypted", "the document is protected by a password: save a copy without")
        content = required_member(archive, "content.xml")
        meta = xml_member(archive, "meta.xml")
        styles = xml_member(archive, "styles.xml")
        for each in content.iter(f"{_DRAW}object"):
            _read_formula(each, archive)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("broken", "the document has no body")
    hidden = _take_hidden(content)
    _take_contents(body)
    struck = _take_struck(content, body)
    read_signs(content)
    read_raised(_styled(content, _raises))
    put_numbers(body, content, styles)
    page = _first_page(content, body, styles)
    parents = {e.get(f"{_STYLE}name"): e.get(f"{_STYLE}parent-style-name") for e in content.iter(f"{_STYLE}style")}
    builder = TextBuilder()
    builder.add(_around(page, "header"), keep_lines=True)
    head = len(builder.text)
    for element in body.iter(f"{_TEXT}p", f"{_TEXT}h", _ROW):
        _add(element, parents, builder)
    for note in body.iter(_NOTE, _COMMENT):
        builder.add(_noted(note), "note")
    builder.add(_around(page, "footer"), "note", keep_lines=True)
    if not builder.text:
        raise Unreadable("empty", "the document holds no text")
    title = first_text(meta, f"{DC}title")
    created = first_text(meta, f"{_META}creation-date") or first_text(meta, f"{DC}date")
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text[head:]),
        title_derived=not title, date=letter_date(path, builder.text, head, inferred(created)),
        authors=names(texts(meta, f"{_META}initial-creator") or texts(meta, f"{DC}creator")),
        language=primary(first_text(meta, f"{DC}language")), blocks=builder.blocks,
        metadata={"modified": day[:10]} if (day := first_text(meta, f"{DC}date")) else {},
        warnings=(*left_out(_deleted(body), "deleted"), *left_out(hidden, "hidden"), *told([struck])),
    )  # fmt: skip


def _read_formula(place: etree._Element, archive: zipfile.ZipFile) -> None:
    """Puts the words of a formula where it stands; it is a document of its own in the archive."""
    name = (place.get(_HREF) or "").removeprefix("./").rstrip("/")
    root = xml_member(archive, f"{name}/content.xml") if name else None
    if root is not None and root.tag == _MATH:
        place.text = formula(root)


def _first_page(
    content: etree._Element, body: etree._Element, styles: etree._Element | None
) -> etree._Element | None:  # fmt: skip
    """The master page that the first paragraph's style asks for, else the standard one."""
    if styles is None:
        return None
    first = next(body.iter(f"{_TEXT}p", f"{_TEXT}h"), None)
    style = None if first is None else first.get(f"{_TEXT}style-name")
    asked = next((e for e in content.iter(f"{_STYLE}style") if e.get(f"{_STYLE}name") == style), None)
    name = (None if asked is None else asked.get(f"{_STYLE}master-page-name")) or "Standard"
    return next((e for e in styles.iter(f"{_STYLE}master-page") if e.get(f"{_STYLE}name") == name), None)


def _around(page: etree._Element | None, which: str) -> str:
    """The words of the first page's `header` or `footer`, if they are more than the page's number."""
    if page is None:
        return ""
    own = page.find(f"{_STYLE}{which}-first")
    part = page.find(f"{_STYLE}{which}") if own is None else own
    if part is None or part.get(f"{_STYLE}display") == "false":
        return ""
    text = "\n".join(_text(p) for p in part.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return "" if is_page_number(text) else text


def _add(element: etree._Element, parents: Mapping[str | None, str | None], builder: TextBuilder) -> None:
    """Add a paragraph, heading or row. Of a style that was made for one paragraph, its `parents` say what it is."""
    within = _within(element)
    if within & _APART or _ROW in within:
        return
    if element.tag == _ROW:
        paragraphs = [each for each in element.iter(f"{_TEXT}p", f"{_TEXT}h") if _is_in_row(each)]
        if any(map(_is_page, element.iterchildren(_CELL))):
            for each in paragraphs:
                builder.add(_text(each), _kind(each, parents), keep_lines=True)
        else:
            builder.add(" ".join(map(_text, paragraphs)))
        return
    builder.add(_text(element), _kind(element, parents), keep_lines=True)


def _kind(element: etree._Element, parents: Mapping[str | None, str | None]) -> BlockKind:
    style = element.get(f"{_TEXT}style-name")
    style = (parents.get(style) or style or "").lower()
    if element.tag == f"{_TEXT}h" or style in ("title", "subtitle"):
        return "heading"
    if "quot" in style:
        return "quote"
    return "list" if f"{_TEXT}list" in _within(element) else "paragraph"


def _is_page(cell: etree._Element) -> bool:
    """Whether a cell of several paragraphs has so many words that the table is there to lay out a page."""
    paragraphs = [_words([each]) for each in cell.iter(f"{_TEXT}p", f"{_TEXT}h") if _is_in_row(each)]
    return sum(map(bool, paragraphs)) > 1 and sum(paragraphs) > LONG_CELL


def _within(element: etree._Element) -> set[str]:
    """What the element stands in, as far as the text box that it is part of."""
    within = [str(ancestor.tag) for ancestor in element.iterancestors()]
    return set(within[: within.index(_BOX)] if _BOX in within else within)


def _is_in_row(paragraph: etree._Element) -> bool:
    within = _within(paragraph)
    return _ROW in within and not within & _APART


def _noted(note: etree._Element) -> str:
    """A note's words after its mark, or those of a comment with its author; not those of a comment on the note."""
    own = (p for p in note.iter(f"{_TEXT}p") if next(p.iterancestors(_NOTE, _COMMENT)) is note)
    words = " ".join(_text(p) for p in own)
    if note.tag == _COMMENT:
        return comment(" ".join((note.findtext(f"{DC}creator") or "").split()), words)
    return f"{_mark(note.getparent())} {words}"


def _mark(note: etree._Element | None) -> str:
    """What stands in the text for a note, and before its words."""
    shown = "" if note is None else " ".join((note.findtext(f"{_TEXT}note-citation") or "").split())
    return f"[{shown}]" if shown else ""


def _take_hidden(content: etree._Element) -> int:
    """Takes what a section or a style hides out of the tree; how many words that were."""
    sections = (each for each in content.iter(f"{_TEXT}section") if each.get(f"{_TEXT}display") == "none")
    of_sections = _taken([paragraph for each in sections for paragraph in each.iter(f"{_TEXT}p", f"{_TEXT}h")])
    return of_sections + _taken(_styled(content, lambda style: style.get(f"{_TEXT}display") == "none"))


def _take_contents(body: etree._Element) -> None:
    """Takes out the tables of contents, of figures too: they repeat the text. Not where they are most of it."""
    found = [each for table in body.iter(*_CONTENTS) for each in table.iter(f"{_TEXT}p", f"{_TEXT}h")]
    if not _are_most(found, body):
        _taken(found)


def _take_struck(content: etree._Element, body: etree._Element) -> int | None:
    """Takes out what a style strikes out; None where that is most of the text, which stays."""
    struck = _styled(content, _strikes)
    return None if _are_most(struck, body) else _taken(struck)


def _are_most(elements: Iterable[etree._Element], body: etree._Element) -> bool:
    return 2 * _words(elements) > _words(body.iter(f"{_TEXT}p", f"{_TEXT}h"))


def _words(elements: Iterable[etree._Element]) -> int:
    return sum(len(_text(each).split()) for each in elements)


def _strikes(style: etree._Element) -> bool:
    lines = (style.get(f"{_STYLE}text-line-through-{each}") for each in ("style", "type"))
    return any(line not in (None, "none") for line in lines)


def _raises(style: etree._Element) -> bool:
    return re.match(r"super|[1-9]", style.get(f"{_STYLE}text-position") or "") is not None


def _styled(content: etree._Element, has: Callable[[etree._Element], bool]) -> list[etree._Element]:
    """The stretches of text, none inside another, of a style with such properties."""
    styles = {
        style.get(f"{_STYLE}name")
        for style in content.iter(f"{_STYLE}style")
        if any(map(has, style.iter(f"{_STYLE}text-properties")))
    }
    found = [e for e in content.iter(f"{_TEXT}span", f"{_TEXT}p") if e.get(f"{_TEXT}style-name") in styles]
    inside = set(found)
    return [e for e in found if inside.isdisjoint(e.iterancestors())]


def _taken(elements: Iterable[etree._Element]) -> int:
    """Empties the elements; how many words they had."""
    count = 0
    for element in elements:
        count += len(_text(element).split())
        tail = element.tail
        element.clear()
        element.tail = tail
    return count


def _deleted(body: etree._Element) -> int:
    """How many words were deleted while changes were tracked."""
    regions = body.iterfind(f"{_CHANGES}//{_TEXT}deletion")
    return _words(p for each in regions for p in each.iter(f"{_TEXT}p", f"{_TEXT}h"))


def _text(element: etree._Element) -> str:
    parts = [re.sub(r"\s+", " ", element.text or "")]
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            parts.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}note":
            parts.append(_mark(child))
        elif isinstance(child.tag, str) and child.tag not in _APART and child.tag not in _OWN:
            parts.append(_text(child))
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    return "".join(parts)
