"""Where two versions of a text differ, word by word: as written, so that case and punctuation count too.

Sentences and lines that both have are found first, and only what lies between them is compared by words (both by edit
distance, rapidfuzz): a megabyte with a few changes takes no longer than the changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from indexer.records import Span

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
            gone += _space(old[change.old.end :])
            if same and not same[-1].isspace():
                gone = _space(old[: change.old.start][::-1])[::-1] + gone
        found.append(Stretch("same", same))
        found.append(Stretch("removed", gone))
        found.append(Stretch("added", new[change.new.start : change.new.end]))
        at = change.new.end
    found.append(Stretch("same", new[at:]))
    return [stretch for stretch in found if stretch.text]


def _space(text: str) -> str:
    """The white space at the beginning."""
    found = _SPACE.match(text)
    return found[0] if found else ""


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """The words that differ, in order; white space alone makes no difference."""
    ours, theirs = _Words(old), _Words(new)
    runs = [
        run
        for i1, i2, j1, j2 in _unlike(ours.sentences, theirs.sentences)
        for run in _within(ours, theirs, (ours.ends[i1], ours.ends[i2]), (theirs.ends[j1], theirs.ends[j2]))
    ]
    return tuple(Difference(ours.span(i1, i2), theirs.span(j1, j2)) for i1, i2, j1, j2 in _joined(runs))


_Run = tuple[int, int, int, int]
"""Words `[i1, i2)` of one text against words `[j1, j2)` of the other, or sentences."""


class _Words:
    """The words and punctuation marks of a text, each with its span; `ends[n]` is where its n-th sentence begins."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.length = len(text)
        self.words = [match[0] for match in found]
        self.spans = [match.span() for match in found]
        self.ends = self._ends(text)
        self.sentences = [tuple(self.words[a:b]) for a, b in zip(self.ends, self.ends[1:], strict=False)]

    def span(self, first: int, end: int) -> Span:
        """From the first word to before `end`; for no words the place where they would stand."""
        if first < end:
            return Span(self.spans[first][0], self.spans[end - 1][1])
        at = self.spans[first][0] if first < len(self.spans) else self.length
        return Span(at, at)

    def _ends(self, text: str) -> list[int]:
        ends, at = [0], 0
        for match in _END.finditer(text):
            while at < len(self.spans) and self.spans[at][1] <= match.end():
                at += 1
            if at > ends[-1]:
                ends.append(at)
        return ends if ends[-1] == len(self.words) else [*ends, len(self.words)]


def _within(ours: _Words, theirs: _Words, i: tuple[int, int], j: tuple[int, int]) -> Iterator[_Run]:
    for i1, i2, j1, j2 in _unlike(ours.words[slice(*i)], theirs.words[slice(*j)]):
        yield i[0] + i1, i[0] + i2, j[0] + j1, j[0] + j2


def _unlike(ours: Sequence[object], theirs: Sequence[object]) -> list[_Run]:
    """The stretches that differ; what is deleted, inserted and replaced side by side is one."""
    runs: list[_Run] = []
    for op in Levenshtein.opcodes(ours, theirs):
        if op.tag == "equal":
            continue
        if runs and runs[-1][1] == op.src_start and runs[-1][3] == op.dest_start:
            runs[-1] = (runs[-1][0], op.src_end, runs[-1][2], op.dest_end)
        else:
            runs.append((op.src_start, op.src_end, op.dest_start, op.dest_end))
    return runs


def _joined(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Differences that only a chance word parts, as one: the words between are no more than either side has."""
    held: _Run | None = None
    for run in runs:
        if held and run[0] - held[1] <= min(_size(held), _size(run), 2):
            held = (held[0], run[1], held[2], run[3])
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def _size(run: _Run) -> int:
    return max(run[1] - run[0], run[3] - run[2]) // 2
