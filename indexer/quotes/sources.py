"""Which of the documents that have a quotation's words is its source, and why: said in a sentence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, pairwise

from indexer.quotes.answered import is_answered
from indexer.quotes.attribution import attribution, named_speaker
from indexer.quotes.dating import is_surely_earlier, is_surely_later, seems_later, stated_date
from indexer.quotes.difference import difference, differing
from indexer.quotes.doubts import doubt, given_otherwise, in_reply, speaker_of
from indexer.quotes.extract import interrupts
from indexer.quotes.judge import ALTERING, Judgement
from indexer.quotes.weighing import confidence
from indexer.quotes.wording import Wording
from indexer.records import Attribution, ChangeKind, Document, NearMiss, Source, Span
from indexer.stores.grams import SIZE
from indexer.text.words import WORD

_PROOF, _PROOF_ALTERED = 5.0, 6.0
_PROOF_VOUCHED, _PROOF_ALTERED_VOUCHED = 1.5, 4.0
"""What must be proved by rare words: alone, and where the document surely quotes the same source elsewhere."""
_PROOF_END = 3.0
"""What each word changed at an end asks for besides, if it is to be a change and no sign of a chance phrase."""
ENOUGH, _ENOUGH_ALTERED = 5, 6
"""Fewer words prove nothing alone: names, slogans and terms stand in quotation marks everywhere."""
_PAGE = 500
"""Words of the sources vouched for; each doubling of that asks for half a point of proof more."""
_VOUCH = 5.0
"""What another quotation from the same source adds to the proof."""
_FIDELITY = 0.78
_LONGEST_QUOTED = 3000
"""Code points; what seems a longer quotation of the source's own is more likely a mark gone astray."""
_STAND_OUT = 8
"""The part of the words that may stand outside it."""
_MORE = 1.1
_LISTED = 10
_MARKS, _NEAR = "\"“”„«»‹›‘’‚'` \xa0\u202f", 3
"""What may stand between a quotation and who is said to speak, and within how many code points."""
_LATER = " By their dates, which are not both stated, it is the later of the two."


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
        altered = self._is_altered
        if self.vouched:
            length = 0.5 * max(0.0, math.log2(self.vouched / _PAGE))
            needed = (_PROOF_ALTERED_VOUCHED if altered else _PROOF_VOUCHED) + length
        else:
            needed = _PROOF_ALTERED if altered else _PROOF
        return (self.vouched > 0 or self.long_enough) and self.proof >= needed and self.true_enough

    @property
    def true_enough(self) -> bool:
        """Whether it has so many of the words that what it has otherwise is an alteration."""
        judged = self.judged
        if judged.turned:
            return True
        at_ends = (judged.likeness - judged.fidelity) * judged.words
        proved = self.proof >= _PROOF_ALTERED + _PROOF_END * at_ends
        return (judged.likeness if proved else judged.fidelity) >= _FIDELITY


