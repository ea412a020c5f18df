"""Words taken over without quotation marks: long stretches that a document has in common with an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.judge import judge
from indexer.quotes.judging.signs import said_at
from indexer.quotes.judging.wording import Quoted, QuotedWord
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.dating import is_surely_later, seems_later
from indexer.quotes.tracing.weighing import COMMON
from indexer.records import Quotation, Source, Span
from indexer.stores.grams import SIZE, GramIndex

WORDS = 12
"""Shorter stretches are not told."""


def find_reuse(
    own: Held, quotations: Sequence[Quotation], index: GramIndex, held: Callable[[str], Held]
) -> tuple[Quotation, ...]:
    """The stretches of `own` that earlier documents have word for word, outside its quotations."""
    taken = [part for q in quotations for part in q.parts]
    found: list[Quotation] = []
    for first, last, id in sorted(_stretches(own, index), key=lambda s: (s[0] - s[1], s)):
        start, end = own.wording.spans[first][0], own.wording.spans[last - 1][1]
        if any(span.start < end and start < span.end for span in taken):
            continue
        other = held(id)
        place = _place(own, other, first, last)
        if place is None or not _comes_first(other, own):
            continue
        span = Span(other.wording.spans[place][0], other.wording.spans[place + last - first - 1][1])
        if any(q.start < span.end and span.start < q.end for q in other.quoted):
            continue  # the other quotes it: then this is the source, not that
        taken.append(Span(start, end))
        found.append(_quotation(own, other, first, last, place))
    return tuple(sorted(found, key=lambda q: q.start))


def _stretches(own: Held, index: GramIndex) -> Iterator[tuple[int, int, str]]:
    """First word, end and document of every run of at least `WORDS` whose grams one other document has all of."""
    grams = own.wording.grams
    starts, ends = index.spans(grams)
    since: dict[int, int] = {}
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        here = set(index.owners[start:end].tolist()) if end - start <= COMMON else set(since)
        for other in [other for other in since if other not in here]:
            yield from _long(since.pop(other), i, index.documents[other], own)
        for other in here:
            since.setdefault(other, i)
    for other, first in since.items():
        yield from _long(first, len(grams), index.documents[other], own)


def _long(first: int, last: int, id: str, own: Held) -> Iterator[tuple[int, int, str]]:
    if last - first + SIZE - 1 >= WORDS and id != own.document.id:
        yield first, last + SIZE - 1, id


def _place(own: Held, other: Held, first: int, last: int) -> int | None:
    """Where the other document has the words `[first, last)`, all in order."""
    words = own.wording.words[first:last]
    (places,) = other.wording.places(own.wording.grams[first : first + 1])
    for place in places.tolist():
        if other.wording.words[place : place + len(words)] == words:
            return int(place)
    return None


def _comes_first(other: Held, own: Held) -> bool:
    """Whether the other is the earlier; where no dates tell, the one whose id is: one of two must be."""
    if _dates_tell(other, own):
        return seems_later(own.document, other.document)
    return other.document.id < own.document.id


def _dates_tell(one: Held, other: Held) -> bool:
    return seems_later(one.document, other.document) or seems_later(other.document, one.document)


def _quotation(own: Held, other: Held, first: int, last: int, place: int) -> Quotation:
    """The stretch `[first, last)`, judged: the same words can bear other signs."""
    spans = own.wording.spans[first:last]
    text = own.document.text
    edges = [said_at(text, *span, Span(0, len(text))).span for span in (spans[0], spans[-1])]
    parts = (Span(edges[0].start, edges[1].end),)
    numbers = own.wording.words[first:last]
    words = tuple(QuotedWord(number, *span, segment=0, part=0) for number, span in zip(numbers, spans, strict=True))
    step = Step(True, 0, len(words), place, place + len(words))
    judged = judge(text, parts, Quoted(words, ()), other.wording, (step,))
    reason = f"{len(words)} words in a row, without marks."
    if not _dates_tell(own, other):
        reason += " No date tells which of the two texts is the earlier."
    elif not is_surely_later(own.document, other.document):
        reason += " It is the earlier by their dates, which are not both stated."
    found = Source(other.document.id, judged.label, judged.parts, judged.changes, judged.fidelity, reason)
    return Quotation(own.document.id, parts, "reuse", None, (found,))
