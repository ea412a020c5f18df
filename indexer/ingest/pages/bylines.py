"""Who wrote a web page by its byline, where its metadata names an account, an office or the paper and no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from indexer.ingest.authors import authors_in, begins_byline
from indexer.ingest.pages.otherdates import is_beside

_CALLED = re.compile(
    r"(?:(?:article|blog|by|c|content|entry|meta|news|p|pb|post|single|story)[-_]+)*(?:byline|authors?)"
    r"(?:[-_]+(?:author|by|copy|line|link|names?|text))*",
    re.IGNORECASE,
)
_MARKED = (
    "contains(concat(' ', @rel, ' '), ' author ') and self::a or @itemprop='author' and not(self::meta or self::link)"
)
_IN_HEADING = "ancestor-or-self::*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
_LINE, _PIECES = 120, 20
_NEAR = 200
"""So many elements below the heading are looked at."""
_BODY = 25
"""A paragraph of more words begins the body: what stands below is no byline."""


def names_in_bylines(tree: Any) -> tuple[str, ...]:
    """The names in the byline below the heading; without one, those that the page's links and items call authors."""
    for element in _below_heading(tree):
        beside = element.xpath(f"self::*[{_MARKED}] | following-sibling::*[{_MARKED}]") if _is_marked(element) else []
        marked = [*beside, *element.xpath(f".//*[{_MARKED}]")]
        if names := max(_all_names(marked), _all_names([element]), key=len):
            return names
    return _all_names([each for each in tree.xpath(f"//*[{_MARKED}]") if not is_beside(each)])


def _below_heading(tree: Any) -> Iterator[Any]:
    """What looks like a byline between the first heading and the body."""
    heading = next(tree.iter("h1"), None)
    for element in heading.xpath(f"following::*[position() <= {_NEAR}]") if heading is not None else ():
        if element.tag == "p" and len(element.text_content().split()) > _BODY:
            return
        if isinstance(element.tag, str) and (_is_marked(element) or _is_byline(element)) and not is_beside(element):
            yield element


def _is_marked(element: Any) -> bool:
    is_link = element.tag == "a" and "author" in (element.get("rel") or "").split()
    return is_link or (element.get("itemprop") == "author" and element.tag not in ("meta", "link"))


def _is_byline(element: Any) -> bool:
    """Whether it is called one, or is a short line that begins as one, as a heading may, too (By Popular Demand)."""
    if any(map(_CALLED.fullmatch, (element.get("class") or "").split())):
        return True
    pieces = list(islice(element.itertext(), _PIECES))
    words = " ".join("".join(pieces).split())
    is_short = len(pieces) < _PIECES and len(words) < _LINE
    return is_short and begins_byline(words) and not element.xpath(_IN_HEADING)


def _all_names(elements: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for element in elements for name in _names(element)))


def _names(element: Any) -> tuple[str, ...]:
    named = next(iter(element.xpath(".//*[@itemprop='name']")), element)
    words = "\n".join(" ".join(piece.split()) for piece in islice(named.itertext(), _PIECES) if piece.strip())
    return authors_in(words)
