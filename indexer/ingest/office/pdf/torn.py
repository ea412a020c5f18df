"""Pages of a PDF whose text layer breaks lines within words: `W`, `e`, `xcombe`.

PDFium's does where it takes the lines of a narrow list for such as go down. Where signs stand tells lines and words.
"""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.office.pdf.raised import box_of

TORN = "\ufdd6"
"""Stands where nothing does, so that all signs keep their places; a noncharacter, which no text has."""
_TORN_WORDS = 2
"""On a page that is torn; one may be set so, as behind an initial letter."""
_BREAK = re.compile(r"(?<=[^\W\d_])\r?\n(?=[^\W\d_])")
_GAP = re.compile(r"(?<=\S)[ \r\n]+(?=\S)")
_LEVEL, _BACK, _BLANK = 0.3, 0.5, 0.1
"""Of a line's height: signs on one line are level up to so much, begin before the last by so much at most, and
behind it by so much where a word ends.
"""


def mended(layer: Any, text: str) -> str:
    """The layer's text with lines and words as they are set where it is torn; as long as it was."""
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return text
    torn = [found for found in _BREAK.finditer(text) if not _between(layer, found)]
    return _GAP.sub(lambda gap: _in_place(layer, gap), text) if len(torn) >= _TORN_WORDS else text


def _in_place(layer: Any, gap: re.Match[str]) -> str:
    said = _between(layer, gap)
    return TORN * (len(gap[0]) - len(said)) + said


def _between(layer: Any, gap: re.Match[str]) -> str:
    """What stands between two signs: a line's end, a blank or nothing."""
    before, behind = box_of(layer, gap.start() - 1), box_of(layer, gap.end())
    height = before.top - before.bottom
    distance = behind.left - before.right
    if abs(behind.bottom - before.bottom) > _LEVEL * height or distance < -_BACK * height:
        return "\n"
    return " " if distance >= _BLANK * height else ""
