"""A quotation laid beside a source, word by word.

Runs of words that both have are found by shared 3-grams and chained in order, the best chain by dynamic programming.
What lies between two runs is aligned by edit distance (rapidfuzz), the ends as far as they fit. At an ellipsis or an
interruption the source may run on for pages; elsewhere only for a few words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Levenshtein

from indexer.quotes.wording import Quoted, Wording
from indexer.stores.grams import SIZE

_HITS = 4000
_OFTEN = 40
"""A gram that the source has more often than this starts no run."""
_RUNS = 120
_JUMP = 3000
"""Words of the source that an ellipsis or an interruption may leave out."""
_SLIP = 12
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


@dataclass(frozen=True, slots=True)
class _Run:
    i: int
    j: int
    length: int


def align(quoted: Quoted, source: Wording) -> tuple[Step, ...]:
    """The steps that cover all words of the quotation, in order of both texts; empty where nothing aligns."""
    q, s = quoted.numbers, source.words
    segments = [word.segment for word in quoted.words]
    runs = _chain(_runs(quoted, source), segments) or _found_whole(q, s)
    if not runs:
        return ()
    return tuple(merged(_steps(_cut(runs, segments), q, s, segments), segments))


def merged(steps: Iterator[Step], segments: list[int]) -> Iterator[Step]:
    """Steps of one sort in a row as one, with those the source alone has; none reaches over a break."""
    held: Step | None = None
    for step in _without_gaps(steps):
        if held and held.same == step.same and not _is_break(segments, held.i2):
            held = Step(held.same, held.i1, step.i2, held.j1, step.j2)
        else:
            if held:
                yield held
            held = step
    if held:
        yield held


def _runs(quoted: Quoted, source: Wording) -> list[_Run]:
    """Maximal runs of three words or more that both have, the longest where there are many."""
    diagonals: dict[int, list[int]] = defaultdict(list)
    hits = 0
    for i, gram in zip(quoted.gram_places(), quoted.grams(), strict=True):
        places = source.places(gram)
        if len(places) > _OFTEN or hits > _HITS:
            continue
        hits += len(places)
        for j in places.tolist():
            diagonals[j - i].append(i)
    runs = [
        _Run(first, first + offset, last - first + SIZE)
        for offset, starts in diagonals.items()
        for first, last in _stretches(starts)
    ]
    longest = sorted(runs, key=lambda run: (-run.length, run.i, run.j))[:_RUNS]
    return sorted(longest, key=lambda run: (run.i, run.j))


def _stretches(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as stretches that follow one another, first and last of each."""
    first = last = starts[0]
    for start in starts[1:]:
        if start != last + 1:
            yield first, last
            first = start
        last = start
    yield first, last


def _chain(runs: list[_Run], segments: list[int]) -> list[_Run]:
    """The runs, in order in both texts, that give the most words for the least disorder between them."""
    best: list[tuple[float, int, _Run]] = []  # score, place of the run before, the run without what overlaps
    for run in runs:
        top = (float(run.length), -1, run)
        for place, (score, _, before) in enumerate(best):
            overlap = max(before.i + before.length - run.i, before.j + before.length - run.j, 0)
            if overlap >= run.length:
                continue
            kept = _Run(run.i + overlap, run.j + overlap, run.length - overlap)
            cost = _cost(before, kept, segments)
            if cost is not None and score + kept.length - cost > top[0]:
                top = (score + kept.length - cost, place, kept)
        best.append(top)
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain = []
    while at >= 0:
        _, before_at, run = best[at]
        chain.append(run)
        at = before_at
    return chain[::-1]


def _cost(before: _Run, after: _Run, segments: list[int]) -> float | None:
    """What it costs to go from one run to the next; None where that is out of reach."""
    in_quotation = after.i - before.i - before.length
    in_source = after.j - before.j - before.length
    if segments[before.i + before.length - 1] != segments[after.i]:
        return 0.3 * in_quotation + min(1.5, in_source / 200) if in_source <= _JUMP else None
    if in_source > in_quotation + _SLIP:
        return None
    return 0.3 * max(in_quotation, in_source) + 0.2 * abs(in_source - in_quotation)


def _found_whole(q: list[int], s: list[int]) -> list[_Run]:
    """A quotation too short for grams: its words, all of them, at their one place in the source."""
    if not 0 < len(q) < SIZE:
        return []
    places = list(_places(q, s, 0, len(s)))
    return [_Run(0, places[0], len(q))] if len(places) == 1 else []


def _cut(runs: list[_Run], segments: list[int]) -> list[_Run]:
    """Runs that go on over an ellipsis, cut there."""
    pieces = []
    for run in runs:
        first = 0
        for n in range(1, run.length + 1):
            if n == run.length or segments[run.i + n] != segments[run.i + n - 1]:
                pieces.append(_Run(run.i + first, run.j + first, n - first))
                first = n
    return pieces


