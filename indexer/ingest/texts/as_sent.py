"""The quotations of a text that was read before it was checked, at their places in the text as it was sent.

Cleaning takes away a byte-order mark and one half of each `\\r\\n`; all else stays one code point for one. The reader
of plain text takes away its head as well, and what breaks a word at a line's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from indexer.ingest.documents import clean_text
from indexer.records import Attribution, Document, Part, Quotation, Source, Span

_BREAKS = frozenset("-\u2010\u00ad¬ \n")
"""What breaks a word (`ingest/building.py`)."""
_Place = Callable[[Span], Span]


def as_sent(sent: str, document: Document, quotations: Iterable[Quotation]) -> tuple[Document, tuple[Quotation, ...]]:
    """The document with its text as it was sent, and its quotations where they stand in that; both unchanged where the
    document's text is not what was sent without what is taken away.
    """
    place = place_in(sent, document.text)
    if place is None:
        return document, tuple(quotations)
    return replace(document, text=sent), tuple(_moved(quotation, place) for quotation in quotations)


def place_in(sent: str, read: str) -> _Place | None:
    """Where in a text stands what has a given span in it when it is read; None where that is not made of this text."""
    runs = _runs(clean_text(sent), read)
    if runs is None:
        return None
    starts, skipped = [start for start, _ in runs], [number for _, number in runs]
    mark = int(sent.startswith("\ufeff"))
    ends = [match.start() - mark - n for n, match in enumerate(re.finditer("\r\n", sent))]

    def clean(place: int) -> int:
        return place + skipped[bisect_right(starts, place) - 1]

    def whole(place: int) -> int:
        return place + mark + bisect_left(ends, place)

    def placed(span: Span) -> Span:
        start = clean(span.start)
        end = clean(span.end - 1) + 1 if span.end > span.start else start  # what is taken away behind it is not of it
        return Span(whole(start), whole(end))

    return placed


def _runs(clean: str, read: str) -> list[tuple[int, int]] | None:
    """Where each run begins of what was read without a break, and how much of the clean text is not in it so far.

    From the end, since a head that was taken away may say anything.
    """
    if clean.endswith(read):
        return [(0, len(clean) - len(read))]
    runs = []
    at = len(clean)
    for n in range(len(read) - 1, -1, -1):
        at -= 1
        if at >= 0 and clean[at] == read[n]:
            continue
        runs.append((n + 1, at - n))
        while at >= 0 and clean[at] != read[n]:
            if clean[at] not in _BREAKS:
                return None
            at -= 1
        if at < 0:
            return None
    return [(0, at), *reversed(runs)]


def _moved(quotation: Quotation, place: _Place) -> Quotation:
    said = quotation.attribution
    return replace(
        quotation,
        parts=tuple(map(place, quotation.parts)),
        attribution=said and Attribution(place(said.speaker), place(said.verb)),
        sources=tuple(_of_source(source, place) for source in quotation.sources),
    )


def _of_source(source: Source, place: _Place) -> Source:
    """What a source says of the text that quotes it; its own places stay."""
    return replace(
        source,
        parts=tuple(Part(place(part.quoted), part.source, part.label) for part in source.parts),
        changes=tuple(replace(change, quoted=place(change.quoted)) for change in source.changes),
    )
