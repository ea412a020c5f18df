"""What Chromium prints in the margins of a page of the web: when, its title, its address, `1/3`.

It stands last in the text layer.
"""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.office.pdf.raised import box_of
from indexer.ingest.office.pdf.torn import TORN

_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s[^\n]*)?\n"
    r"(?:https?|file)://\S+\s+\d+/\d+\s*",
    re.IGNORECASE,
)
_MARGIN = 0.1
"""Of a page's height."""


def without_printed(layer: Any, text: str, bottom: float, top: float) -> str:
    """The text of a page that ends at these heights, without what a browser has printed in its margins."""
    foot = text.rstrip().rfind("\n") + 1
    head = text.rfind("\n", 0, max(0, foot - 1)) + 1
    if any(char > "\uffff" for char in text) or not _PRINTED.fullmatch(text[head:].replace(TORN, "")):
        return text
    room = _MARGIN * (top - bottom)
    in_margins = box_of(layer, head).bottom > top - room and box_of(layer, foot).bottom < bottom + room
    return text[:head] if in_margins else text
