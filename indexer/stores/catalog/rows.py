"""A Document as a database row and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from indexer.records import Block, DateRange, Document, Name, Page, Passage

COLUMNS = (
    "id", "text", "title", "kind", "source", "path", "url", "language",
    "date_verbatim", "earliest", "latest", "sure", "more",
)  # fmt: skip
NAMES = ("authors", "senders", "recipients", "places", "people", "named_places")
"""A Document's fields of names."""
FIRST_DAY = "coalesce(earliest, latest)"
"""`Document.first_day` of a row."""


def to_row(document: Document) -> tuple[Any, ...]:
    """The values of `COLUMNS`; what no query looks at goes into one JSON column."""
    more = {
        "title_derived": document.title_derived,
        **{role: [asdict(name) for name in getattr(document, role)] for role in NAMES},
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


def names_of(document: Document) -> Iterator[Name]:
    """Everybody and every place that a document's fields name."""
    return (name for role in NAMES for name in getattr(document, role))


def names_json(document: Document) -> str:
    """All the names of a document, for `with_names`."""
    return json.dumps({role: [asdict(name) for name in getattr(document, role)] for role in NAMES}, ensure_ascii=False)


def with_names(document: Document, names: str) -> Document:
    """The document with the names of which these are the `names_json`."""
    read: dict[str, Any] = {role: _names(found) for role, found in json.loads(names).items()}
    return replace(document, **read)


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
    **dict.fromkeys(NAMES, _names),
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
