"""Which letter answers which, as their sources say: the names that sources use, looked up among all documents.

A source names a letter by its Message-ID, by its `xml:id`, by the file it stands in or by its record's id. A
Message-ID is one in the whole world; a file is looked for from the source's root and in the same folder, an `xml:id`
in the same folder, a record's id in the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.stores.catalog.rows import FIRST_DAY
from indexer.stores.connection import Connection

_NAMING = (
    "SELECT id, path, json_quote(json_extract(more, '$.previous')), json_quote(json_extract(more, '$.metadata.next')) "
    "FROM documents "
    "WHERE json_extract(more, '$.previous') IS NOT NULL OR json_extract(more, '$.metadata.next') IS NOT NULL "
    f"ORDER BY {FIRST_DAY} IS NULL, {FIRST_DAY}, id"
)
_ALL = "SELECT id, title, path, json_extract(more, '$.metadata.xml_id') FROM documents ORDER BY id"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by name only. It is `sure` that it is meant where a source names it, or dates tell."""

    id: str
    title: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Answering:
    """The letter before and after one, by its id, where a source names a letter that the archive holds."""

    previous: dict[str, Letter]
    next: dict[str, Letter]


def read_answering(db: Connection) -> Answering:
    """Look through all letters. What a letter does not say itself its neighbour may; of several answers the first."""
    naming = [
        (id, path, _letters(json.loads(before)), _letters(json.loads(after)))
        for id, path, before, after in db.execute(_NAMING)
    ]
    wanted = {key for _, path, before, after in naming for said in (*before, *after) for key in _keys(path, said)}
    held = _held(db, wanted | {id for id, *_ in naming}) if wanted else {}

    def meant(id: str, path: str, names: tuple[str, ...]) -> Letter | None:
        found = (held[key] for said in names for key in _keys(path, said) if key in held)
        return next((letter for letter in found if letter.id != id), None)

    links = [(held[id], meant(id, path, before), meant(id, path, after)) for id, path, before, after in naming if held]
    previous = {letter.id: before for letter, before, _ in links if before}
    following = {letter.id: after for letter, _, after in links if after}
    for letter, before, after in links:
        if before:
            following.setdefault(before.id, letter)
        if after:
            previous.setdefault(after.id, letter)
    return Answering(previous, following)


def _letters(said: Any) -> tuple[str, ...]:
    """The letters that metadata names, which may be anybody's `next`: a number or a table names none."""
    return tuple(name for name in (said if isinstance(said, list) else [said]) if isinstance(name, str))


def _held(db: Connection, wanted: set[str]) -> dict[str, Letter]:
    """The documents that are called what is wanted."""
    held: dict[str, Letter] = {}
    for id, title, path, xml_id in db.execute(_ALL):
        for name in _names(id, path, xml_id):
            if name in wanted:
                held.setdefault(name, Letter(id, title))
    return held


def _names(id: str, path: str, xml_id: str | None) -> Iterator[str]:
    """What a document can be called by."""
    yield from (id, path)
    file, _, record = path.partition("#")
    if "@" in record:
        yield f"<{record}>"
    folder, _, name = file.rpartition("/")
    if not record:
        yield from (f"{folder}/{name}", f"{folder}/{name.rpartition('.')[0]}")
    if xml_id:
        yield f"{folder}#{xml_id}"


def _keys(path: str, said: str) -> Iterator[str]:
    """What a letter at `path` can mean by `said`, the surest first."""
    file = path.partition("#")[0]
    folder = file.rpartition("/")[0]
    yield from (said, f"{file}#{said}")
    if "@" in said:
        yield f"<{said}>"
    else:
        yield f"{path.partition('/')[0]}/{said}"
        yield from (f"{folder}/{said.removeprefix('./').partition('#')[0]}", f"{folder}#{said.lstrip('#')}")
