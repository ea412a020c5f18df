"""Other words: what may have been meant, and what may be about to be typed. Both from the archive's own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.records import Query, Word
from indexer.search.clauses import wanted
from indexer.search.wordforms import WordForms
from indexer.text.words import WORD, fold, is_stop_word, words_of

_SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something of the archive that begins as typed: `kind` is title, person, place or word."""

    text: str
    kind: str
    documents: int


class Suggester:
    """Finds titles, names and words by the beginning of any word in them, in the order of how much they are of.

    They are ranked once, here: of all that begin as typed, be they most of the archive, the best are those of low rank.
    """

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        self._ranked = sorted(set(suggestions), key=_rank)
        entries = []
        for rank, suggestion in enumerate(self._ranked):
            folded = [word.folded for word in words_of(suggestion.text)]
            entries += [(" ".join(folded[i:]), rank) for i in range(len(folded))]
        entries.sort()
        self._keys = [key for key, _ in entries]
        self._ranks = np.array([rank for _, rank in entries], dtype=np.int32)

    def suggest(self, typed: str, limit: int, forms: WordForms) -> list[Suggestion]:
        """What has a word that begins so; nothing for less than two letters. Words are given as texts print them."""
        beginning = " ".join(word.folded for word in words_of(typed))
        if len(beginning) < 2:
            return []
        first = bisect_left(self._keys, beginning)
        last = bisect_left(self._keys, beginning + "\U0010ffff", lo=first)
        found = np.zeros(len(self._ranked), dtype=np.bool_)  # by rank: so what has two such words is found once
        found[self._ranks[first:last]] = True
        best = [self._ranked[rank] for rank in np.flatnonzero(found)[:limit]]
        told = [
            Suggestion(forms.printed(s.text), s.kind, forms.documents(s.text)) if s.kind == "word" else s for s in best
        ]
        return sorted(told, key=_rank)


def _rank(suggestion: Suggestion) -> tuple[int, str, str]:
    return -suggestion.documents, suggestion.kind, suggestion.text


def did_you_mean(
    query: Query,
    vocabulary: Mapping[str, int],
    languages: Sequence[str],
    held: Callable[[Word], bool],
    printed: Callable[[str], str],
) -> str:
    """The query with the words that the archive does not have put as the nearest that it has; empty if none is near.

    `vocabulary` gives, by folded word, how many passages hold it. Nearness is Damerau-Levenshtein: one edit for
    words under eight letters, two from there on; of equally near words the most frequent.
    `held` says whether a passage has the word, or (of one that is not `exact`) another form of it. Of half a query,
    with a bracket or an OR that joins nothing, none is offered. `printed` gives a folded word as a text has it.
    """
    if not _is_whole(query):
        return ""
    mended = query.text
    for word in _unknown(query, vocabulary, languages, held):
        better = _nearest(fold(word.text), vocabulary)
        if not better:
            return ""
        mended = _put(mended, word.text, printed(better))
    return mended if mended != query.text else ""


def _is_whole(query: Query) -> bool:
    words = query.text.split()
    return not {"(", ")", '"'}.intersection(query.ignored) and "OR" not in (*words[:1], *words[-1:])


def _unknown(
    query: Query, vocabulary: Mapping[str, int], languages: Sequence[str], held: Callable[[Word], bool]
) -> list[Word]:
    words = [c for c in wanted(query.clauses) if isinstance(c, Word)]
    words += [Word(w, exact=c.exact) for c in wanted(query.clauses) if not isinstance(c, Word) for w in c.words]
    folded = {w: fold(w.text) for w in words if not w.prefix}
    return [
        word
        for word, text in folded.items()
        if text not in vocabulary and not is_stop_word(text, languages) and not held(word)
    ]


def _nearest(folded: str, vocabulary: Mapping[str, int]) -> str:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if len(folded) < _SHORTEST or not folded.isalpha():
        return ""
    edits = 1 if len(folded) < 8 else 2
    near = extract(folded, list(vocabulary), scorer=OSA.distance, score_cutoff=edits, limit=20)
    ranked = sorted((distance, -vocabulary[word], word) for word, distance, _ in near)
    return ranked[0][2] if ranked else ""


def _put(text: str, word: str, better: str) -> str:
    return WORD.sub(lambda m: better if m[0] == word else m[0], text)
