"""What is said of a document's date, in words: on pages and on terminals alike."""

from __future__ import annotations

import re
from datetime import date

from indexer.records import Document
from indexer.text.dates import parse_date

MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
_ISO = re.compile(r"\d{4}(-\d\d?(-\d\d?)?)?([T ]\d\d.*)?|\d{8}")
_CLOCK = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4} \d\d?:\d\d.*")
"""The date of a mail (RFC 5322), to the second and with its zone."""
_YEAR = re.compile(r"\d{4}")


def day(when: date) -> str:
    """4 March 1961."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def dated(document: Document) -> str:
    """A day that is known in one form, whatever the source's; of what is no day the source's own words, with
    the year in brackets, as what an editor supplies is, where they have none: `December the 6th [1783]`.

    Without a date it is `undated`.
    """
    when = document.date
    if when is None or not when.verbatim:
        return "undated"
    if when.earliest is None or when.latest is None:
        return when.verbatim
    machine = _ISO.fullmatch(when.verbatim) or _CLOCK.fullmatch(when.verbatim)
    if when.earliest == when.latest and (machine or when.sure != "uncertain"):
        return day(when.earliest)
    if not machine:
        lacks_year = when.earliest.year == when.latest.year and not _YEAR.search(when.verbatim)
        return f"{when.verbatim} [{when.earliest.year}]" if lacks_year else when.verbatim
    if (when.earliest.year, when.earliest.month) == (when.latest.year, when.latest.month):
        return f"{MONTHS[when.earliest.month - 1]} {when.earliest.year}"
    return when.verbatim


def cited(document: Document) -> str:
    """The date as a citation has it: in brackets if it is inferred, as what an editor supplies is, with `c.` if it is
    uncertain; as it is where its words say so themselves."""
    words, when = dated(document), document.date
    if when is None or not when.known or when.sure == "stated":
        return words
    said = parse_date(when.verbatim)
    if words == when.verbatim and (not said.known or said.sure != "stated"):
        return words
    return f"[{words}]" if when.sure == "inferred" else f"c. {words}"
