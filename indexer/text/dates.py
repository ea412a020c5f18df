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
from unicodedata import combining, normalize

from indexer.records import DateRange, Sure
from indexer.text.calendarnames import SEASONS
from indexer.text.dateforms import FORMS, YEARS_WORD
from indexer.text.dateparts import days_of
from indexer.text.datephrases import (
    BEFORE,
    BEGINNING,
    BEHIND,
    BETWEEN,
    CLOCK,
    DAY_ALONE,
    DAY_AND_YEAR,
    ENDING,
    IN_BOTH_STYLES,
    IN_FIGURES,
    LAST_DAY,
    LIMIT,
    LIMIT_BEHIND,
    LIMITS,
    OF_CENTURIES,
    PART,
    PART_BEHIND,
    PARTLY,
    SPAN,
    STYLE,
    TWO_YEARS,
    UNDATED,
    VAGUE,
    YEARLESS,
    Limit,
)
from indexer.text.monthnames import in_english, month_of
from indexer.text.republican import republican_days

_ABOUT = 24
_ABOUT_A_MONTH = 6
_ABOUT_A_DAY = 1
"""How many months "about" widens a year or more, a month, a day by, each way."""
_ONE_YEAR = 1752
"""From then on in England, too."""
_OTHER_FIGURES = re.compile(r"(?![0-9０-９])\d")
_OUR_YEARS = range(1800, 2200)
"""Other years in figures of other scripts count from elsewhere: ۱۳۰۴ is 1925, and so is ๒๔๖๘."""
_STYLES_APART = range(10, 14)
"""Days between the old style and the new, from 1582 to today."""
_LONGEST = 100
"""Longer text is no date: the forms below nest, and nothing may nest without end; nor is it looked through for one."""


def parse_date(text: str, *languages: str) -> DateRange:
    """The interval that `text` can mean: "1865", "1865-10", "about 1960", "before 1871", "1861..1865", "1890/91".

    Brackets and a closing question mark make it `uncertain`; "about" widens it by two years each way, a month by half a
    year and a day by a month. A name that is another month's in a second language is understood only where the text's
    own is given, or several that agree on it.
    Text that is no date comes back verbatim with both ends None. Never raises.
    """
    verbatim = text.strip()
    if len(verbatim) > _LONGEST:
        return DateRange(verbatim)
    plain = YEARS_WORD.sub("", in_english(_without_marks(verbatim), *languages))
    written = CLOCK.sub("", plain)
    if (day := _in_both_styles(written)).known:
        return replace(day, verbatim=verbatim)
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


def _in_both_styles(text: str) -> DateRange:
    """A day by both calendars, the second in brackets; what else stands there may be an editor's."""
    parted, brackets = IN_BOTH_STYLES.subn(r"/\1\2", text)
    when = _between(BEHIND.sub("", parted), of_one_day=True) if brackets else DateRange("")
    apart = (when.latest - when.earliest).days if when.earliest and when.latest else 0
    return when if apart in _STYLES_APART else DateRange("")


def _without_marks(text: str) -> str:
    """With each accent within its letter, and without those that no letter has: 12 ма́рта."""
    return text if text.isascii() else "".join(sign for sign in normalize("NFC", text) if not combining(sign))


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
    text = BEHIND.sub("", text)
    if match := UNDATED.fullmatch(text):
        return replace(_parse(match[1]), sure="uncertain")
    if match := PARTLY.fullmatch(text):
        return _parse(match[1])
    if days := republican_days(text):
        return DateRange("", *days)
    if (match := SPAN.fullmatch(text)) and (span := _between(match[1])).known:
        return span
    if match := LIMIT.fullmatch(text):
        return _limited(bool(match["not"]), next(w for w in LIMITS if match[w]), _parse(match["limit"]))
    if match := LIMIT_BEHIND.fullmatch(text):
        return _limited(False, "since" if match["since"] else "until", _parse(match["limit"]))
    if match := VAGUE.fullmatch(text):
        return _widened(_parse(match[1]))
    if (whole := _whole_of_part(text)).known and not _is_day(whole):
        return whole
    when = _of_a_form(text)
    if not when.known and (weekday := BEFORE.match(text)):
        when = _of_a_form(text[weekday.end() :], of_day=True)
    return when if when.known else _between(text)


