"""Why nothing can answer a query: it asks of a document what no document can be."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Filters, Query
from indexer.search.language.fields import merged


def typed_within(query: Query) -> Filters:
    """What the query's own fields ask of documents, within the days that are given beside it.

    A vague date can fit each of two limits without a day that fits both.
    """
    beside = query.filters
    return merged(query.typed, Filters(after=beside.after, before=beside.before)) if query.typed else query.typed


def conflicts(query: Query) -> tuple[str, ...]:
    """A sentence for each conflict in what is asked: of days, or between a query and what is asked beside it."""
    days = merged(query.typed, query.filters)
    found = []
    if days.after and days.before and days.after > days.before:
        found.append(f"No day is {days.after} or later and {days.before} or earlier.")
    for name, typed, beside in (
        ("kind", query.typed.kinds, query.filters.kinds),
        ("language", query.typed.languages, query.filters.languages),
    ):
        if typed and beside and not {*typed} & {*beside}:
            found.append(f"No document is of the {name} {_either(typed)} and of the {name} {_either(beside)}.")
    dated = (query.typed.dated, query.filters.dated)
    if ("no",) in dated and (days.after or days.before or ("yes",) in dated):
        found.append("No document has a date and has none.")
    return tuple(found)


def _either(values: Sequence[str]) -> str:
    return " or ".join(values)
