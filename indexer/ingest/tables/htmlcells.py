"""Cells of tables and values of records that hold HTML, as what publishes web pages exports them."""

from __future__ import annotations

import re

from indexer.records import Block

_HTML = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|a|em|strong|span|b|i)\s*>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(</?(?:p|pre)\b[^<>]*>)", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|div|p)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")


def as_plain(text: str) -> str:
    """The words of text that is HTML, block by block; other text as it is."""
    return read_cell(text)[0]


def read_cell(text: str) -> tuple[str, tuple[Block, ...]]:
    """The same, and those blocks that are no plain paragraphs; as it is if it has no words."""
    plain, blocks = read_html(text) if _HTML.search(text) else ("", ())
    return plain or text, blocks


def read_html(text: str) -> tuple[str, tuple[Block, ...]]:
    """The words of some HTML, and those of its blocks that are no plain paragraphs."""
    from indexer.ingest.building import TextBuilder
    from indexer.ingest.markup.tree import add_markup, parsed
    from indexer.ingest.typography.struck import take_struck

    builder = TextBuilder()
    tree = parsed("".join(_with_paragraphs(text)).encode("utf-8", "replace"))
    if tree is not None:
        take_struck(tree)
        add_markup(tree, builder)
    return builder.text, builder.blocks


def _with_paragraphs(text: str) -> list[str]:
    """HTML in which blank lines part paragraphs, as WordPress keeps them, with these marked: all but what is within
    `<p>` or `<pre>`. Where there is neither `<p>` nor `<br>`, its lines are lines.
    """
    parts = _PARAGRAPH.split(text)
    lines = "\n" if _BREAK.search(text) else "<br>"
    inside = False
    for place, part in enumerate(parts):
        if place % 2:
            inside = not part.startswith("</")
        elif not inside:
            parts[place] = _BLANK.sub("<p>", part.strip("\n")).replace("\n", lines)
    return parts
