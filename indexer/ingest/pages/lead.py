"""The lead of an article (teaser, standfirst), which many pages keep apart from the body that trafilatura finds."""

from __future__ import annotations

import re
from typing import Any

_CALLED = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|teaser|standfirst|dek|deck|intro|introduction|sub-?title|sub-?head(?:line)?|subline|summary|"
    r"excerpt|vorspann|chapo|chapeau|sommario|occhiello|entradilla|bajada)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BEHIND = "following::*[self::p or self::div or self::section or self::h2 or self::h3]"
_PICTURES = ("figure", "figcaption", "img", "picture", "video", "iframe")
_ELSEWHERE = ("a", "aside", "nav", "footer", "figure", "form", "ul", "ol", "table")
_FEW, _MANY = 6, 160
"""A lead has so many words."""
_BODY = 25
"""A paragraph of more, and no lead, begins the body."""
_OPENING = 8
"""A text that has so many of a lead's first words has the lead."""


def lead_of(tree: Any, description: str) -> str:
    """What stands between heading and body and is called a lead, is a heading, or is what the page is about."""
    heading = next(tree.iter("h1"), None)
    for element in heading.xpath(_BEHIND) if heading is not None else ():
        words = _words(element)
        if len(words) < _FEW or any(True for _ in element.iterancestors(*_ELSEWHERE)):
            continue
        if _is_called_lead(element) or _is_below(heading, element) or _says(words, description.split()):
            paragraphs = [said for said in map(_words, element.iter("p")) if len(said) >= _FEW] or [words]
            if sum(map(len, paragraphs)) <= _MANY and next(element.iter(*_PICTURES), None) is None:
                return "\n".join(map(" ".join, paragraphs))
        elif element.tag == "p" and len(words) > _BODY:
            break
    return ""


def lacks(text: str, lead: str) -> bool:
    """Whether a text is without the lead."""
    return bool(lead) and " ".join(lead.split()[:_OPENING]) not in " ".join(text.split())


def _words(element: Any) -> list[str]:
    return "".join(element.itertext()).split()


def _is_called_lead(element: Any) -> bool:
    return bool(_CALLED.search(_HUMP.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}")))


def _is_below(heading: Any, element: Any) -> bool:
    """Whether it is a smaller heading directly below that of the page, both at the head of the article."""
    return element.tag in ("h2", "h3") and element.getprevious() is heading and element.getparent().tag == "header"


def _says(words: list[str], description: list[str]) -> bool:
    """Whether the words are the description, which may be cut short."""
    said = " ".join(description).rstrip(".… ")
    return len(description) >= _OPENING and " ".join(words).startswith(said)
