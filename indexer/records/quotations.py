"""What is quoted: the words one document gives as another's, and how true they are to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.records.documents import Span

QuoteForm = Literal["marks", "block", "reuse"]
QuoteLabel = Literal["exact", "near", "elided", "bracketed", "altered", "not found", "not traced"]
QUOTE_LABELS: dict[QuoteLabel, str] = {
    "exact": "the same words in the same order",
    "near": "the same words, but for spelling, or for notes, list numbers, speakers' names and stammering, passed over",
    "elided": "words left out, where the quotation says so: …",
    "bracketed": "words put in, in brackets: [the council]",
    "altered": "words changed, put in or left out without a sign of it",
    "not found": "no document has the words, or none that has them is shown to be the source; the reason is given",
    "not traced": "too short, too common, a name or a title: no source is looked for; the reason is given",
}
"""What each label means, the most faithful first."""
MOST_SOURCES = 10
"""Documents that have a quotation's words, as they are listed. A verse of the Bible may stand in every sermon."""
SOURCELESS: frozenset[QuoteLabel] = frozenset({"not found", "not traced"})

ChangeKind = Literal["spelling", "changed", "added", "left out", "bracketed", "elided", "aside"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who or what is said to speak, and the verb of saying, as spans of the quoting document."""

    speaker: Span
    verb: Span


@dataclass(frozen=True, slots=True)
class Change:
    """Where a quotation and its source differ. An empty span marks the place where one of them has nothing.

    `aside` is a note in the source's own brackets ("[laughter]"), with the names of speakers before and after it where
    it has a line of its own, the number of a list's item, who speaks where the source quotes the words too, a stammer
    ("the the", "uh"): all that the quotation rightly passes over.
    """

    kind: ChangeKind
    quoted: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Part:
    """One unbroken stretch of a quotation, the words of the source it gives, and how true it is to them.

    `source` is empty where the source has no such words.
    """

    quoted: Span
    source: Span
    label: QuoteLabel


@dataclass(frozen=True, slots=True)
class Source:
    """A document that has the words of a quotation. `confidence` is 0 to 1, `reason` says why in a sentence.

    A `peer` only quotes them too, and nothing shows that it is the earlier: it is named, but nobody quotes it.
    """

    document_id: str
    label: QuoteLabel
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    confidence: float
    reason: str
    peer: bool = False

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return min(part.source.start for part in self.parts if part.source.end)

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return max(part.source.end for part in self.parts)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Where the words stand that come nearest to a quotation without a source."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document gives as another's, without their marks.

    `parts` are several where the quotation is interrupted ("In your months," the letter states, "you have …")
    or runs over paragraphs. `sources` begins with the earliest document that fits; later ones follow;
    or all are peers.
    `reason` says why there is none, and `nearest` what comes nearest then; none is looked for if it is not `traced`.
    """

    document_id: str
    parts: tuple[Span, ...]
    form: QuoteForm = "marks"
    attribution: Attribution | None = None
    sources: tuple[Source, ...] = ()
    reason: str = ""
    nearest: NearMiss | None = None
    traced: bool = True

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1].end

    @property
    def source(self) -> Source | None:
        """The earliest document that fits, None if the archive has none."""
        return self.sources[0] if self.sources else None

    @property
    def label(self) -> QuoteLabel:
        """How true it is to its source."""
        return self.sources[0].label if self.sources else "not found" if self.traced else "not traced"
