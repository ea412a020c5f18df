"""When a text without a date of its own was written: what a letter's head says, or its file's name; last its making.

A letter that was typed out lately is of its own day. That the file was made on another is only a guess at it, and none
where the letter plainly names another year. All of these are `inferred`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from indexer.ingest.dating.filename import YEAR, date_in_name
from indexer.ingest.dating.letterhead import dateline, first_dateline, head_lines, lone_year, vague_dateline
from indexer.ingest.dating.ownline import own_day
from indexer.ingest.dating.titled import date_in_title
from indexer.records import DateRange, Document

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")


def letter_date(path: str, text: str, body: int = 0, made: DateRange | None = None) -> DateRange | None:
    """The best of them. The text proper begins at `body`, below a page's header; the file was `made` on that day.

    A date at the text's own head beats one in the header above it, which may be the typist's.
    """
    said = dateline(text[body:]) or dateline(text) or date_in_name(path)
    said = said or vague_dateline(text[body:]) or vague_dateline(text)
    said = said or (None if head_lines(text[body:]) else own_day(text[body:]))
    said = said or (None if made and _is_of_another_year(path, text, made) else made)
    return said or lone_year(text[body:]) or lone_year(text)


def with_letters_date(document: Document) -> Document:
    """What its folder or front matter calls a letter, dated by its head, or by a first line that says only where and
    when: no salutation is needed to know it as a letter. A date that is said stays, and so does one in the file's name;
    of a letter that has none by any of these, or one without days, its title's counts.
    """
    if document.kind != "letter":
        return document
    date = document.date
    if (date is None or date.sure == "inferred") and not date_in_name(document.path):
        date = _headed(document.text) or date or lone_year(document.text)
    if not (document.title_derived or (date and date.known)):
        date = date_in_title(document.title) or date
    return replace(document, date=date)


def _headed(text: str) -> DateRange | None:
    """The date of what is a letter, in its head or its first line."""
    return dateline(text) or vague_dateline(text) if head_lines(text) else first_dateline(text)


def _is_of_another_year(path: str, text: str, made: DateRange) -> bool:
    """Whether a letter names, at its head or in its file's name, another year than that in which the file was made."""
    head = head_lines(text) or ([said.verbatim] if (said := first_dateline(text)) else [])
    years = _YEAR.findall("\n".join([*head, PurePath(path).stem])) if head else []
    return made.earliest is not None and any(year != f"{made.earliest:%Y}" for year in years)
