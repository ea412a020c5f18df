"""Dates of the French Republic: `3 floréal an VI` is 22 April 1798. Twelve months of thirty days, then those left over.

Each year began at the autumn equinox in Paris, which no rule gives: the fourteen there were are listed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_BEGAN = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""The day of September on which each year began, from 1792 on."""
_LAST = date(1805, 12, 31)
_NUMBERS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv".split()
_MONTHS = (
    "vend[eé]miaire brumaire frimaire niv[oô]se pluvi[oô]se vent[oô]se germinal flor[eé]al prairial messidor thermidor"
    " fructidor"
).split()
_FORM = re.compile(
    r"(?:le\s+|ce\s+|du\s+)?(?:(?:(?:primi|duo|tri|quarti|quinti|sexti|septi|octi|noni)di|d[eé]cadi),?\s+)?"
    rf"(?:(?:(?P<day>\d\d?)(?:er|e|me)?\s+)?(?:{'|'.join(f'(?P<m{n}>{name})' for n, name in enumerate(_MONTHS))})"
    r"|(?P<left>\d)(?:er|e|me)?\s+jour\s+compl[eé]mentaire),?\s+"
    rf"(?:de\s+)?(?:l['’])?an\s+(?P<year>\d\d?|{'|'.join(reversed(_NUMBERS))})(?:e|me)?"
    r"(?:\s+de\s+la\s+r[eé]p(?:ublique|\.)?(?:\s+fran[cç]aise)?)?",
    re.IGNORECASE,
)


def republican_days(text: str) -> tuple[date, date] | None:
    """The first and the last day of a day or a month of the Republic; None for another text and for no such day."""
    match = _FORM.fullmatch(text)
    if not match:
        return None
    said = match["year"].lower()
    number = int(said) if said.isdecimal() else _NUMBERS.index(said) + 1
    if not 1 <= number <= len(_BEGAN):
        return None
    month = next((n for n in range(len(_MONTHS)) if match[f"m{n}"]), len(_MONTHS))
    days = _days(number, month)
    if day := int(match["day"] or match["left"] or 0):
        days = days[day - 1 : day]
    return (days[0], days[-1]) if days and days[-1] <= _LAST else None


def _days(number: int, month: int) -> list[date]:
    """The days of a month, of which the thirteenth are those left over."""
    begins = date(1791 + number, 9, _BEGAN[number - 1])
    first = 30 * month
    count = 30 if month < len(_MONTHS) else 5 + (number in (3, 7, 11))
    return [begins + timedelta(days=first + day) for day in range(count)]
