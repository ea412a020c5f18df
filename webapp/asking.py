"""A request's parameters to a Query: the same names on the page and in the API."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.datastructures import MultiDict

from indexer.errors import QueryError
from indexer.records import Query
from indexer.search.ask import Asked, ask
from indexer.search.paging import offset_of

_MANY = {
    "kind": "kind", "source": "source", "author": "author", "senders": "from", "recipients": "to", "person": "person",
    "place": "place", "lang": "lang", "like": "like", "unlike": "unlike",
}  # fmt: skip
"""Parts of a query that may be given more than once, with their names in the URL."""
MAX_QUERY = 2000
MAX_LIMIT = 100
MAX_OFFSET = 10_000


def asked(args: MultiDict[str, str], generation: str) -> Query:
    """The query that the parameters ask, at the page of `cursor` if there is one.

    Raises QueryError for a value that means nothing.
    """
    text = args.get("q", "")
    if len(text) > MAX_QUERY:
        raise QueryError(f"The query has {len(text)} characters: {MAX_QUERY} are the most.")
    many = {part: _values(args, name) for part, name in _MANY.items()}
    query = ask(
        Asked(
            q=text, mode=args.get("mode") or "hybrid", sort=args.get("sort") or "relevance",
            exact=_yes(args, "exact", False), grouped=_yes(args, "group", True), copies=_yes(args, "copies", False),
            after=args.get("after", ""), before=args.get("before", ""), limit=_number(args, "limit", 10, 1, MAX_LIMIT),
            offset=_number(args, "offset", 0, 0, MAX_OFFSET), **many,
        )
    )  # fmt: skip
    if cursor := args.get("cursor"):
        query = replace(query, offset=offset_of(cursor, query, generation))
    return query


def _values(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    return tuple(value for value in args.getlist(name) if value)


def _yes(args: MultiDict[str, str], name: str, default: bool) -> bool:
    value = args.get(name, "").lower()
    if value not in ("", "1", "0", "true", "false", "on", "off"):
        raise QueryError(f"{name} = {value[:40]!r} is neither true nor false.")
    return value in ("1", "true", "on") if value else default


def _number(args: MultiDict[str, str], name: str, default: int, least: int, most: int) -> int:
    value = args.get(name) or str(default)
    if not (value.isascii() and value.isdecimal()) or len(value) > 9 or not least <= int(value) <= most:
        raise QueryError(f"{name} = {value[:40]!r} is no number from {least} to {most}.")
    return int(value)
