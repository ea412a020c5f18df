"""What comes out of a file: documents, what its reader doubts of it as a whole, names for what other files refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.records import Document, Name


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence about the file at `path`: a line left out, a column guessed.

    `partial` is said where something of the file was left out that stands in it, for damage or the limits: what does
    not come out of it is not gone, and other limits have it read again.
    """

    path: str
    text: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The names that lists in a file give to what other files refer to, each by its `ref` in that file."""

    names: tuple[Name, ...]


Found = Document | Doubt | Listed
"""What comes out of a file."""

Inside = Callable[[str, bytes, str], Iterator[Found]]
"""Reads what lies inside another file: from its lasting path, its bytes and its name to its documents."""
