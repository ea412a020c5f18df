"""Numbers that a page shows before the items of its lists: the text has none."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from indexer.ingest.typography.numerals import numeral, whole_number

_UNNUMBERED = re.compile(r"breadcrumb|comment|pag(?:er|inat)|\bnav", re.IGNORECASE)
"""What lists are called that are lists to a program alone."""
_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(decimal|none|(?:lower|upper)-(?:alpha|latin|roman))", re.IGNORECASE
)
_FORMS = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
          "upper-roman": "I", "decimal": "1", "none": "none"}  # fmt: skip
_NOTE = re.compile(r"\s*\[\w{1,4}\]")
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s|$)", re.IGNORECASE)
_FIRST = etree.XPath("(.//text()[normalize-space() and not(ancestor::script or ancestor::style)])[1]")


def read_page_lists(tree: Any) -> None:
    """Changes the tree of a page: items of ordered lists begin with their numbers."""
    for list_ in reversed(list(tree.iter("ol"))):  # the inner one's number stands behind the outer one's
        items = [item for item in list_.iterchildren("li") if item.get("hidden") is None]
        if _is_numbered(list_, items):
            _number(list_, items)


def _is_numbered(list_: Any, items: list[Any]) -> bool:
    """Whether it is one of words, and shows numbers that are not among them; notes begin with their marks."""
    named = _UNNUMBERED.search(f"{list_.get('class')} {list_.get('id')}")
    if named or any(True for _ in (*list_.iterancestors("nav"), *list_.iter("article"))):
        return False
    openings = ["".join(_first_words(item)) for item in items]
    return not any(map(_NOTE.match, openings)) and not all(map(_NUMBERED.match, openings))


def _number(list_: Any, items: list[Any]) -> None:
    is_reversed = list_.get("reversed") is not None
    number = whole_number(list_.get("start"), len(items) if is_reversed else 1)
    for item in items:
        number = whole_number(item.get("value"), number)
        form = _form(item) or _form(list_)
        if form != "none":
            _put_before(item, f"{numeral(number, form or '1')}. ")
        number += -1 if is_reversed else 1


def _form(element: Any) -> str:
    """How numbers are written as an element has it, `none` if they are not; empty if it does not say."""
    if styled := _STYLE.search(element.get("style") or ""):
        return _FORMS[styled[1].lower()]
    return element.get("type") or ""


def _put_before(item: Any, label: str) -> None:
    for first in _first_words(item):
        owner = first.getparent()
        if first.is_tail:
            owner.tail = label + first.lstrip()
        else:
            owner.text = label + first.lstrip()


def _first_words(item: Any) -> list[Any]:
    """The first piece of text that is more than white space, if there is one."""
    found: Any = _FIRST(item)
    return list(found)
