"""A text cut into plain and marked pieces. Offsets refer to the stored text; escaping happens last, in the template."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool


def pieces(text: str, start: int, end: int, *marks: Span) -> list[Piece]:
    """`text[start:end]` in pieces; marks are in order and do not overlap."""
    cut: list[Piece] = []
    at = start
    for mark in marks:
        cut.append(Piece(text[at : mark.start], False))
        cut.append(Piece(text[mark.start : mark.end], True))
        at = mark.end
    cut.append(Piece(text[at:end], False))
    return [piece for piece in cut if piece.text]
