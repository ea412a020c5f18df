"""What to show of a passage: its best sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from indexer.records import Document, Passage, Snippet, Span

_LENGTH = 320
"""About how many characters a snippet has; one sentence may be longer."""
_LONGEST = 1000
"""No snippet has more: of a text in which no sentence ends, what stands around its first mark is shown."""
_MOST_SENTENCES = 3
_SPACE = re.compile(r"\s+")
_NEAR = 40
"""Characters within which a place to cut at is looked for."""


def snippet(
    document: Document, sentences: Sequence[Span], marks: Sequence[Span], nearest: Span | None = None
) -> Snippet:
    """The run of one to three of the sentences that holds the most different marked words, the earliest of equals.

    Sentences that a marked phrase runs over are one.
    A passage without marks is shown around its nearest sentence if that is known, else from its beginning.
    """
    best, chosen = -1, Span(sentences[0].start, sentences[-1].end)
    starts, ends = [m.start for m in marks], [m.end for m in marks]  # both ascend: no mark overlaps another
    sentences = _unbroken(sentences, starts, ends)
    words = [document.text[m.start : m.end].lower() for m in marks]
    for first in range(len(sentences)):
        for last in range(first, min(first + _MOST_SENTENCES, len(sentences))):
            span = Span(sentences[first].start, sentences[last].end)
            if last > first and span.end - span.start > _LENGTH:
                break
            if nearest and not (span.start <= nearest.start and nearest.end <= span.end):
                continue
            inside = words[bisect_left(starts, span.start) : bisect_right(ends, span.end)]
            # Words first; among equals a fuller snippet, for what stands around a word is what a reader wants.
            value = 100 * len(set(inside)) + 10 * len(inside) + (last - first)
            if value > best:
                best, chosen = value, span
    if chosen.end - chosen.start > _LONGEST:
        shown = next((m for m in (*marks, *filter(None, [nearest])) if chosen.start <= m.start < chosen.end), chosen)
        chosen = _around(document.text, shown.start, chosen)
    return Snippet(chosen, tuple(m for m in marks if chosen.start <= m.start and m.end <= chosen.end))


def _around(text: str, place: int, whole: Span) -> Span:
    """About `_LENGTH` characters on either side of a place, from and to white space where some is near."""
    start, end = max(whole.start, place - _LENGTH), min(whole.end, place + _LENGTH)
    if start > whole.start and (space := _SPACE.search(text, start, min(start + _NEAR, place))):
        start = space.end()
    if end < whole.end and (space := _SPACE.search(text, max(end - _NEAR, place), end)):
        end = space.start()
    return Span(start, end)


def _unbroken(sentences: Sequence[Span], starts: Sequence[int], ends: Sequence[int]) -> list[Span]:
    """The sentences, those that a mark runs over made one, by where marks start and end."""
    whole: list[Span] = []
    for sentence in sentences:
        before = bisect_left(starts, sentence.start) - 1
        if before >= 0 and whole and ends[before] > sentence.start:
            whole[-1] = Span(whole[-1].start, sentence.end)
        else:
            whole.append(sentence)
    return whole


def sentences(text: str, passage: Passage) -> tuple[Span, ...]:
    """The passage's sentences without the white space around them; the passage itself where it has none."""
    spans = []
    for start, end in pairwise((*passage.sentences, passage.end - passage.start)):
        piece = text[passage.start + start : passage.start + end]
        said = piece.strip()
        if said:
            begin = passage.start + start + piece.index(said)
            spans.append(Span(begin, begin + len(said)))
    return tuple(spans) or (Span(passage.start, passage.end),)
