"""Dates in figures on a web page (`03/04/2021`), and whether the day or the month comes first in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from indexer.records import DateRange
from indexer.text.dates import parse_date

_FIGURES = re.compile(r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)(?![\d/-])")
_BYLINE = re.compile(r"\W*(?:by|von|par|por|di|da)\s", re.IGNORECASE)
_LINE = 120
_EITHER = ("en-ca", "en-ph")
"""English that is written both ways, as that of no country named."""


def in_headline(page: Any) -> str | None:
    """The day in figures in the page's title or in a byline, with the day first if it can be, as htmldate has it."""
    for line in _headlines(page):
        if found := _FIGURES.search(line):
            first, second, year = _figures(found)
            day = _day(year, second, first) or _day(year, first, second)
            return day.isoformat() if day else None
    return None


def in_either_order(guess: str, page: Any) -> tuple[DateRange, tuple[str, ...]] | None:
    """What an ISO day means that the page has only in figures which can be read in two ways, and a warning."""
    when = date.fromisoformat(guess)
    other = _day(when.year, when.day, when.month)
    if other is None or other == when:
        return None
    text = " ".join(map(str, page.xpath("//text()[not(parent::script or parent::style)]")))
    shown = _in_figures(when, text)
    written = shown or _in_figures(when, " ".join(map(str, page.xpath("//meta/@content | //time/@datetime"))))
    if not written or _spelled_out(when, text) or _machine_day(when, page):
        return None
    if _machine_day(other, page) or any(parse_date(said).earliest == other for said in _spelled_out(other, text)):
        taken, told = other, f"{written} read as the page has it elsewhere"
    elif order := _order(page) if shown else "":  # programs write tags, in whichever language the page is
        taken = other if order == "month" else when
        told = f"{written} read with the {order} first, by the page's language"
    else:
        told = f"date {written} inferred from the page can be read in two ways"
        return DateRange(written, min(when, other), max(when, other), "inferred"), (told,)
    return DateRange(taken.isoformat(), taken, taken, "inferred"), (f"date {taken} inferred from the page: {told}",)


def _order(page: Any) -> str:
    """What the language of the page has first; nothing where it is written both ways."""
    language = (page.get("lang") or "").strip().lower()
    if language == "en-us":
        return "month"
    return "day" if language not in ("", "en", *_EITHER) else ""


def _in_figures(when: date, text: str) -> str:
    """The first figures of a text that are the day if it comes first, as it does where points are between them."""
    figures = (found for found in _FIGURES.finditer(text) if found[2] != ".")
    return next((found[0] for found in figures if _figures(found) == (when.day, when.month, when.year)), "")


def _spelled_out(when: date, text: str) -> list[str]:
    """Where a text has the day with points or with a month's name, whichever: there are many languages."""
    year, month, day = when.year, when.month, when.day
    words = rf"\b0?{day}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?[^\W\d_]{{3,}}\.?,?\s+(?:de\s+)?{year}"
    spelled = rf"{words}|[^\W\d_]{{3,}}\.?\s+0?{day}(?:st|nd|rd|th)?,?\s+{year}|{day:02}\.{month:02}\.{year}"
    return re.findall(spelled, text)


def _figures(found: re.Match[str]) -> tuple[int, int, int]:
    """The three numbers; of two figures a year is in this century or the nineties, as htmldate has it."""
    year = int(found[4])
    return int(found[1]), int(found[3]), year if year > 99 else year + (1900 if year >= 90 else 2000)


def _machine_day(when: date, page: Any) -> bool:
    """Whether an attribute has the day as machines write it."""
    forms = (f"{when:%Y-%m-%d}", f"{when:%Y/%m/%d}", f"{when:%Y%m%d}")
    return any(form in value for element in page.iter() for value in _values(element) for form in forms)


def _values(element: Any) -> list[str]:
    return list(element.attrib.values()) if isinstance(element.tag, str) else []


def _headlines(page: Any) -> Iterator[str]:
    for element in page.iter("title", "p", "div", "span"):
        text = " ".join(element.text_content().split()) if _opens(element) else ""
        if text and (element.tag == "title" or len(text) < _LINE):
            yield text


def _opens(element: Any) -> bool:
    return element.tag == "title" or bool(_BYLINE.match(element.text or ""))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
