"""What the parts of a date mean together: `y`, `mon`, `d` and the other groups of the forms in dateforms.py."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from indexer.records import DateRange, Sure
from indexer.text.calendarnames import FIXED, ORDINALS, SEASONS
from indexer.text.monthnames import counts_otherwise, month_of

_NEW_STYLE = 1800
"""From about then on the year began in January everywhere where it is written in two ways."""
_CENTURIES = "nulla i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split()
_LATIN = str.maketrans("іх", "ix")


def days_of(parts: dict[str, str]) -> DateRange:
    """The interval that they mean, in the order in which they are written; no days where they are no date's."""
    try:
        if "decade" in parts:
            year = int(parts["decade"])
            years = 10 if year % 100 or year >= 1900 else 100  # the 1800s and 1800-talet; the 1900s may be either
            return DateRange("", date(year, 1, 1), date(year + years - 1, 12, 31))
        if "century" in parts:
            return _century(parts["century"].lower())
        if next_year := _next_year(parts):
            parts = {"y": parts["y"], "also": next_year}
        year, also = int(parts["y"]), parts.get("also", "")
        last = _second_year(year, also) if also else year
        if "season" in parts:
            return _season(parts["season"].lower(), year, last)
        if "feast" in parts:
            day = date(year, *FIXED[parts["feast"].lower().replace("’", "'")])
            return DateRange("", day, day)
        month = _month(parts)
        if not month:  # 1901/02 may have been meant for a month
            sure: Sure = "uncertain" if also and int(also) <= 12 else "stated"
            return DateRange("", date(year, 1, 1), date(last, 12, 31), sure)
        return _of_month(
            year, last, month, ORDINALS[parts["nth"].lower()] if "nth" in parts else int(parts.get("d", 0))
        )
    except ValueError:  # 1865-13-40: what the source says, but no date
        return DateRange("")


def _next_year(parts: dict[str, str]) -> str:
    """The 2 of 1861-2, which may be February as well, not the 5 of 1861-5, nor what a sign says to be a month."""
    follows = (
        not parts.keys() & {"d", "sign"}
        and len(parts.get("m", "")) == 1
        and int(parts["m"]) == int(parts["y"]) % 10 + 1
    )
    return parts["m"] if follows else ""


def _month(parts: dict[str, str]) -> int:
    """The number of the month, 0 where none is named. ValueError where the word for it is another."""
    if "roman" in parts:
        return _CENTURIES.index(parts["roman"].lower().translate(_LATIN))
    if "mon" not in parts:
        return int(parts.get("m", 0))
    behind_day = "mon" in list(parts)[1:] and not parts.keys().isdisjoint(("d", "nth"))
    month = month_of(parts["mon"], behind_day=behind_day)
    if not month or counts_otherwise(parts["mon"], int(parts["y"])):
        raise ValueError(parts["mon"])
    return month


def _century(number: str) -> DateRange:
    """The 19th is 1801 to 1900 to some and 1800 to 1899 to others: both are meant."""
    last = 100 * (int(number) if number.isdecimal() else _CENTURIES.index(number.translate(_LATIN)))
    if not 0 < last < 100 * len(_CENTURIES):
        raise ValueError(number)
    return DateRange("", date(max(last - 100, 1), 1, 1), date(last, 12, 31))


def _second_year(first: int, digits: str) -> int:
    """1891 of 1890/91, 1732 of 1731/2, 1700 of 1699/00. ValueError where it does not follow the first."""
    cycle: int = 10 ** len(digits)
    if int(digits) == (first + 1) % cycle:
        return first + 1
    if int(digits) <= first % cycle:
        raise ValueError(digits)
    return first - first % cycle + int(digits)


def _of_month(year: int, last: int, month: int, day: int) -> DateRange:
    """A month or day of one year, or of two: 11 February 1731/2 is of 1732, for 1731 went on until 24 March.

    Where the year began in January, or the day is a later one, either year may be meant.
    """
    if last > year + 1:
        raise ValueError(last)
    if last > year and year < _NEW_STYLE and (month, day) < (3, 25):
        year = last
    if day:
        ends = date(year, month, day), date(last, month, day)
    else:
        ends = date(year, month, 1), date(last, month, monthrange(last, month)[1])
    return DateRange("", *ends, "stated" if year == last else "uncertain")


def _season(season: str, year: int, last: int) -> DateRange:
    begins, ends = SEASONS[season]
    if last > year + 1:
        raise ValueError(last)
    if begins > ends and last == year:  # December of one year to February of the next: either may be meant
        return DateRange("", date(year, 1, 1), date(year, 12, 31), "uncertain")
    sure: Sure = "uncertain" if begins < ends and last > year else "stated"
    return DateRange("", date(year, begins, 1), date(last, ends, monthrange(last, ends)[1]), sure)
