"""What a passage's neighbours say for it: among the best, those that stand close to other good ones gain.

Passages that answer one question resemble each other. The scores of the best `SIZE` are smoothed over their similarity
graph: s' = (1 - λ) · s + λ · W s, with W the cosines between them to the power 4, without the diagonal, each row
summing to 1. Diaz, "Regularizing ad hoc retrieval scores", CIKM 2005; the power and λ were measured (ARCHITECTURE.md,
"What was tried"). Where there are fewer than `SIZE`, λ is as much smaller. It costs one product of 50 vectors with each
other.

That tells how documents stand to each other. Within one, passages keep their order: nothing but a signature must not
stand for a letter because other letters are near it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.machine.products import products

Vectors = NDArray[np.float32]
Scores = NDArray[np.float32]

SIZE = 50
SHARE = 0.5


def smoothed(scores: Scores, vectors: Vectors, documents: NDArray[np.int32]) -> Scores:
    """The scores of some passages, the best first, smoothed over the graph of their unit vectors.

    Shapes `(n,)` and `(n, dim)`; `documents` says which are of one document, shape `(n,)`.
    """
    if len(scores) < 2:
        return scores
    weights = np.maximum(products(vectors, vectors), 0)
    weights *= weights
    weights *= weights
    np.fill_diagonal(weights, 0)
    totals = weights.sum(axis=1, keepdims=True)
    said = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0) @ scores
    alone = totals[:, 0] == 0
    share = SHARE * min(len(scores) / SIZE, 1)  # one of three has nearly all its neighbours' scores from the other two
    smooth = np.where(alone, scores, (1 - share) * scores + share * said).astype(np.float32)
    given = np.empty_like(smooth)
    given[np.argsort(documents, kind="stable")] = smooth[np.lexsort((-smooth, documents))]
    return given
