"""Web pages that no element parts into article and surroundings, as people write them by hand.

Where trafilatura knows no element as the article's, it gathers paragraphs and leaves out headings and lists: of an open
letter what it demands and who signed it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from indexer.ingest.pages.otherdates import is_elsewhere

_ELSEWHERE = ("footer", "form")
_FEWEST = 50
"""So many words outside of links the article's paragraphs have."""
_BESIDE, _WITHIN = 0.5, 0.9
"""These shares of the words of all paragraphs stand side by side, and in what holds those."""


def hold_together(tree: Any) -> None:
    """Puts an article round the paragraphs that stand side by side, with all that is among them."""
    paragraphs = [(each, _count(each)) for each in _paragraphs(tree)]
    words: Counter[Any] = Counter()
    for each, count in paragraphs:
        words[each.getparent()] += count
    for place, beside in words.most_common(1):
        within = sum(count for each, count in paragraphs if place in each.iterancestors())
        if beside >= max(_FEWEST, _BESIDE * words.total()) and within >= _WITHIN * words.total():
            _wrap(place)


def _paragraphs(tree: Any) -> Iterator[Any]:
    """Those that no menu, no comment and no other story has."""
    within = {each for each in tree.iter("p", "div", "section", "ul", "ol", "aside", "nav") if is_elsewhere(each)}
    for each in tree.iter("p"):
        around = [each, *each.iterancestors()]
        if within.isdisjoint(around) and not any(outer.tag in _ELSEWHERE for outer in around):
            yield each


def _count(paragraph: Any) -> int:
    return len(" ".join(map(str, paragraph.xpath(".//text()[not(ancestor::a)]"))).split())


def _wrap(place: Any) -> None:
    whole = place.makeelement("article", {})
    whole.text, place.text = place.text, None
    whole.extend(list(place))
    place.append(whole)
