"""One field of all documents at a time, as arrays: what facets count, filters ask for and dates sort by."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from indexer.once import once
from indexer.records import Facet, Filters
from indexer.stores.years import Years
from indexer.text.words import folded_words, spellings, words_in

Mask = NDArray[np.bool_]
Days = NDArray[np.int32]
Spellings = tuple[str, ...]

_ABOUT = ("kind", "source", "language")
_MOST_VALUES = 50
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


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]

    def count(self, documents: Mask, filters: Filters) -> Facet:
        """The values over the documents, the most frequent first; as `Years.count`, whatever the filters.

        `documents` says which, by place. A document with several values counts under each.
        """
        counts = np.bincount(self.codes[documents[self.documents]], minlength=len(self.values))
        present = np.flatnonzero(counts)
        present = present[np.argsort(-counts[present], kind="stable")][:_MOST_VALUES]
        return Facet(self.name, tuple((self.values[i], int(counts[i])) for i in present))

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have one of the values."""
        among = frozenset(wanted)
        return self.having_codes([code for code, value in enumerate(self.values) if value in among], size)

    def having_codes(self, codes: Sequence[int], size: int) -> Mask:
        """Which of `size` documents have the value of one of the codes."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.documents[np.isin(self.codes, codes)]] = True
        return mask


class Columns:
    """The fields of all documents of a catalog, read once; then filters and facets need no database."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute(f"SELECT {', '.join(_ABOUT)}, earliest, latest, sure FROM documents ORDER BY id").fetchall()
        self._db = db
        self._size = len(rows)
        self._names: dict[tuple[str, ...], _Names] = {}
        self._first, self._last = (np.array([_ordinal(row[i]) for row in rows], dtype=np.int32) for i in (3, 4))
        self._doubt = np.array([_DOUBT.get(row[5] or "", 0) for row in rows], dtype=np.int32)
        self._about = {name: _column(name, enumerate(row[i] for row in rows)) for i, name in enumerate(_ABOUT)}
        self.years = Years(*(np.array([int((row[i] or "0")[:4]) for row in rows], dtype=np.int32) for i in (3, 4)))

    @property
    def days(self) -> Days:
        """By place of the document: its first known day as a proleptic ordinal, 0 where undated."""
        return np.where(self._first > 0, self._first, self._last)

    @property
    def vagueness(self) -> NDArray[np.int64]:
        """By place of the document, 0 for a stated day: first by how many days it can mean, then by how sure it is."""
        spans = np.where((self._first > 0) & (self._last > 0), self._last - self._first, _OPEN).astype(np.int64)
        return spans * len(_DOUBT) + self._doubt

    def facets(self) -> tuple[FacetColumn | Years, ...]:
        """Kind, source, year, person, place and language of all documents.

        A document has, beside its own names, every name whose words all stand in one of them, as the filter for that
        name finds it: a value's count is what choosing it gives.
        """
        about = self._about
        people, places, sources = self._named(_PEOPLE), self._named(_PLACES), self._sources
        return (
            about["kind"], sources.widened("source"), self.years, people.widened("person"), places.widened("place"),
            about["language"],
        )  # fmt: skip

    def matching(self, filters: Filters) -> Mask:
        """Which documents satisfy the filters, by place.

        A name, title or source fits where all the words asked for stand in it, in whatever order: `Karl Kraus` finds
        what is printed as `Kraus, Karl`, and so does `Karl Kra*`. Umlauts may be written out, here or there: `Mueller`
        and `Müller` find each other.
        """
        matching = self._dated(filters)
        for name, values in (("kind", filters.kinds), ("language", filters.languages)):
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
    def _sources(self) -> _Names:
        column = self._about["source"]
        return _Names(column, [fold_name(value) for value in column.values])

    def _named(self, roles: tuple[str, ...]) -> _Names:
        if roles not in self._names:
            places = {id: at for at, (id,) in enumerate(self._db.execute("SELECT id FROM documents ORDER BY id"))}
            marks = ", ".join("?" * len(roles))
            rows = self._db.execute(f"SELECT DISTINCT document, name, folded FROM names WHERE role IN ({marks})", roles)
            found = [(places[id], name, folded) for id, name, folded in rows]
            column = _column("", sorted((place, name) for place, name, _ in found))
            folded_of = {name: folded for _, name, folded in found}
            self._names[roles] = _Names(column, [folded_of[value] for value in column.values])
        return self._names[roles]


class _Names:
    """Names of documents, found by their words."""

    def __init__(self, column: FacetColumn, folded: Sequence[str]) -> None:
        self._column = column
        self._words = [_spelt(name, words) for name, words in zip(column.values, folded, strict=True)]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for code, words in enumerate(self._words):
            for spelling in chain.from_iterable(words):
                self._holding[spelling].add(code)

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have a name that holds all the words of one of the wanted."""
        codes = {code for name in wanted for code in self._asked(name)}
        return self._column.having_codes(sorted(codes), size)

    def widened(self, name: str) -> FacetColumn:
        """The names as a facet's values: a document has every name that its own names hold."""
        of_code = np.split(self._column.documents, np.searchsorted(self._column.codes, range(1, len(self._words))))
        documents = [
            np.unique(np.concatenate([of_code[inside] for inside in sorted(self._codes(words) | {code})]))
            for code, words in enumerate(self._words)
        ]
        codes = np.repeat(np.arange(len(documents), dtype=np.int32), [len(each) for each in documents])
        joined = np.concatenate(documents) if documents else np.empty(0, np.int32)
        return FacetColumn(name, self._column.values, joined, codes)

    def _asked(self, name: str) -> set[int]:
        """The names that hold the words of one; before a star at its end stands the beginning of a word.

        A name that is printed with a star is asked for as it stands: it is a facet's value.
        """
        words = [spellings(word) for word in words_in(name)]
        if not (words and name.endswith("*")) or name in self._column.values:
            return self._codes(words)
        *whole, last = words
        begun = set[int]().union(*map(self._beginning, last))
        return begun & self._codes(whole) if whole else begun

    def _beginning(self, spelling: str) -> set[int]:
        """The names of which a word begins so."""
        first = bisect_left(self._sorted, spelling)
        last = bisect_left(self._sorted, spelling + "\U0010ffff", lo=first)
        return set[int]().union(*(self._holding[word] for word in self._sorted[first:last]))

    @once
    def _sorted(self) -> list[str]:
        return sorted(self._holding)

    def _codes(self, words: Iterable[Spellings]) -> set[int]:
        """The names that hold all the words."""
        holding = [self._spelt_so(word) for word in words]
        return set.intersection(*holding) if holding else set()

    def _spelt_so(self, word: Spellings) -> set[int]:
        """The names that hold a word in one of its spellings. No copy where there is one: it may be all of them."""
        found = [self._holding[spelling] for spelling in word if spelling in self._holding]
        return found[0] if len(found) == 1 else set[int]().union(*found)


def fold_name(text: str) -> str:
    """A name as filters compare it: its folded words, apart by one space."""
    return " ".join(folded_words(text))


def _spelt(name: str, folded: str) -> tuple[Spellings, ...]:
    """The words of a name, each in its spellings; `folded` is the name folded."""
    return tuple((word,) for word in folded.split()) if name.isascii() else tuple(map(spellings, words_in(name)))


def _column(name: str, rows: Iterable[tuple[int, str]]) -> FacetColumn:
    """The column of (place, value) pairs; an empty value is none."""
    rows = sorted(((place, value) for place, value in rows if value), key=lambda row: row[1])
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else _UNDATED
