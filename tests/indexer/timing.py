"""Whether the time that some work takes grows with its input, and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Four times the input must not take sixteen times as long. `work` is given a size."""
    return _seconds(work, 4 * size) < 10 * _seconds(work, size) + 0.2


def _seconds(work: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(3):
        began = time.process_time()
        work(size)
        taken.append(time.process_time() - began)
    return min(taken)
