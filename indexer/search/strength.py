"""Which hits are answers and which are only the nearest of what there is.

A nearest neighbour always exists, whatever is asked. A hit is strong when its meaning is near enough, or when it holds
enough of what was asked for in words. Both bounds are calibrated on retrieval collections, the queries of one asked of
the archive of another being true negatives: `scripts/benchmark.py calibrate` prints the rates.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.records import AllOf, AnyOf, Phrase, Query
from indexer.search.fusion import Ranking

LEAST_COSINE = 0.4
LEAST_COVERAGE = 0.3
"""Of the ceiling: what the keyword score of a passage full of all the words would near."""


def strong(query: Query, ranking: Ranking, ceiling: float) -> NDArray[np.bool_]:
    """Which places of the ranking are answers.

    What is asked for by words alone always is, and so is what has a phrase or an alternative that must occur.
    """
    must_occur = any(isinstance(clause, Phrase | AnyOf | AllOf) for clause in query.clauses)
    if query.mode == "keyword" or not query.said or must_occur:
        return np.ones(len(ranking), dtype=np.bool_)
    near = (ranking.semantic_ranks > 0) & (ranking.semantic >= LEAST_COSINE)
    worded = (ranking.keyword_ranks > 0) & (ranking.keyword >= LEAST_COVERAGE * ceiling)
    return near | worded
