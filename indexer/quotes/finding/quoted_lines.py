"""Lines behind `>` in plain text, as mails and Markdown quote: the blocks that a file would have there."""

from __future__ import annotations

import re

from indexer.records import Block

_LINE = re.compile(r"^(?P<marks>[ \t]{0,3}>[ \t>]*)(?P<words>[^\n]*)", re.MULTILINE)
_ITEM = re.compile(r"(?:\d{1,3}[.)]|[-*•–])[ \t]")


def quoted_lines(text: str) -> tuple[Block, ...]:
    """A block for each paragraph behind as many `>`, and for each item of a list."""
    blocks: list[Block] = []
    before = 0
    for line in _LINE.finditer(text):
        start, end = line.span("words")
        if start == end:
            continue
        depth = line["marks"].count(">")
        next_line = depth == before and text.count("\n", blocks[-1].end, start) == 1
        follows = next_line and not _ITEM.match(text, start)
        blocks.append(Block("quote", blocks.pop().start if follows else start, end))
        before = depth
    return tuple(blocks)
