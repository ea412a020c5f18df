"""Web pages with several articles side by side (live blogs, lists of posts), of which trafilatura takes the first.

A teaser is none: its heading leads to another page, and it is short. Neither is a reader's comment.
"""

from __future__ import annotations

from typing import Any

_HEADINGS = ".//h1 | .//h2 | .//h3 | .//h4"
_SHORTEST = 12
"""An entry of a live blog has so many words outside of links."""
_TEASER = 100
"""So many words a teaser has not."""


def join_articles(tree: Any, is_article: bool) -> tuple[str, ...]:
    """Makes one article of those side by side; or says that there are others, on the page of one that has its title."""
    first = next((each for each in tree.iter("article") if _is_own(each)), None)
    if first is None:
        return ()
    beside = [each for each in tree.iter("article") if _list_of(each) is _list_of(first) and _is_own(each)]
    if len(beside) < 2:
        return ()
    if is_article and all(each.find(".//h1") is not None for each in beside):
        return (f"the page holds {len(beside)} articles: the first was taken",)
    _join(beside)
    return ()


def _join(articles: list[Any]) -> None:
    place = _list_of(articles[0])
    whole = place.makeelement("article", {})
    place.insert(_index(place, articles[0]), whole)
    for each in articles:
        each.tag = "section"
        whole.append(each)


def _index(place: Any, article: Any) -> int:
    inside = article if article.getparent() is place else article.getparent()
    return int(place.index(inside))


def _list_of(article: Any) -> Any:
    """What it stands in side by side with others, be they items of a list."""
    parent = article.getparent()
    return parent.getparent() if parent is not None and parent.tag == "li" else parent


def _is_own(article: Any) -> bool:
    """Whether it is no teaser, no comment and no part of another article."""
    around = list(article.iterancestors())
    if any(each.tag in ("article", "a", "aside", "nav") for each in around) or any(
        map(_is_comment, (article, *around))
    ):
        return False
    words = article.xpath(".//text()[not(ancestor::a or ancestor::script or ancestor::style)]")
    count = len(" ".join(map(str, words)).split())
    return count >= (_TEASER if _leads_away(article) else _SHORTEST)


def _is_comment(element: Any) -> bool:
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return element.tag not in ("html", "body", "main") and ("comment" in names or "kommentar" in names)


def _leads_away(article: Any) -> bool:
    """Whether its heading is a link to another page, not to a place in this one."""
    heading = next(iter(article.xpath(_HEADINGS)), None)
    links = heading.xpath(".//a[@href] | ancestor::a[@href]") if heading is not None else []
    return any("#" not in link.get("href") for link in links)
