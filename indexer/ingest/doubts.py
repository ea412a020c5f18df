"""What a reader doubts of a file as a whole, beside the doubts that a Document carries of itself."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records import Document


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence about the file at `path`: a line left out, a column guessed."""

    path: str
    text: str


Found = Document | Doubt
"""What comes out of a file."""
