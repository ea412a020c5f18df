"""Dates that stand on a web page and are not when it was published: taken out before htmldate looks for that.

They are when it was changed, when readers commented on it, and when other stories came out.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

_CHANGED = re.compile(r"modif|updat|lastmod|lastdate|utime|revis|copyrightyear", re.IGNORECASE)
_NAMED = ("property", "name", "itemprop", "http-equiv")
CHANGED_IN_WORDS = re.compile(
    r"\W*(?:last\s+|zuletzt\s+|dernière\s+|última\s+|ultim[oa]\s+)?(?:updated?|modifi|revised|corrected|aktualisier|geändert"
    r"|mise?\s+à\s+jour|actuali[sz]a|aggiorna)",
    re.IGNORECASE,
)
_PUBLISHED_IN_WORDS = re.compile(r"publi|pubbli|posted|veröffentlicht|erschienen", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:(?:user|reader|post|article|blog|page|the)[-_]?)?comments?(?:[-_]?(?:list|area|section|wrap|wrapper|body|box|block"
    r"|container|content|thread|holder|inner|\d+))?|commentlist|disqus_thread|respond|kommentare?|commentaires?"
    r"|(?:related|recommended)(?:_\w+)?(?:-\w+)*",
    re.IGNORECASE,
)
"""Names of what holds readers' words or other stories."""
_LINE = 120


def without_other_dates(tree: Any) -> Any:
    """A copy of a page's tree without dates that are not its own."""
    page = deepcopy(tree)
    for each in [e for e in page.iter() if isinstance(e.tag, str) and e.getparent() is not None]:
        if is_elsewhere(each) or (each.tag == "meta" and _is_of_change(each)):
            each.drop_tree()
        elif each.tag == "script" and "datePublished" not in (each.text or ""):
            each.text = ""
        elif CHANGED_IN_WORDS.match(each.text or ""):
            _take_change(each)
    return page


def _is_of_change(meta: Any) -> bool:
    return any(_CHANGED.search(meta.get(name) or "") for name in _NAMED)


def is_elsewhere(element: Any) -> bool:
    """Whether it stands beside the article, and does not hold it."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    beside = element.tag in ("aside", "nav") or any(map(_ELSEWHERE.fullmatch, names))
    return beside and element.tag not in ("body", "main", "article") and not element.xpath(".//h1 | .//article")


def is_beside(element: Any) -> bool:
    """Whether it is of another story or of a reader's comment."""
    return any(
        is_elsewhere(each) or (each.get("itemtype") or "").endswith("Comment")
        for each in (element, *element.iterancestors())
    )


def _take_change(element: Any) -> None:
    """Takes the line that says when the page was changed, unless it also says when it was published."""
    line = element if re.search(r"\d", element.text_content()) else element.getparent()
    words = line.text_content()
    if len(words) < _LINE and not _PUBLISHED_IN_WORDS.search(words) and line.getparent() is not None:
        line.drop_tree()
