"""Where a PDF's page goes on higher up, in the next column.

Where it does nowhere, a line that ends far from the longest's end ends a paragraph; where it does, a note ends.
"""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.office.pdfraised import HYPHEN, LINE_BEGINS, box_of

_FIRST_SIGNS = re.compile(rf"{LINE_BEGINS}[^\s{HYPHEN}]")
_LINES = 2


def columns(layer: Any, text: str) -> list[int] | None:
    """Where in the text lines stand higher up on the page than the one before, by so many lines; None where that cannot
    be known.
    """
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return None
    found: list[int] = []
    above = None
    for sign in _FIRST_SIGNS.finditer(text):
        box = box_of(layer, sign.start())
        if above is not None and box.bottom > above + _LINES * (box.top - box.bottom):
            found.append(sign.start())
        above = box.bottom
    return found
