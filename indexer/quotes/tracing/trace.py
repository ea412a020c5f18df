"""Each quotation traced to its source: the earliest document that has the words, later ones after it.

Two passes a document. The first takes what stands by itself. The second goes back to what is too short or too free
to, and takes it from a document that the first has shown this one to quote.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer.quotes.finding.extract import interrupts
from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import Judgement, judge
from indexer.quotes.judging.wording import Quoted, quoted_words
from indexer.quotes.tracing.compared import ENOUGH, Compared, Held, names_alike, own_quotation
from indexer.quotes.tracing.earlier import said_before
from indexer.quotes.tracing.reasons import why_not
from indexer.quotes.tracing.sources import choose
from indexer.quotes.tracing.weighing import COMMON, evidence, is_formula, is_name, length, unfindable
from indexer.records import Document, Quotation, Source
from indexer.stores.grams import SIZE, GramIndex, Numbers
from indexer.text.words import WORD, fold

Told = Callable[[str], None]
"""Told of each quotation looked at. It may raise to stop."""

LONGEST = 3000
"""Words; nothing longer is traced."""
_CANDIDATES = 8
"""How many documents are laid beside a quotation."""
_GRAMS = 48
"""How many of a quotation's grams, the rarest, choose them."""
_SHARED = 0.25
"""The share of the grams that tell, `_GRAMS` at most, that a candidate has at least, be they found elsewhere or not."""
_LEAST = 0.5
"""The share of words in common below which an alignment is not worth judging."""
_PARTS = 12
"""Quotations are not joined to one of more parts than this: each joining is another comparison of the whole."""
_SURE = 0.7
"""A source found with this confidence vouches for weaker quotations from it."""
_LABEL = 40
_LABELLING = re.compile(
    r"\b(?:addressed|endorsed|docketed|superscribed|headed|entitled|titled|inscribed)\b[ :,—-]*(?:to )?[\"“‘«„']*$",
    re.IGNORECASE,
)
_LABELLED = "An address, an endorsement or a title, not another's words."
_NAME = "A name, an address or a title, not another's words."


@dataclass(frozen=True, slots=True)
class _Try:
    """What has been made out of one quotation so far. `barred` says why no source is looked for."""

    quotation: Quotation
    quoted: Quoted
    words: list[str]
    frequency: NDArray[np.int64]
    compared: tuple[Compared, ...] = ()
    sources: tuple[Source, ...] = ()
    barred: str = ""


