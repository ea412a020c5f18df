"""What the API answers, as typed models: the OpenAPI description is made from them and tests hold the API to them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from indexer.records import Kind, Mode, Sure


class Date(BaseModel):
    """A date as the source gives it, and the days it can mean."""

    verbatim: str = Field(description="The source's words.")
    earliest: str | None = Field(description="First day, ISO 8601; null where open.")
    latest: str | None = Field(description="Last day, ISO 8601; null where open.")
    sure: Sure


class NamedThing(BaseModel):
    """A person, body or place as printed."""

    name: str
    ref: str = Field(description="Authority reference, if the source gives one.")


class About(BaseModel):
    """A document without its text."""

    id: str
    title: str
    title_derived: bool = Field(description="Whether the title is the text's first sentence, the source giving none.")
    kind: Kind
    date: Date | None
    source: str = Field(description="Newspaper or collection.")
    path: str = Field(description="Where it was read: source, path, #record.")
    url: str
    language: str
    missing: bool = Field(description="Whether its file was gone when its source was last read.")
    authors: list[NamedThing]
    senders: list[NamedThing]
    recipients: list[NamedThing]
    places: list[NamedThing]
    people: list[NamedThing] = Field(description="Others whom it is about or names, where the source says so.")
    named_places: list[NamedThing] = Field(description="Places that it is about or names.")
    metadata: dict[str, Any] = Field(description="What else the source says.")


class Span(BaseModel):
    """`[start, end)` in code points into the document's text."""

    start: int
    end: int


class Snippet(Span):
    """Whole sentences of the passage, with the matched words in them."""

    text: str
    marks: list[Span]


class Leg(BaseModel):
    """One search's opinion. `rank` counts from 1."""

    rank: int
    score: float


class HitLinks(BaseModel):
    """Where the passage can be read."""

    read: str = Field(description="Path of the page that shows the passage in its document.")
    original: str = Field(description="The original with a text fragment, or the file's path.")
    like: str = Field(description="What to give as `like` or `unlike`.")


class QuoteSelector(BaseModel):
    """W3C TextQuoteSelector."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class PositionSelector(BaseModel):
    """W3C TextPositionSelector."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


class Linked(Span):
    """A document at the other end of a quotation, and where in it the words stand."""

    id: str
    title: str


class Hit(BaseModel):
    """A passage found: where it stands and why it is here."""

    document: About
    passage: str
    marks: list[Span]
    title_marks: list[Span] = Field(description="Words matched in the title of the document, counted in the title.")
    snippet: Snippet
    nearest: Span | None = Field(
        description="The sentence nearest in meaning to the query; looked for where no word is marked, else null."
    )
    score: float
    keyword: Leg | None = Field(description="Null where no word matched.")
    semantic: Leg | None = Field(description="Null where it is not near in meaning.")
    weak: bool = Field(description="A near miss rather than an answer.")
    more: int = Field(description="Other passages of the document that were found.")
    copies: list[str] = Field(description="Documents that hold nearly the same passage.")
    quotes: list[Linked] = Field(description="Sources of the quotations in the passage.")
    quoted_by: list[Linked] = Field(description="Documents that quote the passage.")
    links: HitLinks
    selectors: list[QuoteSelector | PositionSelector]


class Understood(BaseModel):
    """How the query was understood."""

    words: list[str]
    common: list[str] = Field(description="Words too common to rank by.")
    phrases: list[str]
    excluded: list[str]
    alternatives: list[str]
    quotations: list[str] = Field(description="What is asked of a passage's quotations: `quotes:` and `quoted:`.")
    typed: dict[str, list[str] | str] = Field(description="What the query's own fields ask of documents.")
    filters: dict[str, list[str] | str] = Field(
        description="What the parameters beside the query ask of them. Both must hold."
    )
    like: list[str] = Field(description="Examples to go towards: DOCUMENT or DOCUMENT:START.")
    unlike: list[str] = Field(description="Examples to go away from.")
    ignored: list[str] = Field(description="What means nothing and was left aside.")


class Count(BaseModel):
    """Exact numbers of what was matched by words."""

    documents: int
    passages: int


class FacetValue(BaseModel):
    """A value with its number of documents."""

    value: str
    documents: int


class SearchAnswer(BaseModel):
    """The answer to a query."""

    query: str
    mode: Mode
    understood: Understood
    generation: str
    found: int = Field(
        description="Documents that answer, or passages where they are not grouped. Copies are counted each, though "
        "they share a hit: there may be fewer hits to page through."
    )
    keyword_matches: Count = Field(
        description="What holds any of the words, exactly, be it an answer or not: mode=keyword lists all of it."
    )
    hits: list[Hit]
    weak: list[Hit] = Field(description="Near misses, where the answers end.")
    facets: dict[str, list[FacetValue]]
    did_you_mean: str | None
    next: str | None = Field(description="Cursor of the next page.")


