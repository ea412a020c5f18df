"""Quotations as W3C Web Annotations, with Pressmark's own members beside."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from indexer.records import ChangeKind, QuoteForm, QuoteLabel
from webapp.answers.about import About, Span
from webapp.answers.searching import PositionSelector, QuoteSelector


class Resource(BaseModel):
    """A stretch of a document, or of the text that was sent."""

    type: Literal["SpecificResource"]
    source: str = Field(description="Address of the document; for a text that was sent, a tag: URI of its SHA-256.")
    selector: list[QuoteSelector | PositionSelector]


class Speaker(BaseModel):
    """Who is said to speak."""

    speaker: str
    verb: str


class NamedDocument(BaseModel):
    """A document at one end of a quotation."""

    id: str
    title: str


class QuotedPart(BaseModel):
    """One unbroken stretch of a quotation."""

    label: QuoteLabel
    quoted: Span
    source: Span | None = Field(description="The words that it gives; null where the source has no such words.")


class Words(Span):
    """A stretch with its words."""

    text: str


class Change(BaseModel):
    """Where a quotation and its source differ."""

    kind: ChangeKind
    quoted: Words
    source: Words


class OtherSource(Span):
    """Another document that has the words too."""

    id: str
    title: str
    label: QuoteLabel
    confidence: float


class NearestPlace(Span):
    """The place that comes nearest to words that stand nowhere."""

    id: str
    title: str
    read: str = Field(description="Path of the page that shows it.")


class Annotation(BaseModel):
    """A quotation. What is not of the W3C model has a context of its own, the second of `@context`."""

    context: list[str | dict[str, Any]] = Field(alias="@context")
    id: str = Field(description="A tag: URI, the same for the same quotation of the same source wherever it is asked.")
    type: Literal["Annotation"]
    target: list[Resource] = Field(description="The quotation, part by part.")
    label: QuoteLabel = Field(description="How true it is to its source.")
    form: QuoteForm = Field(description="In quotation marks, set off as a block, or used without either.")
    quote: str = Field(description="Its words, as they are read.")
    attribution: Speaker | None
    quoting_document: NamedDocument | None = Field(description="Where the quotation is; null where a text was sent.")
    confidence: float = Field(description="From 0 to 1.")
    reason: str = Field(description="Why this is its source, or why there is none.")


class SourcedAnnotation(Annotation):
    """A quotation with its source."""

    motivation: Literal["linking"]
    body: list[Resource] = Field(description="The passage quoted, part by part.")
    source_document: NamedDocument
    parts: list[QuotedPart]
    changes: list[Change]
    also_in: list[OtherSource]


class UnsourcedAnnotation(Annotation):
    """A quotation whose source is not found, or not looked for, so that it has no body."""

    motivation: Literal["assessing"]
    nearest: NearestPlace | None


AnyAnnotation = Annotated[SourcedAnnotation | UnsourcedAnnotation, Field(discriminator="motivation")]


class QuotationsAnswer(BaseModel):
    """Quotations as W3C Web Annotations."""

    document: str = Field(description="Whose quotations they are, or who is quoted, by its id.")
    generation: str
    quotations: list[AnyAnnotation]


class TraceAnswer(BaseModel):
    """The quotations of what was sent as W3C Web Annotations."""

    generation: str
    document: About | None = Field(description="Null where a text was sent.")
    quotations: list[AnyAnnotation]
