"""Writes word vectors, from posting lists and the vectors of passages.

What they are does not depend on the order in which documents came: passages are taken in the order of documents and of
places in them. Memory is bounded, and of a word that many passages hold a sample is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.postings import Postings
from indexer.stores.keyword.spans import behind, spans
from indexer.stores.layout import Layout
from indexer.stores.mapped import new_array, save
from indexer.stores.packed import narrowest
from indexer.stores.vectors.index import VectorIndex
from indexer.stores.vectors.words import Array, Rows, Vectors, file_of

LEAST = 8
"""Passages that hold a word, for it to be one."""
_MOST = 64
"""Passages that a word's vector is made of. With 16 it says less."""
_OF_ALL = 16_384
"""Passages that the mean of all is made of."""
_AT_ONCE = 16_384
"""Vectors held at a time."""
_POSTINGS = 1 << 20
"""Postings held at a time."""
_SPREAD = 2654435769
"""Odd, and near 2³² over the golden ratio: its multiples are spread evenly (Knuth, TAOCP 3, 6.4)."""
_LARGEST = 127
_NOTHING = 1e-3
"""A direction no longer than this is rounding's."""
_NONE = -1


def write_word_vectors(folder: Path, postings: Postings, layout: Layout, vectors: VectorIndex) -> None:
    """Write the files into `folder`. The posting lists and the vectors have the rows of `layout`."""
    terms, spread = _terms(postings), _spread(layout)
    mean = _mean(vectors, spread)
    made = [_directions(rows, sizes, vectors, mean) for rows, sizes in _samples(postings, terms, spread)]
    directions = np.concatenate(made) if made else np.empty((0, vectors.dimension), np.int8)
    save(file_of(folder, "vectors"), directions)
    save(file_of(folder, "mean"), mean)
    _write_lists(folder, postings, terms)


def _terms(postings: Postings) -> Rows:
    """The places of the words among the terms of the posting lists, ascending."""
    first, last = postings.places("text")
    return first + np.flatnonzero(_sizes(postings, first, last) >= LEAST)


def _spread(layout: Layout) -> NDArray[np.uint32]:
    """Numbers by row in which those of any few documents, or of any one, lie far from each other: the least of some
    rows' are a sample of them."""
    place = np.empty(len(layout.starts), np.uint64)
    place[np.lexsort((layout.starts, layout.documents))] = np.arange(len(place), dtype=np.uint64)
    return (place * np.uint64(_SPREAD)).astype(np.uint32)


def _sample(rows: Rows, spread: NDArray[np.uint32], most: int) -> Rows:
    """The rows, or as many as that of them, in any order: what is made of them is summed in so many digits that it
    makes no difference."""
    return rows if len(rows) <= most else rows[np.argpartition(spread[rows], most)[:most]]


def _mean(vectors: VectorIndex, spread: NDArray[np.uint32]) -> Vectors:
    rows = _sample(np.arange(len(spread)), spread, _OF_ALL)
    return np.asarray(vectors.vectors(rows).sum(axis=0, dtype=np.float64) / max(len(rows), 1), np.float32)


def _samples(postings: Postings, terms: Rows, spread: NDArray[np.uint32]) -> Iterator[tuple[Rows, Rows]]:
    """Rows that hold the terms, those of one after those of another, and how many are of each; some terms at a time."""
    begin, end = postings.starts[terms].astype(np.int64), postings.starts[terms + 1].astype(np.int64)
    taken = np.concatenate([[0], np.cumsum(np.minimum(end - begin, _MOST))])
    for first, last in spans(taken, _AT_ONCE):
        lists = (postings.rows[begin[at] : end[at]].astype(np.int64) for at in range(first, last))
        yield np.concatenate([_sample(rows, spread, _MOST) for rows in lists]), np.diff(taken[first : last + 1])


def _directions(rows: Rows, sizes: Rows, vectors: VectorIndex, mean: Vectors) -> NDArray[np.int8]:
    """Where the passages of each word lie from the mean, a byte a number."""
    taken, ends = vectors.vectors(rows), np.cumsum(sizes).tolist()
    # Not by reduceat, which takes ten times as long.
    sums = np.stack([taken[first:end].sum(axis=0, dtype=np.float64) for first, end in pairwise([0, *ends])])
    sums -= sizes[:, None] * mean.astype(np.float64)
    largest = np.maximum(np.abs(sums).max(axis=1, keepdims=True), _NOTHING)
    directions: NDArray[np.int8] = np.rint(sums * (_LARGEST / largest)).astype(np.int8)
    return directions


def _write_lists(folder: Path, postings: Postings, terms: Rows) -> None:
    """The words of each passage."""
    counts = np.zeros(len(postings.passages), np.int64)
    for rows, _ in _held(postings, terms):
        counts += np.bincount(rows, minlength=len(counts))
    starts = np.concatenate([[0], np.cumsum(counts)])
    save(file_of(folder, "starts"), starts.astype(narrowest(int(starts[-1]))))
    with new_array(file_of(folder, "of"), narrowest(len(terms)), (int(starts[-1]),)) as of:
        filled = starts[:-1].copy()
        for rows, words in _held(postings, terms):
            order = np.argsort(rows, kind="stable")
            of[behind(filled, rows[order])] = words[order]


def _held(postings: Postings, terms: Rows) -> Iterator[tuple[Array, Rows]]:
    """Rows and the words that they hold, by number, some at a time."""
    word_of = np.full(len(postings.keys), _NONE, np.int64)
    word_of[terms] = np.arange(len(terms))
    for first, last in spans(postings.starts, _POSTINGS, *postings.places("text")):
        words = np.repeat(word_of[first:last], _sizes(postings, first, last))
        held = words != _NONE
        yield postings.rows[int(postings.starts[first]) : int(postings.starts[last])][held], words[held]


def _sizes(postings: Postings, first: int, last: int) -> Rows:
    """How many rows hold each of the terms from one place to before another."""
    starts: Rows = postings.starts[first : last + 1].astype(np.int64)
    return starts[1:] - starts[:-1]
