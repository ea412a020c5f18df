"""Where a PDF's lines stand, and where its page goes on higher up, in the next column.

Where it does nowhere, a line that ends far from the longest's end ends a paragraph; where it does, a note ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from indexer.ingest.office.pdf.raised import HYPHEN, LINE_BEGINS, Box, box_of
from indexer.ingest.office.pdf.torn import TORN

_FIRST_SIGNS = re.compile(rf"{LINE_BEGINS}[^\s{HYPHEN}]")
_LINES = 2


class Line(NamedTuple):
    """A line of a page: where it begins in the layer's text, its words, and the place of its first sign."""

    start: int
    words: str
    box: Box


def lines_of(layer: Any, text: str) -> list[Line] | None:
    """The lines of the layer's text; None where it cannot be known where they stand."""
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return None
    starts = [sign.start() for sign in _FIRST_SIGNS.finditer(text)]
    words = [re.split(rf"[\n{HYPHEN}]", text[one:other])[0] for one, other in pairwise((*starts, len(text)))]
    return [
        Line(start, line.replace(TORN, "").strip(), box_of(layer, start))
        for start, line in zip(starts, words, strict=True)
    ]


def columns(lines: Sequence[Line]) -> list[int]:
    """Where in the text lines stand higher up on the page than the one before, by so many lines."""
    return [
        line.start
        for above, line in pairwise(lines)
        if line.box.bottom > above.box.bottom + _LINES * (line.box.top - line.box.bottom)
    ]
