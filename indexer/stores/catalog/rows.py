"""A Document as a database row and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from indexer.records import Block, DateRange, Document, Name, Page, Passage

COLUMNS = (
    "id", "text", "title", "kind", "source", "path", "url", "language",
    "date_verbatim", "earliest", "latest", "sure", "more",
)  # fmt: skip
FIRST_DAY = "coalesce(earliest, latest)"
"""`Document.first_day` of a row."""


def to_row(document: Document) -> tuple[Any, ...]:
    """The values of `COLUMNS`; what no query looks at goes into one JSON column."""
    more = {
        "title_derived": document.title_derived,
        "authors": [asdict(n) for n in document.authors],
        "senders": [asdict(n) for n in document.senders],
        "recipients": [asdict(n) for n in document.recipients],
        "places": [asdict(n) for n in document.places],
        "people": [asdict(n) for n in document.people],
        "named_places": [asdict(n) for n in document.named_places],
        "previous": document.previous,
        "blocks": [[b.kind, b.start, b.end] for b in document.blocks],
        "pages": [[p.start, p.label] for p in document.pages],
        "metadata": dict(document.metadata),
        "warnings": document.warnings,
        "missing": document.missing,
    }
    return (
        document.id, document.text, document.title, document.kind, document.source, document.path,
        document.url, document.language,
        *date_row(document.date),
        json.dumps({k: v for k, v in more.items() if v}, ensure_ascii=False, sort_keys=True),
    )  # fmt: skip


def from_row(row: tuple[Any, ...]) -> Document:
    """The Document whose `to_row` this is."""
    id, text, title, kind, source, path, url, language, verbatim, earliest, latest, sure, more = row
    rest = json.loads(more)
    return Document(
        id=id, text=text, title=title, kind=kind, source=source, path=path, url=url, language=language,
        date=date_from(verbatim, earliest, latest, sure),
        **{key: make(rest[key]) for key, make in _MADE.items() if key in rest},
    )  # fmt: skip


def date_row(when: DateRange | None) -> tuple[str | None, ...]:
    """Its words, its first day, its last and how sure it is; nothing of none."""
    if when is None:
        return (None,) * 4
    return when.verbatim, _iso(when.earliest), _iso(when.latest), when.sure


def date_from(verbatim: str | None, earliest: str | None, latest: str | None, sure: Any) -> DateRange | None:
    """The date whose `date_row` this is."""
    return None if verbatim is None else DateRange(verbatim, _date(earliest), _date(latest), sure)


def _names(values: Iterable[dict[str, str]]) -> tuple[Name, ...]:
    return tuple(Name(**name) for name in values)


_MADE: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("authors", "senders", "recipients", "places", "people", "named_places"), _names),
    "previous": tuple,
    "blocks": lambda values: tuple(Block(*block) for block in values),
    "pages": lambda values: tuple(Page(*page) for page in values),
    "warnings": tuple,
    **dict.fromkeys(("metadata", "title_derived", "missing"), lambda value: value),
}
"""What the JSON column has of a document, made what the record holds."""


PASSAGE = "document, start, end, kind, id, sentences"


def passage_from(row: tuple[Any, ...]) -> Passage:
    """The Passage of the columns `PASSAGE`."""
    document, start, end, kind, id, sentences = row
    return Passage(document, start, end, kind, id, tuple(map(int, sentences.split())))


def sentences_of(passage: Passage) -> str:
    """Where its sentences begin, as the catalog keeps it."""
    return " ".join(map(str, passage.sentences))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
