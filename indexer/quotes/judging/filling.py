"""What a quotation has before, between and after the runs of words that it shares with its source.

It is aligned by edit distance (rapidfuzz), the ends as far as they fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Levenshtein

SLIP = 12
"""Words that the source may have more than the quotation between two runs."""
_REACH = 400
"""How far around its neighbours a short segment without a run of its own is looked for."""
_OVERHANG = 3
"""How many more words than the quotation's the source may have there."""
_EDGE = 40
"""The longest end of a quotation, in words, that is aligned without a run."""


@dataclass(frozen=True, slots=True)
class Step:
    """Words `[i1, i2)` of the quotation against words `[j1, j2)` of the source; `same` where they are equal."""

    same: bool
    i1: int
    i2: int
    j1: int
    j2: int


def is_break(segments: Sequence[int], i: int) -> bool:
    """Whether one segment of a quotation ends and another begins before word `i`. `segments` are of its words."""
    return 0 < i < len(segments) and segments[i - 1] != segments[i]


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of a quotation, the segment of each, and the words of a source. A `range` is a stretch of either."""

    quoted: list[int]
    segments: list[int]
    source: list[int]

    def filled(self, runs: list[Step]) -> Iterator[Step]:
        """The runs with steps before, between and after them, for all words of the quotation."""
        first, last = runs[0], runs[-1]
        yield from self._before(range(first.i1), range(max(0, first.j1 - _REACH), first.j1))
        for run, following in pairwise(runs):
            yield run
            yield from self._between(range(run.i2, following.i1), range(run.j2, following.j1))
        yield last
        end = min(len(self.source), last.j2 + _REACH)
        yield from self._after(range(last.i2, len(self.quoted)), range(last.j2, end))

    def places(self, quoted: range, source: range) -> Iterator[int]:
        """Where these words of the quotation stand in this stretch of the source, in order."""
        words = self._quoted(quoted)
        for at in range(source.start, source.stop - len(words) + 1):
            if self.source[at] == words[0] and self.source[at : at + len(words)] == words:
                yield at

    def by_segment(self, quoted: range) -> list[range]:
        """These words of the quotation, segment by segment."""
        breaks = [i for i in quoted[1:] if is_break(self.segments, i)]
        return [range(*ends) for ends in pairwise([quoted.start, *breaks, quoted.stop])] if quoted else []

    def _is_inside(self, i: int) -> bool:
        """Whether the words on either side, if there are two, are of one segment."""
        return 0 < i < len(self.segments) and self.segments[i - 1] == self.segments[i]

    def _between(self, quoted: range, source: range) -> Iterator[Step]:
        """By edit distance within a segment; across a break from both ends, and what is left is elided."""
        if not quoted or self.segments[quoted.start - 1] == self.segments[quoted.stop]:
            if len(source) > 2 * (len(quoted) + SLIP):
                yield _unlike(quoted, source)
            else:
                yield from self._edits(quoted, source)
            return
        end = self._end_of_segment(quoted)
        left = list(self._after(range(quoted.start, end), source))
        yield from left
        yield from self._before(range(end, quoted.stop), range(left[-1].j2 if left else source.start, source.stop))

    def _end_of_segment(self, quoted: range) -> int:
        """Where, in these words, the segment of the word before them ends."""
        return next((i for i in quoted if self.segments[i] != self.segments[quoted.start - 1]), quoted.stop)

    def _before(self, quoted: range, source: range) -> Iterator[Step]:
        """Words of the quotation that end just where this stretch of the source does, segment by segment backwards."""
        steps: list[Step] = []
        for words in reversed(self.by_segment(quoted)):
            found = list(self._fitted(words, source, tied=self._is_inside(words.stop), backward=True))
            steps[:0] = found
            source = range(source.start, found[0].j1)
        yield from steps

    def _after(self, quoted: range, source: range) -> Iterator[Step]:
        """Words of the quotation that begin just where this stretch of the source does, segment by segment."""
        for words in self.by_segment(quoted):
            found = list(self._fitted(words, source, tied=self._is_inside(words.start), backward=False))
            yield from found
            source = range(found[-1].j2, source.stop)

    def _fitted(self, quoted: range, source: range, *, tied: bool, backward: bool) -> Iterator[Step]:
        """One end of a segment where the source has it, else against as much of the source as fits it best.

        `tied`: the words belong to the segment of the run beside them, so they stand near it, a lone word within reach.
        """
        near = len(quoted) + (SLIP if len(quoted) > 1 else _OVERHANG)
        if places := list(self.places(quoted, _end(source, near, backward) if tied else source)):
            at = places[-1] if backward else places[0]
            yield Step(True, quoted.start, quoted.stop, at, at + len(quoted))
            return
        if len(quoted) > _EDGE:
            yield _unlike(quoted, _end(source, 0, backward))
            return
        sizes = range(min(len(quoted) + _OVERHANG, len(source)) + 1)
        ends = [_end(source, size, backward) for size in sizes]
        yield from self._edits(quoted, min(ends, key=lambda end: self._misfit(quoted, end)))

    def _misfit(self, quoted: range, source: range) -> tuple[float, int]:
        """How badly two ends agree: edits count against, words in common for; of two alike the one of like length."""
        words, others = self._quoted(quoted), self._source(source)
        common = LCSseq.similarity(words, others)
        return Levenshtein.distance(words, others) - 0.5 * common, abs(len(words) - len(others))

    def _edits(self, quoted: range, source: range) -> Iterator[Step]:
        i, j = quoted.start, source.start
        for op in Levenshtein.opcodes(self._quoted(quoted), self._source(source)):
            yield Step(op.tag == "equal", i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end)

    def _quoted(self, stretch: range) -> list[int]:
        return self.quoted[stretch.start : stretch.stop]

    def _source(self, stretch: range) -> list[int]:
        return self.source[stretch.start : stretch.stop]


def _unlike(quoted: range, source: range) -> Step:
    return Step(False, quoted.start, quoted.stop, source.start, source.stop)


def _end(stretch: range, size: int, backward: bool) -> range:
    """Its last words backward, its first else; all if it has no more."""
    return stretch[max(0, len(stretch) - size) :] if backward else stretch[:size]
