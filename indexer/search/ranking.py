"""Candidates in their order: both opinions made one, the best weighed again, what holds the whole query first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Reading
from indexer.records import Query
from indexer.search.evidence.late import WEIGHED, directions, late_interaction, weighed_again
from indexer.search.evidence.neighbours import SIZE, smoothed
from indexer.search.evidence.verbatim import verbatim
from indexer.search.fusion import Candidates, Ranking, followed, lifted, rank, reordered
from indexer.search.showing.shown import Shown
from indexer.settings import Settings
from indexer.stores.keyword import KeywordIndex
from indexer.stores.layout import Layout
from indexer.stores.vectors.index import VectorIndex
from indexer.stores.vectors.words import WordVectors
from indexer.text.words import words_of

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]


class Ranker:
    """Ranks the candidates of one generation, as the settings say. One of an earlier format has no word vectors."""

    def __init__(
        self, layout: Layout, keyword: KeywordIndex, vectors: VectorIndex, words: WordVectors | None, shown: Shown,
        settings: Settings,
    ) -> None:  # fmt: skip
        self._layout = layout
        self._keyword = keyword
        self._vectors = vectors
        self._words = words
        self._shown = shown
        self._settings = settings

    def ranked(self, query: Query, candidates: Candidates, reading: Reading | None) -> Ranking:
        """Every candidate in its place. `reading` is what the query says; None where words alone are asked for."""
        mode = query.mode if query.said else "semantic" if query.like else "keyword"
        ranking = rank(candidates, self._layout, mode, self._settings.fusion, self._settings.semantic_weight)
        if mode != "hybrid":
            return ranking
        if self._settings.fusion == "convex":
            first = np.arange(len(ranking)) < SIZE
            best, rest = ranking.take(first), ranking.take(~first)
            if reading is not None and self._words is not None and self._settings.late_interaction:
                best = self._weighed_by_words(query, reading, self._words, best)
            ranking = followed(self._smoothed(best), rest)
        return lifted(ranking, verbatim(query, ranking, self._shown, self._keyword))

    def _weighed_by_words(self, query: Query, reading: Reading, words: WordVectors, ranking: Ranking) -> Ranking:
        """The best by how near their words are to those of the query."""
        asked, weights = self._asked(query, reading, words.mean)
        if not (weights.any() and len(ranking)):
            return ranking
        interaction = late_interaction([words.cosines(asked, row) for row in ranking.rows[:WEIGHED]], weights)
        return reordered(ranking, weighed_again(ranking.scores, interaction), self._layout)

    def _asked(self, query: Query, reading: Reading, mean: Vectors) -> tuple[Vectors, Scores]:
        """The direction of each word of the query that the model reads, and how rare it is: `(n, dim)` and `(n,)`."""
        words = list(words_of(reading.text, len(reading.text) - len(query.said)))  # none of the model's prompt
        starts, ends = np.array(reading.spans, dtype=np.int64).reshape(-1, 2).T
        of_words = np.array([(starts < word.end) & (ends > word.start) for word in words], dtype=np.bool_)
        of_words = of_words.reshape(len(words), len(starts))
        read = np.flatnonzero(of_words.any(axis=1))  # a long query is cut short, and some models tell of no tokens
        weights = np.array([self._keyword.rarity(words[at].folded) for at in read], dtype=np.float32)
        return directions(reading.tokens, of_words[read], mean), weights

    def _smoothed(self, ranking: Ranking) -> Ranking:
        """By what their neighbours say."""
        if not self._settings.smoothing:
            return ranking
        near, documents = self._vectors.vectors(ranking.rows), self._layout.documents[ranking.rows]
        return reordered(ranking, smoothed(ranking.scores, near, documents), self._layout)
