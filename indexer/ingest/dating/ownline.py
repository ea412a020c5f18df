"""The day that a line near the head of any text gives as the text's own.

    The Ferry Strikes a Pier
    By Ruth Ansell, 12 July 1961

Without a salutation, as a letter has one, little tells such a day from that of which a history treats: the line is
nothing but a day, or has a byline before it, or words for what was said or published then. A text that names a later
year is of a later day, and one with the days of several is a diary, or a file of many texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.ingest.authors import authors_in, begins_byline
from indexer.ingest.dating.datelines import LONGEST, ending_date
from indexer.records import DateRange
from indexer.text.capitals import CAPITAL

_LINES = 5
"""So many lines that are not blank are looked at."""
_HEAD = 4000
_LONGEST_TITLE = 150
"""A longer line begins the body."""
_YEAR = re.compile(r"(?<![\w.,/-])(?:1[5-9]\d\d|20\d\d)(?![\w/]|[.,]\d)")
_LONG_NUMBER = re.compile(r"\d{4}")
_GOES_ON = re.compile(
    r"(?:,|\b(?:a|after|am|and|at|au|before|between|bis|by|de|del|den|der|dem|du|el|et|for|from|il|in|le|of|on|or|per|seit"
    r"|since|that|the|till|to|und|until|vom|von|with|zum|les|la))$",
    re.IGNORECASE,
)
"""What a line ends with if its sentence goes on in the next."""
_PART = re.compile(
    r"(?:chapter|part|book|act|scene|kapitel|teil|chapitre|partie|capitolo|capítulo)\s+"
    r"(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
"""Of a story, which may be set on that day."""
_REPLY = re.compile(r"(?:on|am)\s", re.IGNORECASE)
"""Before the day of another's words, or a sentence: `On Fri, 7 Feb 2003 18:35`."""
_ON = re.compile(r"[\s,;:.|·•(\[–—-]+(?:(?:on|am|vom|le|du|il|del?|el)\s*)?$", re.IGNORECASE)
"""Between such words and the day."""
_PUBLISHED = re.compile(
    r"for\s+(?:immediate\s+)?release|(?:first\s+)?(?:dated?|published|posted|delivered|given|recorded|broadcast|datum|veröffentlicht|erschienen|gehalten"
    r"|publiée?|prononcée?|data|pubblicato|fecha|publicado)",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"(?:date\s+of\s+(?:the\s+)?(?:interview|recording|speech|publication)|(?:interview|recording|publication)\s+date"
    r"|datum\s+des\s+(?:interviews|gesprächs)|date\s+de\s+l['’](?:entretien|interview)|data\s+dell['’]intervista"
    r"|fecha\s+de\s+la\s+entrevista)",
    re.IGNORECASE,
)
"""Says so plainly that later years, of who copied it out, do not matter."""
_SAID = re.compile(
    r"(?i:(?:transcript of\s+)?(?:an?\s+)?"
    r"(?:(?:opening|closing|inaugural|keynote|radio|television|press|news|public|oral[- ]history)\s+)?"
    r"(?:speech|address|lecture|sermon|remarks|statement|release|conference|interview|broadcast|talk|transcript|testimony"
    r"|rede|ansprache|vortrag|predigt|erklärung|pressemitteilung|discours|allocution|entretien|déclaration|communiqué"
    r"|discorso|intervista|comunicato|discurso|entrevista|declaración|comunicado))"
    r"(?:[,:]?\s+(?:(?:to|at|in|by|of|with|before|from|for|an|vor|bei|mit|von|au|aux|à|avec|devant|de|du|a|ai|alla|con"
    rf"|di|the|dem|der|la|le)\b|{CAPITAL}[\w.’'-]*))*"
)
"""Not what it is about, whose day the date may be: `Statement on the Flood`."""


def own_day(text: str) -> DateRange | None:
    """The day, `inferred`; None where no line gives one, or it may be another's."""
    head = list(_head(text))
    if recorded := next((date for _, line, _ in head if (date := _day_of(line, _is_recorded))), None):
        return replace(recorded, sure="inferred")
    said = next((date for above, line, below in head if (date := _day_of(line)) and _is_whole(above, below)), None)
    if said is None or said.latest is None:
        return None
    is_part = any(_PART.match(line) for _, line, _ in head)
    is_past = any(int(year) > said.latest.year for year in _YEAR.findall(text))
    beside = [dated[1] for _, line, _ in head if (dated := ending_date(line))]
    others = (date for line in text.split("\n") if (date := _day_of(line.strip())))
    if is_part or is_past or any(date.earliest != said.earliest for date in (*beside, *others)):
        return None
    return replace(said, sure="inferred")


def _head(text: str) -> Iterator[tuple[str, str, str]]:
    """The first lines that are not blank, each with those above and below it, as far as they are short and not the
    last.
    """
    lines = [line.strip() for line in text[:_HEAD].split("\n")]
    said = [number for number, line in enumerate(lines) if line]
    for number in said[:-1][:_LINES]:
        if len(lines[number]) > _LONGEST_TITLE:
            return
        yield lines[number - 1] if number else "", lines[number], lines[number + 1]


def _is_whole(above: str, below: str) -> bool:
    """Whether a line between those is no piece of a sentence in short lines."""
    return not _GOES_ON.search(above) and (begins_byline(below) or not below[:1].islower())


def _is_own(before: str) -> bool:
    """Whether such words before a day say, or none, that it is that of the text."""
    words = _ON.sub("", f"{before} ")
    is_by = begins_byline(words) or before.endswith(("|", "·", "•"))
    is_said = _PUBLISHED.fullmatch(words) or _SAID.fullmatch(words)
    return not words or is_said is not None or (is_by and bool(authors_in(words)))


def _is_recorded(before: str) -> bool:
    return _RECORDED.fullmatch(_ON.sub("", f"{before} ")) is not None


def _day_of(line: str, is_own: Callable[[str], bool] = _is_own) -> DateRange | None:
    """The day with which a line ends, if what stands before it makes it the text's own."""
    if len(line) > LONGEST or not _LONG_NUMBER.search(line) or _REPLY.match(line):
        return None
    dated = ending_date(line.strip("()[] "))
    if dated is None or dated[1].earliest != dated[1].latest:
        return None
    return dated[1] if is_own(dated[0]) else None
