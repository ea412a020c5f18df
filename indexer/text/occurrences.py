"""Where the words of a passage may stand in another version of its text: the very words, or words made from them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from indexer.records import Span

CONTEXT = 32
"""Code points before and after a passage that say which of several places it is."""
_COMMON = 1000
"""Words that stand in more places than this are looked at only where what is beside them is the same too."""
LONG = 4000
"""Of a longer passage only head and tail are looked for where its words have changed."""
_HEAD = 1000
_GRAM = 8
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_WINDOWS = 6
_SLACK = 16
"""How much longer than the passage was what its last words have become may be."""


def occurrences(old: str, span: Span, new: str) -> list[Span]:
    """Where the very words stand ("the" in "then" is another word); of very common ones those in a like place."""
    length = span.end - span.start
    found = list(_finds(old[span.start : span.end], new))
    for width in (8, CONTEXT):
        if len(found) > _COMMON:
            before, after = old[max(0, span.start - width) : span.start], old[span.end : span.end + width]
            found = [at for at in found if new.endswith(before, 0, at) or new.startswith(after, at + length)]
    in_word = _splits(old, span.start), _splits(old, span.end)
    return [
        Span(at, at + length)
        for at in found[:_COMMON]
        if (in_word[0] or not _splits(new, at)) and (in_word[1] or not _splits(new, at + length))
    ]


def _finds(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def reworded(old: str, span: Span, new: str) -> Iterator[Span]:
    """Places at which the passage may stand with other words in it."""
    if span.end - span.start > LONG:
        heads = list(reworded(old, Span(span.start, span.start + _HEAD), new))[:3]
        tails = list(reworded(old, Span(span.end - _HEAD, span.end), new))[:3]
        yield from (Span(head.start, tail.end) for head in heads for tail in tails if head.start < tail.end)
        return
    around = Span(max(0, span.start - CONTEXT), min(len(old), span.end + CONTEXT))
    for window in _windows(old[around.start : around.end], new):
        found = _fitted(old, span, around, new, window)
        if found.start < found.end:
            yield found


def _windows(text: str, new: str) -> Iterator[Span]:
    """Stretches of `new` that have many 8-grams of the text in its order, those with most of the rarest first.

    A gram at i in the text and at j in `new` lies on the diagonal j - i. A passage that was lengthened or shortened
    lies on two: so each window may begin as one diagonal has it and end as another.
    """
    wanted, offsets = np.unique(_grams(text), return_index=True)
    grams = _grams(new)
    if not len(wanted) or not len(grams):
        return
    which = np.minimum(np.searchsorted(wanted, grams), len(wanted) - 1)
    hits = np.flatnonzero(wanted[which] == grams)
    which = which[hits]
    width = max(16, len(text) // 8)
    lanes = (hits - offsets[which] + len(text)) // width
    votes = np.bincount(lanes, weights=1 / np.bincount(which)[which], minlength=1)
    votes = votes + np.append(votes[1:], 0)  # a diagonal may lie at the edge of its lane
    best = [int(lane) for lane in np.argsort(-votes, kind="stable")[:_WINDOWS] if votes[lane] > 0]
    edges = []
    for lane in best:
        inside = np.flatnonzero((lanes == lane) | (lanes == lane + 1))
        diagonals = hits[inside] - offsets[which[inside]]
        first, last = np.argmin(offsets[which[inside]]), np.argmax(offsets[which[inside]])
        edges.append((int(diagonals[first]), int(diagonals[last]) + len(text)))
    for start, _ in edges:
        for _, end in edges:
            if len(text) // 2 <= end - start <= 2 * len(text):
                yield Span(max(0, start - _SLACK), min(len(new), end + _SLACK))


def _grams(text: str) -> NDArray[np.uint64]:
    """A number for each run of eight code points."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = max(0, len(codes) - _GRAM + 1)
    numbers = np.zeros(size, dtype=np.uint64)
    for k in range(_GRAM):
        numbers = numbers * _FACTOR + codes[k : k + size]
    return numbers


def _fitted(old: str, span: Span, around: Span, new: str, window: Span) -> Span:
    """The stretch of the window that the passage becomes when it is aligned with its context, in whole words."""
    kept = [
        (around.start + op.src_start + k, window.start + op.dest_start + k)
        for op in Levenshtein.opcodes(old[around.start : around.end], new[window.start : window.end])
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
    start = _edge(kept, span.start, around, window, own=1)
    end = _edge(kept, span.end, around, window, own=0)
    return _in_words(old, span, new, Span(start, end)) if start < end else Span(start, start)


def _edge(kept: list[tuple[int, int]], edge: int, around: Span, window: Span, own: int) -> int:
    """Where an edge of the passage now lies: beside the characters that are kept on its sides, or between them by its
    share. What was put in just there is not the passage's, whose `own` character is the one after (1) or before (0).
    """
    beside = bisect_left(kept, (edge, 0))
    before = kept[beside - 1] if beside else (around.start - 1, window.start - 1)
    after = kept[beside] if beside < len(kept) else (around.end, window.end)
    gap = after[0] - before[0] - 1
    share = (edge - before[0] - 1) / gap if gap else own
    return before[1] + 1 + round(share * (after[1] - before[1] - 1))


def _in_words(old: str, span: Span, new: str, found: Span) -> Span:
    """The stretch widened to whole words, and without white space at its ends, where the passage was so."""
    start, end = found.start, found.end
    if not _splits(old, span.start):
        while _splits(new, start):
            start -= 1
    if not _splits(old, span.end):
        while _splits(new, end):
            end += 1
    while start < end and new[start].isspace() and not old[span.start].isspace():
        start += 1
    while start < end and new[end - 1].isspace() and not old[span.end - 1].isspace():
        end -= 1
    return Span(start, end)


def _splits(text: str, at: int) -> bool:
    """Whether a position lies inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
