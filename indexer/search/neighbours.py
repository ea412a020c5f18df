"""What a passage's neighbours say for it: among the best, those that stand close to other good ones gain.

Passages that answer one question resemble each other. The score of each of the best `SIZE` moves towards the scores of
those near it, after Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005. Three things keep it from blurring the
order, each measured (ARCHITECTURE.md, "What was tried"): a passage hears only its `NEAREST` neighbours; each other
document speaks once, by its nearest passage; and what they say counts as much as they are near:
s' = (1 - λ) · s + λ · Σ w · s / Σ w, with w the cosine to the power `POWER` and λ the mean cosine of those heard.
It costs one product of 50 vectors with each other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]
Documents = NDArray[np.int32]

SIZE = 50
NEAREST = 8
POWER = 4


def smoothed(scores: Scores, vectors: Vectors, documents: Documents) -> Scores:
    """The scores of some passages moved towards their neighbours', unit vectors `(n, dim)` and documents `(n,)`."""
    if len(scores) < 2:
        return scores
    near = _nearest(vectors, documents)
    weights = near**POWER
    totals = weights.sum(axis=1)
    said = np.divide(weights @ scores, totals, out=np.zeros_like(totals), where=totals > 0)
    share = np.clip(near.sum(axis=1) / np.maximum((near > 0).sum(axis=1), 1), 0, 1)
    return np.asarray((1 - share) * scores + share * said, dtype=np.float32)


def _nearest(vectors: Vectors, documents: Documents) -> Vectors:
    """The cosine of each passage with its neighbours, shape `(n, n)`; 0 for those that it does not hear."""
    order = np.argsort(documents, kind="stable")
    _, first, place = np.unique(documents[order], return_index=True, return_inverse=True)
    ordered = vectors[order]
    cosines = np.clip(ordered @ ordered.T, 0, None)
    cosines[place[:, None] == place] = 0
    best = np.maximum.reduceat(cosines, first, axis=1)  # of each document, shape (n, documents)
    kept = min(NEAREST, best.shape[1])
    least = np.partition(best, -kept, axis=1)[:, -kept, None]
    heard = np.where((cosines >= best[:, place]) & (cosines >= least), cosines, 0)
    back = np.argsort(order)
    return np.asarray(heard[back][:, back], dtype=np.float32)
