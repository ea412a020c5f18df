"""What a file's name says: the day of a letter that is kept as `1894-05-06-smith-to-jones.txt`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from indexer.records import DateRange
from indexer.text.dates import parse_date

_DAY = re.compile(r"(?<![^\W_])(?<!\d[-.])\d{4}-\d\d-\d\d(?![^\W_])(?![-.]\d)")


def date_in_name(path: str) -> DateRange | None:
    """The one ISO day of a file's name, `inferred`; None where there is none, or several, or none in the calendar."""
    days = set(_DAY.findall(PurePath(path).name))
    date = parse_date(days.pop()) if len(days) == 1 else None
    return replace(date, sure="inferred") if date and date.known else None
