"""One field of all documents at a time, as arrays: what facets count, filters ask for and dates sort by."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from indexer.records import Filters
from indexer.stores.conditions import NAMED, fold_name

Mask = NDArray[np.bool_]
Days = NDArray[np.int32]

_ABOUT = ("kind", "source", "language")
_UNDATED, _OPEN = 0, np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]

    def having(self, fits: Callable[[str], bool], size: int) -> Mask:
        """Which of `size` documents have a value that fits."""
        codes = [code for code, value in enumerate(self.values) if fits(value)]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.documents[np.isin(self.codes, codes)]] = True
        return mask


class Columns:
    """The fields of all documents of a catalog, read once; then filters and facets need no database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(f"SELECT {', '.join(_ABOUT)}, earliest, latest FROM documents ORDER BY id").fetchall()
        self._db = db
        self._size = len(rows)
        self._names: dict[tuple[str, ...], _Names] = {}
        self._first, self._last = (np.array([_ordinal(row[i]) for row in rows], dtype=np.int32) for i in (3, 4))
        years = [str(row[3] or row[4] or "")[:4] for row in rows]
        plain = [_column(name, enumerate(row[i] for row in rows)) for i, name in enumerate(_ABOUT)]
        self._about = {column.name: column for column in (*plain, _column("year", enumerate(years)))}

    @property
    def days(self) -> Days:
        """By place of the document: its first known day as a proleptic ordinal, 0 where undated."""
        return np.where(self._first > 0, self._first, self._last)

    def facets(self) -> tuple[FacetColumn, ...]:
        """Kind, source, year, person, place and language of all documents."""
        people = self._named(("author", "sender", "recipient")).column("person")
        about = self._about
        return (
            about["kind"], about["source"], about["year"], people, self._named(("place",)).column("place"),
            about["language"],
        )  # fmt: skip

    def matching(self, filters: Filters) -> Mask:
        """Which documents satisfy the filters, by place: what `conditions` says, without the database."""
        matching = self._dated(filters)
        for name, values in (("kind", filters.kinds), ("language", filters.languages)):
            if values:
                matching &= self._about[name].having(values.__contains__, self._size)
        if filters.sources:
            sources = {_caseless(source) for source in filters.sources}
            matching &= self._about["source"].having(lambda value: _caseless(value) in sources, self._size)
        for roles, field in NAMED:
            if names := getattr(filters, field):
                matching &= self._named(roles).having(map(fold_name, names), self._size)
        return matching

    def _dated(self, filters: Filters) -> Mask:
        matching = np.ones(self._size, dtype=np.bool_)
        if filters.after or filters.before:
            matching = (self._first > _UNDATED) | (self._last > _UNDATED)
        if filters.after:
            matching &= np.where(self._last > _UNDATED, self._last, _OPEN) >= filters.after.toordinal()
        if filters.before:
            matching &= self._first <= filters.before.toordinal()
        return matching

    def _named(self, roles: tuple[str, ...]) -> _Names:
        if roles not in self._names:
            places = {id: at for at, (id,) in enumerate(self._db.execute("SELECT id FROM documents ORDER BY id"))}
            marks = ", ".join("?" * len(roles))
            rows = self._db.execute(f"SELECT DISTINCT document, name, folded FROM names WHERE role IN ({marks})", roles)
            self._names[roles] = _Names([(places[id], name, folded) for id, name, folded in rows])
        return self._names[roles]


class _Names:
    """The names of some roles: as printed for facets, folded for filters."""

    def __init__(self, rows: Sequence[tuple[int, str, str]]) -> None:
        self._printed = _column("", ((place, name) for place, name, _ in sorted(rows)))
        self._folded = _column("", ((place, f" {folded} ") for place, _, folded in rows))
        # One text to look through: a name is found where it stands between its spaces, and known by where that is.
        self._text = "\n".join(self._folded.values)
        self._starts = [0, *accumulate(len(value) + 1 for value in self._folded.values)]

    def column(self, name: str) -> FacetColumn:
        """The names as a facet's values."""
        return FacetColumn(name, self._printed.values, self._printed.documents, self._printed.codes)

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have a name that holds one of the wanted, folded ones as whole words."""
        codes = sorted({code for name in wanted for code in self._codes(f" {name} ")})
        mask = np.zeros(size, dtype=np.bool_)
        mask[self._folded.documents[np.isin(self._folded.codes, codes)]] = True
        return mask

    def _codes(self, spaced: str) -> Iterable[int]:
        at = self._text.find(spaced)
        while at >= 0:
            code = bisect_right(self._starts, at) - 1
            yield code
            at = self._text.find(spaced, self._starts[code + 1])


def _column(name: str, rows: Iterable[tuple[int, str]]) -> FacetColumn:
    """The column of (place, value) pairs; an empty value is none."""
    rows = [(place, value) for place, value in rows if value]
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else _UNDATED


def _caseless(text: str) -> str:
    """As SQLite's NOCASE compares: the 26 letters of ASCII only."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
