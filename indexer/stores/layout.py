"""The coordinates that all stores of a generation share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each row stands. Arrays of one length: the number of passages.

    `documents[r]` is the place of row r's document in the list of all document ids in order, so sorting
    by (documents, starts) is sorting by (document id, start).
    """

    passage_ids: NDArray[np.int64]
    documents: NDArray[np.int32]
    starts: NDArray[np.int64]
