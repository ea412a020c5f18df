"""Whether a PDF's page has columns. Where it has none, a line that ends far from the longest's end ends a paragraph."""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.office.pdfraised import box_of

_FIRST_SIGNS = re.compile(r"^\S", re.MULTILINE)
_LINES = 2


def has_columns(layer: Any, text: str) -> bool:
    """Whether the text goes on higher up on the page somewhere, by so many lines; also where that cannot be known."""
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return True
    above = None
    for sign in _FIRST_SIGNS.finditer(text):
        box = box_of(layer, sign.start())
        if above is not None and box.bottom > above + _LINES * (box.top - box.bottom):
            return True
        above = box.bottom
    return False
