"""When a text without a date of its own was written: what a letter's head says, or its file's name; last its making.

A letter that was typed out lately is of its own day. That the file was made on another is only a guess at it, and none
where the letter plainly names another year. All of these are `inferred`.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from indexer.ingest.filename import date_in_name
from indexer.ingest.letterhead import dateline, head_lines, vague_dateline
from indexer.records import DateRange

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?!\d)")


def letter_date(path: str, text: str, body: int = 0, made: DateRange | None = None) -> DateRange | None:
    """The best of them. The text proper begins at `body`, below a page's header; the file was `made` on that day.

    A date at the text's own head beats one in the header above it, which may be the typist's.
    """
    said = dateline(text[body:]) or dateline(text) or date_in_name(path)
    said = said or vague_dateline(text[body:]) or vague_dateline(text)
    return said or (None if made and _is_of_another_year(path, text, made) else made)


def _is_of_another_year(path: str, text: str, made: DateRange) -> bool:
    """Whether a letter names years, at its head or in its file's name, and not the one in which the file was made."""
    head = head_lines(text)
    years = _YEAR.findall("\n".join([*head, PurePath(path).stem])) if head else []
    return bool(years) and bool(made.earliest) and f"{made.earliest:%Y}" not in years
