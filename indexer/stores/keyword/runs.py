"""Words in their order: where a phrase stands, from where each of its words does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[Any]


def runs(lists: Sequence[Places], slop: int) -> tuple[Places, Places]:
    """Where runs of the words begin and end: in this order, with at most `slop` other places between them all.

    `lists` are the places of each word, ascending. How long a run is depends on its two ends alone, so from every place
    of the rarest word the nearest place of each next word is taken, and the nearest of each word before.
    """
    rarest = min(range(len(lists)), key=lambda word: len(lists[word]))
    begins = ends = lists[rarest]
    for places in lists[rarest + 1 :]:
        after = np.searchsorted(places, ends, "right")
        there = after < len(places)
        begins, ends = begins[there], places[after[there]]
    for places in reversed(lists[:rarest]):
        before = np.searchsorted(places, begins) - 1
        there = before >= 0
        begins, ends = places[before[there]], ends[there]
    close = ends - begins < len(lists) + slop
    return begins[close], ends[close]
