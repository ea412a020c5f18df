"""Names for those to whom a text only refers: "my father", with `Personography.xml#EdgeR1`, has a name in that list.

In its header a letter is believed: a list names there who has no name, or nothing but initials. Names are made anew
from those that the text's own file has whenever a list is another, or is gone.

A list is known by its file's name, and gives names to the texts of its own source alone: folders move, and another
archive's personography may have the same name. Two files of one name that differ about an id give it none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from indexer.records import Document, Name
from indexer.text.initials import says_initials_at_most

_HEADER = ("authors", "senders", "recipients", "places")
_TEXT = ("people", "named_places")

Key = tuple[str, str, str]
"""Of an entry in a list: its source, its file's name, its id there."""


def keyed(listed: Iterable[tuple[str, Name]]) -> dict[Key, str]:
    """The names that lists give, by what refers to them; `listed` has each with its file's path."""
    names: dict[Key, str] = {}
    for path, name in listed:
        key = _source(path), PurePosixPath(path).name, name.ref
        names[key] = name.text if names.get(key, name.text) == name.text else ""
    return {key: name for key, name in names.items() if name}


def with_listed_names(document: Document, listed: Mapping[Key, str]) -> Document:
    """The document, as its file has it, with those named whom lists name, and without those whom nothing names.

    Who stands in the header does not stand among those whom the text names too.
    """
    source = _source(document.path)

    def named(names: tuple[Name, ...], in_header: bool) -> tuple[Name, ...]:
        made = (
            name
            if in_header and not says_initials_at_most(name.text)
            else Name(listed.get((source, *_entry(name.ref)), name.text), name.ref)
            for name in names
        )
        return tuple(dict.fromkeys(name for name in made if name.text))

    header: dict[str, Any] = {role: named(getattr(document, role), True) for role in _HEADER}
    there = {name.ref for names in header.values() for name in names if name.ref}
    text: dict[str, Any] = {role: named(getattr(document, role), False) for role in _TEXT}
    others: dict[str, Any] = {
        role: tuple(name for name in names if name.ref not in there) for role, names in text.items()
    }
    return replace(document, **header, **others)


def _source(path: str) -> str:
    return path.partition("/")[0]


def _entry(reference: str) -> tuple[str, str]:
    """The file's name and the id that a reference has; one within the text's own file has no name."""
    file, _, id = unquote(reference).partition("#")
    return PurePosixPath(file).name, id
