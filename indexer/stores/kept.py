"""What was read lately, kept in memory up to a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, each of a weight; the least lately asked for go first. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """The value, or None where it is not kept."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def made(self, key: K, make: Callable[[], V], weight: Callable[[V], int] = lambda value: 1) -> V:
        """The value; where it is not kept it is made, and kept."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value, weight(value))
        return value

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep the value, unless it alone would take a quarter of the room."""
        with self._lock:
            if 4 * weight > self._most or key in self._kept:
                return
            self._kept[key] = value, weight
            self._weight += weight
            while self._weight > self._most:
                _, (_gone, lighter) = self._kept.popitem(last=False)
                self._weight -= lighter
