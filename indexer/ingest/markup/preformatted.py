"""Preformatted text of pages and mails (`<pre>`): its lines are lines, its blank lines part paragraphs.

So do archives of mailing lists keep each letter, with tags for its links and for what it quotes.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, fragment_fromstring

_LAST_BREAK = re.compile(r"\n((?:</\w+>)+)")
"""A line's end within the tags of what ends there: behind them it is seen to begin a blank line."""
_BLOCKS = ("blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "table")
"""Where one of these stands in it, what parts its paragraphs is known."""
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def read_preformatted(tree: Any) -> None:
    """Changes the tree: each `pre` of several lines becomes a `div` of paragraphs with their lines."""
    for element in list(tree.iter("pre")):
        if "\n" in element.text_content().strip():
            _part(element)


def _part(element: Any) -> None:
    parts = [
        escape(element.text or ""),
        *(etree.tostring(child, encoding="unicode", method="html") for child in element),
    ]
    inner = _LAST_BREAK.sub(r"\1\n", "".join(parts).replace("\r", ""))
    has_blocks = next(element.iter(*_BLOCKS), None) is not None
    lines = _BLANK.sub("\n" if has_blocks else "<p>", inner.strip("\n")).replace("\n", "<br>")
    parted = fragment_fromstring(f"<p>{lines}", create_parent="div", parser=HTMLParser(huge_tree=True))
    element.tag, element.text = "div", parted.text
    element[:] = list(parted)
