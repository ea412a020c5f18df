"""Two opinions of each passage made one.

`convex`: w · cosine + (1 - w) · keyword / max(keyword). Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
Hybrid Retrieval", 2022, arXiv 2210.11934, section 4. A passage without a keyword match has keyword score 0.
`reciprocal_rank`: Σ 1 / (k + rank). Cormack, Clarke and Buettcher, SIGIR 2009, k = 60.

Arrays have one place a candidate passage; higher is better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.records import Leg, Mode
from indexer.stores.layout import Layout

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

RRF_K = 60


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages worth ranking, with both scores of each.

    `keyword` is 0 where no word matches. `semantic` is the exact cosine of every candidate; `near` says which
    of them are among the nearest neighbours, so that only those get a semantic rank.
    """

    rows: Rows
    keyword: Scores
    semantic: Scores
    near: Mask


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate in its final place."""

    row: int
    score: float
    keyword: Leg | None
    semantic: Leg | None


def rank(candidates: Candidates, layout: Layout, mode: Mode, fusion: str, semantic_weight: float) -> list[Ranked]:
    """The candidates from best to worst; ties by document, then by start."""
    documents, starts = layout.documents[candidates.rows], layout.starts[candidates.rows]
    matched = candidates.keyword > 0
    keyword_ranks = _ranks(candidates.keyword, documents, starts, matched)
    semantic_ranks = _ranks(candidates.semantic, documents, starts, candidates.near)
    if mode == "keyword":
        scores = candidates.keyword
    elif mode == "semantic":
        scores = candidates.semantic
    elif fusion == "rrf":
        scores = reciprocal_rank(keyword_ranks, semantic_ranks)
    else:
        scores = convex(candidates.keyword, candidates.semantic, semantic_weight)
    order = _order(scores, documents, starts)
    return list(_ranked(candidates, scores, keyword_ranks, semantic_ranks, order))


def convex(keyword: Scores, semantic: Scores, semantic_weight: float) -> Scores:
    """The convex combination of the cosine and the keyword score divided by its maximum."""
    best = float(keyword.max(initial=0.0))
    share = keyword / best if best > 0 else keyword
    return np.asarray(semantic_weight * semantic + (1 - semantic_weight) * share, dtype=np.float32)


def reciprocal_rank(keyword_ranks: Rows, semantic_ranks: Rows, k: int = RRF_K) -> Scores:
    """The sum of 1 / (k + rank) over both legs; rank 0 means that the leg did not find the passage."""
    total = np.zeros(len(keyword_ranks), dtype=np.float64)
    for ranks in (keyword_ranks, semantic_ranks):
        total += np.where(ranks > 0, 1.0 / (k + ranks), 0.0)
    return total.astype(np.float32)


def _order(scores: Scores, documents: NDArray[np.int32], starts: Rows) -> Rows:
    return np.lexsort((starts, documents, -scores.astype(np.float64)))


def _ranks(scores: Scores, documents: NDArray[np.int32], starts: Rows, found: Mask) -> Rows:
    """Each place's rank from 1 among those `found`, 0 for the others."""
    ranks = np.zeros(len(scores), dtype=np.int64)
    order = _order(scores, documents, starts)
    order = order[found[order]]
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _ranked(
    candidates: Candidates, scores: Scores, keyword_ranks: Rows, semantic_ranks: Rows, order: Rows
) -> Iterator[Ranked]:
    def leg(ranks: Rows, values: Scores, at: int) -> Leg | None:
        return Leg(int(ranks[at]), float(values[at])) if ranks[at] else None

    for at in order:
        yield Ranked(
            int(candidates.rows[at]), float(scores[at]),
            leg(keyword_ranks, candidates.keyword, at), leg(semantic_ranks, candidates.semantic, at),
        )  # fmt: skip
