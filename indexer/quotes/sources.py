"""Which of the documents that have a quotation's words is its source, and why: said in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indexer.quotes.attribution import named_speaker
from indexer.quotes.judge import Judgement
from indexer.quotes.weighing import confidence
from indexer.quotes.wording import Wording
from indexer.records import Attribution, Document, Source, Span
from indexer.text.words import words_of

_PROOF, _PROOF_ALTERED = 5.0, 6.0
_PROOF_VOUCHED, _PROOF_ALTERED_VOUCHED = 1.5, 4.0
"""What must be proved by rare words: alone, and where the document surely quotes the same source elsewhere."""
ENOUGH, _ENOUGH_ALTERED = 5, 6
"""Fewer words prove nothing alone: names, slogans and terms stand in quotation marks everywhere."""
_PAGE = 500
"""Words of the sources vouched for; each doubling of that asks for half a point of proof more."""
_VOUCH = 5.0
"""What another quotation from the same source adds to the proof."""
_FIDELITY = 0.78
_LONGEST_QUOTED = 3000
"""Code points; what seems a longer quotation of the source's own is more likely a mark gone astray."""
_MORE = 1.1
_LISTED = 10


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the tracer holds it: itself, its words, and where it quotes others."""

    document: Document
    wording: Wording
    quoted: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Compared:
    """A document laid beside a quotation. `proof` is what the words they share prove.

    `vouched` is 0, or the words of all documents that other quotations vouch for: the more, the likelier a chance.
    """

    held: Held
    judged: Judgement
    proof: float
    vouched: int = 0

    @property
    def start(self) -> int:
        """Where the first of the words stands in the source."""
        return min(part.source.start for part in self.judged.parts if part.source.end)

    @property
    def end(self) -> int:
        """Where the last of them ends."""
        return max(part.source.end for part in self.judged.parts)

    @property
    def fits(self) -> bool:
        """Whether it is enough to call the one the other's source."""
        altered = self.judged.label == "altered"
        if self.vouched:
            length = 0.5 * max(0.0, math.log2(self.vouched / _PAGE))
            needed = (_PROOF_ALTERED_VOUCHED if altered else _PROOF_VOUCHED) + length
        else:
            needed = _PROOF_ALTERED if altered else _PROOF
        long_enough = self.vouched > 0 or self.judged.words >= (_ENOUGH_ALTERED if altered else ENOUGH)
        return long_enough and self.proof >= needed and self.judged.fidelity >= _FIDELITY


def choose(document: Document, compared: Sequence[Compared], said: Attribution | None) -> tuple[Source, ...]:
    """The sources among those compared: the earliest that is true to the words and has them as its own first.

    `said` is who the document says to speak.
    """
    fitting = [c for c in compared if c.fits and _may_be_source(document, c)]
    fitting.sort(
        key=lambda c: (
            c.judged.label == "altered", own_quotation(c) is not None,
            _first_day(c.held.document), c.held.document.id,
        )
    )  # fmt: skip
    return tuple(_source(c, _misattributed(document, c, said)) for c in fitting[:_LISTED])


def why_not(document: Document, words: int, compared: Sequence[Compared]) -> str:
    """Why no source was found for a quotation in the document."""
    near = max(compared, key=lambda c: (c.judged.fidelity, c.proof), default=None)
    if near is None:
        return "No document here has these words."
    if near.fits and _is_later(near, document):
        return f"{near.held.document.title} has the same words, but is later: they cannot be quoted from it."
    if near.fits:
        return f"{near.held.document.title} quotes the same words; who wrote them is not in the archive."
    if near.judged.fidelity < _FIDELITY:
        return f"The nearest, {near.held.document.title}, has only {len(near.judged.kept)} of {words} words in order."
    return "The words are too common to prove anything."


def _source(c: Compared, doubt: str) -> Source:
    sure = confidence(c.proof + _VOUCH * bool(c.vouched), c.judged.fidelity)
    return Source(
        c.held.document.id, c.judged.label, c.judged.parts, c.judged.changes, round(sure, 3), _reason(c) + doubt
    )  # fmt: skip


def _misattributed(document: Document, c: Compared, said: Attribution | None) -> str:
    """A sentence where a letter's words are given to somebody who surely did not write it, else nothing.

    Of an article nothing is said: the words may be those of somebody whom it reports.
    """
    source = c.held.document
    writers = [*source.senders, *source.authors]
    speaker = named_speaker(document.text, said)
    if said is None or not speaker or not writers or source.kind != "letter" or own_quotation(c):
        return ""
    known = " ".join((*(name.text for name in writers), source.source))
    if not speaker.isdisjoint(word.folded for word in words_of(known)):
        return ""
    name = " ".join(document.text[said.speaker.start : said.speaker.end].split())
    return f" They are given to {name} here, but the letter is by {' and '.join(name.text for name in writers[:3])}."


def _reason(c: Compared) -> str:
    judged = c.judged
    spelled = sum(change.kind == "spelling" for change in judged.changes)
    said = {
        "exact": f"The same {judged.words} words in the same order",
        "near": f"The same {judged.words} words in the same order; {spelled} spelled otherwise",
        "elided": f"The same {judged.words} words in the same order; words of the source left out where it says so",
        "bracketed": f"The same {judged.words} words outside the brackets, in the same order",
        "altered": f"{len(judged.kept)} of {judged.words} words in the same order; others changed, added or left out",
    }.get(judged.label, "")
    also = [
        "; this document quotes the same source elsewhere" * bool(c.vouched),
        "; the source has them in quotation marks too" * (own_quotation(c) is not None),
    ]
    return said + "".join(also) + "."


def _may_be_source(document: Document, c: Compared) -> bool:
    """Whether it can be the source though it has the words in quotation marks itself; never if it is surely later.

    Two who quote the same speech must not each become the other's source: the surely earlier can be, and where
    no date tells, the one that quotes more of it.
    """
    if _is_later(c, document):
        return False
    own = own_quotation(c)
    if own is None or _is_earlier(c, document):
        return True
    dated = document.date is not None and c.held.document.date is not None
    return not dated and own.end - own.start > _MORE * (c.end - c.start)


def own_quotation(c: Compared) -> Span | None:
    """The quotation of the source's own within which the words stand."""
    for own in c.held.quoted:
        if own.start - 1 <= c.start and c.end <= own.end + 1 and own.end - own.start <= _LONGEST_QUOTED:
            return own
    return None


def _is_later(c: Compared, document: Document) -> bool:
    theirs, ours = c.held.document.date, document.date
    return bool(theirs and ours and theirs.earliest and ours.latest and theirs.earliest > ours.latest)


def _is_earlier(c: Compared, document: Document) -> bool:
    """Whether the source is surely the earlier; what has a date goes before what has none."""
    theirs, ours = c.held.document.date, document.date
    if not theirs or not theirs.latest:
        return False
    return not ours or not ours.earliest or theirs.latest < ours.earliest


def _first_day(document: Document) -> date:
    when = document.date
    return (when and (when.earliest or when.latest)) or date.max
