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

from indexer.records import DateRange, Sure

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier gennaio",
            "february feb februar feber février febbraio",
            "march mar märz mars marzo",
            "april apr avril aprile",
            "may mai maggio",
            "june jun juni juin giugno",
            "july jul juli juillet luglio",
            "august aug août agosto",
            "september sep sept septembre settembre",
            "october oct oktober octobre ottobre",
            "november nov novembre",
            "december dec dezember décembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_ABOUT = timedelta(days=2 * 366)
_LONGEST = 100
"""Longer text is no date: the forms below nest, and nothing may nest without end."""

_YEAR = r"(?P<y>\d{4})"
_MONTH = rf"(?P<mon>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?"
_WEEKDAY = (
    r"(?:(?:\w+day|\w+tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|luned[iì]|marted[iì]|"
    r"mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica),?\s+)?(?:(?:the|den|der|le|il|li|addì)\s+)?"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[T ]\s?\d\d.*)?",
        rf"{_YEAR}-(?P<m>\d\d?)",
        rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"{_WEEKDAY}{_DAY}\s*(?:of\s+|de\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s*{_YEAR}",
        rf"{_WEEKDAY}(?P<d>\d\d?)\.\s*(?P<m>\d\d?)\.\s*{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{_YEAR}",
        r"(?P<decade>\d{3}0)'?s",
        _YEAR,
    )
)
_SPAN = re.compile(r"(?:between|from)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(.+?)\s*(?:\.\.|/|–|—| to | and |(?<=\d{4})-(?=\d{4}))\s*(.+)", re.IGNORECASE)
_LIMIT = re.compile(r"(not\s+)?(before|after|until|till|since|by|from)\s+(.+)", re.IGNORECASE)
_VAGUE = re.compile(r"(?:about|around|circa|c\.|ca\.?|approximately|probably|perhaps|\?)\s*(.+)", re.IGNORECASE)


def parse_date(text: str) -> DateRange:
    """The interval that `text` can mean: "1865", "1865-10", "about 1960", "before 1871", "1861..1865".

    Brackets and a closing question mark make it `uncertain`; "about" widens it by two years each way.
    Text that is no date comes back verbatim with both ends None. Never raises.
    """
    verbatim = text.strip()
    core = verbatim.strip("[]() ").removesuffix(".")
    sure: Sure = "uncertain" if core != verbatim.removesuffix(".") or core.endswith("?") else "stated"
    return (
        replace(_parse(core.rstrip("? ")), verbatim=verbatim)
        if sure == "stated"
        else replace(_parse(core.rstrip("? ")), verbatim=verbatim, sure=sure)
    )


def iso_range(verbatim: str, earliest: date | None, latest: date | None, sure: Sure = "stated") -> DateRange:
    """A range from ends that are already known, put in order if the source has them the wrong way round."""
    if earliest and latest and latest < earliest:
        earliest, latest, sure = latest, earliest, "uncertain"
    return DateRange(verbatim, earliest, latest, sure)


def overlaps(range_: DateRange | None, after: date | None, before: date | None) -> bool:
    """Whether the interval has a day in `[after, before]`; an undated document has none."""
    if after is None and before is None:
        return True
    if range_ is None or not range_.known:
        return False
    return not (
        (after and range_.latest and range_.latest < after) or (before and range_.earliest and range_.earliest > before)
    )


def _parse(text: str) -> DateRange:
    if len(text) > _LONGEST:
        return DateRange("")
    if (match := _SPAN.fullmatch(text)) and (span := _between(match[1])).known:
        return span
    if match := _LIMIT.fullmatch(text):
        return _limited(bool(match[1]), match[2].lower(), _parse(match[3]))
    if match := _VAGUE.fullmatch(text):
        return _widened(_parse(match[1]))
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _from_parts({k: v for k, v in match.groupdict().items() if v})
    return _between(text)


def _between(text: str) -> DateRange:
    match = _BETWEEN.fullmatch(text)
    first, last = (_parse(match[1]), _parse(match[2])) if match else (DateRange(""), DateRange(""))
    if not (first.known and last.known):
        return DateRange("")
    if first.earliest and last.latest and last.latest < first.earliest:  # "1871 to 1865" means both years whole
        return DateRange("", last.earliest, first.latest, "uncertain")
    return DateRange("", first.earliest, last.latest)


def _limited(negated: bool, word: str, limit: DateRange) -> DateRange:
    if not limit.known:
        return limit
    upward = word in ("after", "since", "from")
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
    if middle.earliest is None or middle.latest is None:
        return replace(middle, sure="uncertain")
    try:
        return DateRange("", middle.earliest - _ABOUT, middle.latest + _ABOUT, "uncertain")
    except OverflowError:
        return replace(middle, sure="uncertain")


def _from_parts(parts: dict[str, str]) -> DateRange:
    try:
        if "decade" in parts:
            year = int(parts["decade"])
            return DateRange("", date(year, 1, 1), date(year + 9, 12, 31))
        year = int(parts["y"])
        if "season" in parts:
            return _season(parts["season"].lower(), year)
        month = _MONTHS[parts["mon"].lower()] if "mon" in parts else int(parts.get("m", 0))
        if not month:
            return DateRange("", date(year, 1, 1), date(year, 12, 31))
        if "d" in parts:
            day = date(year, month, int(parts["d"]))
            return DateRange("", day, day)
        return DateRange("", date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:  # 1865-13-40: what the source says, but no date
        return DateRange("")


def _season(season: str, year: int) -> DateRange:
    if season == "winter":  # December of one year to February of the next: either may be meant
        return DateRange("", date(year, 1, 1), date(year, 12, 31), "uncertain")
    first, last = _SEASONS[season]
    return DateRange("", date(year, first, 1), date(year, last, monthrange(year, last)[1]))
