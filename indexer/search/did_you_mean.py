"""The query with its unknown words put as the archive has them: what may have been meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from indexer.records import Query, Word
from indexer.search.clauses import wanted
from indexer.text.words import WORD, fold, is_stop_word

_SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""


def did_you_mean(
    query: Query,
    vocabulary: Mapping[str, int],
    languages: Sequence[str],
    held: Callable[[Word], bool],
    printed: Callable[[str], str],
) -> str:
    """The query with words that the archive does not have put as the nearest that it has; empty if none is near.

    `vocabulary` gives, by folded word, how many passages hold it. Nearness is Damerau-Levenshtein: one edit for
    words under eight letters, two from there on; of equally near words the most frequent.
    `held` says whether a passage has the word, or (of one that is not `exact`) another form of it. Of half a query,
    with a bracket or an OR that joins nothing, none is offered. `printed` gives a folded word as a text has it.
    """
    if not _is_whole(query):
        return ""
    mended = query.text
    for word in _unknown(query, vocabulary, languages, held):
        if better := _nearest(fold(word.text), vocabulary):
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
