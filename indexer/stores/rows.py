"""A Document as a database row and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from indexer.records import Block, DateRange, Document, Name, Page, Passage

COLUMNS = (
    "id", "text", "title", "kind", "source", "path", "url", "language",
    "date_verbatim", "earliest", "latest", "sure", "more",
)  # fmt: skip


def to_row(document: Document) -> tuple[Any, ...]:
    """The values of `COLUMNS`; what no query looks at goes into one JSON column."""
    when = document.date
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
        when and when.verbatim, when and _iso(when.earliest), when and _iso(when.latest), when and when.sure,
        json.dumps({k: v for k, v in more.items() if v}, ensure_ascii=False, sort_keys=True),
    )  # fmt: skip


def from_row(row: tuple[Any, ...]) -> Document:
    """The Document whose `to_row` this is."""
    values = dict(zip(COLUMNS, row, strict=True))
    more = json.loads(values["more"])
    return Document(
        **{name: values[name] for name in COLUMNS[:8]},
        date=None
        if values["date_verbatim"] is None
        else DateRange(values["date_verbatim"], _date(values["earliest"]), _date(values["latest"]), values["sure"]),
        title_derived=more.get("title_derived", False),
        authors=_names(more, "authors"),
        senders=_names(more, "senders"),
        recipients=_names(more, "recipients"),
        places=_names(more, "places"),
        people=_names(more, "people"),
        named_places=_names(more, "named_places"),
        previous=tuple(more.get("previous", ())),
        blocks=tuple(Block(*b) for b in more.get("blocks", ())),
        pages=tuple(Page(*p) for p in more.get("pages", ())),
        metadata=more.get("metadata", {}),
        warnings=tuple(more.get("warnings", ())),
        missing=more.get("missing", False),
    )


PASSAGE = "document, start, end, kind, id, sentences"


def passage_from(row: tuple[Any, ...]) -> Passage:
    """The Passage of the columns `PASSAGE`."""
    document, start, end, kind, id, sentences = row
    return Passage(document, start, end, kind, id, tuple(map(int, sentences.split())))


def sentences_of(passage: Passage) -> str:
    """Where its sentences begin, as the catalog keeps it."""
    return " ".join(map(str, passage.sentences))


def _names(more: dict[str, Any], key: str) -> tuple[Name, ...]:
    return tuple(Name(**n) for n in more.get(key, ()))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
