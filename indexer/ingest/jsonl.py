"""JSON lines: one document a line. `id,title,text,kind,date,url,source,author,sender,recipient,place`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from indexer.errors import Unreadable
from indexer.ingest.encodings import decode
from indexer.ingest.exported import restored
from indexer.ingest.fields import document_from, record_id, text_of
from indexer.ingest.tables import Columns, renamed
from indexer.records import Document


def read(path: str, data: bytes, columns: Columns = ()) -> Iterator[Document]:
    """The documents of a JSON-lines file. A line without an id is known by its number.

    Raises Unreadable if no line is a JSON object with text; lines that are not are told in a warning on the
    next document, at the end of the file on the last.
    """
    text, warnings = decode(data)
    seen: set[str] = set()
    last: Document | None = None
    doubts: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            table = json.loads(line)
        except (ValueError, RecursionError):
            doubts.append(f"line {number} is not JSON and was left out")
            continue
        table = renamed(table, columns) if isinstance(table, dict) and columns else table
        body = text_of(table) if isinstance(table, dict) else ""
        if not body.strip():
            doubts.append(f"line {number} has no text and was left out")
            continue
        record = record_id(table) or str(number)
        if record in seen:  # never let one record overwrite another
            doubts.append(f"line {number} has the id {record!r} again and is known as {record}~{number}")
            record = f"{record}~{number}"
        seen.add(record)
        if last:
            yield last
        last = restored(document_from(path, record, table, body, warnings=(*warnings, *doubts)), table)
        doubts.clear()
    if last is None:
        raise Unreadable("no-documents", "; ".join(doubts[:1]) or "no line holds a document")
    yield replace(last, warnings=(*last.warnings, *doubts))
