"""A document without its text, and a stretch of it: what several answers have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from indexer.records import Kind, Sure

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Generation = Annotated[str, Field(description="The state of the archive that answers; the next has another name.")]


class Date(BaseModel):
    """A date as the source gives it, and the days it can mean."""

    verbatim: str = Field(description="The source's words.")
    earliest: Day | None = Field(description="First day, ISO 8601; null where open.")
    latest: Day | None = Field(description="Last day, ISO 8601; null where open.")
    sure: Sure = Field(
        description="Whether the source states it, states it as uncertain, or it is inferred from something else."
    )


class NamedThing(BaseModel):
    """A person, body or place as printed."""

    name: str = Field(description="As printed.")
    ref: str = Field(description="Authority reference, if the source gives one.")


class About(BaseModel):
    """A document without its text."""

    id: str = Field(description="Made from its path: the same on every machine, and after every run.")
    title: str = Field(description="Empty where there is none.")
    title_derived: bool = Field(description="Whether the title is the text's first sentence, the source giving none.")
    kind: Kind = Field(description="`other` where nothing says what it is.")
    date: Date | None = Field(description="Null where the source gives none.")
    source: str = Field(description="Newspaper or collection; empty where none is named.")
    path: str = Field(description="Where it was read: source, path, #record.")
    url: str = Field(description="Its address on the web; empty where the source gives none.")
    language: str = Field(description="Its code, such as `en`; empty where unknown.")
    version: str = Field(
        description="What permalinks call its text, in which positions count: the first eight digits of its SHA-256."
    )
    missing: bool = Field(description="Whether its file was gone when its source was last read.")
    authors: list[NamedThing] = Field(description="Who wrote it.")
    senders: list[NamedThing] = Field(description="Of a letter.")
    recipients: list[NamedThing] = Field(description="Of a letter.")
    places: list[NamedThing] = Field(description="Where it was written or sent.")
    people: list[NamedThing] = Field(description="Others whom it is about or names, where the source says so.")
    named_places: list[NamedThing] = Field(description="Places that it is about or names.")
    metadata: dict[str, Any] = Field(description="What else the source says.")


class Listed(About):
    """A document without its text, and when it came."""

    indexed: Moment | None = Field(
        description="When a run read it as it is, ISO 8601; null where the archive is of before this was noted and the "
        "file is gone."
    )


class NamedDocument(BaseModel):
    """A document, by no more than its name."""

    id: str
    title: str


class Span(BaseModel):
    """`[start, end)` in code points into the document's text."""

    start: int
    end: int


class Linked(Span):
    """A place in another document."""

    id: str
    title: str
    read: str = Field(description="Path of the page that shows it.")


class QuoteSelector(BaseModel):
    """W3C TextQuoteSelector."""

    type: Literal["TextQuoteSelector"]
    exact: str = Field(description="The words.")
    prefix: str = Field(description="What stands before them.")
    suffix: str = Field(description="What stands behind them.")


class PositionSelector(BaseModel):
    """W3C TextPositionSelector."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


class HitLinks(BaseModel):
    """Where the passage can be read."""

    read: str = Field(description="Path of the page that shows the passage in its document.")
    document: str = Field(description="Path of the API's answer about the document, and this place in it.")
    original: str = Field(description="The original with a text fragment, or the file's path.")
    like: str = Field(description="What to give as `like` or `unlike`.")
