"""The quotations of a text that was cleaned before it was checked, at their places in the text as it was sent.

Cleaning takes away a byte-order mark and one half of each `\\r\\n`; all else stays one code point for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace

from indexer.records import Attribution, Document, Part, Quotation, Source, Span

_Place = Callable[[int], int]


def as_sent(sent: str, document: Document, quotations: Iterable[Quotation]) -> tuple[Document, tuple[Quotation, ...]]:
    """The document with its text as it was sent, and its quotations where they stand in that."""
    place = place_in(sent)
    return replace(document, text=sent), tuple(_moved(quotation, place) for quotation in quotations)


def place_in(sent: str) -> _Place:
    """Where in a text stands what has a given place in it when it is clean."""
    mark = int(sent.startswith("\ufeff"))
    ends = [match.start() - mark - n for n, match in enumerate(re.finditer("\r\n", sent))]
    return lambda place: place + mark + bisect_left(ends, place)


def _moved(quotation: Quotation, place: _Place) -> Quotation:
    said = quotation.attribution
    return replace(
        quotation,
        parts=tuple(_span(part, place) for part in quotation.parts),
        attribution=said and Attribution(_span(said.speaker, place), _span(said.verb, place)),
        sources=tuple(_of_source(source, place) for source in quotation.sources),
    )


def _of_source(source: Source, place: _Place) -> Source:
    """What a source says of the text that quotes it; its own places stay."""
    return replace(
        source,
        parts=tuple(Part(_span(part.quoted, place), part.source, part.label) for part in source.parts),
        changes=tuple(replace(change, quoted=_span(change.quoted, place)) for change in source.changes),
    )


def _span(span: Span, place: _Place) -> Span:
    return Span(place(span.start), place(span.end))
