"""Tables whose rows hold whole mails, headers and all, as collections of mail are handed round (`file,message`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.formats import HEAD, mail_headers
from indexer.ingest.found import Doubt, Found, Inside
from indexer.ingest.mail.mail import message_in
from indexer.ingest.tables.fields import plain_value
from indexer.records import Document

_SAMPLE = 20
_HEADERS = 3
"""So many headers that mail has make a cell a mail."""


def mail_column(rows: Sequence[Mapping[str, Any]]) -> str:
    """The column that holds a mail in most rows; "" if none does."""
    sample = rows[:_SAMPLE]
    names = dict.fromkeys(name for row in sample for name in row)
    return next((name for name in names if 2 * sum(_is_mail(row.get(name)) for row in sample) > len(sample)), "")


def read_mails(
    path: str, rows: Sequence[Mapping[str, Any]], column: str, inside: Inside, doubts: Sequence[str]
) -> Iterator[Found]:
    """The mail of each row with the row's other cells as metadata, then the doubts, with those about rows.

    Raises Unreadable.
    """
    seen: set[str] = set()
    doubts = [*doubts, f"column {column!r} holds whole mails, and each is read as one"]
    for number, row in enumerate(rows, start=1):
        others = {name: plain_value(value) for name, value in row.items() if name != column and value}
        data = str(row.get(column) or "").lstrip().encode("utf-8", "surrogatepass")
        try:
            for found in message_in(path, data, str(number), inside, seen):
                if isinstance(found, Document) and "attached_to" not in found.metadata:
                    found = replace(found, metadata={**others, **found.metadata})
                yield found
        except Unreadable as error:
            doubts.append(f"row {number} was left out: {error}")
    if not seen:
        raise Unreadable("no-documents", doubts[-1])
    yield from (Doubt(path, doubt) for doubt in doubts)


def _is_mail(value: Any) -> bool:
    return isinstance(value, str) and len(mail_headers(value.lstrip()[:HEAD].encode("utf-8", "replace"))) >= _HEADERS
