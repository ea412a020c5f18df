"""Raised figures of a PDF's page, which its text layer has beside what they stand behind: `met1`, `106`."""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.raised import raised

_FIGURES = re.compile(r"(?<=\S)\d")
_SMALLER, _HIGHER = 0.8, 0.2
"""A raised figure is at most so tall as the sign before it, and stands higher by so much of that one's height."""
_BEFORE = 20


def with_raised_read(layer: Any, text: str) -> str:
    """The layer's text, with its raised figures as they read. Figures that follow one that is raised are so too."""
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return text
    done = 0
    parts: list[str] = []
    for figure in _FIGURES.finditer(text):
        at = figure.start()
        if at >= done and _is_raised(layer, at):
            end = next((place for place in range(at, len(text)) if not text[place].isdigit()), len(text))
            parts += [text[done:at], raised(text[max(0, at - _BEFORE) : at], text[at:end], text[end : end + 1])]
            done = end
    return "".join((*parts, text[done:]))


def _is_raised(layer: Any, at: int) -> bool:
    low, high = _height(layer, at - 1), _height(layer, at)
    size = low[1] - low[0]
    return high[1] - high[0] <= _SMALLER * size and high[0] - low[0] >= _HIGHER * size


def _height(layer: Any, at: int) -> tuple[float, float]:
    """Where the line of a sign of the text begins and ends, in points from below."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(layer, raw.FPDFText_GetCharIndexFromTextIndex(layer, at), box)
    return box.bottom, box.top
