"""Numbers for terms, in the order in which the terms come."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")


class Numbering(dict[K, int]):
    """The number of each term; one that has none gets the next."""

    def __missing__(self, term: K) -> int:
        self[term] = number = len(self)
        return number
