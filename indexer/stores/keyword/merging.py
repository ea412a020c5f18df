"""Which segments become one: so that they stay few, and that no more is in memory than one of them may hold."""

from __future__ import annotations

from collections.abc import Sequence


def how_many_merge(sizes: Sequence[int], new: int, most: int) -> int:
    """How many segments, the smallest first, are merged with a new one. All sizes in words, `sizes` ascending.

    All up to the largest that has no more words than the smaller ones and the new one together, so that what is left
    doubles from one to the next, and every word is written again as often as the size of its segment doubles; but no
    more than have `most` words together, so that for every `most` words there are a few segments that stay.
    """
    together, count = new, 0
    for place, size in enumerate(sizes):
        smaller, together = together, together + size
        if together > most:
            break
        if size <= smaller:
            count = place + 1
    return count
