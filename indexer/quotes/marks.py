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
    close: re.Match[str] | None = None
    """A single mark after an s that may end a plural possessive as well as the quotation."""


def marked(text: str) -> list[Marked]:
    """Every quotation in marks, in order of start; a nested one follows the one that holds it."""
    found = list(_Pairing(text).run())
    return sorted(found, key=lambda m: (m.start, -m.end))


class _Pairing:
    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in _PARAGRAPH.finditer(text)]
        self._stack: list[_Open] = []

    def run(self) -> Iterator[Marked]:
        for mark in _MARK.finditer(self._text):
            crossed = self._crossed(mark.start())
            if crossed is not None:
                if self._goes_on(mark, crossed):
                    yield from self._drop_to(1, mark.start())
                    self._next_part(mark, crossed)
                    continue
                yield from self._drop_to(0, crossed)
            elif self._stack and self._goes_on(mark, mark.start()):
                yield from self._drop_to(1, mark.start())
                self._next_part(mark, mark.start())
                continue
            yield from self._place(mark)
        if self._stack:
            crossed = self._crossed(len(self._text))
            yield from self._drop_to(0, len(self._text) if crossed is None else crossed)

    def _crossed(self, at: int) -> int | None:
        """The first paragraph's end between what is open and `at`."""
        if not self._stack:
            return None
        place = bisect_right(self._breaks, self._stack[0].inner - 1)
        return self._breaks[place] if place < len(self._breaks) and self._breaks[place] < at else None

    def _goes_on(self, mark: re.Match[str], since: int) -> bool:
        """Whether the mark opens the next paragraph of the outermost quotation."""
        outermost = self._stack[0]
        if outermost.family == "single" or _FAMILY[mark[0]] != outermost.family:
            return False
        line = self._text.rfind("\n", max(0, mark.start() - 12), mark.start())
        at_line_start = line >= 0 and not self._text[line : mark.start()].strip(" \t\n>")
        only_space_between = not self._text[since : min(mark.start(), since + 12)].strip(" \t\n>")
        return at_line_start and only_space_between and self._tight(mark) and (
            mark[0] == outermost.mark or mark[0] == "»"
        )  # fmt: skip

    def _next_part(self, mark: re.Match[str], end: int) -> None:
        open_ = self._stack[0]
        open_.parts.append(Span(open_.inner, end))
        open_.inner = mark.end()

    def _place(self, mark: re.Match[str]) -> Iterator[Marked]:
        family = _FAMILY[mark[0]]
        level = next((n for n in range(len(self._stack) - 1, -1, -1) if self._stack[n].family == family), None)
        if level is not None and self._closes(mark, self._stack[level]):
            if family == "single" and self._may_be_possessive(mark):
                self._stack[level].close = mark
                return
            yield from self._close(level, mark)
        elif self._opens(mark, None if level is None else self._stack[level]):
            if level is not None and (family == "single" or self._is_astray(self._stack[level], mark)):
                yield from self._drop_to(level, mark.start())
            if len(self._stack) < _DEPTH:
                for open_ in self._stack:
                    open_.nested = mark.start() if open_.nested is None else open_.nested
                self._stack.append(_Open(family, mark[0], mark.start(), mark.end()))

    def _closes(self, mark: re.Match[str], open_: _Open) -> bool:
        glyph, left, right = mark[0], self._free_before(mark), self._tight(mark)
        if open_.family == "angle":
            return (glyph in "«‹") == (open_.mark in "»›")
        if open_.family == "single":
            return not left and not (right and self._text[mark.end()].isalnum())
        if glyph in _CLOSERS:
            return True
        if glyph in _OPENERS:
            return not left and not (right and self._text[mark.end()].isalnum())
        return not (left and right)

    def _opens(self, mark: re.Match[str], open_: _Open | None) -> bool:
        glyph, left, right = mark[0], self._free_before(mark), self._tight(mark)
        if _FAMILY[glyph] == "single":
            return left and right and glyph != "’" and not _CLIPPED.match(self._text, mark.end())
        if glyph in _OPENERS:
            return True
        if open_ is not None:
            return glyph == '"' and left and right
        return left

    def _is_astray(self, open_: _Open, mark: re.Match[str]) -> bool:
        """A straight mark that has been open for pages, when another opens, has lost its partner."""
        return open_.mark == '"' and mark.start() - open_.inner > _UNCLOSED

    def _close(self, level: int, mark: re.Match[str]) -> Iterator[Marked]:
        yield from self._drop_to(level + 1, mark.start())
        open_ = self._stack.pop()
        parts = (*open_.parts, Span(open_.inner, mark.start()))
        yield Marked(open_.outer, mark.end(), parts, level)

    def _drop_to(self, level: int, end: int) -> Iterator[Marked]:
        """Let go of what nothing closed: it ends with its paragraph, or before a quotation inside it."""
        while len(self._stack) > level:
            open_ = self._stack.pop()
            if open_.close is not None:
                parts = (*open_.parts, Span(open_.inner, open_.close.start()))
                yield Marked(open_.outer, open_.close.end(), parts, len(self._stack))
            elif open_.family != "single":
                last = end if open_.nested is None or open_.parts else max(open_.inner, open_.nested)
                parts = (*open_.parts, Span(open_.inner, last))
                if last - open_.inner <= _UNCLOSED:
                    yield Marked(open_.outer, last, parts, len(self._stack), closed=False)

    def _free_before(self, mark: re.Match[str]) -> bool:
        before = self._text[mark.start() - 1 : mark.start()]
        return not before or before.isspace() or before in _BEFORE_OPENING or before in _FAMILY

    def _tight(self, mark: re.Match[str]) -> bool:
        after = self._text[mark.end() : mark.end() + 1]
        return bool(after) and not after.isspace()

    def _may_be_possessive(self, mark: re.Match[str]) -> bool:
        around = self._text[mark.start() - 1 : mark.end() + 2]
        return around[:1] in "sxz" and around[2:3] == " " and around[3:4].islower()
