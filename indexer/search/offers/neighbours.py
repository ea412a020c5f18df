"""The nearest of the words that there are to one that is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

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
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if len(folded) < _SHORTEST or not folded.isalpha():
            return ""
        edits = 1 if len(folded) < _LONG else 2
        as_long = range(len(folded) - edits, len(folded) + edits + 1)  # no other can be so near
        firsts = folded[0] if len(folded) < _LONG else self._firsts
        words = [word for length in as_long for first in firsts for word in self._parted.get((length, first), ())]
        near = extract(folded, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
        ranked = ((distance, word[0] != folded[0], -self._words[word], word) for word, distance, _ in near)
        return min(ranked, default=("",))[-1]

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
