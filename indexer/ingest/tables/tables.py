"""Tables: CSV and TSV files, and JSON files that hold a list of records. One document a row.

Which column is what comes from the folder's `columns`, else from the columns' names, also in other languages; where
neither says it the longest column is the text. What was taken for what is said aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.found import Doubt, Found, Inside
from indexer.ingest.tables.fields import canonical_name, document_from, text_of, title_for_text
from indexer.ingest.tables.headings import dated, foreign_name, unread_dates, with_dates
from indexer.ingest.tables.htmlcells import read_cell
from indexer.ingest.tables.mailtables import mail_column, read_mails
from indexer.ingest.tables.misspelt import misspelt
from indexer.ingest.tables.moments import counts_time
from indexer.ingest.tables.recordids import RecordIds
from indexer.ingest.tables.rows import csv_rows, json_rows

Columns = Sequence[tuple[str, str]]
_GUESSED = (
    ("title", "title"), ("headline", "title"), ("date", "date"), ("published", "date"), ("published_at", "date"),
    ("author", "author"), ("url", "url"), ("created_at", "date"), ("createdat", "date"), ("posted_at", "date"),
    ("date_of_publication", "date"), ("date_of_letter", "date"), ("date_written", "date"), ("date_sent", "date"),
    ("sender_name", "sender"), ("recipient_name", "recipient"),
)  # fmt: skip
"""How a column's name may end, and what the column is then."""
_INSTEAD = {
    "headline": "title", "published": "date", "published_at": "date", "date_published": "date", "pub_date": "date",
    "pubdate": "date",
}  # fmt: skip
"""Whole names of what a record may have instead of what others have, and what that is."""
_WHOLE = ("created_at", "createdat", "posted_at")
"""Names that are whole: `author_created_at` is when somebody joined."""
_TRANSCRIBED = re.compile(r"transcri(?:ption|pt)|(?:full|letter|body)[ _-]?text", re.IGNORECASE)
_TEXT_LENGTH = 40
"""Words that long on average are a text, not a name or a number."""


def read(path: str, data: bytes, format_: str, columns: Columns, inside: Inside) -> Iterator[Found]:
    """The documents of a table, then what was doubtful. A row without an id is known by its number.

    Raises Unreadable.
    """
    text, warnings = decode(data)
    rows, doubts, swallowed = json_rows(text) if format_ == "json" else csv_rows(text)
    yield from _read_rows(path, rows, columns, inside, (*warnings, *doubts))
    yield from (Doubt(path, doubt, partial=True) for doubt in swallowed)


def _read_rows(
    path: str, rows: Sequence[Mapping[str, Any]], columns: Columns, inside: Inside, doubts: Sequence[str]
) -> Iterator[Found]:
    if mails := mail_column(rows):
        yield from read_mails(path, rows, mails, inside, doubts)
        return
    rows = [renamed(row, columns) for row in rows]
    names, guesses = guess(rows)
    day_first = any(ours == "date" and foreign_name(theirs) for ours, theirs in (*names, *columns))
    dated_rows, said = with_dates([renamed(row, names) for row in rows], day_first)
    yield from documents(path, dated_rows, (*doubts, *guesses, *said))


