"""Quotation marks paired: curly, straight, guillemets, low-high, corners, single ones, no apostrophes; nested, damaged.

One pass over the marks with a short stack of what is open, so time is linear whatever the text. A mark's glyph is
believed less than its place: `” take action.”` opens with a closing mark, and German closes with `“`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from indexer.records import Span

Family = Literal["double", "angle", "single", "corner", "white corner"]

_MARK = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»‹›「」｢｣﹁﹂『』﹃﹄]|[‘‚‛`](?=\S)|(?<!\w)['’]|['’‘](?!\w)")
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "``", "''", "’’", "‘‘"), "double"),
    **dict.fromkeys(("«", "»", "‹", "›"), "angle"),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`"), "single"),
    **dict.fromkeys("「」｢｣﹁﹂", "corner"),
    **dict.fromkeys("『』﹃﹄", "white corner"),
}  # fmt: skip
_PAIRS = frozenset(glyph for glyph in _FAMILY if len(glyph) == 2)
_OPENING_CORNERS = frozenset("「｢﹁『﹃")
"""They and what closes them are told by their glyphs alone: no space stands before either."""
_OPENERS = frozenset("“„‟«‹‘‚‛`") | {"``", "‘‘"}
_CLOSERS = frozenset("”»›’") | {"''", "’’"}
_STOP = re.compile(r"[,;:!?)\]]|\.(?!\s?\.)")
"""Behind a mark what no quotation begins with; dots may be an ellipsis."""
_BEFORE_OPENING = frozenset("([{<—–-/:=>*_")
_CLIPPED = re.compile(
    r"(?:\d|(?:tis|twas|twere|twill|twould|tisn|em|im|er|til|till|cause|bout|round|neath|gainst|cept|n|ere|s|t)\b)",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\n[ \t>]*\n")
"""What parts two paragraphs."""
_DEPTH = 5
"""Quotations within quotations; what opens deeper is taken for litter."""
_CROWD, _APART = 16, 5
"""Marks that stand, so many of them, less than so many code points apart are litter too."""
_INDENT = 12
"""Code points of space and `>` that may stand before a mark at a line's start."""

_LINE = 160
"""The longest line, in code points, after which a single mark still begins the next of the same quotation."""
_UNCLOSED = 2000
"""The longest paragraph, in code points, that a mark which nothing closes makes a quotation of."""


class Marked(NamedTuple):
    """A quotation between its marks. `parts` lie inside the marks, `start` and `end` outside them."""

    start: int
    end: int
    parts: tuple[Span, ...]
    depth: int
    closed: bool = True


@dataclass(slots=True)
class _Open:
    family: Family
    mark: str
    outer: int
    inner: int
    parts: list[Span] = field(default_factory=list)
    nested: int | None = None
    """Where the first quotation within it opened."""
    close: _Mark | None = None
    """A single mark after an s that may end a plural possessive as well as the quotation."""


class _Mark(NamedTuple):
    """A mark and its surroundings: whether what stands around lets it open, and whether anything follows at once."""

    glyph: str
    family: Family
    start: int
    end: int
    free: bool
    tight: bool
    before_letter: bool


def marked(text: str) -> list[Marked]:
    """Every quotation in marks, in order of start; a nested one follows the one that holds it."""
    found = _Pairing(text).run()
    return sorted(found, key=lambda m: (m.start, -m.end))


def _places(text: str) -> list[tuple[int, int, str]]:
    """Start, end and glyph of the marks of a text, without those that stand too close together to be any."""
    starts = np.fromiter((match.start() for match in _MARK.finditer(text)), dtype=np.int64)
    crowded = np.flatnonzero(starts[_CROWD:] - starts[:-_CROWD] < _CROWD * _APART)
    litter = np.zeros(len(starts) + _CROWD + 1, dtype=np.int64)
    np.add.at(litter, crowded, 1)
    np.add.at(litter, crowded + _CROWD + 1, -1)
    return [
        (start, start + 2, pair) if (pair := text[start : start + 2]) in _PAIRS else (start, start + 1, pair[0])
        for start in starts[np.cumsum(litter)[: len(starts)] == 0].tolist()
    ]


def _mark(text: str, start: int, end: int, glyph: str) -> _Mark:
    before, after = text[start - 1 : start], text[end : end + 1]
    may_open = not before or before.isspace() or before in _BEFORE_OPENING or before in _FAMILY
    free = may_open and _STOP.match(text, end) is None  # some have a space before closing marks as well
    return _Mark(glyph, _FAMILY[glyph], start, end, free, bool(after.strip()), after.isalnum())


