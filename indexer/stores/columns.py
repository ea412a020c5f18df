"""One field of all documents at a time, as arrays: what facets count and dates sort by."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from indexer.stores.conditions import fold_name

_NAMES = ("person", "place")


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]


def facet_columns(db: sqlite3.Connection) -> tuple[FacetColumn, ...]:
    """Kind, source, year, person, place and language of all documents.

    A document has, beside its people's and places' names, every name that stands in one of them as whole words, since a
    filter for that name finds it: so a value's count is what choosing it gives.
    """
    plain = "SELECT place, {0} FROM placed WHERE {0} != ''"
    named = "SELECT DISTINCT p.place, n.name FROM names n JOIN placed p ON p.id = n.document WHERE n.role {0}"
    queries = {
        "kind": plain.format("kind"),
        "source": plain.format("source"),
        "year": "SELECT place, substr(coalesce(earliest, latest), 1, 4) FROM placed "
        "WHERE coalesce(earliest, latest) IS NOT NULL",
        "person": named.format("IN ('author', 'sender', 'recipient')"),
        "place": named.format("= 'place'"),
        "language": plain.format("language"),
    }
    placed = "WITH placed AS (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM documents) "
    rows = {name: db.execute(placed + sql).fetchall() for name, sql in queries.items()}
    return tuple(_column(name, _widened(found) if name in _NAMES else found) for name, found in rows.items())


def days(db: sqlite3.Connection) -> NDArray[np.int32]:
    """By place of the document: its first known day as a proleptic ordinal, 0 where undated."""
    rows = db.execute("SELECT coalesce(earliest, latest) FROM documents ORDER BY id")
    return np.array([date.fromisoformat(day).toordinal() if day else 0 for (day,) in rows], dtype=np.int32)


def _widened(rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The rows, and for each name those that stand in it as whole words."""
    by_folded: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(name for _, name in rows):
        by_folded[fold_name(name)].append(name)
    within = {name: tuple(_within(folded, by_folded)) for folded, names in by_folded.items() for name in names}
    return sorted({(place, inner) for place, name in rows for inner in within[name]})


def _within(folded: str, by_folded: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The names that are a run of the words of `folded`."""
    words = folded.split()
    if not words:  # a name of signs only, which no filter finds
        yield from by_folded[folded]
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield from by_folded.get(" ".join(words[start:end]), ())


def _column(name: str, rows: Sequence[tuple[int, str]]) -> FacetColumn:
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )
