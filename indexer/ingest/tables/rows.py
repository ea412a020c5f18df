"""The rows of a table, as CSV and as JSON have them: each a record by its columns' names."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.tables.escaped import mended
from indexer.ingest.tables.wrapped import records_in

Rows = tuple[list[dict[str, Any]], tuple[str, ...], tuple[str, ...]]
"""The rows of a table, what is doubtful of them, and of what stands in the file and is none of them."""
_ASSIGNED = re.compile(r"window\.YTD\.[\w.]+ = ")
"""How Twitter's export begins a file of JSON."""
_SEPARATED = re.compile(r"\A\ufeff?\"?sep=(?:\\t|.)\"?\r?\n", re.IGNORECASE)
"""A first line that tells Excel the sign between cells, which the heading shows as well."""
_LINES = 20
"""Lines in which a tab is looked for."""
_END = "end"
"""A last line that a table must give back as a row of its own."""


def csv_rows(text: str) -> Rows:
    """The rows, a sentence on cells that no column's name is for, and one on rows that a cell has swallowed.

    Raises Unreadable.
    """
    csv.field_size_limit(sys.maxsize)
    table = _SEPARATED.sub("", text)
    try:
        reader = csv.DictReader(StringIO(table, newline=""), delimiter=_delimiter(text), strict=False)
        names = [name or "" for name in reader.fieldnames or ()]
        if twice := next((name for name in names if name.strip() and names.count(name) > 1), ""):
            raise Unreadable(
                "no-columns", f"two columns of the table are called {twice!r}: give each a name of its own"
            )
        if not _is_heading(names):
            raise Unreadable("no-columns", "the table has no heading: put the columns' names into its first line")
        rows: list[dict[Any, Any]] = list(reader)
    except csv.Error as error:
        raise Unreadable("broken", f"the table cannot be parsed: {error}") from error
    nameless = [number for number, row in enumerate(rows, start=1) if _has_nameless(row)]
    named = [{k: v for k, v in row.items() if k and v is not None} for row in rows]
    return named, _lost(nameless), _unclosed(text)


def _has_nameless(row: Mapping[Any, Any]) -> bool:
    """Whether words stand under no name; a number there only counts the rows."""
    cells = [row.get("") or "", *(row.get(None) or ())]
    return any(cell.strip() and not cell.strip().isdigit() for cell in cells)


def _lost(numbers: Sequence[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    where = f"row {numbers[0]} has" if len(numbers) == 1 else f"{len(numbers)} rows, first row {numbers[0]}, have"
    return (f"{where} cells under no name, which were left out: name the column, or quote a cell with its separator",)


def _delimiter(text: str) -> str:
    """What parts the columns: a tab where the first lines have equally many, else what the heading has most often."""
    first, *others = _SEPARATED.sub("", text).split("\n", _LINES)[:_LINES]
    tabs = first.count("\t")
    if tabs and all(line.count("\t") == tabs for line in others if line.strip()):
        return "\t"  # a heading that is a sentence may have more commas
    return max("\t;,|", key=first.count)


def _unclosed(text: str) -> tuple[str, ...]:
    """A sentence on a quotation mark that is never closed: all that follows it has become one cell."""
    if text.count('"') % 2 == 0:
        return ()
    reader = csv.reader(StringIO(f"{text.rstrip()}\n{_END}", newline=""), delimiter=_delimiter(text))
    (row,) = deque(reader, maxlen=1)
    if row == [_END]:
        return ()
    line = reader.line_num - row[-1].count("\n")
    return (f"a quotation mark in line {line} is never closed: all that follows is read as one cell; close it",)


def _is_heading(names: Sequence[str]) -> bool:
    """Names are short, different, and no numbers."""
    named = [name.strip() for name in names if name.strip()]
    short = all(len(name) <= 60 and not name.replace(".", "").isdigit() for name in named)
    return bool(named) and short and len(set(named)) == len(named)


def json_rows(text: str) -> Rows:
    """The records of a JSON file, and sentences on lines that are none where it has one a line. Raises Unreadable."""
    text = _ASSIGNED.sub("", text, count=1) if _ASSIGNED.match(text) else text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = {number: line for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
        if len(lines) > 1 and next(iter(lines.values())).lstrip().startswith("{"):
            records = {number: _record(line) for number, line in lines.items()}
            broken = (number for number, record in records.items() if record is None)
            told = tuple(f"line {number} is not JSON and was left out" for number in broken)
            return records_in(list(records.values())), (), told
        raise Unreadable("broken", f"the JSON cannot be parsed: {error}") from error
    rows = records_in(value)
    rows, doubts = mended(rows) if text.isascii() else (rows, ())  # what is not escaped was mended as it was decoded
    return rows, doubts, ()


def _record(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
