"""Who wrote a web page by its byline, where its metadata names an account or an office and no person."""

from __future__ import annotations

import re
from typing import Any

_OFFICES = frozenset(
    "admin administrator webmaster editor editors editorial staff writer reporter web site news newsroom desk online "
    "team user guest redaktion redakteur rédaction redazione redacción".split()
)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,5}[^\W\d_][\w.'’-]*")
_BY = re.compile(r"(?:by|von|par)\s+", re.IGNORECASE)
_LONGEST = 60


def without_by(name: str) -> str:
    """A byline without the word before the name."""
    return _BY.sub("", name, count=1) if _BY.match(name) else name


def is_account(name: str) -> bool:
    """Whether it is one word (a user's name, a host) or an office: "admin", "staff writer"."""
    words = name.casefold().split()
    return len(words) < 2 or all(word in _OFFICES for word in words)


def names_in_bylines(tree: Any) -> tuple[str, ...]:
    """The names that the page's own links and items call its authors."""
    marked = tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')] | //*[@itemprop='author'][not(self::meta)]")
    named = (next(iter(each.xpath(".//*[@itemprop='name']")), each) for each in marked)
    said = (without_by(" ".join(each.text_content().split())) for each in named)
    return tuple(dict.fromkeys(name for name in said if _is_name(name)))


def _is_name(text: str) -> bool:
    """Two words or more, the first and the last of them not in small letters."""
    return (
        len(text) <= _LONGEST
        and bool(_NAME.fullmatch(text))
        and not text[0].islower()
        and not text.split()[-1][0].islower()
        and not is_account(text)
    )
