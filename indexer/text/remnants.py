"""What is left of a passage in another version of its text: runs of its words that stand there word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from indexer.records import Span
from indexer.text.words import WORD

_SEED = 5
"""So many words in one run are looked for: fewer stand together by accident."""


def remnants(old: str, span: Span, new: str) -> list[Span]:
    """Where in `new` runs of the passage's words stand, each as far as it goes; the longest first.

    What stands between the words does not count.
    """
    ours = [match[0] for match in WORD.finditer(old, span.start, span.end)]
    places = [match.span() for match in WORD.finditer(new)]
    theirs = [new[start:end] for start, end in places]
    found = [Span(places[first][0], places[last][1]) for first, last in _runs(ours, theirs)]
    return sorted(found, key=lambda run: (run.start - run.end, run.start))


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and last word of each run of `ours` in `theirs`. It begins from words that stand once in `ours`."""
    seeds: dict[tuple[str, ...], int] = {}
    for i in range(len(ours) - _SEED + 1):
        seed = tuple(ours[i : i + _SEED])
        seeds[seed] = -1 if seed in seeds else i
    at = 0
    while at <= len(theirs) - _SEED:
        i = seeds.get(tuple(theirs[at : at + _SEED]), -1)
        if i < 0:
            at += 1
            continue
        back = _alike(ours, i - 1, theirs, at - 1, -1)
        ahead = _alike(ours, i, theirs, at, 1)
        yield at - back, at + ahead - 1
        at += ahead


def _alike(ours: Sequence[str], i: int, theirs: Sequence[str], at: int, step: int) -> int:
    """How many words are the same from two places on, forwards or backwards. No stretch is copied: texts are long."""
    last, end = (-1, -1) if step < 0 else (len(ours), len(theirs))
    both = zip(range(i, last, step), range(at, end, step), strict=False)
    return sum(1 for _ in takewhile(lambda pair: ours[pair[0]] == theirs[pair[1]], both))
