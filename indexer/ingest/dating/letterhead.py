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

from indexer.ingest.dating.datelines import (
    LONGEST,
    ending_date,
    is_apart,
    is_dateline,
    is_lone_year,
    is_place,
    vague_date,
)
from indexer.ingest.dating.greetings import ELSEWHERE
from indexer.records import DateRange
from indexer.text.capitals import CAPITAL
from indexer.text.monthnames import names_one_of_two_months

_LINES = 12
"""A head has no more lines before the salutation."""
_OPENING = 600
"""So much of a text is looked at for its title."""
_HOUSE = re.compile(rf"\d{{1,3}}[ \t]+(?={CAPITAL})")
"""The number of a house before its street: `31 Harley St March 30th 1819`."""
_NAMES = r"(?:[ \t]+[^\W\d_][\w.’'-]*){0,6}"
_GREETINGS = (
    r"(?:very[ \t]+)?dear(?:est)?|de?a?r\.?(?=[ \t]+(?:sir|madam)\b)|"
    r"sirs?|madam|mesdames|gentlemen|cher|chère|chers|monsieur|madame|messieurs|"
    r"très[ \t]+ch(?:er|ère)s?|liebe[nrs]?|liebster?|geliebte[rs]?|th?eure[rs]?|th?euerster?|"
    r"(?:sehr[ \t]+)?(?:hoch)?(?:ge|ver)ehrte(?:ste)?[rs]?|car[oa]|carissim[oa]|egregio|gentile|serenissimo|signore?"
)
_ADDRESSED = (
    r"(?:my|our)[ \t]+(?:own[ \t]+)?(?:(?:good|worthy|noble|honou?red|dear)[ \t]+)?"
    r"(?:lords?|lady|ladies|friends?|father|mother|brother|sister|darling|love)|"
    r"(?:(?:right|very|most)[ \t]+)?"
    r"(?:reverend|re?vd\.?|honou?r(?:ed|able)|hon['’]?d\.?|worthy|respected|esteemed|good|holy)"
    r"(?:[ \t]+and[ \t]+(?:dear|honou?red))?[ \t]+(?:sirs?|madam|father|mother|lords?|friends?|brothers?|sisters?)|"
    r"your[ \t]+(?:grace|excellency|lordship|ladyship|majesty|holiness|honou?r|eminence)|"
    r"(?:mon|ma)[ \t]+(?:général|colonel|maréchal|père|mère|bon(?:ne)?)|"
    r"(?:euer|ew\.?)[ \t]+(?:hoch)?(?:edel)?(?:wohl)?geboren|"
    r"to[ \t]+whom(?:soever)?[ \t]+it[ \t]+may[ \t]+concern|à[ \t]+qui[ \t]+de[ \t]+droit|"
    r"ladies(?:[ \t]+and[ \t]+gentlemen)?|"
    r"werther?[ \t]+(?:herr|freund)|illustrissim[oa]|hall?o|hello|beloved|darling|comrades?|querid[oa]s?|estimad[oa]s?|"
    r"mu(?:y|ito)[ \t]+(?:(?:querid|estimad|prezad)[oa]s?|(?:señor|senhor)(?:a|es|as)?|sr(?:a|es|as)?\.?)|"
    r"(?:distinguid|apreciad|respetad|prezad)[oa]s?|(?:excelentísim|ilustrísim)[oa]|"
    r"(?:exc?|ilus?t?r?)m[oa]\.?[ \t]+s[re]\w*\.?"
)
"""What may stand in a line by itself otherwise: a salutation where a comma or the like ends it."""
_MINE = r"[ \t]*(?:(?:my|our|mein|meine|mon|ma|mio|mia)[ \t]+)?"
_GREETED = rf"{_MINE}(?:{_GREETINGS}){_NAMES}"
_SALUTATION = re.compile(
    rf"(?:{_GREETED}(?:[ \t]*,{_GREETED}){{0,3}}[ \t]*(?:[,:;.!—–-][ \t—–-]*)?$"
    rf"|[ \t]*(?:{_ADDRESSED}|{ELSEWHERE}){_NAMES}[ \t]*[,،:;!—–-][ \t—–-]*$"
    rf"|{_MINE}dear(?:est)?{_NAMES},[ \t—–-]+(?=\S))",
    re.IGNORECASE | re.MULTILINE,
)
_NAMED = rf"{CAPITAL}[\w.’'-]*"
_CALLED = re.compile(
    r"(?:[Tt]o[ \t]+(?:the|all|our|my)(?:[ \t]+[\w.’'-]+){1,7}"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Lord|Lady|Prime|Members|President|Minister|Councillors?|Senators?)\b\.?"
    rf"(?:[ \t]+(?:of|the|and|{_NAMED})){{0,5}})[,:]|{_NAMED}(?:[ \t]+and)?(?:[ \t]+{_NAMED})?,"
)
"""Whom a letter is to, in a line that is a salutation only where it stands by itself below a date."""


