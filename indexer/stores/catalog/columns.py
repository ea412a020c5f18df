"""One field of all documents at a time, as arrays: what facets count, filters ask for and dates sort by."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.machine.once import once
from indexer.records import Filters
from indexer.stores.catalog.facetcolumn import FacetColumn, Mask, column_of
from indexer.stores.catalog.names import Names, fold_name
from indexer.stores.catalog.years import Years
from indexer.stores.connection import Connection

Days = NDArray[np.int32]
Places = NDArray[np.integer[Any]]

_ABOUT = {"kind": "kind", "source": "source", "lang": "language"}
"""The columns of `documents` that are read whole, by what a query calls them."""
_PEOPLE = ("author", "sender", "recipient", "person")
_PLACES = ("place", "named place")
_NAMED = (
    (("author",), "authors"),
    (("sender",), "senders"),
    (("recipient",), "recipients"),
    (_PEOPLE, "people"),
    (_PLACES, "places"),
    (("title",), "titles"),
)
"""Filters that ask for a name, each with the roles in which it may stand."""
_DOUBT = {"stated": 0, "uncertain": 1, "inferred": 2}
_UNDATED, _OPEN = 0, np.iinfo(np.int32).max


class Columns:
    """The fields of all documents of a catalog, read once; then filters and facets need no database."""

    def __init__(self, db: Connection) -> None:
        rows = db.execute(
            f"SELECT {', '.join(_ABOUT.values())}, earliest, latest, sure FROM documents ORDER BY id"
        ).fetchall()
        self._db = db
        self._size = len(rows)
        self._names: dict[tuple[str, ...], Names] = {}
        self._reading = Lock()
        self._first, self._last = (np.array([_ordinal(row[i]) for row in rows], dtype=np.int32) for i in (3, 4))
        self._doubt = np.array([_DOUBT.get(row[5] or "", 0) for row in rows], dtype=np.int32)
        self._about = {name: column_of(name, enumerate(row[i] for row in rows)) for i, name in enumerate(_ABOUT)}
        self._about["dated"] = column_of("dated", enumerate("yes" if row[3] or row[4] else "no" for row in rows))
        self.years = Years(*(np.array([int((row[i] or "0")[:4]) for row in rows], dtype=np.int32) for i in (3, 4)))

    def in_time(self, places: Places, newest_first: bool, filters: Filters) -> tuple[NDArray[np.int64], ...]:
        """What documents are put in order of time by, as `np.lexsort` takes it; the order stands in ARCHITECTURE.

        What is of the days asked for comes before what only can be: `about 1960` begins before any day in 1961. Those
        without a date come last, either way.
        """
        days, beyond = self._days[places].astype(np.int64), self._beyond(filters)[places].astype(np.int64)
        return self._vagueness[places], -days if newest_first else days, beyond, (days == _UNDATED).astype(np.int64)

    @once
    def came(self) -> NDArray[np.int64]:
        """By place of the document: in the how manieth run it came as it is; all in one where that was not noted."""
        if "indexed" not in self._db.columns("documents"):
            return np.zeros(self._size, dtype=np.int64)
        moments = [moment for (moment,) in self._db.execute("SELECT indexed FROM documents ORDER BY id")]
        return np.unique(np.array(moments, dtype=np.str_), return_inverse=True)[1].astype(np.int64)

    @once
    def _days(self) -> Days:
        """By place of the document: the day at which it stands in time as a proleptic ordinal, 0 where undated.

        A day, a month and a year stand at their first day, any other span in its middle: `c. May 1961` is written of
        days half a year before, too, and is none of them.
        """
        closed = (self._first > _UNDATED) & (self._last > _UNDATED)
        spread = closed & ~_is_calendar_unit(self._first, self._last)
        middle = self._first + (self._last - self._first) // 2
        return np.where(spread, middle, np.where(self._first > _UNDATED, self._first, self._last))

    @once
    def _vagueness(self) -> NDArray[np.int64]:
        """By place of the document, 0 for a stated day: first by how many days it can mean, then by how sure it is."""
        closed = (self._first > _UNDATED) & (self._last > _UNDATED)
        spans = np.where(closed, self._last - self._first, _OPEN).astype(np.int64)
        return spans * len(_DOUBT) + self._doubt

    def _beyond(self, filters: Filters) -> Mask:
        """By place of the document: whether its date can mean days, too, that the filters do not ask for."""
        beyond = np.zeros(self._size, dtype=np.bool_)
        if filters.after:
            beyond |= self._first < filters.after.toordinal()
        if filters.before:
            beyond |= np.where(self._last > _UNDATED, self._last, _OPEN) > filters.before.toordinal()
        return beyond

    def facets(self) -> tuple[FacetColumn | Years, ...]:
        """Kind, source, year, whether there is a date, person, place and language of all documents.

        A document has, beside its own names, every name whose words all stand in one of them, as the filter for that
        name finds it: a value's count is what choosing it gives.
        """
        about = self._about
        people, places, sources = self._named(_PEOPLE), self._named(_PLACES), self._sources
        return (
            about["kind"], sources.widened("source"), self.years, about["dated"], people.widened("person"),
            places.widened("place"), about["lang"],
        )  # fmt: skip

    def matching(self, filters: Filters) -> Mask:
        """Which documents satisfy the filters, by place.

        A name, title or source fits where all the words asked for stand in it, in whatever order: `Karl Kraus` finds
        what is printed as `Kraus, Karl`, and so do `Karl Kra*` and, of people, `K. Kraus`. Umlauts may be written out,
        here or there: `Mueller` and `Müller` find each other.
        """
        matching = self._dated(filters)
        for name, values in (("kind", filters.kinds), ("lang", filters.languages), ("dated", filters.dated)):
            if values:
                matching &= self._about[name].having(values, self._size)
        if filters.sources:
            matching &= self._sources.having(filters.sources, self._size)
        for roles, field in _NAMED:
            if names := getattr(filters, field):
                matching &= self._named(roles).having(names, self._size)
        return matching

    def _dated(self, filters: Filters) -> Mask:
        matching = np.ones(self._size, dtype=np.bool_)
        if filters.after and filters.before and filters.after > filters.before:
            return ~matching  # each may be what a vague date means, but there is no day between them
        if filters.after or filters.before:
            matching = (self._first > _UNDATED) | (self._last > _UNDATED)
        if filters.after:
            matching &= np.where(self._last > _UNDATED, self._last, _OPEN) >= filters.after.toordinal()
        if filters.before:
            matching &= self._first <= filters.before.toordinal()
        return matching

    @once
    def _sources(self) -> Names:
        column = self._about["source"]
        return Names(column, [fold_name(value) for value in column.values])

    def _named(self, roles: tuple[str, ...]) -> Names:
        with self._reading:
            if roles not in self._names:
                self._names[roles] = self._read_names(roles)
        return self._names[roles]

    def _read_names(self, roles: tuple[str, ...]) -> Names:
        places = {id: at for at, (id,) in enumerate(self._db.execute("SELECT id FROM documents ORDER BY id"))}
        marks = ", ".join("?" * len(roles))
        rows = self._db.execute(f"SELECT DISTINCT document, name, folded FROM names WHERE role IN ({marks})", roles)
        found = [(places[id], name, folded) for id, name, folded in rows]
        column = column_of("", sorted((place, name) for place, name, _ in found))
        folded_of = {name: folded for _, name, folded in found}
        return Names(column, [folded_of[value] for value in column.values], of_people=not {*_PEOPLE}.isdisjoint(roles))


def _is_calendar_unit(first: Days, last: Days) -> Mask:
    """Which spans are one day, one month or one year."""
    begin, end = _as_dates(first), _as_dates(last + 1)
    month, year = (begin.astype(f"M8[{unit}]") for unit in "MY")
    is_month = (month.astype("M8[D]") == begin) & ((month + 1).astype("M8[D]") == end)
    is_year = (year.astype("M8[D]") == begin) & ((year + 1).astype("M8[D]") == end)
    return np.asarray((first == last) | is_month | is_year)


def _as_dates(ordinals: Days) -> NDArray[np.datetime64]:
    return (ordinals.astype(np.int64) - date(1970, 1, 1).toordinal()).astype("M8[D]")


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else _UNDATED
