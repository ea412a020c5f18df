"""What is answered of the archive: hits, counts, lists, suggestions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from indexer.records import Mode
from webapp.answers.about import About, HitLinks, Span


class Marked(Span):
    """A stretch of the document, with the matched words in it."""

    text: str
    marks: list[Span]


class Leg(BaseModel):
    """One search's opinion. `rank` counts from 1."""

    rank: int
    score: float


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
    passage: Marked
    title_marks: list[Span] = Field(description="Words matched in the title of the document, counted in the title.")
    snippet: Marked = Field(description="Sentences of the passage; of one that goes on for pages, a part.")
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
    required: list[str] = Field(description="Of the words those that must occur, as AND asks.")
    excluded: list[str]
    alternatives: list[str]
    quotations: list[str] = Field(description="What is asked of a passage's quotations: `quotes:` and `quoted:`.")
    typed: dict[str, list[str] | str] = Field(
        description="What the query's own fields ask of documents, by the fields' names; dates as a first and a last "
        "day, `after` and `before`."
    )
    filters: dict[str, list[str] | str] = Field(
        description="What the parameters beside the query ask of them, in the same way. Both must hold."
    )
    like: list[str] = Field(description="Examples to go towards: DOCUMENT or DOCUMENT:START.")
    unlike: list[str] = Field(description="Examples to go away from.")
    ignored: list[str] = Field(
        description="What means nothing and was ignored. A field before a space (`from:`) is among the words, too."
    )
    conflicts: list[str] = Field(description="Why nothing can answer: what is asked that no document can be.")


class Count(BaseModel):
    """Exact numbers of what was matched by words."""

    documents: int
    passages: int


class FacetValue(BaseModel):
    """A value with its number of documents."""

    value: str
    documents: int


class Facets(BaseModel):
    """Values of documents that match by words, each with how many documents have it: all years in order, of all others
    the fifty most frequent first.

    All but `year` are called as the parameter that chooses a value, and counted as if that parameter were not given:
    another value can be chosen beside it.
    """

    kind: list[FacetValue]
    source: list[FacetValue]
    year: list[FacetValue] = Field(description="A vague date counts in each year that it can be.")
    person: list[FacetValue]
    place: list[FacetValue]
    lang: list[FacetValue]


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
    facets: Facets
    did_you_mean: str | None
    next: str | None = Field(description="Cursor of the next page.")


class FacetsAnswer(BaseModel):
    """What there is among the documents matched by words."""

    generation: str
    keyword_matches: Count
    facets: Facets


class DocumentsAnswer(BaseModel):
    """A list of documents."""

    generation: str
    total: int = Field(description="Documents of the whole list.")
    documents: list[About]
    next: str | None = Field(description="Cursor of the next page.")


class Suggestion(BaseModel):
    """Something of the archive that begins as typed."""

    text: str
    kind: Literal["title", "person", "place", "word"]
    documents: int


class SuggestAnswer(BaseModel):
    """Suggestions, the most frequent first."""

    generation: str
    suggestions: list[Suggestion]


class InfoAnswer(BaseModel):
    """What the archive holds."""

    version: str
    generation: str
    indexed: str = Field(
        description="When the generation was published, ISO 8601 in UTC. A run that finds no change publishes none."
    )
    documents: int
    missing: int = Field(description="Documents whose file, or record in it, is gone.")
    passages: int
    kinds: dict[str, int]
    sources: dict[str, int]
    languages: dict[str, int]
    earliest: str | None = Field(
        description="First day of documents whose date is certain; the year alone where none is of that very day."
    )
    latest: str | None = Field(description="Last day of them, in the same way.")
    undated: int = Field(description="Documents without a day at either end.")
    skipped: int = Field(description="Files that could not be read.")
    model: str
