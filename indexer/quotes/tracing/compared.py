"""A document laid beside a quotation: what the words they share prove, and whether it only quotes them itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise

from indexer.quotes.finding.extract import interrupts
from indexer.quotes.judging.judge import Judgement
from indexer.quotes.judging.wording import Wording
from indexer.quotes.tracing.weighing import is_name
from indexer.records import Document, Span
from indexer.stores.grams import SIZE
from indexer.text.words import WORD

_PROOF = 6.0
_PROOF_VOUCHED, _PROOF_ALTERED_VOUCHED = 1.5, 4.0
"""What must be proved by rare words: alone, and where the document surely quotes the same source elsewhere."""
_PROOF_END = 3.0
"""What each word changed at an end asks for besides, if it is to be a change and no sign of a chance phrase."""
ENOUGH, _ENOUGH_ALTERED = 5, 6
"""Fewer words prove nothing alone: names, slogans and terms stand in quotation marks everywhere."""
_PAGE = 500
"""Words of the sources vouched for; each doubling of that asks for half a point of proof more."""
_FIDELITY = 0.78
_LONGEST_QUOTED = 3000
"""Code points; what seems a longer quotation of the source's own is more likely a mark gone astray."""
_STAND_OUT = 8
"""The part of the words that may stand outside it."""

Earlier = tuple[datetime, Wording]
"""A text that a document had before, and the moment at which the next took its place."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the tracer holds it: itself, its words, where it quotes others, its earlier texts, oldest first."""

    document: Document
    wording: Wording
    quoted: Sequence[Span]
    earlier: Callable[[], Sequence[Earlier]] = tuple


@dataclass(frozen=True, slots=True)
class Compared:
    """A document laid beside a quotation. `proof` is what the words they share prove, of which there are `words`.

    `vouched` is 0, or the words of all documents that other quotations vouch for: the more, the likelier a chance.
    """

    held: Held
    judged: Judgement
    proof: float
    words: int
    vouched: int = 0

    @property
    def start(self) -> int:
        """Where the first of the words stands in the source."""
        return min(place.start for place in self.places)

    @property
    def end(self) -> int:
        """Where the last of them ends."""
        return max(place.end for place in self.places)

    @property
    def places(self) -> list[Span]:
        """Where the source has the words, in stretches: what is passed over is in none."""
        passed = [change.source for change in self.judged.changes if change.kind in ("elided", "left out")]
        return [stretch for part in self.judged.parts if part.source.end for stretch in _without(part.source, passed)]

    @property
    def long_enough(self) -> bool:
        """Whether there are so many words that they can prove something alone."""
        return self.words >= (_ENOUGH_ALTERED if self._is_altered else ENOUGH)

    @property
    def is_telling(self) -> bool:
        """Whether a reader should know of it though it proves nothing: but for a word, it is the quotation."""
        return self.judged.turned or len(self.judged.kept) >= max(SIZE, self.words - 1)

    @property
    def _is_altered(self) -> bool:
        """Whether its words are not quite the same; a negation dropped or put in is as plain as if it were not."""
        return self.judged.label == "altered" and not self.judged.turned

    @property
    def fits(self) -> bool:
        """Whether it is enough to call the one the other's source."""
        if self.vouched:
            length = 0.5 * max(0.0, math.log2(self.vouched / _PAGE))
            needed = (_PROOF_ALTERED_VOUCHED if self._is_altered else _PROOF_VOUCHED) + length
        else:
            needed = _PROOF
        return (self.vouched > 0 or self.long_enough) and self.proof >= needed and self.true_enough

    @property
    def true_enough(self) -> bool:
        """Whether it has so many of the words that what it has otherwise is an alteration."""
        judged = self.judged
        if judged.turned:
            return True
        at_ends = (judged.likeness - judged.fidelity) * judged.words
        proved = self.proof >= _PROOF + _PROOF_END * at_ends
        return (judged.likeness if proved else judged.fidelity) >= _FIDELITY


def _without(span: Span, passed: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span without others inside it, which are in order."""
    at = span.start
    for gap in passed:
        if span.start <= gap.start and gap.end <= span.end:
            yield Span(at, gap.start)
            at = gap.end
    yield Span(at, span.end)


def own_quotation(c: Compared) -> Span | None:
    """The quotation of the source's own within which the words stand, but for a few: `that he “would not have it”`."""
    may_stand_out = 1 + (c.end - c.start) // _STAND_OUT
    for own in chain(c.held.quoted, _interrupted(c)):
        out = max(0, own.start - c.start) + max(0, c.end - own.end)
        if out <= may_stand_out and own.end - own.start <= _LONGEST_QUOTED:
            return own
    return None


def _interrupted(c: Compared) -> Iterator[Span]:
    """The source's quotation around the words, as one, if only who speaks parts it there: `“It”, you say, “is so”`."""
    quoted = [own for own in c.held.quoted if own.start < c.end and c.start < own.end]
    if len(quoted) > 1 and all(interrupts(c.held.document.text, a.end, b.start) for a, b in pairwise(quoted)):
        yield Span(quoted[0].start, quoted[-1].end)


def names_alike(document: Document, source: Document, judged: Judgement) -> bool:
    """Whether what the two share is a name, an address or a title, which nobody quotes from anybody."""
    return all(
        is_name(WORD.findall(text.text, span.start, span.end))
        for part in judged.parts
        for text, span in ((document, part.quoted), (source, part.source))
        if part.source.end
    )
