"""A text cut into paragraphs and pieces, marked and plain. Offsets refer to the stored text; escaping happens last,
in the template.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from indexer.records import Document, Snippet, Span
from webapp.parts.underlining import Covering, MarginMark, Piece, Underline, Underlined, nested

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_ENDS = re.compile(r"\n(?:[^\S\n]*\n)*")
_BLANK_AT_FIRST = re.compile(r"\A(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces that stand together, of one kind of block."""

    kind: str
    pieces: list[Piece]

    @property
    def nodes(self) -> list[Piece | Underlined]:
        """The pieces under their underlines."""
        return nested(self.pieces)


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


def lines_in(piece: str) -> list[str]:
    """The lines of a piece, without those that are blank between them."""
    return _ENDS.split(piece)


def with_nearest(text: str, shown: Span, nearest: Span) -> list[Piece]:
    """`text` as far as it is shown, with its nearest sentence apart."""
    end = min(nearest.end, shown.end)  # of a very long one the beginning is shown
    around = (shown.start, nearest.start), (nearest.start, end), (end, shown.end)
    cut = [Piece(text[start:end], nearest=start == nearest.start) for start, end in around]
    return [piece for piece in cut if piece.text]


def paragraphs(
    document: Document, passage: Span | None, hits: Sequence[Snippet], *, nearest: Span | None = None,
    underlines: Sequence[Underline] = (), margin: Sequence[MarginMark] = (),
) -> list[Paragraph]:  # fmt: skip
    """The whole text with its passage, the query's other hits, what it quotes and what others quote of it marked.

    `nearest` is the passage's sentence nearest to the query. Blank lines between paragraphs are left out.
    """
    stretches = list(_stretches(document))
    marking = _Marking(document, passage, hits, nearest, underlines, margin, partial(_shown, stretches))
    cuts = marking.cuts()
    laid_out = []
    for kind, start, end in stretches:
        inner = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
        laid_out.append(Paragraph(kind, [marking.piece(a, b) for a, b in pairwise(inner)]))
    return _with_ends(laid_out)


class _Marking:
    """All that is marked in a text: where it is cut for that, and its pieces, asked for in ascending order.

    `shown` says where in the layout a position stands.
    """

    def __init__(
        self, document: Document, passage: Span | None, hits: Sequence[Snippet], nearest: Span | None,
        underlines: Sequence[Underline], margin: Sequence[MarginMark], shown: Callable[[int], int],
    ) -> None:  # fmt: skip
        self._text = document.text
        self._passage = [passage] if passage else []
        self._nearest = [nearest] if nearest else []
        self._words = sorted({mark for hit in hits for mark in hit.marks}, key=lambda mark: mark.start)
        self._quoted = [span for mark in margin for span in mark.spans]
        self._underlined = [underline.span for underline in underlines]
        self._covering = Covering(underlines)
        self._anchors = {shown(span.start) for span in self._passage}
        self._pages = {shown(page.start): page.label for page in document.pages}
        self._beside = {shown(mark.start): mark for mark in reversed(margin)}

    def cuts(self) -> list[int]:
        """Where a piece begins or ends, ascending, beside the ends of paragraphs."""
        spans = (*self._passage, *self._nearest, *self._words, *self._quoted, *self._underlined)
        return sorted({*self._pages, *self._beside}.union(*((span.start, span.end) for span in spans)))

    def piece(self, start: int, end: int) -> Piece:
        """What stands between two cuts."""
        return Piece(
            self._text[start:end],
            marked=_holds(self._words, start),
            nearest=_holds(self._nearest, start),
            passage=_holds(self._passage, start),
            anchor=start in self._anchors,
            page=self._pages.get(start, ""),
            within=self._covering.at(start),
            quoted=_holds(self._quoted, start),
            margin=self._beside.get(start),
        )


def _shown(stretches: Sequence[tuple[str, int, int]], position: int) -> int:
    """The position, or the next paragraph's beginning where it falls into the white space before it."""
    after = bisect_right(stretches, position, key=lambda stretch: stretch[1])
    between = after == 0 or stretches[after - 1][2] <= position
    return stretches[after][1] if between and after < len(stretches) else position


def _holds(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the spans, in order and apart, holds the position."""
    nearest = bisect_right(spans, position, key=lambda span: span.start) - 1
    return nearest >= 0 and position < spans[nearest].end


def _with_ends(shown: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the first and the last piece of each quotation told that they are."""
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for n, paragraph in enumerate(shown):
        for m, piece in enumerate(paragraph.pieces):
            for underline in piece.within:
                first.setdefault(underline.number, (n, m))
                last[underline.number] = (n, m)
    opens, closes = _by_place(first), _by_place(last)
    for n, m in {*opens, *closes}:
        pieces = shown[n].pieces
        pieces[m] = replace(pieces[m], opens=tuple(opens.get((n, m), ())), closes=tuple(closes.get((n, m), ())))
    return shown


def _by_place(places: dict[int, tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, place in places.items():
        numbers.setdefault(place, []).append(number)
    return numbers


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
        lead = len(stretch) - len(_BLANK_AT_FIRST.sub("", stretch))  # what stands before a first word indents it
        yield kind, start + lead, start + len(stretch.rstrip())
