"""Running heads and feet of a PDF: what stands at the edge of half of its pages, apart from the text.

A refrain stands there too, and a heading that only its number parts from others: words that may be the text's own stay.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from indexer.ingest.office.pagenumber import is_page_number
from indexer.ingest.office.pdf.columns import Line
from indexer.ingest.office.pdf.raised import COLUMN, NOTE, Box

_EDGE = 2
"""They are looked for in so many lines at either end of a page."""
_MARGIN = 0.2
"""Of a page's height, at its top and at its foot."""
_SMALLER, _LARGER = 0.9, 1.15
"""Of the text's height: so much or less is set smaller, more than so much larger."""
_APART, _PARAGRAPHS = 1.5, 1.15
"""So many lines, and so many times the space between paragraphs, are more than the text itself has."""
_LEVEL = 2
"""Points. Lines are as high on their pages up to so much."""
_MANY = 4
"""Pages, on which what differs by a number alone, or is set close to the text, is no heading of its own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is set: its lines, and where it ends below and above, in points."""

    lines: Sequence[Line]
    bottom: float
    top: float


def layout_of(lines: Sequence[Line], bottom: float, top: float) -> Layout | None:
    """How a page is set; None where most of its lines do not go down, as on one that is turned."""
    down = sum(1 for one, other in pairwise(lines) if other.box.bottom < one.box.bottom - _LEVEL)
    return Layout(lines, bottom, top) if 2 * down >= len(lines) - 1 else None


def without_running(pages: Sequence[Sequence[str]], layouts: Sequence[Layout | None]) -> list[list[str]]:
    """The pages' lines without blank ones and what runs on all pages; layouts are None where they are not known."""
    lines = [[line for line in page if line] for page in pages]
    if len(lines) < 2:
        return lines
    seen: Counter[str] = Counter()
    for page in lines:
        seen.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    repeated = {shape for shape, count in seen.items() if count >= max(2, len(lines) / 2)}
    inside = Counter(_shape(line) for page in lines for line in page[_EDGE:-_EDGE])
    own = {shape for shape in repeated if inside[shape] >= seen[shape] and not is_page_number(shape)}
    judged = _Judge([layout for layout in layouts if layout], repeated - own, len(lines)) if any(layouts) else None

    def kept(page: list[str], layout: Layout | None) -> Iterator[str]:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        for at, line in enumerate(page):
            may_run = at in edges and _shape(line) in repeated - own and not line.startswith(NOTE)
            if not may_run or (judged and layout and not judged.runs(line, layout, at < _EDGE)):
                yield line

    found = [list(kept(*page)) for page in zip(lines, layouts or [None] * len(lines), strict=True)]
    return found if any(found) else lines


class _Judge:
    """Tells what runs by how it is set beside the text, which is all lines that are not `repeated`."""

    def __init__(self, layouts: Sequence[Layout], repeated: Collection[str], pages: int) -> None:
        self._repeated = repeated
        self._pages = pages
        texts = [self._text(layout) for layout in layouts]
        self._height = _quantile([_height(box) for box in chain.from_iterable(texts)], 0.5)
        steps = [one.bottom - other.bottom for text in texts for one, other in pairwise(text)]
        steps = [step for step in steps if step >= self._height * 0.8] or [self._height * 1.2]
        self._line, self._paragraph = _quantile(steps, 0.25), _quantile(steps, 0.9)
        self._heights: dict[str, list[float]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        for line in chain.from_iterable(layout.lines for layout in layouts):
            self._heights[_shape(line.words)].append(line.box.bottom)
            self._words[_shape(line.words)].add(line.words.casefold())

    def runs(self, words: str, layout: Layout, is_first: bool) -> bool:
        """Whether a line at a page's edge is a running head or foot. Where its place is not known, it is."""
        like = [line.box for line in layout.lines if line.words == words.removeprefix(COLUMN)]
        if not like:
            return True
        box, text = like[0 if is_first else -1], self._text(layout)
        room = _MARGIN * (layout.top - layout.bottom)
        if box.bottom > layout.top - room:
            gap = box.bottom - max((each.bottom for each in text), default=layout.bottom)
        elif box.bottom < layout.bottom + room:
            gap = min((each.bottom for each in text), default=layout.top) - box.bottom
        else:
            return False
        return gap > 0 and (self._is_apart(box, gap, words) or self._is_steady(box, gap, words))

    def _is_apart(self, box: Box, gap: float, words: str) -> bool:
        """Whether a line is set smaller, or farther from the text than its paragraphs are from each other."""
        if _height(box) <= _SMALLER * self._height:
            return gap >= _APART * _height(box)
        far = gap > max(_APART * self._line, _PARAGRAPHS * self._paragraph)
        return far and (self._is_same(words) or (self._pages >= _MANY and _height(box) <= _LARGER * self._height))

    def _is_steady(self, box: Box, gap: float, words: str) -> bool:
        """Whether a line stands at one height on most pages."""
        heights = self._heights[_shape(words)]
        level = sum(1 for height in heights if abs(height - box.bottom) <= _LEVEL)
        is_near = gap < _PARAGRAPHS * self._line
        if is_page_number(words):
            return level >= self._pages / 2 and not is_near
        often = level >= max(_MANY if is_near or not self._is_same(words) else _MANY - 1, self._pages / 2)
        return often and (self._is_same(words) or (not is_near and _height(box) <= _LARGER * self._height))

    def _is_same(self, words: str) -> bool:
        return is_page_number(words) or len(self._words[_shape(words)]) == 1

    def _text(self, layout: Layout) -> list[Box]:
        return [line.box for line in layout.lines if _shape(line.words) not in self._repeated]


def _height(box: Box) -> float:
    return box.top - box.bottom


def _quantile(numbers: Sequence[float], share: float) -> float:
    return sorted(numbers)[int(len(numbers) * share)] if numbers else 0


def _shape(line: str) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.removeprefix(COLUMN).casefold())
