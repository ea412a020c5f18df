"""Products of matrices in parts so small that no BLAS shares them out to threads: waiting for them would cost more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_AT_ONCE = 8


def products(some: Vectors, others: Vectors) -> Vectors:
    """The inner product of each of some vectors with each of the others, shape `(some, others)`."""
    parts = [some[first : first + _AT_ONCE] @ others.T for first in range(0, max(len(some), 1), _AT_ONCE)]
    return np.concatenate(parts)
