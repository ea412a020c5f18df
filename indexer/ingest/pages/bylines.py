"""Who wrote a web page by its byline, where its metadata names an account, an office or the paper and no person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from indexer.ingest.pages.otherdates import is_beside

_OFFICES = frozenset(
    "admin administrator webmaster editor editors editorial staff writer reporter web site news newsroom desk online "
    "team user guest redaktion redakteur rédaction redazione redacción".split()
)
_POSTS = _OFFICES - {"site", "web", "guest"} | frozenset(
    "agencies agency bureau columnist contributor correspondent correspondents director journalist korrespondent "
    "korrespondentin photographer producer professor redakteurin reporters reporterin writers".split()
)
"""What has such a word behind a name is no name, but what its bearer does."""
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,5}[^\W\d_][\w.'’-]*")
_BY = re.compile(r"(?:(?:posted|written|story|text|words)\s+)?(?:by|von|par)(?:\s*:)?\s+", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:(?:article|blog|by|c|content|entry|meta|news|p|pb|post|single|story)[-_]+)*(?:byline|authors?)"
    r"(?:[-_]+(?:author|by|copy|line|link|names?|text))*",
    re.IGNORECASE,
)
_MARKED = (
    "contains(concat(' ', @rel, ' '), ' author ') and self::a or @itemprop='author' and not(self::meta or self::link)"
)
_AND = re.compile(r"\s+(?:and|und|et|&)\s+")
_TORN = re.compile(
    r"\s*\n\s*(?=,|&|(?:and|und|et)\s)|(?<=[,&])\s*\n\s*|(?<=\band)\s*\n\s*|(?<=\bund)\s*\n\s*|(?<=\bet)\s*\n\s*"
)
"""Where an element of its own begins or ends in the midst of names."""
_ENDS = re.compile(r"\n|\s+[|·•–—-]\s+|\s*\(")
_LONGEST = 60
_LINE, _PIECES = 120, 20
_NEAR = 200
"""So many elements below the heading are looked at."""
_BODY = 25
"""A paragraph of more words begins the body: what stands below is no byline."""


def without_by(name: str) -> str:
    """A byline without the word before the name."""
    return _BY.sub("", name, count=1) if _BY.match(name) else name


def is_account(name: str) -> bool:
    """Whether it is one word (a user's name, a host) or an office: "admin", "staff writer"."""
    words = name.casefold().split()
    return len(words) < 2 or all(word in _OFFICES for word in words)


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
    """Whether it is called one, or is a short line that begins as one."""
    if any(map(_CALLED.fullmatch, (element.get("class") or "").split())):
        return True
    pieces = list(islice(element.itertext(), _PIECES))
    words = " ".join("".join(pieces).split())
    return len(pieces) < _PIECES and len(words) < _LINE and bool(_BY.match(words))


def _all_names(elements: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for element in elements for name in _names(element)))


def _names(element: Any) -> Iterator[str]:
    """The names in a byline, without "by" and without what they are: `By ANN BELL, Housing Correspondent`."""
    named = next(iter(element.xpath(".//*[@itemprop='name']")), element)
    words = "\n".join(" ".join(piece.split()) for piece in islice(named.itertext(), _PIECES) if piece.strip())
    line = _ENDS.split(without_by(_TORN.sub(" ", words).replace(" ,", ",")))[0]
    *listed, last = _AND.split(line)
    for part in (*listed, last):
        first, *others = part.split(",")
        names = [first, *(others if part is not last else ())]  # behind the last name's comma stands its bearer's post
        yield from (name for name in map(str.strip, names) if _is_name(name))


def _is_name(text: str) -> bool:
    """Two words or more, the first and the last of them not in small letters, and none of them an office."""
    return (
        len(text) <= _LONGEST
        and bool(_NAME.fullmatch(text))
        and not text[0].islower()
        and not text.split()[-1][0].islower()
        and _POSTS.isdisjoint(text.casefold().split())
    )
