"""A table of keys, as front matter and JSON records have them, to the fields of a Document."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from indexer.ingest.authors import says_nobody, written_by
from indexer.ingest.building import joined
from indexer.ingest.documents import clean_text, derived_title, document_id, with_sender
from indexer.ingest.tables.moments import as_moment
from indexer.records import KINDS, Block, DateRange, Document, Kind, Name
from indexer.text.dates import parse_date

_ALIASES = {
    "_id": "id", "body": "text", "content": "text", "content_html": "text", "content_text": "text", "authors": "author",
    "byline": "author", "by_line": "author", "from": "sender",
    "to": "recipient", "addressee": "recipient", "addressees": "recipient",
    "senders": "sender", "recipients": "recipient", "places": "place", "lang": "language",
    "link": "url", "publisher": "source", "publication": "source", "type": "kind", "in_reply_to": "previous",
    "person": "people", "persons": "people", "mentions": "people", "organisation": "people", "organisations": "people",
    "organization": "people", "organizations": "people", "places_named": "named_places",
    "mentioned_places": "named_places",
}  # fmt: skip
TAKEN = {
    "id", "text", "title", "kind", "date", "url", "source", "author", "sender", "recipient", "place",
    "language", "previous", "people", "named_places",
}  # fmt: skip
_NOTHING: tuple[Any, ...] = ("", None)
_ADDED_UP = {"people", "named_places"}
_APART = re.compile(r"(?:&#?\w+;|[^;])+")
"""One of several names; `&amp;` as a web page's source has it ends none."""
_DEPTH = 50
"""So deep may metadata be nested; what writes and compares it takes a call a level, and Python has a thousand."""


def document_from(
    path: str, record: str, table: Mapping[str, Any], text: str, blocks: tuple[Block, ...] = (),
    warnings: tuple[str, ...] = (),
) -> Document:  # fmt: skip
    """A Document from named values; keys that no field takes are kept as metadata.

    A nested `metadata` table, as BEIR collections have it, gives what the record itself lacks. A letter without a
    sender has its author for one; whatever has both a recipient and one of these is a letter, if it does not say what
    it is.
    """
    values = _canonical(table)
    nested = values.pop("metadata", None)
    if isinstance(nested, Mapping):
        values = {**_canonical(nested), **values}
    elif nested is not None:
        values["metadata"] = nested
    title = _text(values.get("title"))
    taken = TAKEN if record else TAKEN - {"id"}  # a file's place is its id: what it calls itself is kept beside
    kind, kind_warning = _kind(values)
    metadata, nested_warning = _metadata({k: v for k, v in values.items() if k not in taken and v not in (None, "")})
    document = Document(
        id=document_id(path, record), path=f"{path}#{record}" if record else path,
        text=text, title=title or derived_title(text), title_derived=not title, kind=kind,
        date=_date(values.get("date")), source=_text(values.get("source")), url=_text(values.get("url")),
        language=_text(values.get("language"))[:35], authors=_authors(values.get("author")),
        senders=_names(values.get("sender")), recipients=_names(values.get("recipient")),
        places=_names(values.get("place")), people=_names(values.get("people")),
        named_places=_names(values.get("named_places")), previous=_texts(values.get("previous")), blocks=blocks,
        metadata=metadata, warnings=warnings + kind_warning + nested_warning,
    )  # fmt: skip
    return with_sender(document)


def text_of(table: Mapping[str, Any]) -> str:
    """The record's text, cleaned; words that OCR broke with `¬` at a line's end are whole."""
    text = _whole(_canonical(table).get("text"))
    return joined(text) if "¬\n" in text else text


def _whole(value: Any) -> str:
    """A text that is a list of paragraphs, or of words with links and the like, which run on, as Telegram has them."""
    if not isinstance(value, list):
        return _written(value)
    pieces = [piece.get("text") if isinstance(piece, Mapping) else piece for piece in value]
    runs_on = any(isinstance(piece, Mapping) for piece in value)
    return ("" if runs_on else "\n\n").join(map(_written, pieces))


