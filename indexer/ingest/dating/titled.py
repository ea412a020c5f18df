"""The date that an editor gave a letter in its title: "Letter from Maud Ferris to the harbour board, c. May 1961"."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.ingest.correspondents import names_sides
from indexer.ingest.dating.datelines import vague_date
from indexer.records import DateRange
from indexer.text.dates import parse_date

_PART = re.compile(r"(?:,|;|:|\s[-–—])\s+|(?P<bracket>[(\[])")
"""Where a part of a title begins that may be a date."""
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_YEARS = re.compile(r"\d{4}\s?[-–—]\s?(?:\d{4}|(?:1[3-9]|[2-9]\d))")
"""The years that a letter is about, or those of a whole folder: `The War (1914–1918)`, unless they are two behind whom
it is from and to: `Maud Ferris to Edwin Hale, 1861-62`.
`1961-05` is a month.
"""
_SUBJECT = re.compile(
    r"\b(?:about|concerning|regarding|re|memories|recollections|über|betreffend|betr|erinnerungen|sur|concernant"
    r"|souvenirs|sobre|riguardo)\b",
    re.IGNORECASE,
)
"""Behind these words a year or month in brackets is the subject's: `Letter about the Flood (1953)`."""


def date_in_title(title: str) -> DateRange | None:
    """The date that is all of a title's last part or parts, be it vague, `inferred`; None where there is none."""
    for begin in _PART.finditer(title):
        said = title[begin.end() :].strip(" .")
        said = said.rstrip(" )].") if begin["bracket"] else said
        date = parse_date(said)
        before = title[: begin.start()].rstrip()
        is_span = _YEARS.fullmatch(said) and not (_are_two_years(date) and names_sides(before))
        if is_span or (begin["bracket"] and _is_of_subject(before, date)):
            continue
        if date.known and date.sure != "inferred" and _YEAR.search(said):
            return replace(date, sure="inferred")
        if vague := vague_date(said):
            return vague
    return None


def _are_two_years(date: DateRange) -> bool:
    """Whether one follows the other, as an editor has it who does not know in which a letter was written."""
    return date.earliest is not None and date.latest is not None and date.latest.year - date.earliest.year == 1


def _is_of_subject(before: str, date: DateRange) -> bool:
    return date.earliest != date.latest and _SUBJECT.search(before) is not None