class _Pairing:
    """The stack of what is open, and what has been closed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in PARAGRAPH.finditer(text)]
        self._breaks.append(len(text))
        self._stack: list[_Open] = []
        self._edge = 0
        """Where the paragraph ends in which the outermost of what is open stands."""
        self._found: list[Marked] = []

    def run(self) -> list[Marked]:
        places = _places(self._text)
        at = 0
        while at < len(places):
            start, end, glyph = places[at]
            if not self._stack and glyph == "“" and at + 1 < len(places) and places[at + 1][2] == "”":
                closing, last, _ = places[at + 1]
                if self._edge <= start:
                    self._edge = self._edge_after(start)
                if closing <= self._edge:  # the common case, which needs no stack
                    self._found.append(Marked(start, last, (Span(end, closing),), 0))
                    at += 2
                    continue
            self._take(_mark(self._text, start, end, glyph))
            at += 1
        self._drop_to(0, self._edge)
        return self._found

    def _take(self, mark: _Mark) -> None:
        """The next mark: it goes on with what is open, or opens, or closes, or is nothing."""
        if self._stack:
            end = min(self._edge, mark.start)
            if self._goes_on(mark, end):
                self._drop_to(1, mark.start)
                self._next_part(mark, end)
                return
            if end < mark.start:
                self._drop_to(0, end)
        self._place(mark)

    def _edge_after(self, inner: int) -> int:
        return self._breaks[bisect_right(self._breaks, inner - 1, hi=len(self._breaks) - 1)]

    def _goes_on(self, mark: _Mark, since: int) -> bool:
        """Whether the mark opens the next paragraph, or the next line, of the outermost quotation."""
        outermost = self._stack[0]
        if mark.family != outermost.family or (mark.glyph != outermost.mark and mark.glyph != "»"):
            return False
        if not mark.tight and not self._text[outermost.inner : outermost.inner + 1].isspace():
            return False
        if mark.family == "single" and (mark.start - outermost.inner > _LINE or _CLIPPED.match(self._text, mark.end)):
            return False
        line = self._text.rfind("\n", max(0, mark.start - _INDENT), mark.start)
        at_line_start = line >= 0 and not self._text[line : mark.start].strip(" \t\n>")
        return at_line_start and not self._text[since : mark.start].strip(" \t\n>")

    def _next_part(self, mark: _Mark, end: int) -> None:
        open_ = self._stack[0]
        open_.parts.append(Span(open_.inner, end))
        open_.inner = mark.end
        self._edge = self._edge_after(mark.end)

    def _place(self, mark: _Mark) -> None:
        level = self._level(mark.family)
        open_ = None if level < 0 else self._stack[level]
        if open_ and _closes(mark, open_):
            if mark.family == "single" and self._may_be_possessive(mark):
                open_.close = mark
            else:
                self._close(level, mark)
        elif self._opens(mark, open_):
            if open_ and (mark.family == "single" or _is_astray(open_, mark)):
                self._drop_to(level, mark.start)
            if len(self._stack) < _DEPTH:
                for outer in self._stack:
                    outer.nested = mark.start if outer.nested is None else outer.nested
                if not self._stack:
                    self._edge = self._edge_after(mark.end)
                self._stack.append(_Open(mark.family, mark.glyph, mark.start, mark.end))

    def _level(self, family: Family) -> int:
        """Where the innermost quotation of a family is open, -1 if none is."""
        for level in range(len(self._stack) - 1, -1, -1):
            if self._stack[level].family == family:
                return level
        return -1

    def _opens(self, mark: _Mark, open_: _Open | None) -> bool:
        if mark.family.endswith("corner"):
            return mark.glyph in _OPENING_CORNERS
        if mark.family == "single":
            at_word = mark.free and mark.tight and mark.glyph != "’"
            return at_word and not _CLIPPED.match(self._text, mark.end)
        if mark.glyph in _OPENERS:
            return True
        if open_ is not None:
            return mark.glyph == '"' and mark.free and mark.tight
        return mark.free

    def _close(self, level: int, mark: _Mark) -> None:
        if len(self._stack) > level + 1:
            self._drop_to(level + 1, mark.start)
        open_ = self._stack.pop()
        parts = (*open_.parts, Span(open_.inner, mark.start))
        self._found.append(Marked(open_.outer, mark.end, parts, level))

    def _drop_to(self, level: int, end: int) -> None:
        """Let go of what nothing closed: it ends with its paragraph, or before a quotation inside it."""
        while len(self._stack) > level:
            open_ = self._stack.pop()
            if open_.close is not None:
                parts = (*open_.parts, Span(open_.inner, open_.close.start))
                self._found.append(Marked(open_.outer, open_.close.end, parts, len(self._stack)))
            elif open_.family != "single":
                last = end if open_.nested is None or open_.parts else max(open_.inner, open_.nested)
                parts = (*open_.parts, Span(open_.inner, last))
                if last - open_.inner <= _UNCLOSED:
                    self._found.append(Marked(open_.outer, last, parts, len(self._stack), closed=False))

    def _may_be_possessive(self, mark: _Mark) -> bool:
        around = self._text[mark.start - 1 : mark.end + 2]
        return around[:1] in "sxz" and around[2:3] == " " and around[3:4].islower()


def _closes(mark: _Mark, open_: _Open) -> bool:
    if open_.family.endswith("corner"):
        return mark.glyph not in _OPENING_CORNERS
    if open_.family == "angle":
        return (mark.glyph in "«‹") == (open_.mark in "»›")
    if open_.family == "single":
        return not mark.free and not mark.before_letter
    if mark.glyph in _CLOSERS:
        return True
    if mark.glyph in _OPENERS:
        return not mark.free and not mark.before_letter
    return not (mark.free and mark.tight)


def _is_astray(open_: _Open, mark: _Mark) -> bool:
    """A straight mark that has been open for pages, when another opens, has lost its partner."""
    return open_.mark == '"' and mark.start - open_.inner > _UNCLOSED