def title_for_text(table: Mapping[str, Any]) -> str:
    """The title of a record whose text is there and empty: it stands for the text, as in lists of articles that give
    some by their titles alone. Empty where the record has text, or no place for one.
    """
    values = _canonical(table)
    return "" if "text" not in values or text_of(table).strip() else clean_text(_text(values.get("title"))).strip()


def canonical_name(key: str) -> str:
    """The one name of a field that can be called many things."""
    name = str(key).strip().lower().replace("-", "_")
    return _ALIASES.get(name, name)


def record_id(table: Mapping[str, Any]) -> str:
    """The record's own id, empty if it has none."""
    return _text(_canonical(table).get("id"))


def _canonical(table: Mapping[str, Any]) -> dict[str, Any]:
    """Keys by their one name. The name itself beats an alias of it, if it holds something; people add up."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        canonical = canonical_name(key)
        if canonical == "kind" and not _says_kind(key, value):
            canonical = "type"
        if canonical in _ADDED_UP and values.get(canonical):
            values[canonical] = [*_listed(values[canonical]), *_listed(value)]
            continue
        is_named_so = canonical == str(key).strip().lower().replace("-", "_")
        if canonical not in values or values[canonical] in _NOTHING or (is_named_so and value not in _NOTHING):
            values[canonical] = value
    return values


def _says_kind(key: str, value: Any) -> bool:
    """Whether it says the kind: a `type` may be of anything, a message or a post."""
    return str(key).strip().lower() != "type" or _text(value).lower() in KINDS


def _kind(values: Mapping[str, Any]) -> tuple[Kind, tuple[str, ...]]:
    said = _text(values.get("kind")).lower()
    for kind in KINDS:
        if said == kind:
            return kind, ()
    if said:
        return "other", (f"kind {said!r} is none of {', '.join(KINDS)}: taken as other",)
    written = _names(values.get("sender")) or _names(values.get("author"))
    return ("letter" if written and _names(values.get("recipient")) else "other"), ()


def _metadata(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    found: dict[str, Any] = {}
    doubts: list[str] = []
    for key, value in values.items():
        try:
            found |= plain_value({key: value})
        except ValueError as error:
            doubts.append(f"{key!r} {error} and was left out")
    return found, tuple(doubts)


def _date(value: Any) -> DateRange | None:
    if isinstance(value, DateRange):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return parse_date(value.isoformat())
    said = _text(value)
    return parse_date(as_moment(said) or said) if said else None


def _names(value: Any) -> tuple[Name, ...]:
    """Names as texts, several in one apart by semicolons, or as tables with `name` and, if there is one, `ref`.

    A number is no name: some API has it elsewhere. Nor is what says that none is known.
    """
    found = []
    for each in _listed(value):
        if isinstance(each, Mapping):
            found.append(Name(_text(each.get("name")), _text(each.get("ref"))))
        else:
            found += [Name(name.strip()) for name in _APART.findall(_text(each))]
    return tuple(dict.fromkeys(name for name in found if not (name.text.isdigit() or says_nobody(name.text))))


def _authors(value: Any) -> tuple[Name, ...]:
    """Names, and for each that is a byline those whom it names."""
    found = []
    for name in _names(value):
        authors = written_by(name.text)
        found += [Name(author, name.ref if len(authors) == 1 else "") for author in authors]
    return tuple(dict.fromkeys(found))


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for v in _listed(value) if (text := _text(v)))


def _text(value: Any) -> str:
    return _written(value).strip()


def _written(value: Any) -> str:
    """A value as it is written, its outer white space too; nothing for a table or a list."""
    return "" if value is None or isinstance(value, (dict, list)) else clean_text(str(value))


def plain_value(value: Any, depth: int = 0) -> Any:
    """A value that JSON and the catalog can hold. Raises ValueError for one nested without end, which neither can."""
    if value is None or isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if depth > _DEPTH:
        raise ValueError("is nested too deeply")
    if isinstance(value, Mapping):
        return {clean_text(str(k)): plain_value(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(v, depth + 1) for v in value]
    return clean_text(str(value))
