"""Fields of the query language: their names, what a value may be, what they ask of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeGuard

from indexer.records import KINDS, Clause, Fielded, Filters
from indexer.text.dates import parse_date
from indexer.text.languagecodes import primary
from indexer.text.words import WORD

FILTERS = {
    "kind": "kinds", "source": "sources", "author": "authors", "from": "senders", "to": "recipients",
    "person": "people", "place": "places", "lang": "languages", "title": "titles", "dated": "dated",
}  # fmt: skip
"""Which of `Filters` a field asks for, beside the dates."""
NAMES = ("title", "author", "source", "from", "to", "person", "place")
"""Fields that are found by their words, the last of which may be the beginning of one: `from:ans*`."""
OF_DAYS = ("date", "after", "before")
OF_PASSAGES = ("quotes", "quoted")
"""Fields that ask something of a passage, not of its document."""
FIELDS = (*FILTERS, *OF_DAYS, *OF_PASSAGES)
_MONTH = re.compile(r"[0-9]{4}-([0-9]{2})")
"""Where one day is asked for this is a month: `1961-99` is a span in a text alone."""
YES, NO = ("yes", "true", "1"), ("no", "false", "0")
"""What may be said of `quoted:` and `dated:`."""


def _yes_or_no(text: str) -> str:
    return "no" if text.lower() in NO else "yes"


_ONE_FORM: dict[str, Callable[[str], str]] = {"kind": str.lower, "lang": primary, "dated": _yes_or_no}


def is_filter(clause: Clause) -> TypeGuard[Fielded]:
    """Whether the clause asks something of a document."""
    return isinstance(clause, Fielded) and clause.name not in OF_PASSAGES


def is_field_alone(text: str) -> bool:
    """Whether a text is the name of a field with its colon, and nothing after it."""
    name, colon, value = text.partition(":")
    return bool(colon) and not value and name.lower() in FIELDS


def means_nothing(field: Fielded) -> bool:
    """Whether the value has no word, is no date, has not the day it is asked for, is no kind, neither yes nor no."""
    if not WORD.search(field.value) or (field.name == "lang" and not primary(field.value)):
        return True
    if field.name == "date":
        return not any(_days(field.value))
    if field.name in ("after", "before"):
        return end_of(field.name, field.value) is None
    if field.name in ("quoted", "dated"):
        return field.value.lower() not in (*YES, *NO)
    return field.name == "kind" and field.value.lower() not in KINDS


def end_of(name: str, text: str, languages: Sequence[str] = ()) -> date | None:
    """The first day that `after` can mean, the last that `before` can; None where the text leaves it open.

    Months are called as in the languages that are asked for.
    """
    if (month := _MONTH.fullmatch(text.strip())) and not 1 <= int(month[1]) <= 12:
        return None
    when = parse_date(text, *languages)
    return when.earliest if name == "after" else when.latest


def why_no_end(name: str, text: str, languages: Sequence[str] = ()) -> str:
    """Why there is no day for `after` or `before` in a text; empty where there is one."""
    if end_of(name, text, languages):
        return ""
    return f"{text[:40]!r} {said_of_end(name, text, languages)}."


def said_of_end(name: str, text: str, languages: Sequence[str] = ()) -> str:
    """What is said of a text that has no day for `after` or `before`."""
    if _MONTH.fullmatch(text.strip()):
        said = "has a month that there is not"
    elif parse_date(text, *languages).known:
        said = f"has no {'first' if name == 'after' else 'last'} day"
    elif any(parse_date(text, language).known for language in languages):
        said = "is not the same date in all of these languages"
    else:
        said = "is not a date"
    return f"{said}: write 1961, 1961-03 or 1961-03-04"


def filter_of(field: Fielded) -> Filters:
    """What a field asks of a document. The date must be one."""
    if field.name in FILTERS:
        value = _ONE_FORM.get(field.name, str)(field.value)
        return replace(Filters(), **{FILTERS[field.name]: (value,)})  # type: ignore[arg-type]
    first, last = _days(field.value)
    return Filters(
        after=first if field.name in ("date", "after") else None,
        before=last if field.name in ("date", "before") else None,
    )


def _days(text: str) -> tuple[date | None, date | None]:
    """The days at either end of a date; `1961..` has no last, `..1961` no first."""
    first, dots, last = map(str.strip, text.partition(".."))
    if dots and not last:
        return end_of("after", first), None
    if dots and not first:
        return None, end_of("before", last)
    when = parse_date(text)
    return when.earliest, when.latest


def merged(*asked: Filters) -> Filters:
    """What the fields of one query ask together: of several values any, of several dates the narrowest."""
    values = {
        name: tuple(dict.fromkeys(chain.from_iterable(getattr(filters, name) for filters in asked)))
        for name in Filters.__dataclass_fields__
        if name not in ("after", "before")
    }
    return Filters(
        **values,
        after=max((filters.after for filters in asked if filters.after), default=None),
        before=min((filters.before for filters in asked if filters.before), default=None),
    )
