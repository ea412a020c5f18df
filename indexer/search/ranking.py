"""Candidates in their order: both opinions made one, the best weighed again, what holds the whole query first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_query, encoded_text
from indexer.records import Query, Word
from indexer.search.evidence.late import READ, late_interaction, read_again, token_weights
from indexer.search.evidence.neighbours import SIZE, smoothed
from indexer.search.evidence.verbatim import verbatim
from indexer.search.fusion import Candidates, Ranking, lifted, rank, reordered
from indexer.search.showing.nearest_sentence import NearestSentence
from indexer.search.showing.shown import Shown
from indexer.settings import Settings
from indexer.stores.keyword import KeywordIndex
from indexer.stores.keyword.bm25f import idf
from indexer.stores.layout import Layout
from indexer.stores.vectors import VectorIndex
from indexer.text.words import words_of

Vectors = NDArray[np.float32]


class Ranker:
    """Ranks the candidates of one generation, as the settings say."""

    def __init__(
        self, layout: Layout, keyword: KeywordIndex, vectors: VectorIndex, encoder: Encoder, shown: Shown,
        nearest: NearestSentence, settings: Settings,
    ) -> None:  # fmt: skip
        self._layout = layout
        self._keyword = keyword
        self._vectors = vectors
        self._encoder = encoder
        self._shown = shown
        self._nearest = nearest
        self._settings = settings

    def ranked(self, query: Query, candidates: Candidates, meaning: Vectors | None) -> Ranking:
        """Every candidate in its place. `meaning` is the query's vector; None where it is asked by words alone."""
        mode = query.mode if query.said else "semantic" if query.like else "keyword"
        ranking = rank(candidates, self._layout, mode, self._settings.fusion, self._settings.semantic_weight)
        if mode != "hybrid":
            return ranking
        if self._settings.fusion == "convex":
            if meaning is not None and (query.thorough or self._settings.thorough):
                ranking = self._read_again(query, ranking, meaning)
            ranking = self._smoothed(ranking)
        return lifted(ranking, verbatim(query, ranking, self._shown, self._keyword))

    def _read_again(self, query: Query, ranking: Ranking, meaning: Vectors) -> Ranking:
        """The best by their tokens and sentences."""
        said = encoded_query(query.said, self._encoder)
        best = list(self._shown.read(ranking, range(min(READ, len(ranking)))).values())
        asked, *read = self._encoder.token_vectors([said, *(encoded_text(d, p, self._encoder) for d, p in best)])
        words = words_of(said, len(said) - len(query.said))
        weights = token_weights(self._encoder.tokens(said)[: len(asked)], words, self._rarity)
        tokens = np.array([late_interaction(asked, weights, passage) for passage in read], dtype=np.float32)
        sentences = self._nearest.cosines(best, meaning)
        return reordered(ranking, read_again(ranking.scores, tokens, sentences), self._layout)

    def _rarity(self, word: str) -> float:
        return idf(self._keyword.size, int(self._keyword.word_mask(Word(word)).sum()))

    def _smoothed(self, ranking: Ranking) -> Ranking:
        """By what their neighbours say."""
        if not self._settings.smoothing:
            return ranking
        best = ranking.rows[:SIZE]
        near, documents = self._vectors.vectors(best), self._layout.documents[best]
        return reordered(ranking, smoothed(ranking.scores[:SIZE], near, documents), self._layout)
