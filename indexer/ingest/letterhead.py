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
_OPENING = 600
_NAMES = r"(?:[ \t]+[^\W\d_][\w.’'-]*){0,6}"
_GREETINGS = (
    r"dear(?:est)?|sirs?|madam|mesdames|gentlemen|cher|chère|chers|monsieur|madame|messieurs|lieber?|liebster?|"
    r"liebe[ns]|(?:sehr[ \t]+)?(?:hoch)?(?:ge|ver)ehrte[rs]?|geliebte[rs]?|theure[rs]?|car[oa]|carissim[oa]|egregio|gentile|serenissimo|signore?"
)
_MINE = r"[ \t]*(?:(?:my|our|mein|meine|mon|ma|mio|mia)[ \t]+)?"
_GREETED = rf"{_MINE}(?:{_GREETINGS}){_NAMES}"
_SALUTATION = re.compile(
    rf"(?:{_GREETED}(?:[ \t]*,{_GREETED}){{0,3}}[ \t]*[,:;.!]?[ \t—–-]*$"
    rf"|{_MINE}dear(?:est)?{_NAMES},[ \t—–-]+(?=\S))",
    re.IGNORECASE | re.MULTILINE,
)
_MONTH = 31
_ENDS_IN_FIGURES = re.compile(r"\d[^\w\n]*$")
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
    if len(found) != 1 or not _is_apart(found[0][0]):
        return None
    return replace(found[0][1], sure="inferred")


def opening(text: str) -> str:
    """What a text says first, a letter's after its salutation, without lines that only say where and when; these too
    where nothing else stands there.
    """
    body = text[body_start(text) :].lstrip()[:_OPENING]
    kept = "\n".join("" if _is_dateline(line) else line for line in body.split("\n")).lstrip()
    greeting = _SALUTATION.match(kept)
    return body if not kept[greeting.end() if greeting else 0 :].strip() else kept


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


def _is_dateline(line: str) -> bool:
    """Whether a line is nothing but a date, or a place and a date."""
    if not _ENDS_IN_FIGURES.search(line) or not (dated := _ending_date(line.strip())) or not _is_apart(dated[0]):
        return False
    words = re.findall(r"[^\W_]+", dated[0])
    capital = all(word[0].isupper() or word.lower() in _WORDS_OF_PLACES for word in words)
    heading = dated[0].isupper() or dated[0].startswith("The ") or not _NO_PLACE.isdisjoint(map(str.lower, words))
    return capital and not heading and len(words) <= _LONGEST_PLACE


def _is_apart(before: str) -> bool:
    """Whether a date after such words stands alone or after a mark: not so in "answered 9 March 1961"."""
    return not before or before[-1] in ",.;:-–—"


def _ending_date(line: str) -> tuple[str, DateRange] | None:
    """The date at a line's end, to the day or the month, and what stands before it."""
    if len(line) > _LONGEST:
        return None
    for word in re.finditer(r"\S+", line):
        date = parse_date(line[word.start() :].rstrip(" ."))
        if date.earliest and date.latest and (date.latest - date.earliest).days < _MONTH:
            return line[: word.start()].rstrip(), date
    return None
