"""When a page was published, as it says itself, or as htmldate reads it out of its links and words.

htmldate gives a day for every date: of "© 1998" it makes 1998-01-01. A first of the month that the page does not spell
out is no day but a month, a first of January without its month a year; and any number on a page may be a year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from lxml import etree

from indexer.ingest.pages.dayorder import in_either_order, in_headline
from indexer.ingest.pages.facts import PageFacts
from indexer.ingest.pages.inwords import day_of_publishing
from indexer.ingest.pages.otherdates import without_other_dates
from indexer.records import DateRange
from indexer.text.dates import parse_date

_WORD = r"[^\W\d_]{3,12}\.?"


def published(facts: PageFacts, tree: Any) -> tuple[DateRange | None, tuple[str, ...]]:
    """What the page states, else what can be inferred, and a warning that says so."""
    if facts.published is not None:
        return facts.published, ()
    page = without_other_dates(tree)
    said = day_of_publishing(page)
    guess = said.isoformat() if said else _guess(page)
    if not guess:
        return None, ()
    if doubtful := in_either_order(guess, page):
        return doubtful
    unsure = said is None and guess.endswith("-01")
    known = spelled_out(guess, etree.tostring(page, encoding="unicode")) if unsure else guess
    if len(known) == 4:
        return None, ()
    return replace(parse_date(known), sure="inferred"), (f"date {known} inferred from the page",)


def _guess(page: Any) -> str | None:
    import logging

    from htmldate import core, extractors, find_date

    extractors._external_date = _one_day
    core.search_page = _search_nothing
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    guess: str | None = find_date(page, original_date=True, extensive_search=True)
    return guess or in_headline(page)


def _search_nothing(source: str, options: Any) -> None:
    """Instead of htmldate's last resort: whatever looks like a date in the source, be it in a link to another story."""


def _one_day(words: str) -> datetime | None:
    """What htmldate asks dateparser as its last resort.

    dateparser compiles expressions for 200 languages at the first date it meets, seconds of every worker's time, and
    changed no date of the pages in the tests: words that only it reads are left unread.
    """
    when = parse_date(words)
    return datetime.combine(when.earliest, time()) if when.earliest and when.earliest == when.latest else None


def spelled_out(guess: str, page: str) -> str:
    """As much of an ISO date as the page has: `2015-02-01` is `2015-02` where no first of February is named."""
    if not guess.endswith("-01"):
        return guess
    year, month = guess[:4], int(guess[5:7])
    if re.search(_first_day(year, month), page, re.IGNORECASE):
        return guess
    if month > 1 or re.search(rf"{year}[-/.]0?1(?!\d)|(?<!\d)0?1[-/.]{year}|\bjan\w*\.?\s+{year}", page, re.IGNORECASE):
        return guess[:7]
    return year


def _first_day(year: str, month: int) -> str:
    """The first of a month as pages write it, with figures or with a word for the month."""
    one, month_ = r"(?<!\d)0?1", rf"(?<!\d)0?{month}"
    figures = (
        rf"{year}([-/.]?)0?{month}\1 ?01(?!\d)", rf"{year}[-/.]{month_}[-/.]0?1(?!\d)",
        rf"{one}\s?[-/.]\s?0?{month}\s?[-/.]\s?(?:{year}|{year[2:]})(?!\d)",
        rf"{month_}/0?1/(?:{year}|{year[2:]})(?!\d)", rf"{year}年\s*{month_}月\s*0?1日",
    )  # fmt: skip
    words = (
        rf"{one}(?:st|er|º|\.)?\s+(?:of\s+|de\s+)?{_WORD},?\s+(?:de\s+)?{year}",
        rf"{_WORD}\s+0?1(?:st)?,?\s+{year}",
    )
    return "|".join((*figures, *words))
