"""Raised figures of a PDF's page, which its text layer has beside what they stand behind: `met1`, `106`.

Where they begin a line, of the page or of the layer alone, they are the marks of notes if the text has such marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from indexer.ingest.typography.raised import raised

NOTE = "\ufdd4"
"""Stands before a line with which a note begins; a noncharacter, which no text has."""
COLUMN = "\ufdd5"
"""Stands before one with which a column begins."""
HYPHEN = "\ufffe"
"""Where PDFium took a hyphen out at the end of a line, and joined it with the next, be that a footer."""
LINE_BEGINS = rf"(?<![^\n{HYPHEN}])"
_FIGURES = re.compile(rf"(?P<behind>(?<=[^\s{HYPHEN}])(?:\r?\n)?)\d|{LINE_BEGINS}\d")
_MARK = re.compile(rf"{LINE_BEGINS}(?P<mark>\d{{1,3}})[ \r\n]{{0,4}}(?=[^\s\d])")
_BREAK = re.compile(r"\r?\n(?= ?\S)")
"""Where the layer parts a figure from what stands behind it on its line, as it may from what stands before."""
_SMALLER, _HIGHER = 0.85, 0.2
"""Of the height of the sign beside it a raised figure has at most so much (five sixths in browsers), and is so much
higher.
"""
_BLANK = 0.1
"""Of a line's height a gap between words has at least so much."""
_BEFORE = 20


def with_raised_read(layer: Any, text: str, marks: set[str], columns: Sequence[int] = ()) -> str:
    """The layer's text, with its raised figures as they read. Figures that follow one that is raised are so too.

    `marks` are those of notes in the text so far, to which the page's are added; `columns` is where columns begin.
    """
    if any(char > "\uffff" for char in text):  # counted twice by PDFium
        return text
    done = 0
    parts: list[str] = []
    for figure in _FIGURES.finditer(text):
        if figure.start() >= done and (found := _read(layer, text, figure, marks)):
            start, said, end = found
            parts += [_marked(text, done, start, columns), said]
            done = end
    return "".join((*parts, _marked(text, done, len(text), columns)))


def _marked(text: str, start: int, end: int, columns: Sequence[int]) -> str:
    """A stretch of the text with what begins a column marked."""
    places = [start, *(place for place in columns if start <= place < end), end]
    return COLUMN.join(text[one:other] for one, other in pairwise(places))


def _read(layer: Any, text: str, figure: re.Match[str], marks: set[str]) -> tuple[int, str, int] | None:
    """How a figure reads that is raised, and where what it stands for begins and ends."""
    before, at = figure.start() - 1, figure.end() - 1
    if figure["behind"] is None or not (_is_raised(layer, at, before) and _follows(layer, at, before)):
        return _read_note(layer, _MARK.match(text, at), marks)
    end = next((place for place in range(at, len(text)) if not text[place].isdigit()), len(text))
    said = raised(text[max(0, before + 1 - _BEFORE) : before + 1], text[at:end], text[end : end + 1])
    if said.startswith("["):
        marks.add(text[at:end])
    if (broken := _BREAK.match(text, end)) and _is_left(layer, end - 1, broken.end()):
        gap = box_of(layer, broken.end()).left - box_of(layer, end - 1).right
        return figure.start(), f"{said} " if gap > _BLANK * _height(layer, before) else said, broken.end()
    return figure.start(), said, end


def _read_note(layer: Any, begun: re.Match[str] | None, marks: set[str]) -> tuple[int, str, int] | None:
    """The same of one with which a note begins."""
    if begun is None or begun["mark"] not in marks:
        return None
    at, end = begun.span()
    is_note = _is_raised(layer, at, end) and _is_left(layer, at, end)
    return (at, f"{NOTE}[{begun['mark']}] ", end) if is_note else None


def _is_raised(layer: Any, at: int, beside: int) -> bool:
    figure, sign = box_of(layer, at), box_of(layer, beside)
    size = _height(layer, beside)
    return _height(layer, at) <= _SMALLER * size and figure.bottom - sign.bottom >= _HIGHER * size


def _is_left(layer: Any, at: int, beside: int) -> bool:
    """Whether a figure stands left of a sign, on its line."""
    figure, sign = box_of(layer, at), box_of(layer, beside)
    return figure.right <= sign.left + 1 and sign.bottom <= figure.bottom <= sign.top


def _follows(layer: Any, at: int, before: int) -> bool:
    """Whether a figure stands right of a sign, on its line."""
    figure, sign = box_of(layer, at), box_of(layer, before)
    return sign.right <= figure.left + 1 and sign.bottom <= figure.bottom <= sign.top


def _height(layer: Any, at: int) -> float:
    box = box_of(layer, at)
    return box.top - box.bottom


class Box(NamedTuple):
    """A place on a page, in points from its left and bottom."""

    left: float
    bottom: float
    right: float
    top: float


def box_of(layer: Any, at: int) -> Box:
    """The place of a sign of the text, as high as its line."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(layer, raw.FPDFText_GetCharIndexFromTextIndex(layer, at), box)
    return Box(box.left, box.bottom, box.right, box.top)
