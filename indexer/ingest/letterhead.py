"""The head of a letter in plain words: whence and when it was written, to whom, and where its body begins.

    Harbour House, Orrowmouth,
    9th March, 1961.

    Dear Sir,

A head is believed only where a salutation closes it: short lines alone may be a list, a poem or a newspaper's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.records import DateRange
from indexer.text.dates import parse_date

_LINES = 12
_LONGEST = 72
"""A head has no more lines before the salutation, and no longer ones."""
_NAMES = r"(?:[ \t]+[^\W\d_][\w.’'-]*){0,6}"
_GREETINGS = (
    r"dear(?:est)?|sirs?|madam|mesdames|gentlemen|cher|chère|chers|monsieur|madame|messieurs|lieber?|liebster?|"
    r"(?:sehr[ \t]+)?(?:hoch)?(?:ge|ver)ehrte[rs]?|car[oa]|carissim[oa]|egregio|gentile|serenissimo|signore?"
)
_SALUTATION = re.compile(
    rf"[ \t]*(?:(?:my|our|mein|meine|mon|ma|mio|mia)[ \t]+)?"
    rf"(?:(?:{_GREETINGS}){_NAMES}[ \t]*[,:;.!]?[ \t—–-]*$|dear(?:est)?{_NAMES},[ \t—–-]+(?=\S))",
    re.IGNORECASE | re.MULTILINE,
)
_MONTH = 31


def body_start(text: str) -> int:
    """Where the body of a letter begins, after its salutation; 0 for a text that has no letter's head."""
    for start, line in _lines(text):
        if found := _SALUTATION.match(text, start):
            return found.end() if text[found.end() :].strip() else 0
        if len(line) > _LONGEST:
            break
    return 0


def head_lines(text: str) -> list[str]:
    """The lines of a letter's head, its salutation the last; none for a text that has no letter's head."""
    end = body_start(text)
    return [line for start, line in _lines(text) if start < end]


def dateline(text: str) -> DateRange | None:
    """The one date of a letter's head, to the day or the month, that ends a line or is one; else None."""
    found = [dated for line in head_lines(text) if (dated := _ending_date(line))]
    if len(found) != 1 or not found[0][0]:
        return None
    return replace(found[0][1], sure="inferred")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not blank, with their places."""
    start = seen = 0
    while start < len(text) and seen <= _LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            seen += 1
            yield start, line
        start = end + 1


def _ending_date(line: str) -> tuple[bool, DateRange] | None:
    """The date at a line's end, and whether it stands alone or after a mark: not so in "answered 9 March 1961"."""
    if len(line) > _LONGEST:
        return None
    for word in re.finditer(r"\S+", line):
        date = parse_date(line[word.start() :].rstrip(" ."))
        if date.earliest and date.latest and (date.latest - date.earliest).days < _MONTH:
            before = line[: word.start()].rstrip()
            return not before or before[-1] in ",.;:-–—", date
    return None
