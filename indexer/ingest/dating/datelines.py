"""One line that says when a letter was written, and perhaps where: "Farness, 9th March, 1961", "Easter 1946".

A line is believed to be nothing else only where every word of it is one of a date's, or stands before a mark as a place
does. What is more is a sentence or a heading: "The flood of 1851 was worse", "Report for 1851".
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.records import DateRange
from indexer.text.calendarnames import DAYS, FEASTS, MONTHS, SEASONS
from indexer.text.dates import parse_date

LONGEST = 72
"""No longer line is a dateline."""
_MONTH = 31
_ENDS_IN_FIGURES = re.compile(r"\d[^\w\n]*$")
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)(?:[-/–]\d{1,4})?")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|te[nr]?|er?)?")
_NAMING = frozenset((*MONTHS, *SEASONS, *DAYS, *FEASTS))
_BESIDE = frozenset(
    "a abends about after afternoon am an anfang après around at aux avant before beginning c ca circa das de del"
    " dem den der des di die dopo du early eighth el end ende environ etwa eve evening fifth fin fine first fourth"
    " früh gegen half il im in inizio la last late later le les lo los matin mattina mid middle mittags mitte"
    " morgens morning nach nachmittags night noon of on prima second sera seventh sixth soir spät the third towards"
    " um ungefähr vers verso vor week".split()
)
"""What stands in dates beside the names of days, months, seasons and feasts."""
_WORDS_OF_PLACES = frozenset(
    "a am an at auf aus bei d da dal dalla de dem den der di du el en im in la le les near of on sur the upon vor zu"
    " zum zur".split()
)
_NO_PLACE = frozenset(
    "agenda bericht bulletin diary journal meeting memo memorandum minutes news newsletter no note notes notice number"
    " protokoll record release report review tagebuch vol volume".split()
)
"""Of headings that have a date: "Minutes, 9 March 1961"."""
_LONGEST_PLACE = 4


def ending_date(line: str) -> tuple[str, DateRange] | None:
    """The date at a line's end, to the day or the month, and what stands before it."""
    if len(line) > LONGEST:
        return None
    for word in re.finditer(r"\S+", line):
        date = parse_date(line[word.start() :].rstrip(" ."))
        if date.earliest and date.latest and (date.latest - date.earliest).days < _MONTH:
            return line[: word.start()].rstrip(), date
    return None


def is_apart(before: str) -> bool:
    """Whether a date after such words stands alone or after a mark: not so in "answered 9 March 1961"."""
    return not before or before[-1] in ",.;:-–—"


def is_dateline(line: str) -> bool:
    """Whether a line is nothing but a day or a month, or a place and one."""
    if not _ENDS_IN_FIGURES.search(line):
        return False
    dated = ending_date(line.strip())
    return dated is not None and _is_place(dated[0])


def vague_date(line: str) -> DateRange | None:
    """The date of a line that is nothing but one, or a place and one, and need not be understood; `inferred` if it is.

    It names one year, and beside it a day, month, season or feast: a year alone may be a number.
    """
    if len(line) > LONGEST or not _ENDS_IN_FIGURES.search(line):
        return None
    words = list(re.finditer(r"[^\W_]+(?:[-/–]\d+)?", line))
    ending: list[re.Match[str]] = []
    while words and _is_of_date(words[-1][0].lower()):
        ending.insert(0, words.pop())
    said = [word[0].lower() for word in ending]
    if sum(map(bool, map(_YEAR.fullmatch, said))) != 1 or _NAMING.isdisjoint(said):
        return None
    if not _is_place(line[: ending[0].start()].rstrip()):
        return None
    date = parse_date(line[ending[0].start() :].rstrip(" ."))
    return replace(date, sure="inferred") if date.known else date


def _is_of_date(word: str) -> bool:
    return word in _NAMING or word in _BESIDE or bool(_YEAR.fullmatch(word) or _NUMBER.fullmatch(word))


def _is_place(before: str) -> bool:
    """Whether what stands before a date is nothing or can be a place: a few words with capitals, and a mark."""
    words = re.findall(r"[^\W_]+", before)
    capital = all(word[0].isupper() or word.lower() in _WORDS_OF_PLACES for word in words)
    heading = before.isupper() or before.startswith("The ") or not _NO_PLACE.isdisjoint(map(str.lower, words))
    return is_apart(before) and capital and not heading and len(words) <= _LONGEST_PLACE
