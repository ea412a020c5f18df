"""The date that an editor gave a letter in its title: "Letter from Maud Ferris to the harbour board, c. May 1961"."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.ingest.dating.datelines import vague_date
from indexer.records import DateRange
from indexer.text.dates import parse_date

_PART = re.compile(r"(?:,|;|:|\s[-–—])\s+|(?P<bracket>[(\[])")
"""Where a part of a title begins that may be a date."""
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")


def date_in_title(title: str) -> DateRange | None:
    """The date that is all of a title's last part or parts, be it vague, `inferred`; None where there is none."""
    for begin in _PART.finditer(title):
        said = title[begin.end() :].strip(" .")
        said = said.rstrip(" )].") if begin["bracket"] else said
        date = parse_date(said)
        if date.known and date.sure != "inferred" and _YEAR.search(said):
            return replace(date, sure="inferred")
        if vague := vague_date(said):
            return vague
    return None
