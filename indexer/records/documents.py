"""What is in the archive: documents, with what their sources say of them, and their passages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

Kind = Literal["article", "letter", "other"]
KINDS: tuple[Kind, ...] = ("article", "letter", "other")

BlockKind = Literal["paragraph", "heading", "quote", "list", "note", "reply"]

Sure = Literal["stated", "uncertain", "inferred"]

_Day = date  # in a Document `date` is another thing


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
    def first_day(self) -> date | None:
        """Where it stands in order of time: at the first day that it can mean, "before 1871" at its last."""
        return self.earliest or self.latest

    @property
    def known(self) -> bool:
        """Whether the source's words fix at least one end."""
        return self.first_day is not None


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
    many. `places` are where it was written or sent; `people` (bodies too) and `named_places` are who and what it is
    about or names, where the source says so. `blocks` are in order and do not overlap; what lies between them is a
    paragraph. `warnings` are the reader's doubts (a guessed encoding, two dates that disagree). `missing` says that its
    file, or its record in the file, was not there when its source was last read.
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
    people: tuple[Name, ...] = ()
    named_places: tuple[Name, ...] = ()
    previous: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    missing: bool = False

    @property
    def first_day(self) -> _Day | None:
        """Where it stands in order of time, None where it is undated."""
        return self.date.first_day if self.date else None

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return text_digest(self.text)

    @property
    def version(self) -> str:
        """What permalinks call this text: the first eight digits of its SHA-256."""
        return self.sha256[:8]


@lru_cache(maxsize=8)  # a page makes several links to one document after another
def text_digest(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is found and shown as one. `id` is 0 until the catalog has given it one.

    `sentences` says where its sentences begin, in code points from `start`: ascending, the first at 0.
    """

    document_id: str
    start: int
    end: int
    kind: BlockKind = "paragraph"
    id: int = 0
    sentences: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in code points into a document's text."""

    start: int
    end: int
