"""Candidates in their order: both opinions made one, the best weighed again, what holds the whole query first."""

from __future__ import annotations

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_query, encoded_text
from indexer.records import Query
from indexer.search.fusion import Candidates, Ranking, Rows, lifted, rank, reordered
from indexer.search.late import READ, token_by_token
from indexer.search.neighbours import SIZE, smoothed
from indexer.search.shown import Shown
from indexer.search.verbatim import verbatim
from indexer.settings import Settings
from indexer.stores.catalog import Catalog
from indexer.stores.keyword import KeywordIndex
from indexer.stores.vectors import VectorIndex


class Ranker:
    """Ranks the candidates of one generation, as the settings say."""

    def __init__(
        self, catalog: Catalog, keyword: KeywordIndex, vectors: VectorIndex, encoder: Encoder, shown: Shown,
        settings: Settings,
    ) -> None:  # fmt: skip
        self._catalog = catalog
        self._layout = catalog.layout
        self._keyword = keyword
        self._vectors = vectors
        self._encoder = encoder
        self._shown = shown
        self._settings = settings

    def ranked(self, query: Query, candidates: Candidates) -> Ranking:
        """Every candidate in its place."""
        mode = query.mode if query.said else "semantic" if query.like else "keyword"
        ranking = rank(candidates, self._layout, mode, self._settings.fusion, self._settings.semantic_weight)
        if mode != "hybrid":
            return ranking
        if self._settings.fusion == "convex":
            ranking = self._smoothed(self._read_again(query, ranking))
        return lifted(ranking, verbatim(query, ranking, self._shown, self._keyword))

    def _read_again(self, query: Query, ranking: Ranking) -> Ranking:
        """Token by token, where that is asked for."""
        if not (query.thorough or self._settings.thorough):
            return ranking
        said = encoded_query(query.said, self._encoder)
        asked, *read = self._encoder.token_vectors([said, *self._encoded_texts(ranking.rows[:READ])])
        return reordered(ranking, token_by_token(ranking.scores[:READ], asked, read), self._layout)

    def _smoothed(self, ranking: Ranking) -> Ranking:
        """By what their neighbours say."""
        if not self._settings.smoothing:
            return ranking
        best = ranking.rows[:SIZE]
        near, documents = self._vectors.vectors(best), self._layout.documents[best]
        return reordered(ranking, smoothed(ranking.scores[:SIZE], near, documents), self._layout)

    def _encoded_texts(self, rows: Rows) -> list[str]:
        ids = [int(id) for id in self._layout.passage_ids[rows]]
        passages = self._catalog.passages_by_id(ids)
        documents = self._catalog.documents_by_id(sorted({p.document_id for p in passages.values()}))
        return [encoded_text(documents[passages[id].document_id], passages[id], self._encoder) for id in ids]