def _whole_of_part(text: str) -> DateRange:
    """What a part is said to be of; no days where none is named. Beside such a word a month is no name: `конец мая`."""
    match = PART.fullmatch(text)
    whole = match[1] if match else PART_BEHIND.sub("", text)
    when = _parse(whole) if whole != text else DateRange("")
    if whole == text or when.known or not (first := _of_a_form(f"1 {whole}").earliest):
        return when
    return DateRange("", first, first.replace(day=monthrange(first.year, first.month)[1]))


def _of_a_form(text: str, *, of_day: bool = False) -> DateRange:
    """By the first form that gives it days; if it is `of_day`, those alone count that name one."""
    for form in FORMS:
        if match := form.fullmatch(text):
            parts = {group: said for group, said in match.groupdict().items() if said}
            if (when := days_of(parts)).known and not (of_day and parts.keys().isdisjoint(("d", "nth"))):
                return when
    return DateRange("")


@lru_cache(128)  # what follows "from" is read as a span and as a limit: without it nested ones double each time
def _between(text: str, *, of_one_day: bool = False) -> DateRange:
    match = BETWEEN.fullmatch(text)
    if not match:
        return DateRange("")
    last = _parse(match[2])
    if not last.known and (month := BEGINNING.match(match[1])) and DAY_AND_YEAR.fullmatch(match[2]):
        last = _parse(f"{month[1]} {match[2]}")  # March 3 or 4, 1890
    if not last.known and DAY_ALONE.fullmatch(match[2]):
        last = _parse(LAST_DAY.sub(match[2], match[1]))  # 1921. május 3–5.
    if not last.known:
        return last
    first = _parse(match[1])
    if not first.known and (first := _completed(match[1], match[2])).known and _reversed(first, last):
        # "December or January 1890": the December before, or that of the year
        before = _moved(first.earliest, -12)
        return DateRange("", before, last.latest) if of_one_day else DateRange("", before, first.latest, "uncertain")
    if not first.known:
        return first
    if _reversed(first, last):  # "1871 to 1865" means both years whole
        return DateRange("", last.earliest, first.latest, "uncertain")
    return DateRange("", first.earliest, last.latest)


def _completed(first: str, last: str) -> DateRange:
    """The first of two dates of which only the last has the year, or the month and the year, or is called a century."""
    if century := OF_CENTURIES.search(last):
        return _parse(f"{first}{century[0]}")
    is_day = DAY_ALONE.fullmatch(first)
    if figures := IN_FIGURES.search(last):
        return _parse(f"{first.rstrip('.')}{figures[1] if is_day else ''}.{figures[2]}")
    if not (ending := ENDING.search(BEHIND.sub("", last))):
        return DateRange("")
    if _is_yearless(first):
        return _parse(f"{first} {ending[2]}")
    return _parse(f"{first} {ending[1]} {ending[2]}") if ending[1] and is_day else DateRange("")


def _is_yearless(text: str) -> bool:
    """Whether it is a month, a day of one or a season."""
    match = YEARLESS.fullmatch(text)
    name = (match["month"] or match["before"]) if match else ""
    return name.lower() in SEASONS or month_of(name) > 0


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
    first, last = middle.earliest, middle.latest
    of_a_month = first and last and (first.year, first.month) == (last.year, last.month)
    months = _ABOUT_A_DAY if _is_day(middle) else _ABOUT_A_MONTH if of_a_month else _ABOUT
    return DateRange("", _moved(first, -months), _moved(last, months), "uncertain")


def _moved(day: date | None, months: int) -> date | None:
    """The day of another month; a month's last day stays its last. The day itself where there is no such year."""
    if day is None:
        return day
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    ends = day.day == monthrange(day.year, day.month)[1] and months > 0
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last if ends else min(day.day, last))


def _is_day(when: DateRange) -> bool:
    return when.earliest == when.latest


def _of_old_style(when: DateRange) -> DateRange:
    """A date of England before 1752, where a year went on until 24 March: until then the next year may be meant."""
    day = when.earliest
    if day is None or day.year >= _ONE_YEAR or (day.month, day.day) >= (3, 25):
        return when
    return replace(when, latest=_moved(when.latest, 12), sure="uncertain")
