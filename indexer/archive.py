"""The query's straight line: text, Query, two searches, fusion, marks, Results."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder, open_encoder
from indexer.errors import WrongModel
from indexer.quotes.check import Checker
from indexer.records import Count, Document, Hit, Query, Quotation, Results
from indexer.search.fusion import Candidates, Ranked, rank
from indexer.search.query import plain_text, required
from indexer.search.snippets import marks
from indexer.settings import Settings
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, GRAMS, KEYWORD, VECTORS, Generation, current
from indexer.stores.keyword import KeywordIndex
from indexer.stores.vectors import VectorIndex

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

_DEPTH = 1000
"""How many semantic neighbours are weighed against the keyword matches."""


class Archive:
    """One generation, open for reading; it stays whole whatever a writer does. Safe to share between threads."""

    def __init__(self, generation: Generation, settings: Settings, encoder: Encoder) -> None:
        if generation.manifest.fingerprint != encoder.fingerprint:
            raise WrongModel(
                f"The archive was encoded with {generation.manifest.model!r}, the settings say {encoder.name!r}: "
                f"encode it again with: pressmark index --rebuild --archive {settings.archive} --model {encoder.name}"
            )
        self.generation = generation
        self.settings = settings
        self.encoder = encoder
        self.catalog = Catalog(generation.path / CATALOG)
        self.layout = self.catalog.layout
        self.keyword = KeywordIndex(generation.path / KEYWORD, self.layout.passage_ids, settings.languages)
        self.vectors = VectorIndex(generation.path / VECTORS, settings.threads)

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> Archive:
        """The published generation of the archive in the settings. Raises ArchiveError and EncoderError."""
        return cls(current(settings.archive), settings, encoder or open_encoder(settings))

    def search(self, query: Query) -> Results:
        """The passages that answer the query, best first."""
        allowed = self._allowed(query)
        keyword = self._keyword_scores(query, allowed)
        candidates = self._candidates(query, keyword, allowed)
        ranked = rank(candidates, self.layout, query.mode, self.settings.fusion, self.settings.semantic_weight)
        hits = tuple(self._hit(query, found) for found in ranked[query.offset : query.offset + query.limit])
        return Results(query, hits, self._count(keyword), self.generation.name)

    def document(self, id: str) -> Document:
        """One document, whole. Raises NotFound."""
        return self.catalog.document(id)

    def trace(self, document: Document) -> tuple[Quotation, ...]:
        """The quotations of any text, in the archive or not, each with its source. Raises ArchiveError."""
        return self._checker.check(document)

    def close(self) -> None:
        """Let go of the files."""
        self.catalog.close()
        self.keyword.close()

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.catalog, self.generation.path / GRAMS)

    def _allowed(self, query: Query) -> Mask | None:
        """Which rows filters, phrases and exclusions leave; None for all."""
        mask = self.catalog.mask(query.filters)
        for clause in required(query.clauses):
            matching = self.keyword.matching(clause)
            mask = matching if mask is None else mask & matching
        return mask

    def _keyword_scores(self, query: Query, allowed: Mask | None) -> Scores:
        scores = self.keyword.scores(query.clauses)
        return scores if allowed is None else np.where(allowed, scores, np.float32(0))

    def _candidates(self, query: Query, keyword: Scores, allowed: Mask | None) -> Candidates:
        """Keyword matches and nearest neighbours, at most `_DEPTH` of each, all with their exact cosine."""
        text = plain_text(query)
        if not text:  # nothing but filters or exclusions: whatever they leave
            rows = np.flatnonzero(allowed) if allowed is not None else np.empty(0, np.int64)
            return Candidates(rows, keyword[rows], np.zeros(len(rows), np.float32), np.zeros(len(rows), np.bool_))
        matched = _best(keyword, _DEPTH) if query.mode != "semantic" else np.empty(0, np.int64)
        if query.mode == "keyword":
            none = np.zeros(len(matched), np.float32)
            return Candidates(matched, keyword[matched], none, none.astype(np.bool_))
        vector = self.encoder.encode([text])[0]
        near, cosines = self.vectors.search(vector, _DEPTH, allowed)
        others = np.setdiff1d(matched, near, assume_unique=True)
        rows = np.concatenate([near, others])
        semantic = np.concatenate([cosines, self.vectors.scores(vector, others)])
        return Candidates(rows, keyword[rows], semantic, np.arange(len(rows)) < len(near))

    def _hit(self, query: Query, found: Ranked) -> Hit:
        passage = self.catalog.passage(int(self.layout.passage_ids[found.row]))
        document = self.catalog.document(passage.document_id)
        spans = marks(query, document, passage, self.settings.languages)
        return Hit(document, passage, found.score, found.keyword, found.semantic, spans)

    def _count(self, keyword: Scores) -> Count:
        matched = np.flatnonzero(keyword)
        return Count(len(np.unique(self.layout.documents[matched])), len(matched))


def _best(scores: Scores, k: int) -> NDArray[np.int64]:
    """The rows with a score, the best `k` of them where there are more."""
    rows = np.flatnonzero(scores)
    if len(rows) <= k:
        return rows
    worst_kept = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
    kept: NDArray[np.int64] = rows[scores[rows] >= worst_kept]
    return kept  # ties at the edge all stay, so that results repeat
