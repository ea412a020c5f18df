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
    replies: NDArray[np.bool_] | None = None
    """Rows that repeat another document (the quoted part of a mail): part of their text, but no answer to a search."""

    def documents_of(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which documents, by place, have one of the rows."""
        wanted = np.zeros(int(self.documents.max(initial=-1)) + 1, dtype=np.bool_)
        wanted[self.documents.take(np.flatnonzero(rows))] = True  # three times as fast as by the mask itself
        return wanted
