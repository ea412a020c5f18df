"""The years that documents can be of: what the facet of years counts, and bars over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.records import Facet, Filters

_OPEN = 10_000
"""The last year of a date that has no latest day. One without an earliest has the first year 0."""


class Years:
    """The documents' first and last years, kept as the pairs of them that there are.

    A document is of every year that its date can mean, as the filter for the year finds it: a year's count is what
    choosing the year gives. Vague dates that are open at an end, or long, are no exception.
    """

    name = "year"

    def __init__(self, first: NDArray[np.int32], last: NDArray[np.int32]) -> None:
        """Years by place of the document, 0 where there is none."""
        (self._first, self._last), self._codes = np.unique(np.stack([first, last]), axis=1, return_inverse=True)
        self._known = (self._first > 0) | (self._last > 0)
        self._earliest = np.where(self._first > 0, self._first, self._last)
        self._latest = np.where(self._last > 0, self._last, self._first)
        self._last = np.where(self._last > 0, self._last, _OPEN)

    def count(self, documents: NDArray[np.bool_], filters: Filters) -> Facet:
        """The years in order of time, from the first day that is known of one of the documents to the last.

        `documents` says which, by place; all satisfy the filters, and no year lies outside the dates of those.
        """
        numbers = np.bincount(self._codes[documents], minlength=len(self._first))
        undated = int(numbers[~self._known].sum())
        there = np.flatnonzero((numbers > 0) & self._known)
        if not len(there):
            return Facet(self.name, (), undated=undated)
        start = _within(int(self._earliest[there].min()), filters)
        end = _within(int(self._latest[there].max()), filters)
        begun, ended = (
            np.bincount(years - start, numbers[there], end - start + 1).astype(np.int64)
            for years in (np.maximum(self._first[there], start), np.minimum(self._last[there], end))
        )
        counts = np.cumsum(begun - ended) + ended
        listed = np.flatnonzero(counts)
        years = [f"{year:04}" for year in (listed + start).tolist()]
        values = tuple(zip(years, counts[listed].tolist(), strict=True))
        return Facet(self.name, values, tuple(begun[listed].tolist()), undated)


def _within(year: int, filters: Filters) -> int:
    """The year, or the nearest that the filters leave."""
    year = max(year, filters.after.year) if filters.after else year
    return min(year, filters.before.year) if filters.before else year
