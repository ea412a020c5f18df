"""The values of one field of all documents, as arrays: counted for facets, asked for by filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.records import Facet, Filters

Mask = NDArray[np.bool_]

_MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]
    offered: Mask | None = None
    """Which of the values are counted, by code, where not all are."""

    def count(self, documents: Mask, filters: Filters) -> Facet:
        """The values over the documents, the most frequent first; as `Years.count`, whatever the filters.

        `documents` says which, by place. A document with several values counts under each.
        """
        counted = np.flatnonzero(documents.take(self.documents))  # faster than by the mask itself
        counts = np.bincount(self.codes.take(counted), minlength=len(self.values))
        present = np.flatnonzero(counts if self.offered is None else counts * self.offered)
        present = present[np.argsort(-counts[present], kind="stable")][:_MOST_VALUES]
        return Facet(self.name, tuple((self.values[i], int(counts[i])) for i in present))

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have one of the values."""
        among = frozenset(wanted)
        return self.having_codes([code for code, value in enumerate(self.values) if value in among], size)

    def having_codes(self, codes: Sequence[int], size: int) -> Mask:
        """Which of `size` documents have the value of one of the codes."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.documents[np.isin(self.codes, codes)]] = True
        return mask


def column_of(name: str, rows: Iterable[tuple[int, str]]) -> FacetColumn:
    """The column of (place, value) pairs; an empty value is none."""
    rows = sorted(((place, value) for place, value in rows if value), key=lambda row: row[1])
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )
