"""The words of a .docx as they are said with all changes accepted; what is deleted or hidden is only counted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.ingest.building import TextBuilder
from indexer.ingest.office.docx.math import M, formula
from indexer.ingest.office.docx.notes import NoteMarks
from indexer.ingest.office.docx.numbers import Numbering
from indexer.ingest.office.docx.parts import Styles, W, is_on, value
from indexer.ingest.office.packages import LONG_CELL
from indexer.ingest.office.pagenumber import is_page_number
from indexer.ingest.typography.unsaid import left_out
from indexer.records import BlockKind

_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_BOX = f"{W}txbxContent"
_DELETED, _MOVED = f"{W}del", f"{W}moveFrom"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same once more, for a Word that does not know what stands before it."""
_LEFT_OUT = frozenset(
    {
        *(f"{W}{name}" for name in ("instrText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "rt")),
        _MOVED,
        _FALLBACK,
    }
)
"""Also the pronunciation (`rt`) above Japanese words."""
_FORMULAS = (f"{M}oMath", f"{M}oMathPara")
_PRINTED = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


class DocxText:
    """Adds the parts of one document to a builder."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: NoteMarks, builder: TextBuilder) -> None:
        self._styles = styles
        self._numbering = numbering
        self._marks = marks
        self._builder = builder
        self._boxes: list[etree._Element] = []
        self._deleted: list[str] = []
        self._hidden: list[str] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """How many words were met that are not said."""
        deleted, hidden = (len("".join(parts).split()) for parts in (self._deleted, self._hidden))
        return (*left_out(deleted, "deleted"), *left_out(hidden, "hidden"))

    def add(self, container: etree._Element) -> None:
        """Add paragraphs, and rows of tables as lines; a text box after the paragraph that it is anchored in."""
        run: list[str] = []
        kind: BlockKind = "paragraph"
        for element in _nearest(container, _PARAGRAPH, _TABLE):
            if element.tag == _PARAGRAPH:
                kind = self._kind(element)
                run.append(self._text(element))
                if _goes_on(element):
                    continue
                label = self._numbering.label(element)
                run.insert(0, label if any(map(str.strip, run)) else "")
            self._end(run, kind)
            if element.tag == _TABLE:
                for row in _nearest(element, _ROW):
                    self._add_row(row)
        self._end(run, kind)

    def add_note(self, note: etree._Element, introduced: str = "") -> None:
        """Add a note or a comment as one block."""
        if (text := self._flowing(note, "\n")).strip():
            self._end([introduced, text], "note")

    def add_around(self, part: etree._Element | None, kind: BlockKind) -> None:
        """Add a header or footer that says more than the page's number."""
        if part is None:
            return
        lines = [self._flowing(part, "\n")]
        while self._boxes:
            lines.append(self._flowing(self._boxes.pop(0), "\n"))
        if not is_page_number("\n".join(lines)):
            self._end(lines, kind)

    def _end(self, run: list[str], kind: BlockKind) -> None:
        self._builder.add("".join(run), kind, keep_lines=True)
        run.clear()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.add(box)

    def _add_row(self, row: etree._Element) -> None:
        cells = list(_nearest(row, _CELL))
        if row.find(f"{W}trPr/{W}del") is not None:
            self._deleted.append(_all_of(row))
        elif any(map(_is_page, cells)):
            for cell in cells:
                self.add(cell)
        else:
            self._end([" ".join(self._flowing(cell, " ") for cell in cells)], "paragraph")

    def _flowing(self, container: etree._Element, between: str) -> str:
        """All paragraphs, also those of tables, one after the other."""
        said: list[str] = []
        run: list[str] = []
        for paragraph in _nearest(container, _PARAGRAPH):
            run.append(self._text(paragraph))
            if not _goes_on(paragraph):
                said += [self._numbering.label(paragraph), *run, between]
                run.clear()
        return "".join((*said, *run))

    def _kind(self, paragraph: etree._Element) -> BlockKind:
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        kind = self._styles.kinds.get(style, "paragraph")
        return "list" if kind == "paragraph" and self._numbering.is_item(paragraph) else kind

    def _text(self, paragraph: etree._Element) -> str:
        hidden = value(paragraph.find(f"{W}pPr/{W}pStyle")) in self._styles.hidden
        text = "".join(self._said(paragraph, hidden))
        self._hidden.append(" ")
        return text

    def _said(self, element: etree._Element, hidden: bool) -> Iterator[str]:
        for child in element:
            tag = str(child.tag)
            if tag in _LEFT_OUT:
                continue
            if tag == _DELETED:
                self._deleted.append(_all_of(child) + " ")
                self._marks.delete(child)
            elif tag == _RUN and self._is_hidden(child, hidden):
                self._hidden.append(_all_of(child))
            elif tag == _BOX:
                self._boxes.append(child)
            elif tag == f"{W}t":
                yield child.text or ""
            elif tag in _FORMULAS:
                yield formula(child)
            elif tag in _PRINTED:
                yield _PRINTED[tag]
            else:
                yield self._marks.at(child)
                yield from self._said(child, hidden)

    def _is_hidden(self, run: etree._Element, by_paragraph: bool) -> bool:
        """Whether the run itself says so, else its style, else its paragraph's."""
        said = run.find(f"{W}rPr/{W}vanish")
        styled = value(run.find(f"{W}rPr/{W}rStyle")) in self._styles.hidden
        return is_on(said) if said is not None else styled or by_paragraph


def _nearest(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these tags in order, whatever lies between; not those inside them, nor in text boxes."""
    for child in container:
        if child.tag in tags:
            yield child
        elif child.tag not in _LEFT_OUT and child.tag != _BOX:
            yield from _nearest(child, *tags)


def _is_page(cell: etree._Element) -> bool:
    paragraphs = [len(_all_of(each).split()) for each in _nearest(cell, _PARAGRAPH)]
    return sum(map(bool, paragraphs)) > 1 and sum(paragraphs) > LONG_CELL


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end was deleted or moved, so that the next one is its end."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in (_DELETED, _MOVED))


def _all_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText"))
