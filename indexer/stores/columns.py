"""One field of all documents at a time, as arrays: what facets count and dates sort by."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]


def facet_columns(db: sqlite3.Connection) -> tuple[FacetColumn, ...]:
    """Kind, source, year, person, place and language of all documents."""
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
    return tuple(_column(name, db.execute(placed + sql).fetchall()) for name, sql in queries.items())


def days(db: sqlite3.Connection) -> NDArray[np.int32]:
    """By place of the document: its first known day as a proleptic ordinal, 0 where undated."""
    rows = db.execute("SELECT coalesce(earliest, latest) FROM documents ORDER BY id")
    return np.array([date.fromisoformat(day).toordinal() if day else 0 for (day,) in rows], dtype=np.int32)


def _column(name: str, rows: Sequence[tuple[int, str]]) -> FacetColumn:
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )
