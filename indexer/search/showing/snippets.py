"""What to show of a passage: its best sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from indexer.records import Document, Hit, Passage, Snippet, Span

_LENGTH = 320
"""About how many characters a snippet has; one sentence may be longer."""
_LONGEST = 640
"""No snippet has more: of a longer sentence what stands around most of its marked words is shown."""
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
        beginning = Span(chosen.start, chosen.start + _LENGTH // 2)
        crowd = _crowd(document.text, _within(chosen, marks))
        chosen = _around(document.text, crowd or nearest or beginning, chosen)
    return Snippet(chosen, _within(chosen, marks))


def breaks_off(hit: Hit) -> bool:
    """Whether what is shown of a hit ends within a sentence of its passage."""
    text, passage, end = hit.document.text, hit.passage, hit.snippet.span.end
    ends = (*(passage.start + at for at in passage.sentences), passage.end)
    return end < passage.end and all(text[end:each].strip() for each in ends if each >= end)


def _within(shown: Span, marks: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(m for m in marks if shown.start <= m.start and m.end <= shown.end)


def _crowd(text: str, marks: Sequence[Span]) -> Span | None:
    """From the first to the last of the marks within `_LENGTH` that hold the most different words."""
    best: tuple[int, Span] | None = None
    ends = [m.end for m in marks]
    for at, first in enumerate(marks):
        near = marks[at : max(at + 1, bisect_right(ends, first.start + _LENGTH))]
        different = len({text[m.start : m.end].lower() for m in near})
        if best is None or different > best[0]:
            best = different, Span(first.start, near[-1].end)
    return best[1] if best else None


def _around(text: str, shown: Span, whole: Span) -> Span:
    """A span, or its beginning, with half of `_LENGTH` on either side, from and to white space where some is near."""
    shown = Span(shown.start, min(shown.end, shown.start + _LENGTH))
    start, end = max(whole.start, shown.start - _LENGTH // 2), min(whole.end, shown.end + _LENGTH // 2)
    if start > whole.start and (space := _SPACE.search(text, start, min(start + _NEAR, shown.start))):
        start = space.end()
    if end < whole.end and (space := _SPACE.search(text, max(end - _NEAR, shown.end), end)):
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
