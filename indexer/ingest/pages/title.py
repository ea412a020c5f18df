"""The title of a web page without what its site adds to it."""

from __future__ import annotations

import re
from typing import Any

_SEPARATOR = re.compile(
    r"(?<!\s)\s+[|·•»«:—–-]+\s+|(?<=[A-Za-zÄÖÜäöü]):\s+"
    r"|(?:(?<!\s)\s+)?(?:\|\s*|(?<=[\u3000-\u9fff\uff00-\uffef ])[_-](?=\S{0,99}$))"
)
_ENDS = re.compile(r"(?:\s[|·•»«:—–-]+|\||\w:)\s*$")


def page_title(tree: Any, stated: str, site: str) -> str:
    """The title that is stated, else that of the page without what the site adds, else its first heading."""
    headings = [text for h in tree.iter("h1", "h2") if (text := _text(h))]
    first = next((text for h in tree.iter("h1") if (text := _text(h))), "") or next(iter(headings), "")
    if stated:
        return (
            first if first and site and stated.casefold() == site.casefold() else _without_site(stated, site, headings)
        )
    page = next((text for t in tree.iter("title") if (text := _text(t))), "")
    lower = [text for h in tree.iter("h3", "h4") if (text := _text(h)) and page.startswith(text)]  # h1 is the site's
    shorter = _without_site(page, site, headings + lower)
    if shorter == page:
        shorter = _longest_part(page)
    return first if first and len(shorter.split()) < 2 and len(shorter) < 15 else shorter


def _without_site(title: str, site: str, headings: list[str]) -> str:
    """The title without what the site adds to it: its name, or whatever is not in the heading."""
    for heading in sorted(headings, key=len, reverse=True):
        found = re.search(re.escape(heading), title, re.IGNORECASE)
        if found and 12 <= len(heading) < len(title):
            before, after = title[: found.start()], title[found.end() :]
            if (not before or _ENDS.search(before)) and (not after or _SEPARATOR.match(after)):
                return heading
    parts = list(_SEPARATOR.finditer(title))
    if parts and site:
        for cut in (parts[-1], parts[0]):
            head, tail = title[: cut.start()], title[cut.end() :]
            if _same(tail, site) and head.strip():
                return head.strip()
            if _same(head, site) and tail.strip():
                return tail.strip()
    return title


def _longest_part(title: str) -> str:
    """What a `title` element says before or between its separators, if that is long enough to be a headline."""
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    best = max(parts, key=len) if len(parts) > 2 else parts[0] if ":" not in title else title
    return best if len(best.split()) > 3 or (len(best) > 7 and not best.isascii() and " " not in best) else title


def _same(a: str, b: str) -> bool:
    one, other = (re.sub(r"\W+", "", text.casefold()) for text in (a, b))
    return bool(one) and (one == other or one in other or other in one)


def _text(element: Any) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