def _without(span: Span, passed: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span without others inside it, which are in order."""
    at = span.start
    for gap in passed:
        if span.start <= gap.start and gap.end <= span.end:
            yield Span(at, gap.start)
            at = gap.end
    yield Span(at, span.end)


def choose(
    document: Document, compared: Sequence[Compared], said: Attribution | None, *, archived: bool
) -> tuple[Source, ...]:
    """The sources among those compared: the earliest that is true to the words and has them as its own first.

    `said` is who the document says to speak: where that is `you`, what its recipient wrote comes before, quoted there
    or not. A text from outside, which is not `archived` though a copy may be, can be nobody's source: where the words
    are not found otherwise, it is led to who quotes them too.
    """
    fits = [c for c in compared if c.fits and not is_surely_later(c.held.document, document)]
    answered = {c.held.document.id for c in fits if is_answered(document, said, c.held.document, c.places)}
    fitting = [c for c in fits if _may_be_source(document, c, answered)]
    if not (fitting or archived):
        fitting = [c for c in fits if not seems_later(c.held.document, document)]
    fitting.sort(
        key=lambda c: (
            c.judged.label == "altered", c.held.document.id not in answered,
            own_quotation(c) is not None or in_reply(c.held.document, c.places),
            c.held.document.first_day or date.max, c.held.document.id,
        )
    )  # fmt: skip
    listed = fitting[:_LISTED]
    return tuple(_source(c, document, said, listed) for c in listed)


def why_not(document: Document, compared: Sequence[Compared], *, archived: bool) -> tuple[str, NearMiss | None]:
    """Why no source was found for a quotation in the document, and what comes nearest."""
    if not compared:
        return f"No {'other ' * archived}text here has these words.", None
    near = max(
        compared, key=lambda c: (c.judged.fidelity, not is_surely_later(c.held.document, document), c.proof)
    )  # fmt: skip
    return _why_not(document, near, compared), NearMiss(near.held.document.id, Span(near.start, near.end))


def _why_not(document: Document, near: Compared, compared: Sequence[Compared]) -> str:
    title, judged = _titled(near.held.document), near.judged
    differs = difference(document, judged.changes, near.held.document)
    if not near.true_enough:
        some = f"only {len(judged.kept)} of {judged.words} words in order"
        kept = f"all {judged.words} words in order, but not together" if len(judged.kept) == judged.words else some
        return f"The nearest, {title}, has {kept}.{differs}"
    same = "nearly the same words" if judged.label == "altered" else "the same words"
    if is_surely_later(near.held.document, document):
        return f"{title} has {same}, but is later: they cannot be quoted from it.{differs}"
    if near.fits:
        return f"{title} quotes {same}; who wrote them is not in the archive.{differs}"
    few = "too common" if near.long_enough else "too few"
    if judged.label == "altered":
        kept = f"{len(judged.kept)} of {judged.words} words in order"
        return f"{title} has {kept}: {few} to prove that it is the source.{differs}"
    also = " and elsewhere" if sum(c.judged.label == judged.label for c in compared) > 1 else ""
    how = {"exact": "word for word ", "near": "spelled otherwise "}.get(judged.label, "")
    return f"These {judged.words} words stand {how}in {title}{also}, but are {few} to prove that it is the source."


def _titled(document: Document) -> str:
    """The title as it stands in a sentence; one that is itself the text's first sentence is quoted."""
    return f"“{document.title}”" if document.title_derived else document.title or "An untitled document"


def _source(c: Compared, document: Document, said: Attribution | None, listed: Sequence[Compared]) -> Source:
    sure = confidence(c.proof + _VOUCH * bool(c.vouched), c.judged.fidelity)
    if own_quotation(c):
        doubted = given_otherwise(document, said, c.held.document, _said_there(c))
    else:
        doubted = doubt(document, said, c.held.document, c.places)
    later = _LATER * seems_later(c.held.document, document)
    return Source(
        c.held.document.id, c.judged.label, c.judged.parts, c.judged.changes, sure,
        _reason(c, _quoted_from(c, document, listed)) + doubted + later,
    )  # fmt: skip


def _quoted_from(c: Compared, document: Document, listed: Sequence[Compared]) -> str:
    """Of a source that itself misquotes another: which that is, and what it has instead. Else nothing."""
    own = own_quotation(c)
    if c.judged.label == "altered" or own is None:
        return ""
    inside = _of_own(document, c, own)
    for other in listed:
        is_source = own_quotation(other) is None and not is_surely_later(other.held.document, c.held.document)
        changes = [each for each in other.judged.changes if each.quoted.start < inside.end]
        changes = [each for each in changes if inside.start <= each.quoted.start]
        if is_source and (told := differing(document, changes, other.held.document)):
            return f", from {_titled(other.held.document)}, which {told}"
    return ""


def _of_own(document: Document, c: Compared, own: Span) -> Span:
    """Where the quotation has what the source quotes itself. What is beyond (`‘…,’ it says`) is the source's."""
    words = [
        word.span()
        for part in c.judged.parts
        for word in WORD.finditer(document.text, part.quoted.start, part.quoted.end)
    ]
    before = sum(1 for _ in WORD.finditer(c.held.document.text, c.start, max(c.start, own.start)))
    after = sum(1 for _ in WORD.finditer(c.held.document.text, min(c.end, own.end), c.end))
    inside = words[before : len(words) - after] or words
    return Span(inside[0][0], inside[-1][1])


def _reason(c: Compared, quoted_from: str) -> str:
    judged = c.judged
    kinds = Counter(change.kind for change in judged.changes)
    otherwise = f"; {kinds['spelling']} spelled otherwise" * bool(kinds["spelling"])
    noted = "; notes in brackets, a list's numbers or who speaks passed over" * bool(kinds["aside"])
    said = {
        "exact": f"The same {judged.words} words in the same order",
        "near": f"The same {judged.words} words in the same order{otherwise}{noted}",
        "elided": f"The same {judged.words} words in the same order; words of the source left out where it says so",
        "bracketed": f"The same {judged.words} words outside the brackets, in the same order",
        "altered": f"{len(judged.kept)} of {judged.words} words in the same order; others {_altered(kinds)}",
    }.get(judged.label, "")
    also = [
        "; this document quotes the same source elsewhere" * bool(c.vouched),
        f"; the source quotes them too{_whose(c)}{quoted_from}" * (own_quotation(c) is not None),
    ]
    return said + "".join(also) + "."


def _whose(c: Compared) -> str:
    """By whom the words are that a source quotes, where it names somebody beside them; else nothing."""
    there = _said_there(c)
    return f", as words of {speaker_of(c.held.document, there)}" if there else ""


def _said_there(c: Compared) -> Attribution | None:
    """Whom a source that quotes the words names beside them; None where it names nobody.

    Read from its text anew: who is said to speak in a stored quotation can depend on what that was joined with.
    """
    text, own = c.held.document.text, own_quotation(c)
    if own is None:
        return None
    before, after = text[max(0, own.start - _NEAR) : own.start], text[own.end : own.end + _NEAR]
    opened, closed = len(before) - len(before.rstrip(_MARKS)), len(after) - len(after.lstrip(_MARKS))
    said = attribution(text, own.start - opened, own.end + closed)
    return said if named_speaker(text, said) else None


def _altered(kinds: Collection[ChangeKind]) -> str:
    """`changed and left out`: what befell the other words."""
    return " and ".join(kind for kind in ALTERING if kind in kinds)


def _may_be_source(document: Document, c: Compared, answered: Collection[str]) -> bool:
    """Whether it can be the source, which is not surely later, though it quotes the words itself.

    Two who quote the same speech must not each become the other's source: the surely earlier can be; of two dates that
    overlap the one that begins earlier, if the other answers it; and where no date tells, the one that quotes more, if
    it does not seem to be later.
    """
    own = own_quotation(c)
    if own is None or is_surely_earlier(c.held.document, document):
        return True
    theirs, ours = stated_date(c.held.document), stated_date(document)
    if theirs and ours:
        return c.held.document.id in answered and (theirs.first_day or date.max) < (ours.first_day or date.min)
    return own.end - own.start > _MORE * (c.end - c.start) and not seems_later(c.held.document, document)


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
