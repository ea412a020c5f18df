"""Dates as people write them, read as the interval of days they can mean.

Why our own: parsers that are kept (dateparser, dateutil) fill a missing month or day with today's or with 1,
which is exactly what an archive must not do; `edtf` reads the Library of Congress's notation but few of the
forms below. Anything not understood stays verbatim and undated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from indexer.records import DateRange, Sure
from indexer.text.calendarnames import FIXED, MONTHS, ORDINALS, SEASONS
from indexer.text.dateforms import FORMS
from indexer.text.datephrases import (
    BEGINNING,
    BETWEEN,
    CLOCK,
    DAY_ALONE,
    DAY_AND_YEAR,
    ENDING,
    LIMIT,
    LIMITS,
    OF_CENTURIES,
    PART,
    PARTLY,
    SPAN,
    STYLE,
    TWO_YEARS,
    UNDATED,
    VAGUE,
    YEARLESS,
    Limit,
)
from indexer.text.republican import republican_days

_ABOUT = 2
"""How many years "about" widens a date by, each way."""
_NEW_STYLE = 1800
"""From about then on the year began in January everywhere where it is written in two ways."""
_ONE_YEAR = 1752
"""From then on in England, too."""
_CENTURIES = "nulla i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split()
_OTHER_FIGURES = re.compile(r"(?![0-9０-９])\d")
_OUR_YEARS = range(1800, 2200)
"""Other years in figures of other scripts count from elsewhere: ۱۳۰۴ is 1925, and so is ๒๔๖๘."""
_LONGEST = 100
"""Longer text is no date: the forms below nest, and nothing may nest without end; nor is it looked through for one."""


def parse_date(text: str) -> DateRange:
    """The interval that `text` can mean: "1865", "1865-10", "about 1960", "before 1871", "1861..1865", "1890/91".

    Brackets and a closing question mark make it `uncertain`; "about" widens it by two years each way.
    Text that is no date comes back verbatim with both ends None. Never raises.
    """
    verbatim = text.strip()
    if len(verbatim) > _LONGEST:
        return DateRange(verbatim)
    written = CLOCK.sub("", verbatim)
    style = STYLE.search(written)
    said = (written[: style.start()] if style else written).removesuffix(".")
    core = said.replace("[", "").replace("]", "").strip("() ").removesuffix(".")
    sure: Sure = "uncertain" if core != said or core.endswith("?") else "stated"
    when = _parse(core.rstrip("?( "))
    if style and style["old"] and not TWO_YEARS.search(core):
        when = _of_old_style(when)
    if _counts_from_elsewhere(when, core):
        return DateRange(verbatim)
    return replace(when, verbatim=verbatim, sure=sure if sure == "uncertain" else when.sure)


def _counts_from_elsewhere(when: DateRange, written: str) -> bool:
    first = when.earliest or when.latest
    return first is not None and first.year not in _OUR_YEARS and _OTHER_FIGURES.search(written) is not None


def iso_range(verbatim: str, earliest: date | None, latest: date | None, sure: Sure = "stated") -> DateRange:
    """A range from ends that are already known, put in order if the source has them the wrong way round."""
    if earliest and latest and latest < earliest:
        earliest, latest, sure = latest, earliest, "uncertain"
    return DateRange(verbatim, earliest, latest, sure)


def overlaps(range_: DateRange | None, after: date | None, before: date | None) -> bool:
    """Whether the interval has a day in `[after, before]`; an undated document has none."""
    if after is None and before is None:
        return True
    if range_ is None or not range_.known or (after and before and after > before):
        return False
    return not (
        (after and range_.latest and range_.latest < after) or (before and range_.earliest and range_.earliest > before)
    )


def _parse(text: str) -> DateRange:
    if match := UNDATED.fullmatch(text):
        return replace(_parse(match[1]), sure="uncertain")
    if match := PARTLY.fullmatch(text):
        return _parse(match[1])
    if days := republican_days(text):
        return DateRange("", *days)
    if (match := SPAN.fullmatch(text)) and (span := _between(match[1])).known:
        return span
    if match := LIMIT.fullmatch(text):
        return _limited(bool(match[1]), next(w for w in LIMITS if match[w]), _parse(match["limit"]))
    if match := VAGUE.fullmatch(text):
        return _widened(_parse(match[1]))
    if (match := PART.fullmatch(text)) and (whole := _parse(match[1])).known and not _is_day(whole):
        return whole
    for form in FORMS:
        if match := form.fullmatch(text):
            when = _from_parts({k: v for k, v in match.groupdict().items() if v})
            if when.known:
                return when
    return _between(text)


@lru_cache(128)  # what follows "from" is read as a span and as a limit: without it nested ones double each time
def _between(text: str) -> DateRange:
    match = BETWEEN.fullmatch(text)
    if not match:
        return DateRange("")
    last = _parse(match[2])
    if not last.known and (month := BEGINNING.match(match[1])) and DAY_AND_YEAR.fullmatch(match[2]):
        last = _parse(f"{month[1]} {match[2]}")  # March 3 or 4, 1890
    if not last.known:
        return last
    first = _parse(match[1])
    if not first.known and (first := _completed(match[1], match[2])).known and _reversed(first, last):
        # "December or January 1890": the December before, or that of the year
        return DateRange("", _moved(first.earliest, -1), first.latest, "uncertain")
    if not first.known:
        return first
    if _reversed(first, last):  # "1871 to 1865" means both years whole
        return DateRange("", last.earliest, first.latest, "uncertain")
    return DateRange("", first.earliest, last.latest)


def _completed(first: str, last: str) -> DateRange:
    """The first of two dates of which only the last has the year, or the month and the year, or is called a century."""
    if century := OF_CENTURIES.search(last):
        return _parse(f"{first}{century[0]}")
    if not (ending := ENDING.search(last)):
        return DateRange("")
    if YEARLESS.fullmatch(first):
        return _parse(f"{first} {ending[2]}")
    return _parse(f"{first} {ending[1]} {ending[2]}") if ending[1] and DAY_ALONE.fullmatch(first) else DateRange("")


def _reversed(first: DateRange, last: DateRange) -> bool:
    return bool(first.earliest and last.latest and last.latest < first.earliest)


def _limited(negated: bool, word: Limit, limit: DateRange) -> DateRange:
    if not limit.known:
        return limit
    upward = word in ("after", "since")
    if negated:  # "not before 1871" begins with 1871, "not after" ends with it
        return DateRange("", None, limit.latest) if upward else DateRange("", limit.earliest, None)
    try:
        if word == "before":
            return DateRange("", None, limit.earliest and limit.earliest - timedelta(days=1))
        if word == "after":
            return DateRange("", limit.latest and limit.latest + timedelta(days=1), None)
    except OverflowError:  # before the year 1, after 9999
        return DateRange("")
    return DateRange("", limit.earliest, None) if upward else DateRange("", None, limit.latest)


def _widened(middle: DateRange) -> DateRange:
    return DateRange("", _moved(middle.earliest, -_ABOUT), _moved(middle.latest, _ABOUT), "uncertain")


def _moved(day: date | None, years: int) -> date | None:
    """The day of another year; a month's last day stays its last. The day itself where there is no such year."""
    if day is None or not date.min.year <= day.year + years <= date.max.year:
        return day
    ends = day.day == monthrange(day.year, day.month)[1] and years > 0
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, last if ends else min(day.day, last))


def _is_day(when: DateRange) -> bool:
    return when.earliest == when.latest


def _from_parts(parts: dict[str, str]) -> DateRange:
    try:
        if "decade" in parts:
            year = int(parts["decade"])
            return DateRange("", date(year, 1, 1), date(year + 9, 12, 31))
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
    """The number of the month, 0 where none is named."""
    if "roman" in parts:
        return _CENTURIES.index(parts["roman"].lower())
    return MONTHS[parts["mon"].lower()] if "mon" in parts else int(parts.get("m", 0))


def _of_old_style(when: DateRange) -> DateRange:
    """A date of England before 1752, where a year went on until 24 March: until then the next year may be meant."""
    day = when.earliest
    if day is None or day.year >= _ONE_YEAR or (day.month, day.day) >= (3, 25):
        return when
    return replace(when, latest=_moved(when.latest, 1), sure="uncertain")


def _century(number: str) -> DateRange:
    """The 19th is 1801 to 1900 to some and 1800 to 1899 to others: both are meant."""
    last = 100 * (int(number) if number.isdecimal() else _CENTURIES.index(number))
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
