"""More like this, less like that: a query's vector moved towards examples and away from others.

Rocchio, "Relevance feedback in information retrieval", 1971, with the weights of Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", section 9.1.1: 1 for the query, 0.75 towards, 0.15 away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

TOWARDS = 0.75
AWAY = 0.15


def moved(query: Vectors | None, like: Vectors, unlike: Vectors) -> Vectors | None:
    """The unit vector of the query moved by the examples; None where there is nothing to go by.

    `query` has shape `(dim,)`, the examples `(n, dim)` with n possibly 0.
    """
    if query is None and not len(like):
        return None
    start = query if query is not None else like.mean(axis=0)
    vector = start.astype(np.float64)
    if query is not None and len(like):
        vector = vector + TOWARDS * like.mean(axis=0)
    if len(unlike):
        vector = vector - AWAY * unlike.mean(axis=0)
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length > 1e-9 else start
