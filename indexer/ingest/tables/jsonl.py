"""JSON lines: one document a line. `id title text kind date url source language author sender recipient place people
named_places previous`.

Other names for them are guessed as those of a table's columns are, and said aloud.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.found import Doubt, Found
from indexer.ingest.tables.exported import KEY, restored
from indexer.ingest.tables.fields import document_from, text_of, title_for_text
from indexer.ingest.tables.headings import foreign_name, with_dates
from indexer.ingest.tables.htmlcells import read_cell
from indexer.ingest.tables.recordids import RecordIds
from indexer.ingest.tables.tables import Columns, guess, renamed
from indexer.ingest.tables.wrapped import unwrapped
from indexer.records import Block

_SAMPLE = 200
"""So many records are looked at for names of ours."""
_Line = tuple[int, Any]
"""A line's number and its value, which is no table if the line is no record."""
_BROKEN = object()


def read(path: str, data: bytes, columns: Columns = ()) -> Iterator[Found]:
    """The documents of a JSON-lines file, and then what was doubtful. A line without an id is known by its number.

    Raises Unreadable if no line is a JSON object with text.
    """
    text, of_file = decode(data)
    lines, guesses = _named(text, columns)
    broken: set[str] = set()
    doubts: list[str] = []
    ids = RecordIds("line", doubts)
    found = False
    for number, table in lines:
        if table is _BROKEN:
            doubts.append(f"line {number} is not JSON and was left out")
            broken.add(doubts[-1])
            continue
        body, blocks = _body(table) if isinstance(table, dict) else ("", ())
        if isinstance(table, dict) and (title := title_for_text(table)):
            doubts.append(f"line {number} has no text and its title stands for it")
            body = title
        if not body.strip():
            doubts.append(f"line {number} has no text and was left out")
            continue
        found = True
        yield restored(document_from(path, ids.own(table, number), table, body, blocks), table)
    if not found:
        raise Unreadable("no-documents", "; ".join(doubts[:1]) or "no line holds a document")
    yield from (Doubt(path, doubt, partial=doubt in broken) for doubt in (*of_file, *guesses, *doubts))


def _body(table: Mapping[str, Any]) -> tuple[str, tuple[Block, ...]]:
    return (text_of(table), ()) if KEY in table else read_cell(text_of(table))


def _named(text: str, columns: Columns) -> tuple[Iterable[_Line], tuple[str, ...]]:
    """The lines with our names for their keys, and what was guessed of them."""
    sample = [renamed(table, columns) for _, table in islice(_tables(text), _SAMPLE)]
    if any(KEY in table for table in sample):  # exported by us: nothing is to be guessed
        return _lines(text, columns), ()
    names, guesses = guess(sample)
    if not any(with_dates([renamed(table, names)], True)[1] for table in sample):
        return _lines(text, columns, names), guesses
    day_first = any(ours == "date" and foreign_name(theirs) for ours, theirs in (*names, *columns))
    lines = list(_lines(text, columns, names))  # the order of day and month is told by all dates together
    rows, said = with_dates([table if isinstance(table, dict) else {} for _, table in lines], day_first)
    dated = (
        (number, row if isinstance(table, dict) else table) for (number, table), row in zip(lines, rows, strict=True)
    )
    return dated, (*guesses, *said)


def _tables(text: str) -> Iterator[_Line]:
    return ((number, table) for number, table in _lines(text) if isinstance(table, dict))


def _lines(text: str, *columns: Columns) -> Iterator[_Line]:
    """Every line that is not blank, its keys renamed by each of the mappings in turn."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            table: Mapping[str, Any] | Any = json.loads(line)
        except (ValueError, RecursionError):
            table = _BROKEN
        if isinstance(table, dict) and KEY not in table:
            table = unwrapped(table)
        for names in columns:
            table = renamed(table, names) if names and isinstance(table, dict) else table
        yield number, table
