"""What comes out of a file: documents, and what its reader doubts of it as a whole, beside what a Document carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.records import Document


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence about the file at `path`: a line left out, a column guessed.

    `for_limits` is said of what is read as soon as the limits allow it.
    """

    path: str
    text: str
    for_limits: bool = False


Found = Document | Doubt
"""What comes out of a file."""

Inside = Callable[[str, bytes, str], Iterator[Found]]
"""Reads what lies inside another file: from its lasting path, its bytes and its name to its documents."""
