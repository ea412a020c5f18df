"""Lists that lie end to end, taken and filled some at a time: what fits in memory, however long all are together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray


def spans(starts: NDArray[Any], most: int, first: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The lists from one to before another in spans `[first, last)`, each of at most so much, or of one list.

    `starts` is where each of all lists begins, and then the end of the last.
    """
    end = len(starts) - 1 if end is None else end
    while first < end:
        last = int(np.searchsorted(starts, int(starts[first]) + most, "right")) - 1
        last = min(max(last, first + 1), end)
        yield first, last
        first = last


def behind(filled: NDArray[np.int64], lists: NDArray[Any]) -> NDArray[np.int64]:
    """Where values go that belong to these lists, which ascend: each behind what is in its list already.

    `filled` is where each list is filled to, and is so afterwards.
    """
    first = np.flatnonzero(np.diff(lists.astype(np.int64), prepend=-1))
    sizes = np.diff(np.append(first, len(lists)))
    at: NDArray[np.int64] = np.repeat(filled[lists[first]] - first, sizes) + np.arange(len(lists))
    filled[lists[first]] += sizes
    return at