def renamed(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """A row whose columns have our names, of several for one of ours the first that holds something; a column that is
    named twice serves twice.
    """
    found: dict[str, str] = {}
    for ours, name in columns:
        if name in row and (ours not in found or (not _has_words(row[found[ours]]) and _has_words(row[name]))):
            found[ours] = name
    theirs = set(found.values())
    return {
        **{key: value for key, value in row.items() if key not in theirs},
        **{ours: row[name] for ours, name in found.items()},
    }


def documents(path: str, rows: Sequence[Mapping[str, Any]], doubts: Sequence[str]) -> Iterator[Found]:
    """A document for each row with text, and then the doubts, with those about rows."""
    if not rows:
        raise Unreadable("no-documents", "there is no row of a text in it")
    titles = [title_for_text(row) for row in rows]
    bodies = [(title, ()) if title else read_cell(text_of(row)) for row, title in zip(rows, titles, strict=True)]
    empty = [number for number, (text, _) in enumerate(bodies, start=1) if not text.strip()]
    silent = [number for number in empty if any(map(_has_words, rows[number - 1].values()))]
    titled = [number for number, title in enumerate(titles, start=1) if title]
    doubts = [*doubts, *_told(silent, "and was left out", "and were left out")]
    doubts += _told(titled, "and its title stands for it", "and their titles stand for it")
    if len(empty) == len(rows):
        raise Unreadable("no-documents", "no row holds text: name the column in pressmark.toml, columns = { text = … }")
    ids = RecordIds("row", doubts)
    for number, (row, (text, blocks)) in enumerate(zip(rows, bodies, strict=True), start=1):
        if text.strip():
            yield document_from(path, ids.own(row, number), row, text, blocks)
    yield from (Doubt(path, doubt) for doubt in doubts)


def _told(numbers: Sequence[int], one: str, many: str) -> tuple[str, ...]:
    """A sentence on the rows without text."""
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (f"row {numbers[0]} has no text {one}",)
    return (f"{len(numbers)} rows have no text {many}, the first of them row {numbers[0]}",)


def _has_words(cell: Any) -> bool:
    return bool(cell.strip() if isinstance(cell, str) else cell)


def guess(rows: Sequence[Mapping[str, Any]]) -> tuple[Columns, tuple[str, ...]]:
    """Names for columns that nobody named, and the sentences that say so."""
    sample = rows[:200]
    called = {key: canonical_name(key) for key in dict.fromkeys(key for row in sample for key in row)}
    known = set(called.values())
    keys = [key for key, ours in called.items() if ours == key.lower()]
    found = _foreign(sample, keys, known)
    if "text" not in known | dict(found).keys() and (texts := _texts(sample, keys)):
        found.append(("text", texts))
    for ending, ours in _GUESSED:
        if ours in known or ours in dict(found):
            continue
        like = [k for k in keys if k.lower() != ours and _is_called(k, ending) and ("text", k) not in found]
        like = [k for k in like if ours != "date" or dated(row.get(k) for row in sample)]
        found += [(ours, key) for key in like[:1]]
    if "date" not in known | dict(found).keys():
        found += [("date", key) for key in keys if counts_time(key, (row.get(key) for row in sample))][:1]
    said = [f"column {theirs!r} taken as {ours}" for ours, theirs in found]
    for ours, *named, theirs in _instead(sample, called, found):
        found += [(ours, name) for name in (*named, theirs) if (ours, name) not in found]
        said.append(f"column {theirs!r} taken as {ours} where there is none")
    taken = {theirs for _, theirs in found}
    said += misspelt([key for key in called if key not in taken], {ours for ours, _ in found})
    if "date" not in known | dict(found).keys():
        said += unread_dates(sample, [key for key in keys if key not in taken])
    return found, tuple(said)


def _texts(sample: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str:
    """The column of the texts: one that is called so and holds words, be they few, else the longest."""
    lengths = {key: _mean_length(sample, key) for key in keys}
    called = [key for key in keys if _TRANSCRIBED.fullmatch(key.strip()) and _is_of_words(sample, key)]
    longest = max(called or keys, key=lambda key: lengths[key], default="")
    return longest if called or (longest and lengths[longest] >= _TEXT_LENGTH) else ""


def _is_of_words(sample: Sequence[Mapping[str, Any]], key: str) -> bool:
    """Whether most of what stands in a column is several words: one may be a file's name, or a mark."""
    there = [str(row[key]).split() for row in sample if row.get(key)]
    return 2 * sum(len(words) > 1 for words in there) > len(there)


def _instead(sample: Sequence[Mapping[str, Any]], called: Mapping[str, str], found: Columns) -> list[tuple[str, ...]]:
    """Our name for a column, what is called so, and the column that holds it in records where these hold nothing.

    What each column is `called` is its canonical name.
    """
    more: list[tuple[str, ...]] = []
    for key in called:
        foreign = foreign_name(key)
        if not (ours := _INSTEAD.get(key.lower()) or (foreign.ours if foreign else "")):
            continue
        own = [name for name, one in called.items() if one == ours]
        named = list(dict.fromkeys((*own, *(theirs for one, theirs in found if one == ours))))
        lacking = [row for row in sample if not any(_has_words(row.get(name)) for name in named)]
        values = [row[key] for row in lacking if _has_words(row.get(key))]
        is_short = foreign is not None and foreign.if_long and _mean_length(lacking, key) < _TEXT_LENGTH
        if named and key not in named and values and not is_short and (ours != "date" or dated(values)):
            more.append((ours, *named, key))
    return more


def _is_called(key: str, ending: str) -> bool:
    name = "_".join(key.lower().split())
    return name == ending or (ending not in _WHOLE and name.endswith(ending))


def _foreign(sample: Sequence[Mapping[str, Any]], keys: Sequence[str], known: set[str]) -> list[tuple[str, str]]:
    """Columns with German, French, Italian or Spanish names, the first for each of ours."""
    found: dict[str, str] = {}
    for name in filter(None, map(foreign_name, keys)):
        if name.ours in known or name.ours in found:
            continue
        if name.if_long and _mean_length(sample, name.theirs) < _TEXT_LENGTH:
            continue
        if name.ours != "date" or dated(row.get(name.theirs) for row in sample):
            found[name.ours] = name.theirs
    return list(found.items())


def _mean_length(rows: Sequence[Mapping[str, Any]], key: str) -> float:
    values = [row[key] for row in rows if isinstance(row.get(key), str)]
    return sum(map(len, values)) / len(rows) if values else 0.0
