"""Cells of tables and values of records that hold HTML, as what publishes web pages exports them."""

from __future__ import annotations

import re

_HTML = re.compile(r"</(?:p|div|h[1-6]|li|blockquote|a|em|strong|span|b|i)\s*>|<br\s*/?>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)


def as_plain(text: str) -> str:
    """The words of text that is HTML, block by block; other text as it is.

    Where lines are paragraphs, as WordPress keeps them, they stay so.
    """
    if not _HTML.search(text):
        return text
    from indexer.ingest.building import TextBuilder
    from indexer.ingest.markup.tree import add_markup, parsed
    from indexer.ingest.typography.struck import take_struck

    builder = TextBuilder()
    whole = _PARAGRAPHS.search(text)
    for part in [text] if whole else [line.replace("\n", "<br>") for line in re.split(r"\n[ \t]*\n", text)]:
        if (tree := parsed(part.encode("utf-8", "replace"))) is not None:
            take_struck(tree)
            add_markup(tree, builder)
    return builder.text or text
