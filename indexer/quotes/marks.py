"""Quotation marks paired: curly, straight, guillemets, low-high, single told from apostrophes, nested, damaged.

One pass over the marks with a short stack of what is open, so time is linear whatever the text. A mark's glyph is
believed less than its place: `” take action.”` opens with a closing mark, and German closes with `“`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from indexer.records import Span

Family = Literal["double", "angle", "single"]

_MARK = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»‹›]|[‘‚‛`](?=\S)|(?<!\w)['’]|['’‘](?!\w)")
_FAMILY: dict[str, Family] = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "``", "''", "’’", "‘‘"), "double"),
    **dict.fromkeys(("«", "»", "‹", "›"), "angle"),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛", "`"), "single"),
}  # fmt: skip
_OPENERS = frozenset("“„‟«‹‘‚‛`") | {"``", "‘‘"}
_CLOSERS = frozenset("”»›’") | {"''", "’’"}
_BEFORE_OPENING = frozenset("([{<—–-/:=>*_")
_CLIPPED = re.compile(
    r"(?:\d|(?:tis|twas|twere|twill|twould|tisn|em|im|er|til|till|cause|bout|round|neath|gainst|cept|n|ere|s|t)\b)",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n[ \t>]*\n")
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


@dataclass(frozen=True, slots=True)
class Marked:
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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and its surroundings: whether what stands before lets it open, and whether a word follows at once."""

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


def _marks(text: str) -> Iterator[_Mark]:
    """The marks of a text, without those that stand too close together to be any."""
    starts = np.fromiter((match.start() for match in _MARK.finditer(text)), dtype=np.int64)
    crowded = np.flatnonzero(starts[_CROWD:] - starts[:-_CROWD] < _CROWD * _APART)
    litter = np.zeros(len(starts) + _CROWD + 1, dtype=np.int64)
    np.add.at(litter, crowded, 1)
    np.add.at(litter, crowded + _CROWD + 1, -1)
    for start in starts[np.cumsum(litter)[: len(starts)] == 0].tolist():
        match = _MARK.match(text, start)
        if match:
            glyph, end = match[0], match.end()
            before, after = text[start - 1 : start], text[end : end + 1]
            free = not before or before.isspace() or before in _BEFORE_OPENING or before in _FAMILY
            yield _Mark(glyph, _FAMILY[glyph], start, end, free, bool(after.strip()), after.isalnum())


class _Pairing:
    """The stack of what is open, and what has been closed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
        self._stack: list[_Open] = []
        self._found: list[Marked] = []

    def run(self) -> list[Marked]:
        for mark in _marks(self._text):
            crossed = self._crossed(mark.start) if self._stack else None
            if self._stack and self._goes_on(mark, mark.start if crossed is None else crossed):
                self._drop_to(1, mark.start)
                self._next_part(mark, mark.start if crossed is None else crossed)
                continue
            if crossed is not None:
                self._drop_to(0, crossed)
            self._place(mark)
        if self._stack:
            crossed = self._crossed(len(self._text))
            self._drop_to(0, len(self._text) if crossed is None else crossed)
        return self._found

    def _crossed(self, at: int) -> int | None:
        """The first paragraph's end between what is open and `at`."""
        place = bisect_right(self._breaks, self._stack[0].inner - 1)
        return self._breaks[place] if place < len(self._breaks) and self._breaks[place] < at else None

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
        return at_line_start and not self._text[since : min(mark.start, since + _INDENT)].strip(" \t\n>")

    def _next_part(self, mark: _Mark, end: int) -> None:
        open_ = self._stack[0]
        open_.parts.append(Span(open_.inner, end))
        open_.inner = mark.end

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
                self._stack.append(_Open(mark.family, mark.glyph, mark.start, mark.end))

    def _level(self, family: Family) -> int:
        """Where the innermost quotation of a family is open, -1 if none is."""
        for level in range(len(self._stack) - 1, -1, -1):
            if self._stack[level].family == family:
                return level
        return -1

    def _opens(self, mark: _Mark, open_: _Open | None) -> bool:
        if mark.family == "single":
            at_word = mark.free and mark.tight and mark.glyph != "’"
            return at_word and not _CLIPPED.match(self._text, mark.end)
        if mark.glyph in _OPENERS:
            return True
        if open_ is not None:
            return mark.glyph == '"' and mark.free and mark.tight
        return mark.free

    def _close(self, level: int, mark: _Mark) -> None:
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
