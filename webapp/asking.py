"""A request's parameters to a Query: the same names on the page and in the API."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from indexer.errors import QueryError
from indexer.records import Query
from indexer.search.ask import ask

MAX_QUERY = 2000
MAX_LIMIT = 100
MAX_OFFSET = 10_000


def asked(args: MultiDict[str, str]) -> Query:
    """The query that the parameters ask. Raises QueryError for a value that means nothing."""
    text = args.get("q", "")
    if len(text) > MAX_QUERY:
        raise QueryError(f"The query has {len(text)} characters: {MAX_QUERY} are the most.")
    return ask(
        text,
        mode=args.get("mode") or "hybrid",
        kind=[value for value in args.getlist("kind") if value],
        source=[value for value in args.getlist("source") if value],
        after=args.get("after") or None,
        before=args.get("before") or None,
        limit=_number(args, "limit", 10, 1, MAX_LIMIT),
        offset=_number(args, "offset", 0, 0, MAX_OFFSET),
    )


def _number(args: MultiDict[str, str], name: str, default: int, least: int, most: int) -> int:
    value = args.get(name) or str(default)
    if not value.isdecimal() or len(value) > 9 or not least <= int(value) <= most:
        raise QueryError(f"{name} = {value[:40]!r} is no number from {least} to {most}.")
    return int(value)
