"""A document without its text, a stretch of it, and what is said where there is no answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from indexer.records import Kind, Sure


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
    version: str = Field(
        description="What permalinks call its text, in which positions count: the first eight digits of its SHA-256."
    )
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


class HitLinks(BaseModel):
    """Where the passage can be read."""

    read: str = Field(description="Path of the page that shows the passage in its document.")
    document: str = Field(description="Path of the API's answer about the document, and this place in it.")
    original: str = Field(description="The original with a text fragment, or the file's path.")
    like: str = Field(description="What to give as `like` or `unlike`.")


class ProblemError(BaseModel):
    """One parameter that does not fit."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="about:blank, or one of those at /about/api, by which programs can tell it.")
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError] = Field(description="Each parameter at fault; none where it is no one parameter's.")