def _steps(runs: list[_Run], q: list[int], s: list[int], segments: list[int]) -> Iterator[Step]:
    first, last = runs[0], runs[-1]
    yield from _before(q, s, segments, 0, first.i, max(0, first.j - _REACH), first.j)
    for before, after in pairwise(runs):
        yield Step(True, before.i, before.i + before.length, before.j, before.j + before.length)
        yield from _between(q, s, segments, before.i + before.length, after.i, before.j + before.length, after.j)
    yield Step(True, last.i, last.i + last.length, last.j, last.j + last.length)
    end = last.j + last.length
    yield from _after(q, s, segments, last.i + last.length, len(q), end, min(len(s), end + _REACH))


def _between(
    q: list[int], s: list[int], segments: list[int], i1: int, i2: int, j1: int, j2: int
) -> Iterator[Step]:  # fmt: skip
    """Between two runs: by edit distance within a segment; across a break from both ends, what is left is elided."""
    if i1 == i2 or segments[i1 - 1] == segments[i2]:
        if j2 - j1 > 2 * (i2 - i1) + 2 * _SLIP:
            yield Step(False, i1, i2, j1, j2)
        else:
            yield from _edits(q, s, i1, i2, j1, j2)
        return
    left = list(_after(q, s, segments, i1, _segment_end(segments, i1, i2), j1, j2))
    i = left[-1].i2 if left else i1
    j = left[-1].j2 if left else j1
    yield from left
    yield from _before(q, s, segments, i, i2, j, j2)


def _segment_end(segments: list[int], i1: int, i2: int) -> int:
    """The end of the words from `i1` on that belong to the segment of the word before it."""
    i = i1
    while i < i2 and segments[i] == segments[i1 - 1]:
        i += 1
    return i


def _before(
    q: list[int], s: list[int], segments: list[int], i1: int, i2: int, j1: int, j2: int
) -> Iterator[Step]:  # fmt: skip
    """Words `[i1, i2)` of the quotation that end just before word `j2` of the source, segment by segment backwards."""
    steps: list[Step] = []
    while i1 < i2:
        start = i2 - 1
        while start > i1 and segments[start - 1] == segments[i2 - 1]:
            start -= 1
        tied = i2 < len(segments) and segments[i2] == segments[i2 - 1]
        found = list(_fitted(q, s, start, i2, j1, j2, tied, backward=True))
        steps[:0] = found
        i2, j2 = start, found[0].j1
    yield from steps


def _after(
    q: list[int], s: list[int], segments: list[int], i1: int, i2: int, j1: int, j2: int
) -> Iterator[Step]:  # fmt: skip
    """Words `[i1, i2)` of the quotation that begin just at word `j1` of the source, segment by segment."""
    while i1 < i2:
        end = i1 + 1
        while end < i2 and segments[end] == segments[i1]:
            end += 1
        tied = i1 > 0 and segments[i1 - 1] == segments[i1]
        found = list(_fitted(q, s, i1, end, j1, j2, tied, backward=False))
        yield from found
        i1, j1 = end, found[-1].j2


def _fitted(
    q: list[int], s: list[int], i1: int, i2: int, j1: int, j2: int, tied: bool, *, backward: bool
) -> Iterator[Step]:  # fmt: skip
    """One end of a segment against as much of the source as fits it best; a whole segment may also stand further off.

    `tied`: the words belong to the segment of the run beside them, so they can stand nowhere else.
    """
    length = i2 - i1
    if not tied:
        places = list(_places(q[i1:i2], s, j1, j2))
        if places:
            at = places[-1] if backward else places[0]
            yield Step(True, i1, i2, at, at + length)
            return
    if length > _EDGE:
        yield Step(False, i1, i2, j2, j2) if backward else Step(False, i1, i2, j1, j1)
        return
    sizes = range(min(length + _OVERHANG, j2 - j1) + 1)
    ends = [(j2 - size, j2) if backward else (j1, j1 + size) for size in sizes]
    best = min(ends, key=lambda end: _misfit(q[i1:i2], s[end[0] : end[1]]))
    yield from _edits(q, s, i1, i2, *best)


def _misfit(words: list[int], others: list[int]) -> tuple[float, int]:
    """How badly two ends agree: edits count against, words in common for; of two alike the one of like length."""
    common = LCSseq.similarity(words, others)
    return Levenshtein.distance(words, others) - 0.5 * common, abs(len(words) - len(others))


def _places(words: list[int], s: list[int], j1: int, j2: int) -> Iterator[int]:
    """Where the words stand in `[j1, j2)` of the source, in order."""
    for j in range(j1, j2 - len(words) + 1):
        if s[j] == words[0] and s[j : j + len(words)] == words:
            yield j


def _edits(q: list[int], s: list[int], i1: int, i2: int, j1: int, j2: int) -> Iterator[Step]:
    for op in Levenshtein.opcodes(q[i1:i2], s[j1:j2]):
        yield Step(
            op.tag == "equal", i1 + op.src_start, i1 + op.src_end, j1 + op.dest_start, j1 + op.dest_end
        )  # fmt: skip


def _without_gaps(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps, and between them those words of the source that none of them has."""
    j: int | None = None
    for step in steps:
        if j is not None and step.j1 > j:
            yield Step(False, step.i1, step.i1, j, step.j1)
        yield step
        j = step.j2


def _is_break(segments: list[int], i: int) -> bool:
    return 0 < i < len(segments) and segments[i - 1] != segments[i]
