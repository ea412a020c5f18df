"""Which hits are answers and which are only the nearest of what there is.

A nearest neighbour always exists, whatever is asked. A hit is strong when it holds enough of what was asked for in
words, or all its words, or the whole query word for word, or when its meaning and its words together say enough:
some of the words make up for a meaning that is a little further off. The bounds are calibrated on retrieval
collections, the queries of one asked of the archive of another being true negatives: `scripts/benchmark.py calibrate`
prints how often those are answered and how many of the documents that people judged relevant are called weak.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.records import Query
from indexer.search.fusion import LIFT, Ranking
from indexer.search.language.clauses import must_occur

LEAST_COVERAGE = 0.3
"""Of the ceiling: what the keyword score of a passage full of all the words would near.

Enough by itself, for the meaning of one rare name tells little. The collections' long questions do not show that."""
COVERAGE_WEIGHT = 0.5
LEAST_TOGETHER = 0.45
"""The cosine and `COVERAGE_WEIGHT` times the coverage, added."""
LEAST_ALIKE = 0.5
"""The cosine to examples alone: passages of one archive are nearer to each other than a question is to its answer."""


def strong(query: Query, ranking: Ranking, ceiling: float, with_all: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which places of the ranking are answers.

    What is asked for by words alone always is, and so is what has a phrase or an alternative that must occur.
    `with_all` are the places that stand for all the words: coverage by one word, or by words far apart, is small.
    """
    if query.mode == "keyword" or must_occur(query.clauses) or not (query.said or query.like):
        return np.ones(len(ranking), dtype=np.bool_)
    if not query.said:
        return np.asarray(ranking.semantic >= LEAST_ALIKE)
    coverage = ranking.keyword / ceiling if ceiling else np.zeros_like(ranking.keyword)
    worded = (ranking.keyword_ranks > 0) & (coverage >= LEAST_COVERAGE)
    together = ranking.semantic + COVERAGE_WEIGHT * coverage >= LEAST_TOGETHER
    strong_enough: NDArray[np.bool_] = worded | with_all | together | (ranking.scores > LIFT)
    return strong_enough
