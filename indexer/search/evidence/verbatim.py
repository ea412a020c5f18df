"""A passage that holds the whole query word for word is what was looked for, whatever else is near.

Who pastes a line of a letter wants that letter. Looked for are queries of `LEAST` and more bare words, in passages
that hold all of them; quotation marks, which *require* the words, are the query language's and not needed for this.
So is a query that is typed as one, however short.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from indexer.records import Query, Word
from indexer.search.fusion import Ranking
from indexer.search.language.clauses import typed_as_one
from indexer.search.showing.shown import Shown
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import fold, is_stop_word

LEAST = 4
"""Fewer words stand side by side by chance."""
_FEW = 3
"""To read so many passages costs no more than to ask for another word."""
_READ = 40
"""How many passages are read, at most, the best first."""


def verbatim(query: Query, ranking: Ranking, shown: Shown, keyword: KeywordIndex) -> NDArray[np.bool_]:
    """Which places of the ranking hold the whole query as one run of words."""
    found = np.zeros(len(ranking), dtype=np.bool_)
    if one := typed_as_one(query):
        return keyword.phrase_mask(one)[ranking.rows]
    words = [word for word in query.clauses if isinstance(word, Word) and not word.prefix]
    if len(words) < LEAST or len(words) < len(query.clauses):
        return found
    places = [int(place) for place in _with_all(words, ranking, keyword)[:_READ]]
    run = f" {' '.join(fold(word.text) for word in words)} "
    for place, (document, passage) in shown.read(ranking, places).items():
        found[place] = run in f" {shown.words(document, passage).folded()} "
    return found


def _with_all(words: Iterable[Word], ranking: Ranking, keyword: KeywordIndex) -> NDArray[np.int64]:
    """The places that may hold all the words, known by the fewest: rare words are asked first, until few are left."""

    def common(word: Word) -> tuple[bool, int]:
        return is_stop_word(fold(word.text), keyword.languages), -len(word.text)

    places = np.flatnonzero(ranking.keyword > 0)
    for word in sorted(dict.fromkeys(words), key=common):
        if len(places) <= _FEW:
            break
        places = places[keyword.word_mask(word)[ranking.rows[places]]]
    return places
