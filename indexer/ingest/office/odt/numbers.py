"""Numbers of lists and headings of an OpenDocument text, which are counted as they are shown: the text has none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from indexer.ingest.office.listlabels import Counter, Level, Levels, bullet
from indexer.ingest.typography.numerals import whole_number
from indexer.ingest.xmlsafe import XML_ID

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FONT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-family"
_LIST_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
"""LibreOffice's own, which says more than a sign before and one after."""
_HEADING = f"{_TEXT}h"
_PARAGRAPHS = (f"{_TEXT}p", _HEADING)
_ROW = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row"
_APART = (f"{_TEXT}tracked-changes", f"{_TEXT}number")
_MOST = 10
"""Levels that a list has."""
_HEADINGS = f"{_TEXT}outline-style"
"""Also the name under which its levels are kept."""


def put_numbers(body: etree._Element, *styles: etree._Element | None) -> None:
    """Puts into the tree what is shown before items and headings. `styles` are trees that say how they are numbered."""
    _Numbers([root for root in styles if root is not None]).walk(body)


class _Numbers:
    def __init__(self, roots: list[etree._Element]) -> None:
        self._levels: dict[str, Levels] = {}
        for each in (each for root in roots for each in root.iter(f"{_TEXT}list-style", _HEADINGS)):
            self._levels[each.tag if each.tag == _HEADINGS else each.get(f"{_STYLE}name") or ""] = _levels(each)
        self._unnumbered = {
            style.get(f"{_STYLE}name")
            for root in roots for style in root.iter(f"{_STYLE}style") if style.get(f"{_STYLE}list-style-name") == ""
        }  # fmt: skip
        self._headings = Counter()
        self._last: dict[str, Counter] = {}
        """The lists to go on with, by style and by id."""

    def walk(self, element: etree._Element) -> None:
        """Number what an element holds."""
        for child in element:
            if child.tag == f"{_TEXT}list":
                self._list(child, "", self._counter(child), 1)
            elif child.tag not in _APART:
                if child.tag == _HEADING:
                    self._number_heading(child)
                self.walk(child)

    def _counter(self, list_: etree._Element) -> Counter:
        """That of another list where it goes on with it, else its own."""
        style = f"style {list_.get(f'{_TEXT}style-name')}"
        before = list_.get(f"{_TEXT}continue-list")
        if before is None and list_.get(f"{_TEXT}continue-numbering") == "true":
            before = style
        counter = self._last.get(before or "") or Counter()
        self._last[style] = self._last[list_.get(XML_ID) or style] = counter
        return counter

    def _list(self, list_: etree._Element, outer: str, counter: Counter, at: int) -> None:
        style = list_.get(f"{_TEXT}style-name") or outer
        if outer and style != outer:
            counter.begin_anew(at)
        for item in list_:
            if item.tag == f"{_TEXT}list-item":
                self._number_item(item, style, counter, at)
            for child in item:
                if child.tag == f"{_TEXT}list":
                    self._list(child, style, counter, at + 1)
                else:
                    self.walk(child)

    def _number_item(self, item: etree._Element, style: str, counter: Counter, at: int) -> None:
        first = next(iter(item), None)
        if first is None or first.tag not in _PARAGRAPHS:
            return
        levels = self._levels.get(item.get(f"{_TEXT}style-override") or style, {})
        _put(first, counter.label(at, levels, _start(item)))

    def _number_heading(self, heading: etree._Element) -> None:
        is_numbered = heading.get(f"{_TEXT}is-list-header") != "true"
        if is_numbered and heading.get(f"{_TEXT}style-name") not in self._unnumbered:
            at = whole_number(heading.get(f"{_TEXT}outline-level"), 1)
            _put(heading, self._headings.label(at, self._levels.get(_HEADINGS, {}), _start(heading)))


def _put(paragraph: etree._Element, label: str) -> None:
    """Before the words of a paragraph; one without words is shown in a table alone."""
    has_words = "".join(map(str, paragraph.itertext())).strip()
    if label and (has_words or next(paragraph.iterancestors(_ROW), None) is not None):
        paragraph.text = f"{label} {paragraph.text or ''}"


def _start(element: etree._Element) -> int | None:
    said = element.get(f"{_TEXT}start-value")
    return None if said is None else whole_number(said, 1)


def _levels(style: etree._Element) -> Levels:
    elements = {whole_number(each.get(f"{_TEXT}level"), 0): each for each in style.iterchildren(f"{_TEXT}*")}
    forms = {at: each.get(f"{_STYLE}num-format") or "" for at, each in elements.items()}
    return {at: _level(each, at, forms) for at, each in elements.items() if 0 < at <= _MOST}


def _level(element: etree._Element, at: int, forms: Mapping[int, str]) -> Level:
    if (char := element.get(f"{_TEXT}bullet-char")) is not None:
        fonts = (each.get(_FONT) or each.get(f"{_STYLE}font-name") or "" for each in element)
        return Level(bullet(char, next(filter(None, fonts), "").strip("'")))
    if (own := element.get(_LIST_FORMAT)) is not None:
        pattern = re.sub(r"%(\d+)%", r"%\1", own)
    else:
        first = at - min(at, whole_number(element.get(f"{_TEXT}display-levels"), 1)) + 1
        numbers = ".".join(f"%{each}" for each in range(first, at + 1) if forms.get(each))
        pattern = f"{element.get(f'{_STYLE}num-prefix') or ''}{numbers}{element.get(f'{_STYLE}num-suffix') or ''}"
    return Level(
        pattern, forms[at], whole_number(element.get(f"{_TEXT}start-value"), 1),
        doubled=element.get(f"{_STYLE}num-letter-sync") == "true",
    )  # fmt: skip
