"""Which of two documents is surely the earlier. Only stated dates tell: a file's making or its name proves nothing."""

from __future__ import annotations

from indexer.records import DateRange, Document


def is_surely_later(document: Document, other: Document) -> bool:
    """Whether every day that the one can be of is after every day that the other can be of."""
    return _is_after(stated_date(document), stated_date(other))


def is_surely_earlier(document: Document, other: Document) -> bool:
    """Whether every day that the one, by its stated date, can be of is before any that the other seems to be of; what
    has a date goes before what has none.
    """
    theirs, ours = stated_date(document), other.date
    if not theirs or not theirs.latest:
        return False
    return not ours or not ours.earliest or theirs.latest < ours.earliest


def seems_later(document: Document, other: Document) -> bool:
    """Whether the dates that are shown say so, stated or not."""
    return _is_after(document.date, other.date)


def _is_after(one: DateRange | None, other: DateRange | None) -> bool:
    return bool(one and other and one.earliest and other.latest and one.earliest > other.latest)


def stated_date(document: Document) -> DateRange | None:
    """The document's date if its source states it."""
    return document.date if document.date and document.date.sure == "stated" else None
