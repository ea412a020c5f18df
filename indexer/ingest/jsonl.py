"""JSON lines: one document a line. `id,title,text,kind,date,url,source,author,sender,recipient,place`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from indexer.errors import Unreadable
from indexer.ingest.doubts import Doubt, Found
from indexer.ingest.encodings import decode
from indexer.ingest.exported import restored
from indexer.ingest.fields import document_from, record_id, text_of
from indexer.ingest.recordids import RecordIds
from indexer.ingest.tables import Columns, renamed


def read(path: str, data: bytes, columns: Columns = ()) -> Iterator[Found]:
    """The documents of a JSON-lines file, and then what was doubtful. A line without an id is known by its number.

    Raises Unreadable if no line is a JSON object with text.
    """
    text, warnings = decode(data)
    ids = RecordIds()
    found = False
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
        said = record_id(table) or str(number)
        record = ids.own(said)
        if record != said:
            doubts.append(f"line {number} has the id {said!r} again and is known as {record}")
        found = True
        yield restored(document_from(path, record, table, body, warnings=warnings), table)
    if not found:
        raise Unreadable("no-documents", "; ".join(doubts[:1]) or "no line holds a document")
    yield from (Doubt(path, doubt) for doubt in doubts)
