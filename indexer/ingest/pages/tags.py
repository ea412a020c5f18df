"""What trafilatura would drop from an article, or break its lines at, put in elements that it reads.

It passes over the text of elements that it does not know (`time`), loses text that stands in a block without a
paragraph of its own, and takes lists of links for a menu. Links to other sites, inside an article, are none: they
are who signed, what is cited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

_UNKNOWN = ("time", "data", "output")
_BLOCKS = ("address", "center", "dir", "hgroup", "section")
_INLINE = ("big", "font", "samp", "span", "tt")
"""As blocks they stand in old pages: `<font>Dear Sir,<br>I write…</font>`."""
_AROUND_LINES = frozenset("a b blockquote em font h1 h2 h3 h4 h5 h6 i li p span strong td".split())
_ENDS = tuple('.!?…—–”"»’')
"""Behind these a quotation's last words are no title in its sentence, but say who wrote it."""
_MENUS = ("aside", "footer", "header", "nav")
_SHARING = frozenset(
    "facebook flipboard instagram linkedin pinterest reddit telegram tumblr twitter whatsapp x xing youtube".split()
)
_SECOND = frozenset("ac co com edu gob gov net or org".split())
"""Of two names of a host that end many: `co.uk`."""


def put_plainly(tree: Any, url: str) -> None:
    """Changes the tree of a page, which `url` is the address of if it is known; no word of it changes.

    What `q` shows as quotation marks becomes such.
    """
    for element in list(tree.iter("q")):
        _add_marks(element)
        element.drop_tag()
    for element in list(tree.iter(*_UNKNOWN)):
        element.drop_tag()
    for element in list(tree.iter("code")):
        if _parent(element) != "pre" and "\n" not in element.text_content().strip():
            element.drop_tag()
    for element in tree.iter(*_BLOCKS, *_INLINE):
        if _has_loose_words(element) and (element.tag in _BLOCKS or _parent(element) not in _AROUND_LINES):
            element.tag = "div"
    for element in tree.xpath("//blockquote/*[last()]"):
        _take_out_if_it_signs(element)
    for element in tree.xpath("//blockquote//footer"):
        element.tag = "p"
    for element in tree.xpath("//blockquote[.//table]"):  # set in, not quoted: its cells would be run together
        element.tag = "div"
    for element in tree.xpath("//figure[.//blockquote or .//pre]"):  # trafilatura drops it with the pictures
        element.tag = "div"
        for caption in element.iter("figcaption"):
            caption.tag = "p"
    for element in _outward_links(tree, url):
        element.drop_tag()


def _add_marks(element: Any) -> None:
    element.text = "“" + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + "”"
    else:
        element.text += "”"


def _take_out_if_it_signs(last: Any) -> None:
    """Puts what says whose words a quotation is behind it: what its author says is no part of what is quoted."""
    quotation, before = last.getparent(), last.getprevious()
    named = last[0] if last.tag == "p" and len(last) == 1 and not (last.text or last[0].tail or "").strip() else last
    said = ((before.tail if before is not None else quotation.text) or "").strip()
    stands_apart = said[-1:] in _ENDS if said else before is not None
    if named.tag not in ("cite", "footer") or (last.tail or "").strip() or not stands_apart:
        return
    last.tag, last.tail = "p", quotation.tail
    quotation.tail = None
    quotation.addnext(last)


def _has_loose_words(element: Any) -> bool:
    """Whether words stand in it that are in no element within; of an inline one, whether they are several lines."""
    if element.tag in _INLINE and element.find("br") is None:
        return False
    return any(text and text.strip() for text in (element.text, *(child.tail for child in element)))


def _outward_links(tree: Any, url: str) -> list[Any]:
    """The links in an article that lead to other sites, but for those to share it by."""
    links = [(link, _site(link.get("href"))) for link in tree.iter("a") if link.get("href")]
    own = _site(url) or _most_linked(links)
    return [
        link
        for link, site in links
        if site and site != own and _is_in_article(link) and site.split(".")[0] not in _SHARING
    ]


def _most_linked(links: Sequence[tuple[Any, str]]) -> str:
    """What a page that does not say its address is most likely part of: none where its own links name no site."""
    if any(not site and link.get("href")[0] not in "#?" for link, site in links):
        return ""
    return next((site for site, _ in Counter(site for _, site in links if site).most_common(1)), "")


def _site(address: str) -> str:
    """The part of an address's host that its owner registered; empty for one that has none."""
    try:
        names = (urlsplit(address).hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(names[-3:] if names[-2:-1] and names[-2] in _SECOND else names[-2:])


def _is_in_article(link: Any) -> bool:
    around = {each.tag for each in link.iterancestors()}
    return not around.isdisjoint(("article", "main")) and around.isdisjoint(_MENUS)


def _parent(element: Any) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""
