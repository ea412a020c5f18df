"""A query from its parts, as the command line, the page's URL and the API give them: one set of names for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from indexer.dates import parse_date
from indexer.errors import QueryError
from indexer.records import KINDS, MODES, DateRange, Filters, Query
from indexer.search.query import merged, parse_query


def ask(
    text: str, *, mode: str = "hybrid", limit: int = 10, offset: int = 0, kind: Sequence[str] = (),
    source: Sequence[str] = (), after: str | None = None, before: str | None = None,
) -> Query:  # fmt: skip
    """The query in `text`, narrowed by the filters given beside it.

    Raises QueryError for a value that means nothing: unlike words in a query, a filter that is quietly dropped
    would show what was to be left out.
    """
    if mode not in MODES:
        raise QueryError(f"There is no mode {mode!r}: use one of {', '.join(MODES)}.")
    for value in kind:
        if value not in KINDS:
            raise QueryError(f"There is no kind {value!r}: use one of {', '.join(KINDS)}.")
    beside = Filters(kinds=tuple(kind), sources=tuple(source), after=_first(after), before=_last(before))
    query = parse_query(text, mode=mode, limit=limit, offset=offset)
    return replace(query, filters=merged(query.filters, beside))


def _first(text: str | None) -> date | None:
    """The first day that `after` can mean."""
    return _dated("after", text).earliest if text else None


def _last(text: str | None) -> date | None:
    """The last day that `before` can mean."""
    return _dated("before", text).latest if text else None


def _dated(name: str, text: str) -> DateRange:
    when = parse_date(text)
    if not when.known:
        raise QueryError(f"{name} = {text!r} is no date: write 1961, 1961-03 or 1961-03-04.")
    return when
