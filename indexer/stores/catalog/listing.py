"""The documents as they are walked through without a query: lists in order, a letter's neighbours, names.

It reads the catalog's file by a connection of its own, under the same rules: read-only and `immutable`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.machine.once import once
from indexer.records import Document, Filters
from indexer.stores.catalog.answering import Answering, Letter, read_answering
from indexer.stores.catalog.facetcolumn import FacetColumn
from indexer.stores.catalog.names import fold_name
from indexer.stores.catalog.reader import Catalog
from indexer.stores.catalog.rows import COLUMNS, from_row

_COLUMNS = ", ".join(f"d.{name}" for name in COLUMNS)
Order = Literal["date", "-date", "title", "-indexed"]
_BY_TITLE = "d.title COLLATE NOCASE, d.id"
_LATEST = "(SELECT max(p.id) FROM passages p WHERE p.document = d.id) DESC, d.id"
"""Of one run. What is split again later has greater ids, and is as it was."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The letters before and after one in its exchange."""

    previous: Letter | None = None
    next: Letter | None = None


class Listing(Catalog):
    """Lists of a catalog's documents. Safe to share between threads."""

    def page(self, filters: Filters, order: Order, limit: int, offset: int) -> list[Document]:
        """Documents that satisfy the filters; by date, those of no other days first, equals by their paths."""
        if order in ("date", "-date"):
            places = self._in_time(filters, newest_first=order == "-date")[offset : offset + limit]
            return [self.document(self._ids[place]) for place in places]
        where, ids = self._chosen(filters)
        by = _BY_TITLE if order == "title" else f"d.indexed DESC, {_LATEST}" if self._knows_when else _LATEST
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM documents d WHERE {where} ORDER BY {by} LIMIT ? OFFSET ?", (*ids, limit, offset)
        )
        return [from_row(row) for row in rows]

    def count(self, filters: Filters) -> int:
        """How many documents satisfy the filters."""
        where, ids = self._chosen(filters)
        return int(self._db.execute(f"SELECT count(*) FROM documents d WHERE {where}", ids).fetchone()[0])

    def neighbours(self, document: Document) -> Neighbours:
        """The letters before and after: those the source names, else the next by date between the same two."""
        named = Neighbours(self.answering.previous.get(document.id), self.answering.next.get(document.id))
        letters = self._exchanges.get(_pair(document), [])
        place = next((i for i, letter in enumerate(letters) if letter.id == document.id), None)
        if place is None:
            return named
        here = letters[place]
        before = letters[place - 1] if place else None
        after = letters[place + 1] if place + 1 < len(letters) else None
        return Neighbours(named.previous or _beside(here, before), named.next or _beside(here, after))

    def changed(self, ids: Sequence[str]) -> dict[str, datetime]:
        """When documents came as they are, by their ids, as far as that is known."""
        marks = ", ".join("?" * len(ids))
        return dict(self._changes(f"WHERE d.id IN ({marks})", ids))

    def all_changed(self) -> Iterator[tuple[str, datetime]]:
        """Every document's id, in order, with when it came as it is."""
        return self._changes("ORDER BY d.id")

    @once
    def _knows_when(self) -> bool:
        return "indexed" in self._db.columns("documents")

    def _changes(self, which: str, values: Sequence[str] = ()) -> Iterator[tuple[str, datetime]]:
        """When a run read them; of documents that an earlier Pressmark read, when their files were last changed.

        It is not known of those whose files are gone.
        """
        rows = self._db.execute(
            f"""SELECT d.id, {"d.indexed" if self._knows_when else "''"}, f.mtime_ns
                FROM documents d LEFT JOIN files f ON f.path = d.file {which}""",
            tuple(values),
        )
        for id, indexed, ns in rows:
            if indexed or ns is not None:
                yield id, datetime.fromisoformat(indexed) if indexed else datetime.fromtimestamp(ns // 10**9, UTC)

    def names_of(self, facet: str) -> list[tuple[str, int]]:
        """The values of `person`, `place` or `source` in order of the alphabet, with how many documents choosing each
        finds: spellings of one name are one.
        """
        columns = (column for column in self.facet_columns if isinstance(column, FacetColumn))
        column = next(column for column in columns if column.name == facet)
        counts = np.bincount(column.codes, minlength=len(column.values)).tolist()
        named = [(name, n) for name, n in zip(column.values, counts, strict=True) if n]
        return sorted(named, key=lambda pair: (fold_name(pair[0]), pair[0]))

    def _chosen(self, filters: Filters) -> tuple[str, tuple[str, ...]]:
        """The documents that satisfy the filters, as a condition with its value."""
        if not filters:
            return "1", ()
        places = self.matching(filters).nonzero()[0]
        return "d.id IN (SELECT value FROM json_each(?))", (json.dumps([self._ids[place] for place in places]),)

    def _in_time(self, filters: Filters, newest_first: bool = False) -> NDArray[np.int64]:
        """The places of the documents that satisfy the filters, in order of time."""
        places = self.matching(filters).nonzero()[0]
        order = np.lexsort((self._by_path[places], *self.in_time(places, newest_first, filters)))
        return places[order]

    @once
    def _by_path(self) -> NDArray[np.int64]:
        """By place of the document: which it is by its path."""
        return np.argsort(sorted(range(len(self.paths)), key=self.paths.__getitem__))

    @once
    def _ids(self) -> list[str]:
        return self.document_ids()

    @once
    def _exchanges(self) -> dict[frozenset[str], list[Letter]]:
        """The dated letters between each two people, in order of time. Read once."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM documents d WHERE d.kind = 'letter'")
        letters = {letter.id: _Dated(letter) for letter in map(from_row, rows) if letter.first_day}
        exchanges: dict[frozenset[str], list[_Dated]] = {}
        for id in (self._ids[place] for place in self._in_time(Filters(kinds=("letter",)))):
            if id in letters and len(letters[id].pair) == 2:
                exchanges.setdefault(letters[id].pair, []).append(letters[id])
        return {pair: _in_order(dated) for pair, dated in exchanges.items()}

    @once
    def answering(self) -> Answering:
        """Which letter answers which. Read once, for it looks at all letters."""
        return read_answering(self._db)


class _Dated:
    """Of a letter what its exchange needs: all of them are held at once, without their texts."""

    def __init__(self, letter: Document) -> None:
        self.pair = _pair(letter)
        self.letter = Letter(letter.id, letter.title)
        self.first = (letter.date and letter.date.earliest) or date.min
        self.last = (letter.date and letter.date.latest) or date.max


def _in_order(letters: Sequence[_Dated]) -> list[Letter]:
    """The letters as they come, those not `sure` of which a day may be another's too: either may be the earlier."""
    by_days = sorted(letters, key=lambda dated: (dated.first, dated.last))
    shared = set[str]()
    furthest = by_days[0]
    for dated in by_days[1:]:
        if dated.first <= furthest.last:
            shared |= {dated.letter.id, furthest.letter.id}
        furthest = max(furthest, dated, key=lambda dated: dated.last)
    return [replace(dated.letter, sure=dated.letter.id not in shared) for dated in letters]


def _beside(here: Letter, there: Letter | None) -> Letter | None:
    """The letter beside one: which it is is sure of two whose places are."""
    return there and replace(there, sure=here.sure and there.sure)


def _pair(letter: Document) -> frozenset[str]:
    """The two that a letter passes between; not two where the source names several or none."""
    if len(letter.senders) != 1 or len(letter.recipients) != 1:
        return frozenset()
    return frozenset(_person(name.text) for name in (*letter.senders, *letter.recipients))


def _person(name: str) -> str:
    """A name without what is said of its bearer ("Silas Orme, Clerk to the Board"); "Orme, Silas" stays whole."""
    words = fold_name(name.partition(",")[0])
    return words if " " in words else fold_name(name)
