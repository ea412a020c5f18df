"""What was found: hits, why they are here, and the counts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from indexer.records.documents import Document, Passage, Span
from indexer.records.queries import Query, Word


@dataclass(frozen=True, slots=True)
class Leg:
    """One search's opinion of a passage. `rank` counts from 1."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Snippet:
    """The part of a passage to show: whole sentences, with the spans of matched words in them.

    That of a heading goes on into the passage after it.
    """

    span: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A document that a passage quotes, by which it is quoted or that has the same, and where in it the words stand."""

    id: str
    title: str
    start: int
    end: int
    title_derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found: where it stands, why it is here, and what to show of it.

    `marks` are the words matched in the passage, `title_marks` those in the document's title, in its own offsets.
    `more` counts the document's other passages that were found; `copies` are the nearly identical passages elsewhere
    that it stands for. `nearest` is the sentence of the passage that is nearest to the query, where that was looked
    for: among hits without a word to mark. `weak` marks the nearest of what there is where nothing answers. `quotes`
    are the sources of the quotations in the passage, `quoted_by` the documents elsewhere that quote it. `indexed` is
    when a run read the document as it is, None where that was not noted.
    """

    document: Document
    passage: Passage
    score: float
    keyword: Leg | None
    semantic: Leg | None
    weak: bool = False
    marks: tuple[Span, ...] = ()
    title_marks: tuple[Span, ...] = ()
    snippet: Snippet
    nearest: Span | None = None
    more: int = 0
    copies: tuple[Linked, ...] = ()
    quotes: tuple[Linked, ...] = ()
    quoted_by: tuple[Linked, ...] = ()
    indexed: datetime | None = None

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
    """The values of one field over the documents matched by words, each with its number of documents.

    Years are all there, in order of time, and `begun` says of each how many of its documents are of no earlier one,
    `undated` how many documents are of none.
    """

    name: str
    values: tuple[tuple[str, int], ...]
    begun: tuple[int, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to one query from one generation.

    `keyword_matches` and `facets` count exactly what was matched by words; semantic neighbours have no total, so
    none is claimed. `hits` are the answers of this page, `found` says how many documents (or passages) answer, each
    copy counted: there may be fewer hits to page through. `weak` are near misses, given where the answers end.
    `state` is the generation's, with which its cursors go on.
    `next_offset` is None on the last page. `absent` are words that were asked for and that the archive has nowhere.
    """

    query: Query
    languages: tuple[str, ...]
    generation: str
    state: str
    hits: tuple[Hit, ...]
    weak: tuple[Hit, ...]
    found: int
    next_offset: int | None
    keyword_matches: Count
    facets: tuple[Facet, ...]
    did_you_mean: str = ""
    absent: tuple[Word, ...] = ()
