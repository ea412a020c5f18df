"""Numbers in few bytes: all of them in as few as the largest needs, or each in as few as it needs itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_BITS = 7
_MORE = 0x80
_LONGEST = 5
"""Bytes, for 32 bits."""


def narrowest(most: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest kind of numbers that go so far."""
    return next((kind for kind in (np.uint8, np.uint16, np.uint32) if most <= np.iinfo(kind).max), np.uint64)


def packed(numbers: Array) -> tuple[NDArray[np.uint8], Array]:
    """Numbers of up to 32 bits as bytes, and where each ends.

    Seven bits a byte, the least first, the top bit saying that more follow (LEB128).
    """
    numbers = numbers.astype(np.uint64)
    sizes = np.ones(len(numbers), np.int64)
    for size in range(1, _LONGEST):
        sizes += numbers >= np.uint64(1 << _BITS * size)
    ends = np.cumsum(sizes)
    data = np.empty(int(sizes.sum()), np.uint8)
    for place in range(_LONGEST):
        there = np.flatnonzero(sizes > place)
        bits = numbers[there] >> np.uint64(_BITS * place) & np.uint64(_MORE - 1)
        data[ends[there] - sizes[there] + place] = bits | (sizes[there] > place + 1) * np.uint64(_MORE)
    return data, ends


def unpacked(data: bytes | NDArray[np.uint8]) -> NDArray[np.int64]:
    """The numbers again."""
    found = np.frombuffer(data, np.uint8)
    last = np.flatnonzero(found < _MORE)
    first = np.concatenate([[0], last + 1])[: len(last)]
    numbers: NDArray[np.int64] = (found[first] & (_MORE - 1)).astype(np.int64)
    more = np.flatnonzero(last > first)
    for place in range(1, _LONGEST):  # most numbers have one byte, and few have many
        numbers[more] |= (found[first[more] + place] & (_MORE - 1)).astype(np.int64) << _BITS * place
        more = more[last[more] > first[more] + place]
    return numbers
