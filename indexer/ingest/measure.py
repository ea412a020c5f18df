"""How much of a text the model reads: its tokens, counted word by word.

Most tokenizers part a text at white space first, so that a word has the same tokens wherever it stands, and each word
of a run is tokenised once. What else there is (a tokenizer to which a space is part of the next word, or a token of
its own) is asked for the tokens of the whole text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.encoders.encoded import room_for_text

MAX_CHARACTERS = 4000
"""No passage is longer, whatever the model says: BERT reads any 100 letters without a space as one token."""
_SPACE = re.compile(r"[^\S\x1c-\x1f]")
"""White space to tokenizers."""
_SPACE_TO_PYTHON = re.compile(r"[\x1c-\x1f]")
"""And to it alone."""
_IS_SPACE = np.array([bool(_SPACE.match(chr(point))) for point in range(0x3002)])
"""Of every code point up to the last that is one, and one more."""
_STRETCH = 50_000
"""Code points that are measured at a time: a tokenizer holds hundreds of bytes a token."""
_LONG = 16
"""A word of more tokens may have to be cut, and is measured token by token."""
_KNOWN = 1_000_000
"""Code points of words whose tokens are remembered, some 15 MB; a longer word is until the next text comes."""
_PROBE = "Sir,  it was 9/11\n\n\tnaïve  “Größe” anti-slavery"

Units = NDArray[np.int64]
"""Words, or tokens: where each begins, where it ends, how many tokens it has; shape `(units, 3)`."""
_PLACES = np.array([1, 1, 0])
"""Of these three those that are places."""


class Measure:
    """Counts tokens for one encoder, in any number of texts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._sizes: dict[str, int] = {}
        self._known = 0

    def ruler(self, text: str) -> Ruler:
        """To measure stretches of this text with."""
        units_of = self._words if self._parts_words else self._tokens
        units = [units_of(stretch) + at * _PLACES for at, stretch in _stretches(text)]
        return Ruler(text, np.concatenate(units), self._limit)

    def too_long(self, text: str) -> bool:
        """Whether the model would not read all of a text that stands alone."""
        return len(self._encoder.tokens(text)) > self._limit

    @cached_property
    def _limit(self) -> int:
        return room_for_text(self._encoder)

    @cached_property
    def _parts_words(self) -> bool:
        """Whether a word has as many tokens by itself as beside others, and white space has none."""
        return len(self._encoder.tokens(_PROBE)) == sum(len(self._encoder.tokens(word)) for word in _PROBE.split())

    def _tokens(self, text: str) -> Units:
        spans = np.array(self._encoder.tokens(text), np.int64).reshape(-1, 2)
        return np.column_stack([spans, np.ones(len(spans), np.int64)])

    def _words(self, text: str) -> Units:
        starts, ends = _places(text)
        slices = map(slice, starts.tolist(), ends.tolist())
        words = list(map(text.__getitem__, slices)) if _SPACE_TO_PYTHON.search(text) else text.split()
        self._learn(words)
        sizes = np.fromiter(map(self._sizes.__getitem__, words), np.int64, len(words))
        units = np.column_stack([starts, ends, sizes])
        long = min(_LONG, self._limit)
        if sizes.max(initial=0) <= long:
            return units
        return np.concatenate([
            self._tokens(word) + unit[0] * _PLACES if unit[2] > long else unit[None]
            for word, unit in zip(words, units, strict=True)
        ])  # fmt: skip

    def _learn(self, words: Iterable[str]) -> None:
        if self._known > _KNOWN:
            self._sizes, self._known = {}, 0
        new = [word for word in dict.fromkeys(words) if word not in self._sizes]
        behind = list(accumulate(len(word) + 1 for word in new))
        ends = [end for _, end in self._encoder.tokens(" ".join(new))] if new else []  # one may begin with a space
        counts = np.bincount(np.searchsorted(behind, ends, "right"), minlength=len(new))
        self._sizes |= zip(new, counts.tolist(), strict=True)
        self._known += behind[-1] if behind else 0


class Ruler:
    """Measures stretches of one text in tokens, 24 bytes a word."""

    def __init__(self, text: str, units: Units, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._starts = _listed(units[:, 0])
        self._ends = _listed(units[:, 1])
        self._before = _listed(np.cumsum(np.append(0, units[:, 2])))
        """Tokens before each word."""

    def fits(self, start: int, end: int) -> bool:
        """Whether the model reads `[start, end)` whole."""
        first, behind = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return self._before[behind] - self._before[first] <= self._limit and end - start <= MAX_CHARACTERS

    def reach(self, start: int, end: int) -> int:
        """The furthest place up to `end` that still fits from `start`: after a word if there is one, else anywhere."""
        first = bisect_right(self._ends, start)
        behind = bisect_right(self._before, self._before[first] + self._limit) - 1
        furthest = min(end, start + MAX_CHARACTERS, self._starts[behind] if behind < len(self._starts) else end)
        if furthest >= end:
            return end
        furthest = max(furthest, start + 1)
        space = max(self._text.rfind(mark, start + 1, furthest) for mark in " \n\t\u3000")
        return space + 1 if space > start + (furthest - start) // 2 else furthest


def _places(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where words begin and where they end."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    outside = _IS_SPACE[np.minimum(points, len(_IS_SPACE) - 1)]
    edges = np.flatnonzero(np.diff(outside, prepend=True, append=True))
    return edges[::2], edges[1::2]


def _listed(numbers: NDArray[np.int64]) -> array[int]:
    """Numbers that are looked at one by one, which NumPy's arrays are slow at."""
    return array("q", numbers.tobytes())


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """A text in parts, and where each begins: they end at white space, where no token goes on."""
    at = 0
    while at < len(text):
        space = _SPACE.search(text, at + _STRETCH)
        end = space.end() if space else len(text)
        yield at, text[at:end]
        at = end
