"""Quotations as W3C Web Annotations, with Pressmark's own members beside."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from indexer.records import QUOTE_LABELS, ChangeKind, QuoteForm, QuoteLabel
from webapp.answers.about import About, Generation, Linked, PositionSelector, QuoteSelector, Span

_LABELS = "; ".join(f"`{label}`: {meaning}" for label, meaning in QUOTE_LABELS.items())


class Resource(BaseModel):
    """A stretch of a document, or of the text that was sent."""

    type: Literal["SpecificResource"]
    source: str = Field(description="Address of the document; for a text that was sent, a tag: URI of its SHA-256.")
    selector: list[QuoteSelector | PositionSelector] = Field(description="The same stretch by its words, and by place.")


class Speaker(BaseModel):
    """Who is said to speak."""

    speaker: str = Field(description="As the text names him or her.")
    verb: str = Field(description="The word of saying.")


class QuotedPart(BaseModel):
    """One unbroken stretch of a quotation."""

    label: QuoteLabel = Field(description="How true the stretch is to its source, as of the whole quotation.")
    quoted: Span = Field(description="In the quoting text.")
    source: Span | None = Field(description="The words that it gives; null where the source has no such words.")


class Words(Span):
    """A stretch with its words."""

    text: str


class Change(BaseModel):
    """Where a quotation and its source differ."""

    kind: ChangeKind = Field(
        description="What the quotation does with the source's words; `aside` is what it rightly passes over, as notes."
    )
    quoted: Words = Field(description="Empty, at its place, where the quotation has none.")
    source: Words = Field(description="Empty, at its place, where the source has none.")


class OtherSource(Linked):
    """Another document that has the words too."""

    label: QuoteLabel = Field(description="How true the quotation is to it.")
    confidence: float = Field(description="From 0 to 1.")


class Annotation(BaseModel):
    """A quotation. What is not of the W3C model has a context of its own, the second of `@context`."""

    context: list[str | dict[str, Any]] = Field(alias="@context", description="JSON-LD's.")
    id: str = Field(description="A tag: URI, the same for the same quotation of the same source wherever it is asked.")
    type: Literal["Annotation"]
    target: list[Resource] = Field(description="The quotation, part by part.")
    label: QuoteLabel = Field(description=f"How true it is to its source. {_LABELS}.")
    form: QuoteForm = Field(description="In quotation marks, set off as a block, or used without either.")
    quote: str = Field(description="Its words, as they are read.")
    attribution: Speaker | None = Field(description="Null where nobody is said to speak.")
    quoting_document: Linked | None = Field(description="Where the quotation is; null where a text was sent.")
    confidence: float = Field(description="From 0 to 1.")
    reason: str = Field(description="Why this is its source, or why there is none.")


class SourcedAnnotation(Annotation):
    """A quotation with its source."""

    motivation: Literal["linking"] = Field(description="It is linked to a source.")
    body: list[Resource] = Field(description="The passage quoted, part by part.")
    source_document: Linked = Field(description="The earliest that fits; of a peer, the other text.")
    peer: bool = Field(
        description="Whether this other text quotes the same words too, and no date tells which is the earlier: then "
        "it is not known to be the source, and counts as quoted by nobody."
    )
    parts: list[QuotedPart] = Field(description="The unbroken stretches of the quotation, each with its source.")
    changes: list[Change] = Field(description="Where it differs from its source.")
    also_in: list[OtherSource] = Field(
        description="Others that fit, later where dates tell: nine at most, and of nine there may be more."
    )


class UnsourcedAnnotation(Annotation):
    """A quotation whose source is not found, or not looked for, so that it has no body."""

    motivation: Literal["assessing"] = Field(description="It is not.")
    nearest: Linked | None = Field(
        description="The place that comes nearest to words that stand nowhere; null where nothing does."
    )


AnyAnnotation = Annotated[SourcedAnnotation | UnsourcedAnnotation, Field(discriminator="motivation")]


class QuotationsAnswer(BaseModel):
    """Quotations as W3C Web Annotations."""

    document: str = Field(description="Whose quotations they are, or who is quoted, by its id.")
    generation: Generation
    quotations: list[AnyAnnotation]


class TraceAnswer(BaseModel):
    """The quotations of what was sent as W3C Web Annotations."""

    generation: Generation
    document: About | None = Field(description="Null where a text was sent.")
    quotations: list[AnyAnnotation] = Field(description="In the order of the text.")
