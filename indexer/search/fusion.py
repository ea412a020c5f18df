"""Two opinions of each passage made one.

`convex`: w · cosine + (1 - w) · keyword / max(keyword). Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
Hybrid Retrieval", 2022, arXiv 2210.11934, section 4. A passage without a keyword match has keyword score 0. Where even
the best passage has only few of the words, the divisor is a share of the ceiling instead: one common word out of six
must not outweigh the meaning of the whole.
`reciprocal_rank`: Σ 1 / (k + rank). Cormack, Clarke and Buettcher, SIGIR 2009, k = 60.

Arrays have one place a candidate passage; higher is better.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from indexer.records import Mode
from indexer.stores.layout import Layout

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

RRF_K = 60
LEAST_SHARE = 0.4
"""The divisor of the keyword score is at least this share of the ceiling."""

LIFT = 2.0
"""More than any passage can score by words and meaning, read again or not."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages worth ranking, with both scores of each.

    `keyword` is 0 where no word matches. `semantic` is the exact cosine of every candidate; `near` says which
    of them are among the nearest neighbours, so that only those get a semantic rank. `ceiling` is what the
    keyword score of a passage full of all the words would near.
    """

    rows: Rows
    keyword: Scores
    semantic: Scores
    near: Mask
    ceiling: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates from best to worst, one place each in every array. A rank counts from 1; 0 means not found so."""

    rows: Rows
    scores: Scores
    keyword_ranks: Rows
    keyword: Scores
    semantic_ranks: Rows
    semantic: Scores

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, places: Rows | Mask) -> Ranking:
        """The ranking of some of its places, in their order."""
        at = np.flatnonzero(places) if places.dtype == np.bool_ else places  # looked for once, not in every array
        return Ranking(
            self.rows[at], self.scores[at], self.keyword_ranks[at], self.keyword[at], self.semantic_ranks[at],
            self.semantic[at],
        )  # fmt: skip


def rank(candidates: Candidates, layout: Layout, mode: Mode, fusion: str, semantic_weight: float) -> Ranking:
    """The candidates in order; ties by document, then by start."""
    candidates = _in_place(candidates, layout)  # so that every sort below needs to be stable only
    keyword_ranks = _ranks(candidates.keyword, candidates.keyword > 0)
    semantic_ranks = _ranks(candidates.semantic, candidates.near)
    if mode == "keyword":
        scores = candidates.keyword
    elif mode == "semantic":
        scores = candidates.semantic
    elif fusion == "rrf":
        scores = reciprocal_rank(keyword_ranks, semantic_ranks)
    else:
        scores = convex(candidates.keyword, candidates.semantic, semantic_weight, candidates.ceiling)
    whole = Ranking(
        candidates.rows, scores, keyword_ranks, candidates.keyword, semantic_ranks, candidates.semantic
    )  # fmt: skip
    return whole.take(best_first(scores))


def reordered(ranking: Ranking, scores: Scores, layout: Layout) -> Ranking:
    """The ranking with other scores, in their order."""
    rows = ranking.rows
    order = np.lexsort((layout.starts[rows], layout.documents[rows], -scores.astype(np.float64)))
    return replace(ranking, scores=scores).take(order)


def followed(ranking: Ranking, rest: Ranking) -> Ranking:
    """A ranking and what stays behind it in its order; scores there may not say otherwise."""
    below = replace(rest, scores=np.minimum(rest.scores, ranking.scores.min(initial=np.inf)).astype(np.float32))
    parts = ((getattr(ranking, each.name), getattr(below, each.name)) for each in fields(Ranking))
    return Ranking(*map(np.concatenate, parts))


def lifted(ranking: Ranking, places: Mask) -> Ranking:
    """The ranking with some of its places first, in their order, each with `LIFT` more than its score."""
    if not places.any():
        return ranking
    scores = np.where(places, ranking.scores + LIFT, ranking.scores).astype(np.float32)
    return replace(ranking, scores=scores).take(np.concatenate([np.flatnonzero(places), np.flatnonzero(~places)]))


def convex(keyword: Scores, semantic: Scores, semantic_weight: float, ceiling: float = 0.0) -> Scores:
    """The convex combination of the cosine and the keyword score divided by its maximum or a share of the ceiling."""
    best = max(float(keyword.max(initial=0.0)), LEAST_SHARE * ceiling)
    share = keyword / best if best > 0 else keyword
    return np.asarray(semantic_weight * semantic + (1 - semantic_weight) * share, dtype=np.float32)


def reciprocal_rank(keyword_ranks: Rows, semantic_ranks: Rows) -> Scores:
    """The sum of 1 / (`RRF_K` + rank) over both legs; rank 0 means that the leg did not find the passage."""
    total = np.zeros(len(keyword_ranks), dtype=np.float64)
    for ranks in (keyword_ranks, semantic_ranks):
        total += np.where(ranks > 0, 1.0 / (RRF_K + ranks), 0.0)
    return total.astype(np.float32)


def best_first(scores: Scores) -> Rows:
    """The places of the scores from the highest on, equals in order.

    A score and its place are sorted as one number, which takes a quarter of a stable sort's time: what IEEE 754 calls
    the total order of floats is that of their bits, the bits of a negative one turned round.
    """
    bits = (-(scores + np.float32(0))).astype(np.float32, copy=False).view(np.int32)  # of both zeros one is left
    ordered = np.where(bits < 0, bits ^ np.int32(0x7FFFFFFF), bits).astype(np.int64)
    places: Rows = np.sort(ordered << 32 | np.arange(len(scores))) & 0xFFFFFFFF
    return places


def _in_place(candidates: Candidates, layout: Layout) -> Candidates:
    """The candidates by document, then by start."""
    order = np.argsort(layout.documents[candidates.rows].astype(np.int64) << 32 | layout.starts[candidates.rows])
    return replace(
        candidates, rows=candidates.rows[order], keyword=candidates.keyword[order],
        semantic=candidates.semantic[order], near=candidates.near[order],
    )  # fmt: skip


def _ranks(scores: Scores, found: Mask) -> Rows:
    """Each place's rank from 1 among those `found`, 0 for the others."""
    ranks = np.zeros(len(scores), dtype=np.int64)
    places = np.flatnonzero(found)
    ranks[places[best_first(scores[places])]] = np.arange(1, len(places) + 1)
    return ranks
