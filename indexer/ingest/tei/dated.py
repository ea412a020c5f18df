"""TEI's dates: what the words of one say, what its attributes say, and which of them counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from lxml import etree

from indexer.ingest.tei.text import plain
from indexer.records import DateRange, Sure
from indexer.text.datephrases import PART
from indexer.text.dates import iso_range, overlaps, parse_date

_PLACEHOLDER = timedelta(days=40 * 366)
"""A range of more years is no date but an author's lifetime, put in because the form wanted something."""
_BETWEEN_STYLES = range(10, 14)
"""So many days the Julian calendar is behind the Gregorian, from 1582 until now."""
_NOT_DATES = (date(1111, 1, 1), date(1111, 11, 11), date(1, 1, 1), date(9999, 12, 31))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, and what its attributes say where its printed words count instead."""

    when: DateRange
    set_aside: str = ""


def date_of(element: etree._Element) -> Dated | None:
    """A TEI date: its words, and the days that its attributes, or else its words, give it. None if it is empty.

    Beside attributes that are a placeholder, or one day that a form wanted of a vague date, the words count.
    """
    words = plain(element)
    attributes = {str(k).removesuffix("-iso").removesuffix("-custom"): str(v) for k, v in element.attrib.items()}
    sure: Sure = "stated"
    if attributes.get("cert") in ("low", "medium", "unknown") or "evidence" in attributes or "?" in words:
        sure = "uncertain"
    when = attributes.get("when") or attributes.get("value", "")  # as TEI P4 has it
    first = attributes.get("notBefore") or attributes.get("from") or ""
    last = attributes.get("notAfter") or attributes.get("to") or ""
    stated = when or "..".join((first, last)).strip(".")
    if not (words or stated):
        return None
    printed = _unless_placeholder(parse_date(words))
    if not stated:
        return Dated(printed)
    ends = parse_date(when or first).earliest, parse_date(when or last).latest
    meant = _unless_placeholder(iso_range(words or stated, *ends, sure))
    if printed.known and (not meant.known or (leaves_open(printed, meant) and not may_be_known(meant, printed))):
        return Dated(replace(printed, sure="uncertain" if sure == "uncertain" else printed.sure), stated)
    return Dated(meant)


def words_disagree(when: DateRange) -> bool:
    """Whether a date's words, read as a date, name other days than it means: "9. 7. 1894" with when="1894-07-08"."""
    printed = parse_date(when.verbatim)
    return when.known and printed.known and not overlaps(printed, when.earliest, when.latest)


def words_leave_open(when: DateRange) -> bool:
    """Whether a date's words, read as a date, mean more days than the one that it means: "June 1841" and the 15th."""
    return leaves_open(parse_date(when.verbatim), when)


def leaves_open(printed: DateRange, when: DateRange) -> bool:
    """Whether `printed` means more days than the one that `when` means, and this is among them."""
    is_day = when.known and when.earliest == when.latest
    is_more = printed.known and printed.earliest != printed.latest and not _in_both_styles(printed, when)
    return is_day and is_more and overlaps(printed, when.earliest, when.latest)


def _in_both_styles(printed: DateRange, when: DateRange) -> bool:
    """Whether the words name one day twice, in the old style and the new: "10/22 May 1828", and this is one of them."""
    first, last = printed.earliest, printed.latest
    if not (first and last and "/" in printed.verbatim):
        return False
    return (last - first).days in _BETWEEN_STYLES and when.earliest in (first, last)


def may_be_known(when: DateRange, printed: DateRange) -> bool:
    """Whether an editor may know the day: the words lack it, a mere month or year, and it is not the first of these.

    Who dates "about June" or "Mitte April" knows none, whatever the form wanted.
    """
    start = str(printed.earliest or "")
    is_mere = not PART.match(printed.verbatim.lstrip("[(")) and any(
        (whole.earliest, whole.latest) == (printed.earliest, printed.latest)
        for whole in map(parse_date, (start[:7], start[:4]))
    )
    return is_mere and when.earliest != printed.earliest


def _unless_placeholder(range_: DateRange) -> DateRange:
    return DateRange(range_.verbatim) if _is_placeholder(range_) else range_


def _is_placeholder(range_: DateRange) -> bool:
    if range_.earliest in _NOT_DATES or range_.latest in _NOT_DATES:
        return True
    return bool(range_.earliest and range_.latest and range_.latest - range_.earliest > _PLACEHOLDER)
