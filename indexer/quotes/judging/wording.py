"""A text, and a quotation, as sequences of words that can be compared: folded, numbered, each with its span."""

from __future__ import annotations

import re
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from indexer.records import Span
from indexer.stores.grams import SIZE, Numbers, grams_of, number_of, numbers_of
from indexer.text.notemarks import without_note_marks
from indexer.text.words import WORD, parted

_BRACKETED = re.compile(r"\[[^\[\]]{0,400}\]")
ELLIPSIS = re.compile(r"\[?\s?(?:…|\.\s?\.\s?\.(?:\s?\.)?|\*\s\*\s\*)\s?\]?")
_SPEAKER = re.compile(r"\s*[A-Z][A-Z .’'-]{1,30}:(?=\s)")
_BRACKET = re.compile(r"[\[\]]")
_JOINED = re.compile(r"[^\W_]\]?[\[\]]\[?[^\W_]")
_SENTENCE_ENDS = re.compile(r"[.!?]|\n\s*\n")
_ROUND_MARK = re.compile(r"\(\d{1,3}\)")
_LONGEST = 200
"""No word has more code points, the marks and spaces of two lines included."""
_RUNS_ON = re.compile(r"[\s>]*(?:(?:\"|[“„‟«»‘’‚‛'`]|``|''|’’|‘‘)[\s>]*)?")


