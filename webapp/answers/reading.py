"""What is answered of one document: its text, passages and versions."""

from __future__ import annotations

from pydantic import BaseModel, Field

from indexer.records import BlockKind
from indexer.text.anchoring import Status
from indexer.text.differences import StretchKind
from webapp.answers.about import Date, Generation, HitLinks, Listed, Moment, NamedDocument, Span


class Block(Span):
    """A stretch of one kind in the text."""

    kind: BlockKind


class PageMark(BaseModel):
    """Where a page of the original begins."""

    start: int
    label: str = Field(description="What is printed, or counted, as its number.")


class Stretch(BaseModel):
    """A stretch of two texts read as one."""

    kind: StretchKind
    text: str


class Place(BaseModel):
    """Where the passage that was asked for stands in today's text."""

    version: str = Field(description="The version that was asked about.")
    asked: Span = Field(description="The passage in the text of that version.")
    quote: str = Field(description="Its words then.")
    status: Status = Field(
        description="The very words at the very place; at another; other words in their place; more than one place "
        "that fits, none of which is chosen; none."
    )
    span: Span | None = Field(description="The passage in today's text; null where it is ambiguous or lost.")
    candidates: list[Span] = Field(description="Where it is ambiguous: the places that fit, twenty at most.")
    changes: list[Stretch] = Field(description="Where it has changed: its words then and now, read as one.")


class Neighbour(NamedDocument):
    """A letter beside another."""

    sure: bool = Field(
        description="False where dates leave open which letter stands here: they are vague, or the same."
    )


class Neighbours(BaseModel):
    """The letters before and after it: those that its source names, else the next by date between the same two."""

    previous: Neighbour | None = Field(description="Null where none is known.")
    next: Neighbour | None = Field(description="Null where none is known.")


class DocumentLinks(BaseModel):
    """Where the document can be read and cited, and what else the API says of it: paths on this server."""

    read: str = Field(description="The page that shows it.")
    plain_text: str
    passages: str
    versions: str
    quotations: str
    quoted_by: str
    bibtex: str
    ris: str
    csl: str = Field(description="CSL-JSON.")


class DocumentAnswer(Listed):
    """A document, whole."""

    text: str = Field(description="In which all positions count.")
    previous: list[str] = Field(description="What it answers, as its source names it.")
    neighbours: Neighbours
    blocks: list[Block] = Field(description="In order; what lies between them is a paragraph.")
    pages: list[PageMark] = Field(description="Where the pages of the original begin, as far as it has any.")
    warnings: list[str] = Field(description="The reader's doubts.")
    place: Place | None = Field(description="The passage asked for by `at`; null where none was.")
    links: DocumentLinks
    generation: Generation


class VersionLinks(BaseModel):
    """Where an earlier text can be read, and compared with today's."""

    read: str = Field(description="The page that shows it.")
    plain_text: str
    compare: str = Field(description="The page that shows where it differs.")


class Version(BaseModel):
    """A text that the document had before, and the title and date it then bore."""

    version: str = Field(description="What permalinks call it: the first eight digits of `sha256`.")
    sha256: str = Field(description="SHA-256 of the text's UTF-8.")
    superseded: Moment = Field(description="When a run brought the next text, ISO 8601.")
    length: int = Field(description="Code points.")
    title: str
    date: Date | None = Field(description="Null where the source gave none.")
    links: VersionLinks


class VersionsAnswer(BaseModel):
    """The texts that a document had before today's."""

    document: str = Field(description="Its id.")
    generation: Generation
    version: str = Field(description="Today's.")
    versions: list[Version] = Field(description="Those before, oldest first; a text it had twice is there twice.")


class PassageAnswer(Span):
    """A passage of a document."""

    kind: BlockKind
    text: str = Field(description="Its words, cut from the document's text.")
    links: HitLinks


class PassagesAnswer(BaseModel):
    """A document's passages, in the order of its text."""

    document: str = Field(description="Its id.")
    generation: Generation
    passages: list[PassageAnswer]