class Tracer:
    """Traces quotations through an index of grams. `held` gives the documents that the index names.

    `copies` are those of the index that are a text from outside once more, and so no source of it; None where the
    archive's own documents are traced.
    """

    def __init__(self, index: GramIndex, held: Callable[[str], Held], copies: Collection[str] | None = None) -> None:
        self._index = index
        self._held = held
        self._copies = copies or ()
        self._places = {id: place for place, id in enumerate(index.documents)}

    def trace(
        self, document: Document, quotations: Sequence[Quotation], told: Told = lambda done: None
    ) -> tuple[Quotation, ...]:
        """The quotations with their sources. One whose parts come from different places is taken apart.

        `told` hears of each quotation looked at, in either pass and at the end: what it raises ends the tracing.
        """
        return tuple(quotation for quotation, _ in self.traced(document, quotations, told))

    def traced(
        self, document: Document, quotations: Sequence[Quotation], told: Told = lambda done: None
    ) -> list[tuple[Quotation, Numbers]]:
        """The same, each with the grams of its words."""
        tries: list[_Try] = []
        for quotation in quotations:
            tries += self._parted(document, self._first(document, quotation))
            told("quotation")
        sure = [s for t in tries for s in t.sources if s.confidence >= _SURE]
        vouched, quoted = {s.document_id for s in sure}, {s.document_id for s in sure if not s.peer}
        for place, tried in enumerate(tries):
            if vouched and not tried.sources:
                tries[place] = self._again(document, tried, vouched, vouched - quoted)
                told("quotation")
        settled: list[tuple[Quotation, Numbers]] = []
        for tried in self._rejoined(document, tries):
            settled.append((self._settled(document, tried), tried.quoted.grams))
            told("quotation")
        return settled

    def stands(self, document: Document, quotation: Quotation) -> bool:
        """Whether a quotation traced before is, by its own strength, traced to the same again."""
        again = self._first(document, replace(quotation, sources=(), reason="", nearest=None, traced=True))
        return self._settled(document, again) == quotation

    def _settled(self, document: Document, tried: _Try) -> Quotation:
        """The quotation with what was found."""
        if tried.sources:
            return replace(tried.quotation, sources=tuple(self._told(document, tried, s) for s in tried.sources))
        if tried.barred:
            return replace(tried.quotation, reason=tried.barred, traced=False)
        reason, nearest = why_not(document, tried.compared, archived=self._has(document))
        return replace(tried.quotation, reason=reason, nearest=nearest)

    def _told(self, document: Document, tried: _Try, source: Source) -> Source:
        """A source with what is told of its earlier texts."""
        if source.label != "altered":
            return source
        before = said_before(document, tried.quotation, tried.quoted, self._held(source.document_id))
        return replace(source, reason=source.reason + before)

    def _first(self, document: Document, quotation: Quotation) -> _Try:
        """A quotation tried by its own strength."""
        quoted = quoted_words(document.text, quotation.parts)
        words = [_folded(document.text[word.start : word.end]) for word in quoted.words]
        elsewhere = self._elsewhere(document, quoted.grams)
        frequency = np.zeros(len(words), np.int64)
        frequency[quoted.gram_places] = elsewhere
        tried = _Try(quotation, quoted, words, frequency, barred=_barred(words) or unfindable(elsewhere))
        if _LABELLING.search(document.text, max(0, quotation.start - _LABEL), quotation.start):
            tried = replace(tried, barred=_LABELLED)
        if tried.barred:
            return tried
        ids = self._candidates(document, quoted.grams, elsewhere)
        found = self._compared(document, tried, ids)
        written = [document.text[word.start : word.end] for word in quoted.words]
        return replace(found, barred=_NAME) if ids and not found.compared and is_name(written) else found

    def _again(self, document: Document, tried: _Try, vouched: set[str], peers: Collection[str] = ()) -> _Try:
        """A second look, in the documents that this one is known to quote; if it is there, in all that have it.

        Of peers, which it does not quote, only what they quote themselves counts.
        """
        if not 2 <= len(tried.words) <= LONGEST or tried.barred == _LABELLED or is_formula(tried.words):
            return tried
        ids = sorted(vouched)[: 2 * _CANDIDATES]
        words = sum(len(self._held(id).wording) for id in ids)
        found = self._compared(document, tried, ids, words, peers)
        behind = [id for c in found.compared if c.fits for id in self._quoted_there(c) if id not in ids]
        if behind:
            found = self._compared(document, tried, [*ids, *behind], words, peers)
        if found.sources:
            return found
        return replace(tried, compared=(*tried.compared, *(c for c in found.compared if c.is_telling)))

    def _quoted_there(self, found: Compared) -> list[str]:
        """Where the words may come from that the document found has in a quotation of its own."""
        own = own_quotation(found)
        quoted = quoted_words(found.held.document.text, (own,)) if own else None
        if quoted is None or len(quoted.words) < ENOUGH:
            return []
        document = found.held.document
        return self._candidates(document, quoted.grams, self._elsewhere(document, quoted.grams))

    def _compared(
        self, document: Document, tried: _Try, ids: Iterable[str], vouched: int = 0, peers: Collection[str] = ()
    ) -> _Try:
        found = [c for id in ids if (c := self._compare(document, tried, id, vouched))]
        compared = tuple(c for c in found if c.held.document.id not in peers or own_quotation(c))
        sources = choose(document, compared, tried.quotation.attribution)
        return replace(tried, compared=compared, sources=sources)

    def _compare(self, document: Document, tried: _Try, id: str, vouched: int) -> Compared | None:
        held = self._held(id)
        if held.document.text.strip() == document.text.strip():  # the document itself, under another name
            return None
        steps = align(tried.quoted, held.wording)
        if sum(step.i2 - step.i1 for step in steps if step.same) < _LEAST * len(tried.words):
            return None
        judged = judge(document.text, tried.quotation.parts, tried.quoted, held.wording, steps)
        if is_formula([tried.words[i] for i in judged.kept]) or names_alike(document, held.document, judged):
            return None
        if judged.turned or judged.exchanged:
            words, frequency = self._there(document, held, judged)
            if judged.turned:  # the source's own words prove it: they are the quotation's but for the negation
                return Compared(held, judged, evidence(words, range(len(words)), frequency), len(words), vouched)
            if len(words) == len(tried.words):
                proof = evidence(tried.words, judged.kept, frequency, there=True)
                return Compared(held, judged, proof, len(words), vouched)
        return Compared(held, judged, evidence(tried.words, judged.kept, tried.frequency), len(tried.words), vouched)

    def _there(self, document: Document, held: Held, judged: Judgement) -> tuple[list[str], NDArray[np.int64]]:
        """The words of the source there, and in how many other documents the gram at each is."""
        starts = [start for start, _ in held.wording.spans]
        first, end = (bisect_left(starts, at) for at in (judged.parts[0].source.start, judged.parts[-1].source.end))
        words = [_folded(held.document.text[slice(*span)]) for span in held.wording.spans[first:end]]
        frequency = np.zeros(len(words), np.int64)
        grams = held.wording.grams[first : max(first, end - SIZE + 1)]
        frequency[: len(grams)] = self._elsewhere(document, grams)
        return words, frequency

    def _has(self, document: Document) -> bool:
        """Whether the archive has the document."""
        return bool(self._copies) or document.id in self._places

    def _elsewhere(self, document: Document, grams: Numbers) -> NDArray[np.int64]:
        """In how many documents each gram occurs, but for the one that quotes and its copies; about, above `COMMON`.

        Counted, these would make what the quotation has otherwise than its source the rarest of it.
        """
        itself = sorted(self._places[id] for id in {document.id, *self._copies} if id in self._places)
        return self._index.frequency(grams, apart=itself, most=COMMON + len(itself))

    def _candidates(self, document: Document, grams: Numbers, elsewhere: NDArray[np.int64]) -> list[str]:
        """The documents that share the most of the rare ones of some grams, which so many others have `elsewhere`."""
        grams, first = np.unique(grams, return_index=True)
        frequency = elsewhere[first]
        telling = frequency <= COMMON
        usable = telling & (frequency > 0)
        chosen = grams[usable][np.argsort(frequency[usable], kind="stable")[:_GRAMS]]
        least = least_shared(telling.sum())
        places, shared = np.unique(self._index.holders(chosen), return_counts=True)
        ids = [self._index.documents[place] for place in places]
        others = ((-n, id) for n, id in zip(shared.tolist(), ids, strict=True) if id != document.id)
        ranked = sorted((n, id) for n, id in others if id not in self._copies)
        enough = [(n, id) for n, id in ranked if -n >= least]
        tied = sum(n == ranked[0][0] for n, _ in enough)  # many quote one passage: its source is among them
        return [id for _, id in enough[: max(tied, _CANDIDATES)]]

    def _parted(self, document: Document, tried: _Try) -> Iterator[_Try]:
        """The quotation as it is, or each part by itself where no one source has them all."""
        parts = tried.quotation.parts
        whole = tried.sources and all(part.label != "not found" for part in tried.sources[0].parts)
        alone = (
            [] if whole or len(parts) == 1
            else [self._first(document, replace(tried.quotation, parts=(part,))) for part in parts]
        )  # fmt: skip
        yield from alone if any(t.sources for t in alone) else [tried]

    def _rejoined(self, document: Document, tries: Sequence[_Try]) -> Iterator[_Try]:
        """Quotations, two made one where the source shows that only the speaker's name came between them."""
        held: _Try | None = None
        for tried in tries:
            joined = held and self._one(document, held, tried)
            if held and not joined:
                yield held
            held = joined or tried
        if held:
            yield held

    def _one(self, document: Document, first: _Try, second: _Try) -> _Try | None:
        """Both as one quotation, if its source has them as one run of words and it is as true as each by itself."""
        a, b = first.quotation, second.quotation
        if not (first.sources and second.sources and a.form == b.form == "marks" and a.end < b.start):
            return None
        if len(a.parts) + len(b.parts) > _PARTS:
            return None
        labels = {first.sources[0].label, second.sources[0].label}
        id = first.sources[0].document_id
        if len(labels) > 1 or "altered" in labels or not interrupts(document.text, a.end, b.start):
            return None
        both = self._first(document, replace(a, parts=a.parts + b.parts))
        both = both if both.sources else self._again(document, both, {id})
        if not both.sources or both.sources[0].document_id != id or both.sources[0].label not in labels:
            return None
        left, right = both.sources[0].parts[len(a.parts) - 1 : len(a.parts) + 1]
        return None if WORD.search(self._held(id).document.text, left.source.end, right.source.start) else both


def least_shared(telling: NDArray[np.int64] | np.int64) -> NDArray[np.float64] | np.float64:
    """How many of the grams of a quotation, of which so many tell, a document must have to be laid beside it."""
    return _SHARED * np.minimum(telling, _GRAMS)


def _barred(words: Sequence[str]) -> str:
    """Why no source is looked for, empty if one is."""
    if length(words) < SIZE:
        return "Too short to be traced by itself."
    if len(words) > LONGEST:
        return "Too long to be traced."
    return "A formula that anyone uses." if is_formula(words) else ""


def _folded(word: str) -> str:
    return fold(word.replace("[", "").replace("]", ""))