class FacetsAnswer(BaseModel):
    """What there is among the documents matched by words."""

    generation: str
    keyword_matches: Count
    facets: dict[str, list[FacetValue]]


class DocumentsAnswer(BaseModel):
    """A list of documents."""

    generation: str
    total: int
    documents: list[About]
    next: str | None = Field(description="Path of the next part of the list.")


class Block(Span):
    """A stretch of one kind in the text."""

    kind: Literal["paragraph", "heading", "quote", "list", "note", "reply"]


class PageMark(BaseModel):
    """Where a page of the original begins."""

    start: int
    label: str


class Stretch(BaseModel):
    """A stretch of two texts read as one."""

    kind: Literal["same", "removed", "added"]
    text: str


class Place(BaseModel):
    """Where the passage that was asked for stands in today's text."""

    version: str = Field(description="The version that was asked about.")
    asked: Span = Field(description="The passage in the text of that version.")
    quote: str = Field(description="Its words then.")
    status: Literal["exact", "moved", "changed", "ambiguous", "lost"] = Field(
        description="The very words at the very place; at another; other words in their place; more than one place "
        "that fits, none of which is chosen; none."
    )
    span: Span | None = Field(description="The passage in today's text; null where it is ambiguous or lost.")
    candidates: list[Span] = Field(description="Where it is ambiguous: the places that fit, twenty at most.")
    changes: list[Stretch] = Field(description="Where it has changed: its words then and now, read as one.")


class DocumentLinks(BaseModel):
    """Where the document can be read and cited."""

    read: str
    plain_text: str
    passages: str
    versions: str
    bibtex: str
    ris: str
    csl: str


class DocumentAnswer(About):
    """A document, whole."""

    text: str
    previous: list[str] = Field(description="What it answers, as its source names it.")
    blocks: list[Block]
    pages: list[PageMark]
    warnings: list[str] = Field(description="The reader's doubts.")
    version: str = Field(description="What permalinks call this text: the first eight digits of its SHA-256.")
    place: Place | None = Field(description="The passage asked for by `at`; null where none was.")
    links: DocumentLinks
    generation: str


class VersionLinks(BaseModel):
    """Where an earlier text can be read, and compared with today's."""

    read: str
    plain_text: str
    compare: str


class Version(BaseModel):
    """A text that the document had before, and the title and date it then bore."""

    version: str
    sha256: str = Field(description="SHA-256 of the text's UTF-8.")
    superseded: str = Field(description="When a run brought the next text, ISO 8601.")
    length: int = Field(description="Code points.")
    title: str
    date: str = Field(description="In the source's words; empty where it gave none.")
    links: VersionLinks


class VersionsAnswer(BaseModel):
    """The texts that a document has had."""

    document: str
    generation: str
    version: str = Field(description="Today's.")
    versions: list[Version] = Field(description="Those before, oldest first; a text it had twice is there twice.")


class PassageAnswer(Span):
    """A passage of a document."""

    kind: Literal["paragraph", "heading", "quote", "list", "note", "reply"]
    text: str
    links: HitLinks


class PassagesAnswer(BaseModel):
    """A document's passages, in the order of its text."""

    document: str
    generation: str
    passages: list[PassageAnswer]


class AnnotationsAnswer(BaseModel):
    """Quotations as W3C Web Annotations, with Pressmark's own members beside: label, confidence, reason, changes;
    `nearest`, the place that comes nearest, where no source is found."""

    generation: str
    annotations: list[dict[str, Any]]


class Suggestion(BaseModel):
    """Something of the archive that begins as typed."""

    text: str
    kind: Literal["title", "person", "place", "word"]
    documents: int


class SuggestAnswer(BaseModel):
    """Suggestions, the most frequent first."""

    suggestions: list[Suggestion]


class InfoAnswer(BaseModel):
    """What the archive holds."""

    version: str
    generation: str
    indexed: str = Field(description="When the generation was made, ISO 8601 in UTC.")
    documents: int
    passages: int
    kinds: dict[str, int]
    sources: dict[str, int]
    languages: dict[str, int]
    earliest: str | None = Field(
        description="First day of documents whose date is certain; the year alone where none is of that very day."
    )
    latest: str | None = Field(description="Last day of them, in the same way.")
    model: str


class ProblemError(BaseModel):
    """One parameter that does not fit."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError]
