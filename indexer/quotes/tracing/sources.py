"""Which of the documents that have a quotation's words is its source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from indexer.quotes.tracing.answered import is_answered
from indexer.quotes.tracing.compared import Compared, own_quotation
from indexer.quotes.tracing.dating import is_surely_earlier, is_surely_later, seems_later, stated_date
from indexer.quotes.tracing.doubts import in_reply
from indexer.quotes.tracing.reasons import reason_for, said_beside
from indexer.quotes.tracing.weighing import confidence
from indexer.records import MOST_SOURCES, Attribution, Document, Source

_VOUCH = 5.0
"""What another quotation from the same source adds to the proof."""


def choose(document: Document, compared: Sequence[Compared], said: Attribution | None) -> tuple[Source, ...]:
    """The sources among those compared: the earliest that is true to the words and has them as its own first.

    `said` is who the document says to speak: where that is `you`, what its recipient wrote comes before, quoted there
    or not. Where the words are not found otherwise, those are named that quote them too and do not seem to be later.
    """
    fits = [c for c in compared if c.fits and not is_surely_later(c.held.document, document)]
    answered = {c.held.document.id for c in fits if is_answered(document, said, c.held.document, c.places)}
    fitting = [c for c in fits if _may_be_source(document, c, answered)]
    peers = not fitting
    if peers:
        fitting = [c for c in fits if _may_be_peer(document, c)]
    fitting.sort(
        key=lambda c: (
            c.judged.label == "altered", c.held.document.id not in answered,
            own_quotation(c) is not None or in_reply(c.held.document, c.places),
            c.held.document.first_day or date.max, c.held.document.id,
        )
    )  # fmt: skip
    listed = fitting[:MOST_SOURCES]
    return tuple(_source(c, document, said, listed, peers) for c in listed)


def _source(
    c: Compared, document: Document, said: Attribution | None, listed: Sequence[Compared], peer: bool
) -> Source:
    sure = confidence(c.proof + _VOUCH * bool(c.vouched), c.judged.fidelity)
    reason = reason_for(c, document, said, listed)
    return Source(c.held.document.id, c.judged.label, c.judged.parts, c.judged.changes, sure, reason, peer)


def _may_be_source(document: Document, c: Compared, answered: Collection[str]) -> bool:
    """Whether it can be the source, which is not surely later, though it quotes the words itself.

    Two who quote the same speech must not each become the other's source: the surely earlier can be, and of two dates
    that overlap the one that begins earlier, if the other answers it.
    """
    if own_quotation(c) is None or is_surely_earlier(c.held.document, document):
        return True
    theirs, ours = stated_date(c.held.document), stated_date(document)
    if theirs is None or ours is None:
        return False
    return c.held.document.id in answered and (theirs.first_day or date.max) < (ours.first_day or date.min)


def _may_be_peer(document: Document, c: Compared) -> bool:
    """Whether it may be as early as the document: it does not seem to be later, and does not quote the document."""
    other, ours = c.held.document, [part.quoted for part in c.judged.parts]
    return not seems_later(other, document) and not is_answered(other, said_beside(c), document, ours)
