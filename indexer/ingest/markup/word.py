"""Pages and mails that Word writes: signs of symbol fonts as Unicode, comments with their authors, no contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from indexer.ingest.typography.raised import say
from indexer.ingest.typography.symbolfonts import sign
from indexer.ingest.typography.unsaid import comment

_SYMBOLS = re.compile(r"""font-family\s*:\s*["']?(Symbol|Wingdings)["']?\s*(?:[;,]|$)""", re.IGNORECASE)
_FONT = re.compile(r"\bfont(?:-family)?\s*:", re.IGNORECASE)
_AUTHOR = re.compile(r"""mso-comment-author\s*:\s*["']?([^"';]*)""")


def read_word_page(tree: Any) -> None:
    """Changes the tree of a page to what it reads."""
    _take_contents(tree)
    for element, font in list(_symbolic(tree)):
        _read_signs(element, font)
    for anchor in tree.xpath("//a[@class='msocomanchor' or @class='msocomoff']"):
        anchor.drop_tree()
    for said in tree.xpath("//div[contains(@style, 'mso-element:comment') and not(contains(@style, '-list'))]"):
        authors = (_AUTHOR.search(each.get("style") or "") for each in said.iter("span"))
        author = next((found[1] for found in authors if found), "")
        words = " ".join(said.text_content().split())
        say(said, comment(author, words))


def _take_contents(tree: Any) -> None:
    """Takes out a table of contents, which repeats the headings, unless it is most of the page."""
    entries = tree.xpath("//p[starts-with(@class, 'MsoToc')]")
    if 2 * sum(len(each.text_content().split()) for each in entries) <= len(tree.text_content().split()):
        for entry in entries:
            entry.drop_tree()


def _symbolic(tree: Any) -> Iterator[tuple[Any, str]]:
    for element in tree.xpath("//*[@style or @face]"):
        if found := _SYMBOLS.search(element.get("style") or f"font-family:{element.get('face')}"):
            yield element, found[1]


def _read_signs(element: Any, font: str) -> None:
    """What is set in the font: all that is in an element but what has a font of its own. A sign of no table stays."""
    element.text = _read(element.text, font)
    for child in element:
        if not _FONT.search(child.get("style") or ""):
            _read_signs(child, font)
        child.tail = _read(child.tail, font)


def _read(text: str | None, font: str) -> str:
    return "".join(char if char.isspace() else sign(font, ord(char)) or char for char in text or "")
