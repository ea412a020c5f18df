"""Where two versions of a text differ, word by word: as written, so that case and punctuation count too.

Sentences and lines that both have are found first, and only what lies between them is compared by words. Where
thousands of words in a row are unlike, they are told as removed and added whole (alignment.py): no two texts take much
longer to compare than to read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from indexer.records import Span
from indexer.text.alignment import Run, joined, unlike

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SPACE = re.compile(r"\s*")
StretchKind = Literal["same", "removed", "added"]

_END = re.compile(r"[.!?…]['\"’”)\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood in `old` of the one text stands as `new` in the other; one of the two may be empty."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two texts read as one: what both have, what only the old has, what only the new."""

    kind: StretchKind
    text: str


def stretches(old: str, new: str) -> list[Stretch]:
    """Both texts read as one, with the white space of the new wherever that has the words."""
    found: list[Stretch] = []
    at = 0
    for change in differences(old, new):
        same, gone = new[at : change.new.start], old[change.old.start : change.old.end]
        if change.new.start == change.new.end:  # what is gone takes its space along
            gone += _space_after(old, change.old.end)
            if same and not same[-1].isspace():
                gone = _space_before(old, change.old.start) + gone
        found.append(Stretch("same", same))
        found.append(Stretch("removed", gone))
        found.append(Stretch("added", new[change.new.start : change.new.end]))
        at = change.new.end
    found.append(Stretch("same", new[at:]))
    return [stretch for stretch in found if stretch.text]


def _space_after(text: str, at: int) -> str:
    found = _SPACE.match(text, at)  # in place: a copy of the rest for each change would take longer than to compare
    return found[0] if found else ""


def _space_before(text: str, at: int) -> str:
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    return text[start:at]


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """The words that differ, in order; white space alone makes no difference."""
    ours, theirs = _Words(old), _Words(new)
    runs = [
        run
        for i1, i2, j1, j2 in unlike(ours.sentences, theirs.sentences)
        for run in _within(ours, theirs, (ours.ends[i1], ours.ends[i2]), (theirs.ends[j1], theirs.ends[j2]))
    ]
    return tuple(Difference(ours.span(i1, i2), theirs.span(j1, j2)) for i1, i2, j1, j2 in joined(runs, _are_one))


class _Words:
    """The words and punctuation marks of a text, each with its place; `ends[n]` is where its n-th sentence begins.

    Texts and numbers alone are kept: a match or a tuple for each word keeps the garbage collector busy for seconds.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.words: list[str] = _TOKEN.findall(text)
        self.starts = [match.start() for match in _TOKEN.finditer(text)]
        self.ends = self._ends(text)
        self.sentences = [" ".join(self.words[a:b]) for a, b in zip(self.ends, self.ends[1:], strict=False)]

    def span(self, first: int, end: int) -> Span:
        """From the first word to before `end`; for no words the place where they would stand."""
        if first < end:
            return Span(self.starts[first], self._end(end - 1))
        at = self.starts[first] if first < len(self.starts) else self.length
        return Span(at, at)

    def _end(self, word: int) -> int:
        return self.starts[word] + len(self.words[word])

    def _ends(self, text: str) -> list[int]:
        ends, at = [0], 0
        for match in _END.finditer(text):
            at = bisect_right(self.starts, match.end() - 1, at)
            if at > ends[-1]:
                ends.append(at)
        return ends if ends[-1] == len(self.words) else [*ends, len(self.words)]


def _within(ours: _Words, theirs: _Words, i: tuple[int, int], j: tuple[int, int]) -> Iterator[Run]:
    for i1, i2, j1, j2 in unlike(ours.words[slice(*i)], theirs.words[slice(*j)]):
        yield i[0] + i1, i[0] + i2, j[0] + j1, j[0] + j2


def _are_one(one: Run, following: Run) -> bool:
    """Whether only a chance word parts two differences: the words between are no more than either side has."""
    return following[0] - one[1] <= min(_size(one), _size(following), 2)


def _size(run: Run) -> int:
    return max(run[1] - run[0], run[3] - run[2]) // 2