class Wording:
    """All the words of a document's text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers: Numbers = numbers_of(text)

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def spans(self) -> Spans:
        """Where each word stands."""
        return Spans(_edges_in_ascii(self.text) if self.text.isascii() else _edges_in(self.text))

    @cached_property
    def words(self) -> list[int]:
        """The numbers as plain values, as the alignment compares them."""
        values: list[int] = self.numbers.tolist()
        return values

    @cached_property
    def grams(self) -> Numbers:
        """The gram at each word but the last two."""
        return grams_of(self.numbers)

    def begins_sentence(self, j: int) -> bool:
        """Whether a sentence ends before word `j`, which may be that after the last. A mark of a note belongs to it."""
        if not 0 < j < len(self):
            return True
        start, end = self.spans[j - 1]
        if _SENTENCE_ENDS.search(self.text, end, self.spans[j][0]):
            return True
        return _ROUND_MARK.fullmatch(self.text, max(0, start - 1), end + 1) is not None and self.begins_sentence(j - 1)

    def places(self, grams: Numbers) -> list[NDArray[np.int64]]:
        """The words at which each of some grams begins."""
        order, ordered = self._sorted
        starts, ends = np.searchsorted(ordered, grams), np.searchsorted(ordered, grams, "right")
        return [order[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    @cached_property
    def _sorted(self) -> tuple[NDArray[np.int64], Numbers]:
        order = np.argsort(self.grams, kind="stable")
        return order, self.grams[order]


class Spans(Sequence[tuple[int, int]]):
    """Where the words of a text begin and end, both in one row of numbers: as tuples they took ten times the memory."""

    def __init__(self, edges: array[int]) -> None:
        self._edges = edges

    def __len__(self) -> int:
        return len(self._edges) // 2

    @overload
    def __getitem__(self, at: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if at < 0:
            raise IndexError(at)
        return self._edges[2 * at], self._edges[2 * at + 1]


def _edges_in(text: str) -> array[int]:
    return array("q", chain.from_iterable(map(re.Match.span, WORD.finditer(text))))


def _edges_in_ascii(text: str) -> array[int]:
    """As `words_in` parts such a text: a small part of what the expression costs."""
    signs = np.frombuffer(parted(without_note_marks(text)).encode(), dtype=np.uint8)
    return array("q", np.flatnonzero(np.diff(signs != ord(" "), prepend=False, append=False)).tobytes())


class QuotedWord(NamedTuple):
    """One word of a quotation. `segment` counts the stretches between ellipses and between parts."""

    number: int
    start: int
    end: int
    segment: int
    part: int


@dataclass(frozen=True)
class Quoted:
    """The words of a quotation that its source should have: without what stands in brackets or names the speaker.

    `sentences` are the places of the words, but for the first, that begin a sentence.
    """

    words: tuple[QuotedWord, ...]
    brackets: tuple[Span, ...]
    sentences: frozenset[int] = frozenset()

    @cached_property
    def numbers(self) -> list[int]:
        """The words as numbers."""
        return [word.number for word in self.words]

    @cached_property
    def gram_places(self) -> list[int]:
        """The words at which a gram begins: those whose next two are in the same segment."""
        words = self.words
        return [i for i in range(len(words) - SIZE + 1) if words[i].segment == words[i + SIZE - 1].segment]

    @cached_property
    def grams(self) -> Numbers:
        """The grams at `gram_places`."""
        grams: Numbers = grams_of(np.array(self.numbers, dtype=np.uint64))[self.gram_places]
        return grams


def quoted_words(text: str, parts: Sequence[Span]) -> Quoted:
    """The words of the quotation in `parts` of a text."""
    words: list[QuotedWord] = []
    brackets: list[Span] = []
    segment = 0
    for place, part in enumerate(parts):
        breaks = deque(m.start() for m in ELLIPSIS.finditer(text, part.start, part.end))
        inserted = deque(Span(*m.span()) for m in _BRACKETED.finditer(text, part.start, part.end))
        brackets += [span for span in inserted if WORD.search(text, span.start, span.end)]
        if speaker := _SPEAKER.match(text, part.start, part.end):
            inserted.appendleft(Span(*speaker.span()))
        for start, end in _spans(text, part):
            while breaks and breaks[0] < start:
                breaks.popleft()
                segment += 1
            while inserted and inserted[0].end < end:
                inserted.popleft()
            if inserted and inserted[0].start <= start:
                continue
            written = text[start:end].replace("[", "").replace("]", "")
            words.append(QuotedWord(number_of(written), start, end, segment, place))
        if place + 1 < len(parts) and not runs_on(text, part, parts[place + 1]):
            segment += 1
    whole = tuple(_mended(text, words))
    return Quoted(whole, tuple(brackets), frozenset(_sentences(text, whole)))


def _sentences(text: str, words: Sequence[QuotedWord]) -> Iterator[int]:
    """The words before which a sentence ends."""
    for i, (word, following) in enumerate(pairwise(words), start=1):
        if _SENTENCE_ENDS.search(text, word.end, following.start):
            yield i


def _mended(text: str, words: Sequence[QuotedWord]) -> Iterator[QuotedWord]:
    """The words, one that a line's end cut in two (`ban-`, `“dages`) made whole."""
    held: QuotedWord | None = None
    for word in words:
        near = held and held.part < word.part and word.end - held.start < _LONGEST
        if held and near and held.segment == word.segment and text[held.end] in "-‐\xad":
            whole = text[held.start : held.end] + text[word.start : word.end]
            if not any(sign.isalnum() for sign in text[held.end : word.start]):
                word = QuotedWord(number_of(whole), held.start, word.end, held.segment, held.part)
                held = None
        if held:
            yield held
        held = word
    if held:
        yield held


def runs_on(text: str, part: Span, following: Span) -> bool:
    """Whether nothing parts the two but the mark that is set again before each line or paragraph."""
    return _RUNS_ON.fullmatch(text, part.end, following.start) is not None


def _spans(text: str, part: Span) -> list[tuple[int, int]]:
    """The words of a part; `[i]t` and `work[ed]` are one word each."""
    found = list(map(re.Match.span, WORD.finditer(text, part.start, part.end)))
    if not _BRACKET.search(text, part.start, part.end):
        return found
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start - spans[-1][1] <= 2 and _JOINED.fullmatch(text, spans[-1][1] - 1, start + 1):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
