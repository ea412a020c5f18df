"""What was asked: the tree of a query, its filters and examples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mode = Literal["hybrid", "keyword", "semantic"]
MODES: tuple[Mode, ...] = ("hybrid", "keyword", "semantic")

Sort = Literal["relevance", "date", "-date", "-indexed"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "-date", "-indexed")

Dated = Literal["yes", "no"]
DATED: tuple[Dated, ...] = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word; `prefix` for `word*`, `exact` for no stemming."""

    text: str
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand in this order, with at most `slop` other words between them in all."""

    words: tuple[str, ...]
    slop: int = 0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the clauses (`OR`)."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of the clauses must match: what `AND` joins, and a bracket that is one side of an `OR`. There may be one."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """A clause that must not match (`-`)."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Fielded:
    """A clause about a document's metadata: `title:`, `author:`, `from:`, `date:` … `value` as typed."""

    name: str
    value: str


Clause = Word | Phrase | AnyOf | AllOf | Without | Fielded


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the documents must be. Empty means any; several values of one field mean any of them.

    `dated` is `yes` for documents with a known day at either end, `no` for the others.
    """

    kinds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A document, or the passage that begins at `start` in it, given as an example."""

    document_id: str
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query as understood. `clauses` are its words and phrases, `typed` what its own fields ask of documents.

    `filters` are given beside it. They narrow what it asks, and never widen it: documents satisfy both.

    `said` is what it says in plain words, for the encoder; `ignored` are the parts that mean nothing; `singled` are the
    words that were asked for as `=word`, each by itself: no common word is left out of them. `like` and `unlike` are
    examples. `grouped` gives one hit a document, `copies` shows near-identical passages one by one.
    """

    text: str
    said: str = ""
    ignored: tuple[str, ...] = ()
    singled: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    typed: Filters = Filters()
    filters: Filters = Filters()
    like: tuple[Exemplar, ...] = ()
    unlike: tuple[Exemplar, ...] = ()
    mode: Mode = "hybrid"
    sort: Sort = "relevance"
    grouped: bool = True
    copies: bool = False
    limit: int = 10
    offset: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.clauses or self.typed or self.filters or self.like)
