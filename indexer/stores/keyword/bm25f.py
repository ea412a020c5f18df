"""BM25F over whole posting lists: of each passage among passages, and of its document among documents.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. With N rows, df of them
holding the word in any field, tf_f its frequency in field f:
idf = ln(1 + (N - df + 0.5) / (df + 0.5)); tf = Σ w_f · tf_f / (1 - b_f + b_f · len_f / avg_f);
score = Σ idf · tf · (k1 + 1) / (k1 + tf).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.fields import FIELDS, scored_as

Scores = NDArray[np.float32]
Posting = tuple[str, NDArray[Any], NDArray[Any]]
"""A field, the rows that hold a term in it, and how often each does."""

WEIGHTS = {"text": 1.0, "title": 1.0}
LENGTH_NORMALISATION = {"text": 0.75, "title": 0.75}
SATURATION = 1.2
OWN_SHARE = 0.4
"""What a passage's own words count for, against those of its whole document."""


@dataclass(frozen=True, slots=True)
class _Norm:
    """1 - b + b · length / average length, of each passage and of each document."""

    passages: Scores
    documents: Scores


class Scorer:
    """Scores the rows of one generation. `documents[r]` is the place of row r's document."""

    def __init__(self, documents: NDArray[np.int32], lengths: Mapping[str, NDArray[Any]]) -> None:
        self._documents = documents
        self._size = len(documents)
        self._document_count = int(documents.max(initial=-1)) + 1
        self._norms = {field: self._norm(field, lengths[field]) for field in FIELDS}

    def scores(self, words: Iterable[tuple[Iterable[Posting], int]]) -> tuple[Scores, float]:
        """The score of every row and the ceiling that a passage full of all the words nears.

        Each word is its postings, which count as one word, and how many times it was asked. A row without any has 0.
        """
        passages = np.zeros(self._size, dtype=np.float32)
        documents = np.zeros(self._document_count, dtype=np.float32)
        ceiling = 0.0
        for postings, times in words:
            # Rows as numpy's own indices: it looks up by these in a third of the time.
            held = [(field, rows.astype(np.intp), counts) for field, rows, counts in postings if len(rows)]
            ceiling += OWN_SHARE * _add_bm25(passages, *self._in_passages(held), times)
            ceiling += (1 - OWN_SHARE) * _add_bm25(documents, *self._in_documents(held), times)
        whole = OWN_SHARE * passages + (1 - OWN_SHARE) * documents.take(self._documents)
        return np.asarray(whole * (passages > 0)), ceiling

    def _in_passages(self, postings: Sequence[Posting]) -> tuple[NDArray[Any], Scores]:
        """The rows that hold one word, and its length-normalised, weighted frequency there."""
        frequencies = [(rows, self._weighed(field, rows, counts)) for field, rows, counts in postings]
        if len(frequencies) == 1:  # as of most words, which are in no title
            return frequencies[0]
        summed = np.zeros(self._size, dtype=np.float32)
        for rows, frequency in frequencies:
            summed[rows] += frequency
        present = np.flatnonzero(summed > 0)
        return present, summed[present]

    def _in_documents(self, postings: Sequence[Posting]) -> tuple[NDArray[Any], Scores]:
        """The same of documents."""
        summed = np.zeros(self._document_count, dtype=np.float32)
        for name in FIELDS:  # each is summed once: a word's beginning may stand for thousands of terms
            lists = [self._by_document(name, *lists) for field, *lists in postings if scored_as(field) == name]
            if lists:
                documents, counts = lists[0] if len(lists) == 1 else map(np.concatenate, zip(*lists, strict=True))
                summed += WEIGHTS[name] * _summed(documents, counts, self._document_count) / self._norms[name].documents
        present = np.flatnonzero(summed > 0)
        return present, summed[present]

    def _by_document(self, name: str, rows: NDArray[Any], counts: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        documents = self._documents[rows]
        if name == "title":  # every passage carries its document's title: count it once; a document's rows lie together
            first = np.flatnonzero(np.diff(documents, prepend=-1))
            return documents[first], counts[first]
        return documents, counts

    def _weighed(self, field: str, rows: NDArray[Any], counts: NDArray[Any]) -> Scores:
        of = scored_as(field)
        return np.asarray(WEIGHTS[of] * counts.astype(np.float32) / self._norms[of].passages[rows])

    def _norm(self, field: str, lengths: NDArray[Any]) -> _Norm:
        by_row = lengths.astype(np.float32)
        if field == "title":
            by_document = np.zeros(self._document_count, dtype=np.float32)
            by_document[self._documents] = by_row
        else:
            by_document = _summed(self._documents, by_row, self._document_count)
        b = LENGTH_NORMALISATION[field]
        return _Norm(_length_norm(by_row, b), _length_norm(by_document, b))


def _summed(places: NDArray[np.int32], values: NDArray[Any], length: int) -> Scores:
    return np.bincount(places, weights=values, minlength=length).astype(np.float32)


def _length_norm(lengths: NDArray[Any], b: float) -> Scores:
    average = float(lengths.mean()) if len(lengths) else 0.0
    return np.asarray(1 - b + b * lengths / (average or 1.0), dtype=np.float32)


def _add_bm25(scores: Scores, present: NDArray[Any], tf: Scores, times: int) -> float:
    """Add one word's share to the scores of where it is present. Returns the most that it could add."""
    weight = times * idf(len(scores), len(present))
    scores[present] += weight * tf * (SATURATION + 1) / (SATURATION + tf)
    return weight * (SATURATION + 1)


def idf(rows: int, holding: int) -> float:
    """How much a word tells that so many of all rows hold."""
    return math.log(1 + (rows - holding + 0.5) / (holding + 0.5))
