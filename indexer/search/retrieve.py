"""Both searches over one generation: what may be found, what the words match, what is near in meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder, Reading
from indexer.encoders.encoded import encoded_query, understood
from indexer.errors import at_fault
from indexer.machine.once import once
from indexer.records import Count, Exemplar, Filters, Query, Word
from indexer.search.example import moved
from indexer.search.fusion import Candidates, Mask, Ranking, Rows, Scores
from indexer.search.language.clauses import must_occur
from indexer.search.language.weighing import ranking_words
from indexer.search.matching import Matcher
from indexer.stores.catalog.reader import Catalog
from indexer.stores.kept import Kept
from indexer.stores.keyword import KeywordIndex
from indexer.stores.layout import Layout
from indexer.stores.vectors.index import VectorIndex

Vectors = NDArray[np.float32]

_MOST_TOKENS = 4000
"""Of queries whose reading is kept: one vector each."""
_LETTER = 12
"""Passages that a long letter has, in which words far apart are of one matter still."""
DEPTH = 1000
"""How many keyword matches and how many nearest neighbours are weighed against each other, the best of each."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What filters and required clauses leave, and the keyword scores within it.

    `allowed` is None where everything is; `scores` are 0 where no word matches; `ceiling` as in KeywordIndex.
    `asked` and `unfiltered` are the same two without the filters. `must_occur` says that what is allowed has what was
    asked for, be it of words that are not ranked by.
    """

    allowed: Mask | None
    scores: Scores
    ceiling: float
    asked: Mask | None
    unfiltered: Scores
    must_occur: bool = False

    def within(self, rows: Mask) -> Matched:
        """The same of these rows alone."""
        allowed = rows if self.allowed is None else rows & self.allowed
        return replace(self, allowed=allowed, scores=np.where(rows, self.scores, np.float32(0)))

    def rows(self) -> Mask:
        """The rows matched by words; where no words were asked for, all that the filters leave."""
        if self.allowed is None or (self.ceiling and not self.must_occur):
            return self.scores > 0
        return self.allowed

    def documents(self, layout: Layout) -> Mask:
        """Which documents are matched by words, by place."""
        return layout.documents_of(self.rows())

    def count(self, documents: Mask) -> Count:
        """How many passages are matched by words, exactly, in how many documents: those of `documents`."""
        return Count(int(np.count_nonzero(documents)), int(np.count_nonzero(self.rows())))


class Retriever:
    """Asks the stores of one generation."""

    def __init__(self, catalog: Catalog, keyword: KeywordIndex, vectors: VectorIndex, encoder: Encoder) -> None:
        self.layout = catalog.layout
        self._catalog = catalog
        self._keyword = keyword
        self._vectors = vectors
        self._encoder = encoder
        self._matcher = Matcher(catalog, keyword)
        self._readings: Kept[str, Reading] = Kept(_MOST_TOKENS)

    def match(self, query: Query) -> Matched:
        """What the words match within what may be found."""
        scores, ceiling = self._keyword.scores(ranking_words(query, self._keyword.languages))
        asked = self._matcher.asked(query)
        return self._filtered(query.filters, asked, scores, ceiling, must_occur(query.clauses))

    def rows_without(self, query: Query, matched: Matched, field: str) -> Mask:
        """The rows matched if the query did not filter by `field`, so that its other values can be offered."""
        freed: Any = {field: ()}
        filters = replace(query.filters, **freed)
        left = self._filtered(filters, matched.asked, matched.unfiltered, matched.ceiling, matched.must_occur)
        if left.allowed is None and not left.ceiling:  # the filter was all that was asked for
            return np.ones(self._keyword.size, dtype=np.bool_)
        return left.rows()

    def _filtered(
        self, filters: Filters, asked: Mask | None, scores: Scores, ceiling: float, must_occur: bool
    ) -> Matched:
        filtered = self._catalog.mask(filters)
        allowed = filtered if asked is None else asked if filtered is None else asked & filtered
        kept = scores if allowed is None else np.where(allowed, scores, np.float32(0))
        return Matched(allowed, kept, ceiling, asked, scores, must_occur)

    def candidates(self, query: Query, matched: Matched) -> Candidates:
        """Keyword matches and nearest neighbours, `DEPTH` of each and equals of the last, all with their exact cosine.

        All keyword matches where meaning has no say, where they are put in another order than the best first, and where
        something has to occur: who asks for what is there can walk to its end.
        """
        vector = self.meaning(query)
        if vector is None:  # by words alone, or nothing but filters
            rows = np.flatnonzero(matched.rows())
            none = np.zeros(len(rows), np.float32)
            return Candidates(rows, matched.scores[rows], none, none.astype(np.bool_), matched.ceiling)
        worded = self._worded(query, matched)
        allowed = self._without_examples(query, matched.allowed)
        near, cosines = self._vectors.search(vector, DEPTH, allowed)
        beyond = np.zeros(self._keyword.size, dtype=np.bool_)
        beyond[worded] = True if allowed is None else allowed[worded]
        beyond[near] = False
        others = np.flatnonzero(beyond)
        rows = np.concatenate([near, others])
        semantic = np.concatenate([cosines, self._vectors.scores(vector, others)])
        return Candidates(rows, matched.scores[rows], semantic, np.arange(len(rows)) < len(near), matched.ceiling)

    def _worded(self, query: Query, matched: Matched) -> Rows:
        if query.mode != "hybrid":
            return np.empty(0, np.int64)
        if matched.must_occur or (matched.ceiling and query.sort != "relevance"):  # a filter alone is no word
            return np.flatnonzero(matched.rows())
        return _best(matched.scores, DEPTH)

    def with_all(self, query: Query, matched: Matched, ranking: Ranking) -> Mask:
        """Which places have all the words that the query is ranked by, or are the first of a document that has all.

        Of a letter that has one word on each page no passage has many: so the document is an answer, but only its best
        passage with one of them is. Not of a book, which has most words somewhere.
        """
        words = set(ranking_words(query, self._keyword.languages))
        if not words:
            return np.zeros(len(ranking), dtype=np.bool_)
        passages, documents = self._with_all(words, matched.allowed)
        of = self.layout.documents[ranking.rows]
        worded = np.flatnonzero(documents[of] & (ranking.keyword > 0))
        firsts = worded[np.unique(of[worded], return_index=True)[1]]
        held = passages[ranking.rows]
        held[firsts] = True
        return held

    def _with_all(self, words: Iterable[Word], allowed: Mask | None) -> tuple[Mask, Mask]:
        """Which rows have all of the words in what may be found, and which documents, by place."""
        passages = np.ones(self._keyword.size, dtype=np.bool_) if allowed is None else allowed.copy()
        documents = self.layout.documents_of(passages) & self._short
        for word in words:
            held = self._keyword.word_mask(word)
            held = held if allowed is None else held & allowed
            passages &= held
            documents &= self.layout.documents_of(held)
            if not (passages.any() or documents.any()):  # the words of a long query are many
                break
        return passages, documents

    @once
    def _short(self) -> Mask:
        """Which documents, by place, are no longer than a long letter."""
        return np.bincount(self.layout.documents) <= _LETTER

    def meaning(self, query: Query) -> Vectors | None:
        """What the query means; None where it is asked by words alone or says nothing."""
        if query.mode == "keyword":
            return None
        reading = self.reading(query)
        said = None if reading is None else reading.vector
        if not (query.like or query.unlike):
            return said
        like, unlike = (
            self._vectors.vectors(self._rows_of(name, given))
            for name, given in (("like", query.like), ("unlike", query.unlike))
        )
        return moved(said, like, unlike)

    def reading(self, query: Query) -> Reading | None:
        """What the query says, as the model reads it; None where words alone are asked for, or nothing that it knows.

        It is kept, for a page of results, the next one and a document all ask the same.
        """
        if query.mode == "keyword" or not query.said:
            return None
        known = understood(query.said, self._encoder)
        if not known:
            return None
        said = encoded_query(known, self._encoder)
        return self._readings.made(
            said,
            lambda: self._encoder.read(said),
            lambda reading: min(1 + len(reading.tokens), _MOST_TOKENS // 4),  # a longer one is kept, too
        )

    def _without_examples(self, query: Query, allowed: Mask | None) -> Mask | None:
        """An example is not an answer to itself."""
        if not query.like:
            return allowed
        mask = np.ones(self._keyword.size, dtype=np.bool_) if allowed is None else allowed.copy()
        mask[self._rows_of("like", query.like)] = False
        return mask

    def _rows_of(self, name: str, exemplars: Iterable[Exemplar]) -> Rows:
        """The rows of the examples that the parameter of that name gives. Raises NotFound."""
        with at_fault(name):
            ids = [id for exemplar in exemplars for id in self._passage_ids(exemplar)]
        return np.searchsorted(self.layout.passage_ids, np.array(ids, dtype=np.int64))

    def _passage_ids(self, exemplar: Exemplar) -> Sequence[int]:
        id = exemplar.document_id
        if exemplar.start is None:
            self._catalog.document(id)  # raises NotFound
            return [passage.id for passage in self._catalog.passages(id)]
        return [self._catalog.passage_at(id, exemplar.start).id]


def _best(scores: Scores, k: int) -> Rows:
    """The rows with a score, the best `k` of them where there are more."""
    rows = np.flatnonzero(scores > 0)  # ten times as fast as on numbers
    if len(rows) <= k:
        return rows
    worst_kept = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
    kept: Rows = rows[scores[rows] >= worst_kept]  # ties at the edge all stay, so that results repeat
    return kept
