"""Documents as JSON lines that any tool can read, and that `pressmark index` reads back as they were.

The plain keys are those that the reader of JSON lines takes; the key `pressmark` holds what they cannot say
(references of names, the days a date can mean, blocks, pages). A document's id and path are those of its new place;
where it stood first is kept in its metadata, as `path`. The doubts of its first reader stay in the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

from indexer.ingest.tables.fields import plain_value
from indexer.records import KINDS, BlockKind, Document, Sure
from indexer.stores.catalog.rows import COLUMNS, from_row, to_row

KEY = "pressmark"
_PLAIN = ("id", "path", "text", "title", "kind", "source", "url", "language")
_DATE = ("date_verbatim", "earliest", "latest", "sure")
_NAMES = {
    "authors": "author", "senders": "sender", "recipients": "recipient", "places": "place",
    "people": "people", "named_places": "named_places",
}  # fmt: skip
_NOT_KEPT = ("metadata", "missing")


def line_of(document: Document) -> str:
    """One document as a line of JSON, without the newline."""
    row = dict(zip(COLUMNS, to_row(document), strict=True))
    more = {name: value for name, value in json.loads(row["more"]).items() if name not in _NOT_KEPT}
    table = {name: row[name] for name in _PLAIN} | {"date": row["date_verbatim"], "previous": list(document.previous)}
    for field, key in _NAMES.items():
        table[key] = [name["text"] for name in more.get(field, ())]
    table |= {"metadata": dict(document.metadata), KEY: more | {name: row[name] for name in _DATE}}
    return json.dumps({k: v for k, v in table.items() if v}, ensure_ascii=False)


def restored(document: Document, table: Mapping[str, Any]) -> Document:
    """The document read from an exported line, as it was. What makes no sense is left aside with a warning."""
    if not isinstance(table.get(KEY), dict):
        return document
    try:
        found = from_row(_row(document, table))
        sound = _is_sound(found)
    except (TypeError, ValueError, KeyError, AttributeError):
        sound = False
    if not sound:
        return replace(document, warnings=(*document.warnings, f"its {KEY!r} part makes no sense and was left aside"))
    metadata = {"path": table["path"], **found.metadata} if table.get("path") else found.metadata
    return replace(found, metadata=plain_value(metadata), warnings=document.warnings)


def _row(document: Document, table: Mapping[str, Any]) -> tuple[Any, ...]:
    """The catalog's row of an exported line, with the id, path and text of its new place. Raises ValueError."""
    more = plain_value(table[KEY])
    values = dict.fromkeys(COLUMNS, "") | plain_value({name: table.get(name, "") for name in _PLAIN})
    values |= {"id": document.id, "text": document.text, "path": document.path}
    values |= {name: more.get(name) for name in _DATE}
    values["more"] = json.dumps({**more, "metadata": plain_value(table.get("metadata", {})), "missing": False})
    return tuple(values[name] for name in COLUMNS)


def _is_sound(document: Document) -> bool:
    texts = [document.title, document.source, document.url, document.language, *document.previous, *document.warnings]
    names = [*document.authors, *document.senders, *document.recipients, *document.places]
    names += [*document.people, *document.named_places]
    texts += [text for name in names for text in (name.text, name.ref)] + [page.label for page in document.pages]
    ends = [0, *(at for block in document.blocks for at in (block.start, block.end)), len(document.text)]
    pages = [0, *(page.start for page in document.pages), len(document.text)]
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(document.title_derived, bool)
        and isinstance(document.metadata, dict)
        and document.kind in KINDS
        and (
            document.date is None or (isinstance(document.date.verbatim, str) and document.date.sure in get_args(Sure))
        )
        and all(block.kind in get_args(BlockKind) and block.start < block.end for block in document.blocks)
        and all(isinstance(at, int) for at in (*ends, *pages))
        and all(a <= b for a, b in (*pairwise(ends), *pairwise(pages)))
    )
