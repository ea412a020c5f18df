"""The nearest of the words that there are to one that is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from indexer.machine.once import once

_SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""
_LONG = 8
"""Letters from which on two may be wrong, the first among them: `lake` is not `take` misspelt."""


class Neighbours:
    """Folded words, with how many texts or names have each. Safe to share between threads."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words

    def nearest(self, folded: str) -> str:
        """The word that is nearest to one that is not there; empty where none is near.

        Nearness is Damerau-Levenshtein: one edit for words under eight letters, which begin alike, for the first letter
        is seldom the wrong one; two from there on. Of equally near words those that begin alike come first, and of
        these the most frequent.
        """
        if len(folded) < _SHORTEST or not folded.isalpha():
            return ""
        alike, others = [folded[0]], [first for first in self._firsts if first != folded[0]]
        ways = [(1, alike)] if len(folded) < _LONG else [(1, alike), (1, others), (2, alike), (2, others)]
        return next(filter(None, (self._within(edits, firsts, folded) for edits, firsts in ways)), "")

    def _within(self, edits: int, firsts: Sequence[str], folded: str) -> str:
        """The most frequent word that begins with one of these letters and is no more edits away."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        as_long = range(len(folded) - edits, len(folded) + edits + 1)  # no other can be so near
        words = [word for length in as_long for first in firsts for word in self._parted.get((length, first), ())]
        near = extract(folded, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return min((-self._words[word], word) for word, _, _ in near)[1] if near else ""

    @once
    def _parted(self) -> dict[tuple[int, str], list[str]]:
        """The words by length and first letter: a large archive has more of them than can be gone through each time."""
        parted = defaultdict[tuple[int, str], list[str]](list)
        for word in self._words:
            parted[len(word), word[0]].append(word)
        return dict(parted)

    @once
    def _firsts(self) -> list[str]:
        return sorted({first for _, first in self._parted})
