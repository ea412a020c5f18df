"""Where two sequences of words, or of sentences, differ, in time that grows with their length.

Edit distance (rapidfuzz) looks at each pair, and no other thread runs meanwhile. So long sequences are parted first, by
what each has just once, as much of it as stands in the same order (patience diff,
https://bramcohen.livejournal.com/73318.html), and what lies between two such anchors in the same way. What is still
long, as between registers of lines that come again and again, differs as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

Run = tuple[int, int, int, int]
"""Items `[i1, i2)` of one sequence against items `[j1, j2)` of the other."""
_MOST = 4_000_000
"""So many pairs at most are compared at a time, which takes milliseconds."""
_DEEPEST = 8
"""So often is what lies between two anchors parted again, by what it has just once."""


def unlike(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Run]:
    """The stretches that differ; what is deleted, inserted and replaced side by side is one."""
    return list(_unlike(ours, theirs))


def _unlike(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Iterator[Run]:
    left = [(0, (0, len(ours), 0, len(theirs)))]
    while left:
        depth, gap = left.pop()
        i1, i2, j1, j2 = _without_like_ends(ours, theirs, *gap)
        anchors: list[tuple[int, int]] = []
        if (i2 - i1) * (j2 - j1) > _MOST and depth < _DEEPEST:
            anchors = [(i1 + i, j1 + j) for i, j in _anchors(ours[i1:i2], theirs[j1:j2])]
        if anchors:
            begins = [(i1, j1), *((i + 1, j + 1) for i, j in anchors)]
            gaps = [(i, i_end, j, j_end) for (i, j), (i_end, j_end) in zip(begins, [*anchors, (i2, j2)], strict=True)]
            left += ((depth + 1, gap) for gap in reversed(gaps))
        else:
            yield from _within(ours, theirs, i1, i2, j1, j2)


def _anchors(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where each has what both have just once: the longest increasing subsequence, by patience sorting."""
    there = _once(theirs)
    pairs = [(i, there[item]) for item, i in _once(ours).items() if item in there]
    tops: list[int] = []  # of each pile the place in `theirs`, and the number of the pair
    numbers: list[int] = []
    before: list[int] = []  # of each pair the one on top of the pile to its left, when it was laid
    for number, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(numbers[pile - 1] if pile else -1)
        tops[pile : pile + 1], numbers[pile : pile + 1] = [j], [number]
    found = []
    at = numbers[-1] if numbers else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _once(items: Sequence[Hashable]) -> dict[Hashable, int]:
    """What stands just once, and where, in order."""
    counted = Counter(items)
    return {item: at for at, item in enumerate(items) if counted[item] == 1}


def _without_like_ends(ours: Sequence[Hashable], theirs: Sequence[Hashable], i1: int, i2: int, j1: int, j2: int) -> Run:
    while i1 < i2 and j1 < j2 and ours[i1] == theirs[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and ours[i2 - 1] == theirs[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    return i1, i2, j1, j2


def _within(ours: Sequence[Hashable], theirs: Sequence[Hashable], i1: int, i2: int, j1: int, j2: int) -> Iterator[Run]:
    """The stretches that differ by edit distance; of what has too many pairs the whole."""
    if (i2 - i1) * (j2 - j1) > _MOST:
        yield i1, i2, j1, j2
        return
    runs = (
        (i1 + op.src_start, i1 + op.src_end, j1 + op.dest_start, j1 + op.dest_end)
        for op in Levenshtein.opcodes(ours[i1:i2], theirs[j1:j2])
        if op.tag != "equal"
    )
    yield from joined(runs, lambda one, run: one[1] == run[0] and one[3] == run[2])


def joined(runs: Iterable[Run], are_one: Callable[[Run, Run], bool]) -> Iterator[Run]:
    """The runs, in order, each with those behind it that are one with it."""
    held: Run | None = None
    for run in runs:
        if held and are_one(held, run):
            held = (held[0], run[1], held[2], run[3])
        else:
            if held:
                yield held
            held = run
    if held:
        yield held
