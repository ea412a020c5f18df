"""What is answered of the archive: hits, counts, lists, suggestions."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from indexer.records import Mode
from webapp.answers.about import (
    Generation,
    HitLinks,
    Linked,
    Listed,
    Moment,
    PositionSelector,
    QuoteSelector,
    Span,
)


class Marked(Span):
    """A stretch of the document, with the matched words in it."""

    text: str = Field(description="Its words, cut from the document's text.")
    marks: list[Span] = Field(description="Where the words stand, counted in the document's text.")


class Leg(BaseModel):
    """One search's opinion."""

    rank: int = Field(description="From 1.")
    score: float = Field(description="BM25 by words, cosine by meaning: higher is better.")


class Hit(BaseModel):
    """A passage found: where it stands and why it is here."""

    document: Listed = Field(description="That holds the passage.")
    passage: Marked
    title_marks: list[Span] = Field(description="Words matched in the title of the document, counted in the title.")
    snippet: Marked = Field(description="Sentences of the passage; of a long one, a part.")
    nearest: Span | None = Field(
        description="The sentence nearest in meaning to the query; looked for where no word is marked, else null."
    )
    score: float = Field(description="By which hits are in order, unless sorted otherwise: higher is better.")
    keyword: Leg | None = Field(description="Null where no word matched.")
    semantic: Leg | None = Field(description="Null where it is not near in meaning.")
    weak: bool = Field(description="A near miss rather than an answer.")
    more: int = Field(description="Other passages of the document that were found.")
    copies: list[Linked] = Field(description="Nearly the same passage in other documents.")
    quotes: list[Linked] = Field(description="What the quotations in the passage quote.")
    quoted_by: list[Linked] = Field(description="Where the passage is quoted.")
    links: HitLinks
    selectors: list[QuoteSelector | PositionSelector] = Field(description="The passage by its words, and by its place.")


class Understood(BaseModel):
    """How the query was understood."""

    words: list[str] = Field(description="Words by which passages are found and ranked.")
    common: list[str] = Field(description="Words too common to rank by.")
    phrases: list[str] = Field(description="Words that must occur in this order.")
    required: list[str] = Field(description="Of the words those that must occur, as AND asks.")
    excluded: list[str] = Field(description="What must not occur.")
    alternatives: list[str] = Field(description="Of each, one part must occur, as OR asks.")
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

    value: str = Field(description="As the parameter of the facet's name takes it; a year in four figures.")
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
    dated: list[FacetValue] = Field(
        description="`yes` and `no`: how many have a known day, at either end, and how many none and so no year."
    )
    person: list[FacetValue]
    place: list[FacetValue]
    lang: list[FacetValue]


class SearchAnswer(BaseModel):
    """The answer to a query."""

    query: str = Field(description="`q` as it was given.")
    mode: Mode
    understood: Understood
    generation: Generation
    found: int = Field(
        description="Documents that answer, or passages where they are not grouped. Copies are counted each, though "
        "they share a hit: there may be fewer hits to page through."
    )
    keyword_matches: Count = Field(
        description="What holds any of the words, exactly, be it an answer or not: mode=keyword lists all of it."
    )
    hits: list[Hit] = Field(description="The answers on this page, the best first unless sorted otherwise.")
    weak: list[Hit] = Field(description="Near misses, where the answers end.")
    facets: Facets
    absent: list[str] = Field(
        description="Words of the query that no text of the archive and no title has, nor, unless they are asked for "
        "as written, another form of them: what answers does so without them."
    )
    did_you_mean: str | None = Field(
        description="The query with words that the archive does not have put as the nearest that it has; null where "
        "there is nothing to offer."
    )
    next: str | None = Field(description="Cursor of the next page; null on the last.")


class FacetsAnswer(BaseModel):
    """What there is among the documents matched by words."""

    generation: Generation
    keyword_matches: Count
    facets: Facets


class DocumentsAnswer(BaseModel):
    """A list of documents."""

    generation: Generation
    total: int = Field(description="Documents of the whole list.")
    documents: list[Listed] = Field(description="Those on this page.")
    next: str | None = Field(description="Cursor of the next page; null on the last.")


class Suggestion(BaseModel):
    """Something of the archive that begins as typed."""

    text: str = Field(description="To be typed.")
    kind: Literal["title", "person", "place", "source", "word"]
    documents: int = Field(description="How many have it.")


class SuggestAnswer(BaseModel):
    """Suggestions, the most frequent first."""

    generation: Generation
    suggestions: list[Suggestion]


class InfoAnswer(BaseModel):
    """What the archive holds."""

    version: str = Field(description="Pressmark's.")
    generation: Generation
    indexed: Moment = Field(
        description="When the generation was published, ISO 8601 in UTC. A run that finds no change publishes none."
    )
    documents: int
    missing: int = Field(description="Documents whose file, or record in it, is gone.")
    passages: int
    kinds: dict[str, int] = Field(description="Documents of each kind.")
    sources: dict[str, int] = Field(description="Documents of each source; under an empty name those of none.")
    languages: dict[str, int] = Field(
        description="Documents of each language; under an empty code those of none known."
    )
    earliest: str | None = Field(
        description="First day of documents whose date is certain; the year alone where none is of that very day."
    )
    latest: str | None = Field(description="Last day of them, in the same way.")
    undated: int = Field(description="Documents without a day at either end.")
    skipped: int = Field(description="Files that could not be read.")
    model: str = Field(description="What compares meanings, by name.")
