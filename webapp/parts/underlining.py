"""Quotations in the running text: what the text quotes is underlined, what others quote of it marked in the margin.

An underline and a mark each know the numbers of their entries in the lists below the text. Underlines may lie in one
another; they come out as a tree, so that any overlap is well nested however it falls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from indexer.records import SOURCELESS, Quotation, QuoteLabel, Span

_LINE = 72
"""Code points; a passage that begins so soon after another has no mark of its own: it would stand on the same line."""


@dataclass(frozen=True, slots=True)
class Underline:
    """One part of the quotation with a number, and how true it is to its source.

    `note` is the number that readers see: quotations whose source is not found have none, and use up none.
    """

    number: int
    span: Span
    label: QuoteLabel
    note: int = 0


@dataclass(frozen=True, slots=True)
class MarginMark:
    """A passage that other documents quote, in its parts; `entries` are the numbers of the quotations."""

    spans: tuple[Span, ...]
    documents: int
    entries: tuple[int, ...]

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `anchor`: links to the passage lead here; `page` is the page of the original that begins here.

    `within` are the underlines it lies in, the outermost first; `opens` and `closes` are the numbers of the quotations
    that begin with this piece and end with it. `quoted` is whether others quote it, `margin` the mark beside it.
    """

    text: str
    marked: bool = False
    nearest: bool = False
    passage: bool = False
    anchor: bool = False
    page: str = ""
    within: tuple[Underline, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    quoted: bool = False
    margin: MarginMark | None = None

    @property
    def plain(self) -> bool:
        """Whether it is words alone."""
        return not (
            self.marked or self.nearest or self.passage or self.anchor or self.page or self.quoted or self.margin
        )


@dataclass(frozen=True, slots=True)
class Underlined:
    """Pieces with a line under them. `begins` and `ends` say whether the whole quotation does so here."""

    underline: Underline
    inside: list[Piece | Underlined]
    begins: bool
    ends: bool


def underlines(quotations: Sequence[Quotation]) -> tuple[Underline, ...]:
    """The parts of quotations, numbered from 1, in order of the text; what holds another comes before it."""
    notes = note_numbers([quotation.label for quotation in quotations])
    found = [
        Underline(number, part, quotation.label, note)
        for number, (quotation, note) in enumerate(zip(quotations, notes, strict=True), start=1)
        for part in quotation.parts
        if part.start < part.end
    ]
    return tuple(sorted(found, key=lambda u: (u.span.start, -u.span.end, u.number)))


def note_numbers(labels: Sequence[QuoteLabel]) -> list[int]:
    """The number of each quotation's note, from 1; 0 where its source is not found."""
    found = [int(label not in SOURCELESS) for label in labels]
    return [total * here for total, here in zip(accumulate(found), found, strict=True)]


def margin_marks(quoting: Sequence[Quotation]) -> tuple[MarginMark, ...]:
    """The passages that are the sources of quotations, numbered from 1; what overlaps or begins together is one."""
    places = [
        (part.source, number, quotation.document_id)
        for number, quotation in enumerate(quoting, start=1)
        if quotation.source
        for part in quotation.source.parts
        if part.source.start < part.source.end
    ]
    places.sort(key=lambda place: (place[0].start, place[0].end, place[1]))
    return tuple(_mark(group) for group in _together(places))


def nested(pieces: Sequence[Piece], depth: int = 0) -> list[Piece | Underlined]:
    """The pieces as a tree: those that share an underline under it."""
    nodes: list[Piece | Underlined] = []
    for underline, run in groupby(pieces, key=lambda p: p.within[depth] if depth < len(p.within) else None):
        inside = list(run)
        if underline is None:
            nodes += inside
            continue
        begins, ends = underline.number in inside[0].opens, underline.number in inside[-1].closes
        nodes.append(Underlined(underline, nested(inside, depth + 1), begins, ends))
    return nodes


class Covering:
    """Which underlines lie over a place; asked for places in ascending order."""

    def __init__(self, underlines: Sequence[Underline]) -> None:
        self._ahead = list(reversed(underlines))
        self._open: list[Underline] = []

    def at(self, start: int) -> tuple[Underline, ...]:
        """Those that hold the code point at `start`, the outermost first."""
        while self._ahead and self._ahead[-1].span.start <= start:
            self._open.append(self._ahead.pop())
        self._open = [underline for underline in self._open if underline.span.end > start]
        return tuple(self._open)


def _together(places: Sequence[tuple[Span, int, str]]) -> Iterator[list[tuple[Span, int, str]]]:
    group: list[tuple[Span, int, str]] = []
    end = 0
    for place in places:
        if group and place[0].start > max(end, group[0][0].start + _LINE):
            yield group
            group = []
        end = max(end, place[0].end) if group else place[0].end
        group.append(place)
    if group:
        yield group


def _mark(group: Sequence[tuple[Span, int, str]]) -> MarginMark:
    spans: list[Span] = []
    for span, _, _ in group:
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    numbers = tuple(sorted({number for _, number, _ in group}))
    return MarginMark(tuple(spans), len({id for _, _, id in group}), numbers)
