"""A document's date as each format of citations takes it.

No day is invented: a date that is a range stays one, and where a format has room for days only it is left out. What is
uncertain is `c.`, what is inferred in brackets; where a format has no room for either, a note says it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from indexer.presentation.datewords import MONTHS, cited
from indexer.records import DateRange, Document

_RIS = {"stated": "/", "uncertain": "/circa", "inferred": "/inferred"}
_EDTF = {"stated": "", "uncertain": "~", "inferred": "?"}


def stated_day(document: Document) -> str:
    """The document's day, ISO 8601, if its source states it."""
    when = document.date
    return when.earliest.isoformat() if when and when.earliest and _single(when) and when.sure == "stated" else ""


def date_words(document: Document) -> str:
    """The source's own words, or a day that it does not state as a citation has it."""
    when = document.date
    if when is None:
        return ""
    return when.verbatim if when.sure == "stated" else cited(document)


def date_note(document: Document) -> str:
    """A line on a date that is no day, or not stated."""
    when = document.date
    return f"Date: {date_words(document)}" if when and not stated_day(document) else ""


def year(when: DateRange | None) -> str:
    """The one year that it can be of, else nothing."""
    known = when is not None and when.earliest and when.latest and when.earliest.year == when.latest.year
    return str(when.earliest.year) if when and when.earliest and known else ""


def ris_day(when: DateRange | None) -> str:
    """RIS has room for a word behind the day."""
    if when is None or when.earliest is None or not _single(when):
        return ""
    return when.earliest.isoformat().replace("-", "/") + _RIS[when.sure]


def bibtex_date(when: DateRange | None) -> dict[str, str]:
    """`year` and `month` for BibTeX, `date` for biblatex, which knows days and how sure they are (EDTF)."""
    if when is None or when.earliest is None:
        return {}
    stated = when.sure == "stated"
    return {
        "year": f"c. {known}" if (known := year(when)) and when.sure == "uncertain" else known,
        "month": MONTHS[when.earliest.month - 1][:3].lower() if stated and _one_month(when) else "",
        "date": when.earliest.isoformat() + _EDTF[when.sure] if _single(when) else "",
    }


def csl_date(when: DateRange | None) -> dict[str, Any] | None:
    """Its first and last day, or the month or year that they fill; in the source's words where an end is open."""
    if when is None or not when.verbatim:
        return None
    if when.earliest is None or when.latest is None:
        return {"literal": when.verbatim}
    parts = [_parts(when.earliest, when)] if _parts(when.earliest, when) == _parts(when.latest, when) else [
        [when.earliest.year, when.earliest.month, when.earliest.day],
        [when.latest.year, when.latest.month, when.latest.day],
    ]  # fmt: skip
    return {"date-parts": parts} | ({"circa": True} if when.sure == "uncertain" else {})


def _single(when: DateRange) -> bool:
    return when.earliest is not None and when.earliest == when.latest


def _one_month(when: DateRange) -> bool:
    first, last = when.earliest, when.latest
    return bool(first and last and (first.year, first.month) == (last.year, last.month))


def _parts(day: date, when: DateRange) -> list[int]:
    """As much of a day as the whole range has in common: 1961 for all of a year, 1961, 3 for all of a month."""
    first, last = when.earliest, when.latest
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return [day.year]
    if first and last and _one_month(when) and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return [day.year, day.month]
    return [day.year, day.month, day.day]
