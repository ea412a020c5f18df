"""A text cut into paragraphs and pieces, marked and plain. Offsets refer to the stored text; escaping happens last,
in the template.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.records import Document, Snippet, Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `anchor` names the place for links, `page` is the page of the original that begins here."""

    text: str
    marked: bool = False
    nearest: bool = False
    passage: bool = False
    anchor: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces that stand together, of one kind of block."""

    kind: str
    pieces: list[Piece]


def pieces(text: str, start: int, end: int, *marks: Span) -> list[Piece]:
    """`text[start:end]` in pieces; marks are in order and do not overlap."""
    cut: list[Piece] = []
    at = start
    for mark in marks:
        cut.append(Piece(text[at : mark.start]))
        cut.append(Piece(text[mark.start : mark.end], marked=True))
        at = mark.end
    cut.append(Piece(text[at:end]))
    return [piece for piece in cut if piece.text]


def with_nearest(text: str, shown: Span, nearest: Span) -> list[Piece]:
    """`text` as far as it is shown, with its nearest sentence apart."""
    around = (shown.start, nearest.start), (nearest.start, nearest.end), (nearest.end, shown.end)
    cut = [Piece(text[start:end], nearest=start == nearest.start) for start, end in around]
    return [piece for piece in cut if piece.text]


def paragraphs(
    document: Document, passage: Span | None, hits: Sequence[Snippet], nearest: Span | None = None
) -> list[Paragraph]:
    """The whole text with its passage and the query's other hits marked. White space between paragraphs is left out."""
    stretches = list(_stretches(document))
    begins = [start for _, start, _ in stretches]

    def shown(position: int) -> int:
        """The position, or the next paragraph's beginning where it falls into the white space before it."""
        at = bisect_right(begins, position) - 1
        if (at < 0 or stretches[at][2] <= position) and at + 1 < len(begins):
            return begins[at + 1]
        return position

    marks = sorted({mark for hit in hits for mark in hit.marks}, key=lambda mark: mark.start)
    anchors = {shown(hit.span.start): f"hit-{number}" for number, hit in enumerate(hits, start=1)}
    if passage:
        anchors[shown(passage.start)] = "passage"
    pages = {shown(page.start): page.label for page in document.pages}
    edges = {*anchors, *pages, *_edges(passage), *_edges(nearest)}
    cuts = sorted(edges.union(*((mark.start, mark.end) for mark in marks)))
    starts = [mark.start for mark in marks]

    def piece(start: int, end: int) -> Piece:
        before = bisect_right(starts, start) - 1
        return Piece(
            document.text[start:end],
            marked=before >= 0 and start < marks[before].end,
            nearest=nearest is not None and nearest.start <= start < nearest.end,
            passage=passage is not None and passage.start <= start < passage.end,
            anchor=anchors.get(start, ""),
            page=pages.get(start, ""),
        )

    def paragraph(kind: str, start: int, end: int) -> Paragraph:
        inner = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        return Paragraph(kind, [piece(a, b) for a, b in pairwise(inner)])

    return [paragraph(*stretch) for stretch in stretches]


def _edges(span: Span | None) -> tuple[int, ...]:
    return (span.start, span.end) if span else ()


def _stretches(document: Document) -> Iterator[tuple[str, int, int]]:
    """Paragraphs as (kind, start, end): blocks and what lies between them, cut at blank lines."""
    at = 0
    for block in document.blocks:
        yield from _cut(document.text, "paragraph", at, block.start)
        yield from _cut(document.text, block.kind, block.start, block.end)
        at = block.end
    yield from _cut(document.text, "paragraph", at, len(document.text))


def _cut(text: str, kind: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    at = start
    for gap in _BLANK.finditer(text, start, end):
        yield from _trimmed(text, kind, at, gap.start())
        at = gap.end()
    yield from _trimmed(text, kind, at, end)


def _trimmed(text: str, kind: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    stretch = text[start:end]
    if stretch.strip():
        lead = len(stretch) - len(stretch.lstrip("\n"))
        yield kind, start + lead, start + len(stretch.rstrip())
