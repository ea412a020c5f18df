"""Records in the answer of an API, or an export: the list that holds them, however deep, what each is wrapped in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from indexer.ingest.tables.fields import canonical_name, text_of
from indexer.ingest.tables.htmlcells import as_plain

Record = dict[str, Any]
_WRAPPERS = ("_source", "node", "fields", "attributes", "data", "tweet")
"""Keys below which a record itself stands: of Elasticsearch, GraphQL, the Guardian, JSON:API, Reddit, Twitter."""
_VALUES = ("main", "original", "#text", "$t")
"""Keys below which a value stands: of the New York Times, of XML made JSON."""
_HTML = "rendered"
"""The same of WordPress: its value is HTML, if only for a dash."""
_LONG = 40
_DEPTH = 8


def records_in(value: Any) -> list[Record]:
    """The records of some JSON: a list, the wordiest in an object, the values of an object, or one record alone."""
    if isinstance(value, list):
        return [unwrapped(each) for each in value if isinstance(each, dict)]
    if not isinstance(value, dict):
        return []
    if text_of(unwrapped(value)):
        return [unwrapped(value)]
    values = [each for each in value.values() if isinstance(each, dict)]
    lists = [[unwrapped(each) for each in found] for found in _lists(value)]
    return max(lists, key=_weight, default=[unwrapped(v) for v in values])


def _weight(records: Sequence[Record]) -> tuple[int, int, int]:
    """How much speaks for a list: records with many words, then such as have a text, then all."""
    return sum(map(_is_wordy, records)), sum(bool(text_of(record)) for record in records), len(records)


def unwrapped(record: Mapping[str, Any]) -> Record:
    """A record without text of its own, with that of what it wraps; what it says itself holds."""
    found = {key: _value(key, value) for key, value in record.items()}
    for name in _WRAPPERS:
        if isinstance(inner := found.get(name), dict) and not text_of(found):
            del found[name]
            found = unwrapped(inner) | found
    return found


def _value(key: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if isinstance(written := value.get(_HTML), str):
        plain = as_plain(written)
        if plain == written:
            return unescape(written)
        return written if canonical_name(key) == "text" else plain  # a text's blocks are read with it
    return next((each for name in _VALUES if isinstance(each := value.get(name), str)), value)


def _lists(value: Mapping[str, Any], depth: int = 0) -> Iterator[list[Record]]:
    """The lists of records in an object; not those within a record."""
    for part in value.values():
        if isinstance(part, list):
            if records := [each for each in part if isinstance(each, dict)]:
                yield records
        elif isinstance(part, dict) and depth < _DEPTH and not text_of(part):
            yield from _lists(part, depth + 1)


def _is_wordy(record: Record) -> bool:
    return any(isinstance(value, str) and len(value) >= _LONG for value in record.values())
