"""BM25F over whole posting lists: of each passage among passages, and of its document among documents.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004. With N rows, df of them
holding the word in any field, tf_f its frequency in field f:
idf = ln(1 + (N - df + 0.5) / (df + 0.5)); tf = Σ w_f · tf_f / (1 - b_f + b_f · len_f / avg_f);
score = Σ idf · tf · (k1 + 1) / (k1 + tf).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
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
            in_passages, in_documents = self._frequencies(postings)
            ceiling += OWN_SHARE * _add_bm25(passages, in_passages, times)
            ceiling += (1 - OWN_SHARE) * _add_bm25(documents, in_documents, times)
        whole = OWN_SHARE * passages + (1 - OWN_SHARE) * documents[self._documents]
        return np.where(passages > 0, whole, np.float32(0)), ceiling

    def _frequencies(self, postings: Iterable[Posting]) -> tuple[Scores, Scores]:
        """The length-normalised, weighted frequency of one word, by row and by document."""
        in_passages = np.zeros(self._size, dtype=np.float32)
        in_documents = np.zeros(self._document_count, dtype=np.float32)
        for field, rows, counts in postings:
            of = scored_as(field)
            norm = self._norms[of]
            in_passages[rows] += WEIGHTS[of] * counts.astype(np.float32) / norm.passages[rows]
            documents = self._documents[rows]
            if of == "title":  # every passage carries its document's title: count it once
                once = np.zeros(self._document_count, dtype=np.float32)
                once[documents] = counts
            else:
                once = _summed(documents, counts, self._document_count)
            in_documents += WEIGHTS[of] * once / norm.documents
        return in_passages, in_documents

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


def _add_bm25(scores: Scores, frequency: Scores, times: int) -> float:
    """Add one word's share to the scores. Returns the most that it could add."""
    present = np.flatnonzero(frequency > 0)  # ten times as fast as on numbers
    weight = times * idf(len(scores), len(present))
    tf = frequency[present]
    scores[present] += weight * tf * (SATURATION + 1) / (SATURATION + tf)
    return weight * (SATURATION + 1)


def idf(rows: int, holding: int) -> float:
    """How much a word tells that so many of all rows hold."""
    return math.log(1 + (rows - holding + 0.5) / (holding + 0.5))
