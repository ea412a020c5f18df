"""What a file's name says: the day of a letter that is kept as `1894-05-06-smith-to-jones.txt`, or scanned as
`IMG_20160419.pdf`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from indexer.records import DateRange
from indexer.text.dates import parse_date

YEAR = r"(?:1[5-9]\d\d|20\d\d)"
"""A year, where its figures alone must tell it from a number."""
_DAY = re.compile(rf"(?<![^\W_])(?:(?<!\d[-.])\d{{4}}-\d\d-\d\d(?![-.]\d)|{YEAR}_\d\d_\d\d)(?![^\W_])")
_UNMARKED = re.compile(rf"(?<!\d){YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
"""Eight figures that may be a day, or the number of a box."""


def date_in_name(path: str) -> DateRange | None:
    """The one day of a file's name, `inferred`, those with marks before those without; None where there is none, or
    several, or none in the calendar.
    """
    name = PurePath(path).name
    said = {_iso(words): words for words in _DAY.findall(name) or _UNMARKED.findall(name)}
    dates = [replace(parse_date(day), verbatim=words, sure="inferred") for day, words in said.items()]
    return dates[0] if len(dates) == 1 and dates[0].known else None


def _iso(words: str) -> str:
    figures = re.sub(r"\D", "", words)
    return f"{figures[:4]}-{figures[4:6]}-{figures[6:]}"