def body_start(text: str) -> int:
    """Where the body of a letter begins, after its salutation; 0 for a text that has no letter's head."""
    for start, line in _lines(text):
        if found := _SALUTATION.match(text, start):
            return found.end() if text[found.end() :].strip() else 0
        if len(line) > LONGEST:
            break
    return _body_below_name(text)


def _body_below_name(text: str) -> int:
    """The same for a letter whose salutation is no more than whom it is to: `Mr Hale,`."""
    is_dated = False
    for start, line in _lines(text):
        end = start + len(line)
        stands_alone = text[:start].endswith("\n\n") and text.startswith("\n\n", end)
        if is_dated and stands_alone and _CALLED.fullmatch(line) and text[end:].strip():
            return end
        if len(line) > LONGEST:
            break
        is_dated = is_dated or is_dateline(line) or vague_date(line) is not None
    return 0


def head_lines(text: str) -> list[str]:
    """The lines of a letter's head, its salutation the last; none for a text that has no letter's head."""
    end = body_start(text)
    return [line for start, line in _lines(text) if start < end]


def dateline(text: str) -> DateRange | None:
    """The one date of a letter's head, to the day or the month, that ends a line or is one, be it twice; else None.

    Here no mark needs to stand before it: `Edgeworths Town Oct 4th. 1834`.
    """
    found = [dated for line in _with_years(head_lines(text)) if (dated := ending_date(line))]
    days = {(date.earliest, date.latest) for _, date in found}
    apart = [date for before, date in found if is_apart(before, date.verbatim) or _is_day_of_place(before, date)]
    return replace(apart[0], sure="inferred") if len(days) == 1 and len(apart) == len(found) else None


_OF_OTHER_DAYS = frozenset(
    "re your our letter letters invoice hearing trial born died copy copied made date dated typed account order meeting"
    " sailing due since until".split()
)
"""Before a day without a mark, they say what is of that day, not whence a letter is."""


def _is_day_of_place(before: str, date: DateRange) -> bool:
    words = before.casefold().split()
    return date.earliest == date.latest and _OF_OTHER_DAYS.isdisjoint(words) and is_place(_HOUSE.sub("", before))


def _is_day_of_town(before: str, date: DateRange) -> bool:
    return _is_day_of_place(before, date) and not any(word[0].islower() for word in before.split())


def _with_years(lines: list[str]) -> Iterator[str]:
    """The lines, one that ends in a day joined to the next where that is but its year: `Paris, le 3 mai`, `1861`."""
    whole = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        if whole.endswith(f" {line}"):
            whole = ""
            continue
        whole = f"{line} {after}" if is_lone_year(after) and ending_date(f"{line} {after}") else ""
        yield whole or line


def vague_dateline(text: str) -> DateRange | None:
    """The one line of a letter's head that is nothing but a vague date; without days where it is not understood."""
    found = [(vague_date(line), line) for line in head_lines(text)]
    vague = [date for date, _ in found if date]
    return vague[0] if len(vague) == 1 and not any(ending_date(line) for date, line in found if not date) else None


def lone_year(text: str) -> DateRange | None:
    """The one line of a letter's head that is a year alone, which may be a number: `inferred`, without days."""
    found = [line for line in head_lines(text) if is_lone_year(line)]
    return DateRange(found[0], sure="inferred") if len(found) == 1 else None


def first_dateline(text: str) -> DateRange | None:
    """The date of a text's first line, if that stands apart from the rest and is nothing but a dateline. With a mark
    before the day, or capitals alone: `Farness 9 March 1961`, but not `Battle of Farness 9 March 1861`.
    """
    line, _, below = text.lstrip().partition("\n")
    if below.partition("\n")[0].strip():
        return None
    exact = ending_date(line)
    if exact and (is_dateline(line) or _is_day_of_town(*exact)):
        return replace(exact[1], sure="inferred")
    return vague_date(line)


def opening(text: str) -> str:
    """What a text says first, a letter's after its salutation, without lines that only say where and when; these too
    where nothing else stands there.
    """
    start = body_start(text)
    body = text[start:].lstrip()[:_OPENING]
    lines = ("" if is_dateline(line) or _is_vague_dateline(line, bool(start)) else line for line in body.split("\n"))
    kept = "\n".join(lines).lstrip()
    greeting = _SALUTATION.match(kept)
    return body if not kept[greeting.end() if greeting else 0 :].strip() else kept


def _is_vague_dateline(line: str, in_letter: bool) -> bool:
    """Whether a line is nothing but a vague date, or one whose month only the text's language will tell."""
    return (in_letter or names_one_of_two_months(line)) and vague_date(line) is not None


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
