"""Evaluations held against each other: two ways to search, and the hybrid search against its own two legs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.eval.evaluation import Evaluation
from indexer.records import Mode

MEASURE = "nDCG@10"
"""What is compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the second way is better than the first in one mode, and the chance that it is so by accident."""

    collection: str
    mode: Mode
    difference: float
    p: float


@dataclass(frozen=True, slots=True)
class Loss:
    """A query for which the hybrid search is below one of its legs, with the value of each."""

    collection: str
    query: str
    hybrid: float
    keyword: float
    semantic: float

    @property
    def lost(self) -> float:
        """How far below the better leg."""
        return max(self.keyword, self.semantic) - self.hybrid


def differences(before: Sequence[Evaluation], after: Sequence[Evaluation]) -> list[Difference]:
    """Of evaluations in the same order; none where there is nothing to compare with."""
    return [
        Difference(a.collection, a.mode, b.means[MEASURE] - a.means[MEASURE], significance(a, b))
        for a, b in zip(before, after, strict=bool(after))
    ]


def significance(a: Evaluation, b: Evaluation, rounds: int = 10_000, seed: int = 0) -> float:
    """The two-sided p-value that a and b differ in the mean by chance: paired randomisation over queries.

    Smucker, Allan and Carterette, "A comparison of statistical significance tests for IR", CIKM 2007.
    """
    ids = sorted(set(a.by_query) & set(b.by_query))
    apart = np.array([a.by_query[q][MEASURE] - b.by_query[q][MEASURE] for q in ids])
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(rounds, len(ids)))
    chance = np.abs((signs * apart).mean(axis=1))
    return float(((chance >= abs(apart.mean()) - 1e-12).sum() + 1) / (rounds + 1))


def losses(evaluations: Sequence[Evaluation]) -> list[Loss]:
    """The queries where hybrid is below one of its legs: collection by collection, the worst first."""
    names = dict.fromkeys(evaluation.collection for evaluation in evaluations)
    return [
        loss
        for name in names
        for loss in sorted(_losses([e for e in evaluations if e.collection == name]), key=lambda loss: -loss.lost)
    ]


def _losses(evaluations: Sequence[Evaluation]) -> Iterator[Loss]:
    """Of the three modes on one collection, by query."""
    by_mode = {e.mode: e.by_query for e in evaluations}
    for id in sorted(by_mode["hybrid"]):
        hybrid, keyword, semantic = (by_mode[mode][id][MEASURE] for mode in ("hybrid", "keyword", "semantic"))
        if hybrid < max(keyword, semantic):
            yield Loss(evaluations[0].collection, id, hybrid, keyword, semantic)
