"""A passage that holds the whole query word for word is what was looked for, whatever else is near.

Who pastes a line of a letter wants that letter. Looked for are queries of `LEAST` and more bare words, in passages
that hold all of them; quotation marks, which *require* the words, are the query language's and not needed for this.
So is a query that is typed as one, however short. Two words are enough where they are all of a heading or a title.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from indexer.records import Document, Passage, Query, Word
from indexer.search.fusion import Ranking
from indexer.search.language.clauses import typed_as_one
from indexer.search.showing.shown import Shown
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import fold, folded_words, is_stop_word

LEAST = 4
"""Fewer words stand side by side by chance."""
_FEW = 3
"""To read so many passages costs no more than to ask for another word."""
_READ = 40
"""How many passages are read, at most, the best first."""
_READ_ANYWAY = 10
"""The same for a query of fewer words: a page of hits."""


def verbatim(query: Query, ranking: Ranking, shown: Shown, keyword: KeywordIndex) -> NDArray[np.bool_]:
    """Which places of the ranking hold the whole query as one run of words, or are titled or headed by it."""
    found = np.zeros(len(ranking), dtype=np.bool_)
    if one := typed_as_one(query):
        return keyword.phrase_mask(one)[ranking.rows]
    words = [word for word in query.clauses if isinstance(word, Word) and not word.prefix]
    if not words[1:] or len(words) < len(query.clauses):
        return found
    asked = [fold(word.text) for word in words]
    run = f" {' '.join(asked)} "
    many = len(words) >= LEAST
    places = [int(place) for place in _with_all(words, ranking, keyword)[: _READ if many else _READ_ANYWAY]]
    titled: set[str] = set()
    for place, (document, passage) in shown.read(ranking, places).items():
        found[place] = many and run in f" {shown.words(document, passage).folded()} "
        found[place] |= asked in _headings(document, passage)
        if document.id not in titled and asked == folded_words(document.title):  # its best passage stands for it
            found[place] = True
            titled.add(document.id)
    return found


def _headings(document: Document, passage: Passage) -> list[list[str]]:
    """The words of each heading in the passage."""
    within = (b for b in document.blocks if b.kind == "heading" and passage.start <= b.start < passage.end)
    return [folded_words(document.text[block.start : block.end]) for block in within]


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
