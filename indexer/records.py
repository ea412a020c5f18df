"""The records that pass between the rooms of the house, and the conventions they keep.

Text
    `Document.text` is Unicode with newlines `\\n`. Every position is a half-open `[start, end)` offset in
    code points into it (W3C Web Annotation's TextPositionSelector). `document.text[p.start:p.end]` *is*
    passage `p`: passages, highlights and quotations never hold a changed copy.
Scores
    Similarities: higher is better. Ties break by document id, then start, so that results repeat exactly.
Dates
    What the source says, verbatim, with the interval it can mean. Filters match by overlap; no day is invented.
Ids
    A document's id is made from its place in its source: the same source gives the same id everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["article", "letter", "other"]
KINDS: tuple[Kind, ...] = ("article", "letter", "other")

BlockKind = Literal["paragraph", "heading", "quote", "list", "note", "reply"]

Mode = Literal["hybrid", "keyword", "semantic"]
MODES: tuple[Mode, ...] = ("hybrid", "keyword", "semantic")

Sort = Literal["relevance", "date", "-date", "-indexed"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "-date", "-indexed")

Sure = Literal["stated", "uncertain", "inferred"]


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date as the source gives it, and the days it can mean (both inclusive).

    An open end is None ("before 1871" has no earliest day). With both ends None the source says
    something that is no date ("Tuesday evening"): the document is undated and no date filter matches it.
    """

    verbatim: str
    earliest: date | None = None
    latest: date | None = None
    sure: Sure = "stated"

    @property
    def known(self) -> bool:
        """Whether the source's words fix at least one end."""
        return self.earliest is not None or self.latest is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A person, body or place as printed, with its authority reference (GND, VIAF, GeoNames …) if given."""

    text: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind in a document's text. Passages never cross from one kind to another."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of the original begins in the text, and what is printed (or counted) as its number."""

    start: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article, letter or other text, with what its source says of it.

    `path` is where it was read: the source's name, the path in it, and `#record` where one file holds
    many. `blocks` are in order and do not overlap; what lies between them is a paragraph.
    `warnings` are the reader's doubts (a guessed encoding, two dates that disagree). `missing` says that its file,
    or its record in the file, was not there when its source was last read.
    """

    id: str
    text: str
    title: str
    title_derived: bool = False
    kind: Kind = "other"
    date: DateRange | None = None
    source: str = ""
    path: str = ""
    url: str = ""
    language: str = ""
    authors: tuple[Name, ...] = ()
    senders: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    previous: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is found and shown as one. `id` is 0 until the catalog has given it one."""

    document_id: str
    start: int
    end: int
    kind: BlockKind = "paragraph"
    id: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in code points into a document's text."""

    start: int
    end: int


# ── what is quoted ──────────────────────────────────────────────────────────────────────────────────

QuoteForm = Literal["marks", "block", "reuse"]
QuoteLabel = Literal["exact", "near", "elided", "bracketed", "altered", "not found"]
QUOTE_LABELS: tuple[QuoteLabel, ...] = ("exact", "near", "elided", "bracketed", "altered", "not found")

ChangeKind = Literal["spelling", "changed", "added", "left out", "bracketed", "elided", "aside"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who or what is said to speak, and the verb of saying, as spans of the quoting document."""

    speaker: Span
    verb: Span


@dataclass(frozen=True, slots=True)
class Change:
    """Where a quotation and its source differ. An empty span marks the place where one of them has nothing.

    `aside` is a note in the source's own brackets ("[laughter]") that the quotation rightly passes over.
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
    """A document that has the words of a quotation. `confidence` is 0 to 1, `reason` says why in a sentence."""

    document_id: str
    label: QuoteLabel
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    confidence: float
    reason: str

    @property
    def start(self) -> int:
        """Where the first of its words stands."""
        return min(part.source.start for part in self.parts if part.source.end)

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return max(part.source.end for part in self.parts)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document gives as another's, without their marks.

    `parts` are several where the quotation is interrupted ("In your months," the letter states, "you have …")
    or runs over paragraphs. `sources` begins with the earliest document that fits; later ones follow.
    `reason` says why there is none.
    """

    document_id: str
    parts: tuple[Span, ...]
    form: QuoteForm = "marks"
    attribution: Attribution | None = None
    sources: tuple[Source, ...] = ()
    reason: str = ""

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
        return self.sources[0].label if self.sources else "not found"


# ── what was asked ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word; `prefix` for `word*`, `exact` for no stemming."""

    text: str
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand in this order, with at most `slop` other words between them in all."""

    words: tuple[str, ...]
    slop: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the clauses (`OR`)."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """The clauses of one bracket, read as a query of their own reads them."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """A clause that must not match (`-`)."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Fielded:
    """A clause about a document's metadata: `title:`, `author:`, `from:`, `date:` … `value` as typed."""

    name: str
    value: str


Clause = Word | Phrase | AnyOf | AllOf | Without | Fielded


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the documents must be. Empty means any; several values of one field mean any of them."""

    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Place:
    """A document, or the passage that begins at `start` in it, given as an example."""

    document_id: str
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as understood. `clauses` are its words and phrases, `filters` what it asks of documents.

    `said` is what it says in plain words, for the encoder; `ignored` are marks that meant nothing. `like` and
    `unlike` are examples. `grouped` gives one hit a document, `copies` shows near-identical passages one by one.
    """

    text: str
    said: str = ""
    ignored: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    filters: Filters = Filters()
    like: tuple[Place, ...] = ()
    unlike: tuple[Place, ...] = ()
    mode: Mode = "hybrid"
    sort: Sort = "relevance"
    grouped: bool = True
    copies: bool = False
    limit: int = 10
    offset: int = 0


# ── what was found ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Leg:
    """One search's opinion of a passage. `rank` counts from 1."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Snippet:
    """The part of a passage to show: whole sentences, with the spans of matched words in them."""

    span: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found: where it stands, why it is here, and what to show of it.

    `more` counts the document's other passages that were found; `copies` are the documents that hold nearly
    the same passage. `weak` marks the nearest of what there is where nothing answers.
    """

    document: Document
    passage: Passage
    score: float
    keyword: Leg | None
    semantic: Leg | None
    weak: bool = False
    marks: tuple[Span, ...] = ()
    snippet: Snippet
    more: int = 0
    copies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The passage's own words, cut from the document."""
        return self.document.text[self.passage.start : self.passage.end]


@dataclass(frozen=True, slots=True)
class Count:
    """Exact numbers of what the keyword search matched."""

    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field over the documents matched by words, each with its number of documents."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one query from one generation.

    `keyword_matches` and `facets` count exactly what was matched by words; semantic neighbours have no total, so
    none is claimed. `hits` are the answers of this page, `found` says how many there are to page through;
    `weak` are near misses, given on the first page. `next_offset` is None on the last page.
    """

    query: Query
    languages: tuple[str, ...]
    generation: str
    hits: tuple[Hit, ...]
    weak: tuple[Hit, ...]
    found: int
    next_offset: int | None
    keyword_matches: Count
    facets: tuple[Facet, ...]
    did_you_mean: str = ""
