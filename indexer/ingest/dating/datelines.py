"""One line that says when a letter was written, and perhaps where: "Farness, 9th March, 1961", "Easter 1946".

A line is believed to be nothing else only where every word of it is one of a date's, or stands before a mark as a place
does. What is more is a sentence or a heading: "The flood of 1851 was worse", "Report for 1851".
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.records import DateRange
from indexer.text.calendarnames import DAYS, FEAST, FEASTS, SEASONS
from indexer.text.dateforms import YEARS_WORD
from indexer.text.datephrases import ABOUT, BEHIND, PART_WORD
from indexer.text.dates import parse_date
from indexer.text.monthnames import NUMBERED, UNSURE, month_of, names_unsure_month
from indexer.text.words import fold

LONGEST = 72
"""No longer line is a dateline."""
_MONTH = 31
_CLOSING = re.compile(r"(?<![\s\d][ргrg])[ .]+$")
"""Behind a date, but for the point of a word that is clipped: `12 марта 1917 г.`."""
_ENDS_IN_FIGURES = re.compile(r"\d[^\w\n]*$")
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)(?:[-/–]\d{1,4})?")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|te[nr]?|er?)?")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_FIGURES = rf"{_DAY}(?P<mark>\s?[./-]\s?)(?:{_DAY}|i?v|i?x|[vx]?i{{1,3}})(?P=mark)(?:\d{{4}}|['’]?\d\d)(?!\w)"
_WORD = re.compile(rf"\b(?:(?P<feast>{FEAST})|(?P<figures>{_FIGURES}))|['’]\d\d\b|[^\W_]+(?:[-/–]\d+)?", re.IGNORECASE)
_NAMING = frozenset((*SEASONS, *DAYS, *FEASTS))
_BESIDE = frozenset(
    "a abends about after afternoon am an and anfang après around at aux avant before beginning between bis c ca"
    " circa dana das de del dem den der des di die dne dnia dopo du dňa early eighth el end ende environ et etwa eve"
    " evening fifth fin fine first fourth früh gegen half il im in inizio la last late later le les lo los matin"
    " mattina mid middle mittags mitte morgens morning nach nachmittags night noon o oder of on or ou perhaps prima"
    " probably second sera seventh since sixth soir spät the third to towards um und ungefähr until vers verso vor"
    " week в во на у ў ve we w na u v i på în la av af lunii".split()
)
"""What stands in dates beside the names of days, months, seasons and feasts."""
_PART = re.compile(PART_WORD, re.IGNORECASE)
_WORDS_OF_PLACES = frozenset(
    "a am an at auf aus bei d da dal dalla de dem den der di du el en im in la le les near of on sur the upon vor zu"
    " zum zur".split()
)
_IN_PLACE = re.compile(r"(?:(?P<slavic>[VWU]|V[eo]|We|Na)|[ВУІ]|Во|На|Στ(?:ην?|ο)|În)\s")
_SLAVIC = UNSURE.union(*(NUMBERED[languages] for languages in ("cs", "sk", "pl", "hr", "sr hr bs sh sl")))
_ON_THE_DAY = re.compile(r"(?:dne|dnia|dn\.|dňa|dana|den|d\.)\s|.*kuuta\b", re.IGNORECASE)
"""Days before which no mark stands: `V Praze 28. října`, `Stockholm den 5 juni`, `Helsingissä 5. kesäkuuta`."""
_NOTED = frozenset(
    "acknowledged ankom answered ans ansd arrived beantwortet besvarad besvarat besvaret died dispatched doručeno"
    " eingegangen enclosed endorsed erhalten filed forwarded inkom modtaget mottagen mottaget noted odebrano odpisano"
    " odpověděno otrzymano poslano posted postmark postmarked primljeno přijato printed published reçu recd received"
    " registered répondu replied ricevuta risposto stamped vastattu wysłano".split()
)
"""Before a day that is not the letter's own."""
_NO_PLACE = frozenset(
    "agenda bericht bulletin diary journal meeting memo memorandum minutes news newsletter no note notes notice number"
    " protokoll record release report review tagebuch vol volume"
    " бюллетень вести вісті газета дневник доклад доповідь журнал звіт новини отчет отчёт протокол щоденник"
    " dagbog dagbok deník denník dnevnik dziennik gazeta gazete günlük izvještaj jegyzőkönyv jelentés jurnal kertomus"
    " napló noviny novine protokol protokół pöytäkirja päiväkirja raport rapor rapport referat správa sprawozdanie"
    " tutanak zapisnik zápis zpráva έκθεση εφημερίδα ημερολόγιο πρακτικά".split()
)
"""Of headings that have a date: "Minutes, 9 March 1961"."""
_NUMBERED = re.compile(
    r"\b(?:ref(?:erence)?|tel(?:ephone|efon|ex)?|phone|fax|code|file|apt|az)\b[\W\d_]*$", re.IGNORECASE
)
"""Directly before figures: they are no date, whatever they look like."""
_HAS_NO_CAPITALS = re.compile("[א-ي]")
"""Hebrew and Arabic."""
_LONGEST_PLACE = 4
_LONE_YEAR = re.compile(rf"[(\[]?(?:(?:{ABOUT})\.?\s*)?(?:1\d{{3}}|20\d\d)[?.)\]]*", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"(?<=\d)\.?[,;]?\s+(?:(?:at|au|à|am|in(?:\s+the)?|im|le|du|de|di|la|um|zu|alla)\s+)?"
    r"(?:midnight|noon|midday|morning|evening|night|afternoon|minuit|midi|matin|soir|nuit|après-midi|mitternachts?|früh"
    r"|mittags?|morgens?|abends?|nachts?|nachmittags?|vormittags?|mezzanotte|mezzogiorno|mattina|sera|notte)[^\w\n]*$",
    re.IGNORECASE,
)
"""Behind a date: `3 mai 1861, minuit`."""


def ending_date(line: str) -> tuple[str, DateRange] | None:
    """The date at a line's end, to the day or the month, and what stands before it. "c. March 1961" is neither."""
    if len(line) > LONGEST:
        return None
    line = _PART_OF_DAY.sub("", line)
    for word in re.finditer(r"\S+", line):
        date = parse_date(_CLOSING.sub("", line[word.start() :]))
        if date.earliest and date.latest and (date.latest - date.earliest).days < _MONTH:
            before = line[: word.start()].rstrip()
            return None if _NUMBERED.search(before) else (before, date)
        if date.known and (not word.start() or word[0][0].islower()):  # `Washington, D. C. 4 March 1861` is no circa
            return None
    return None


def is_apart(before: str, date: str) -> bool:
    """Whether a date after such words stands alone or after a mark, or needs none behind a place: not so in "answered
    9 March 1961".
    """
    if not before or before[-1] in ",.;:-–—،":
        return True
    within = _IN_PLACE.match(before)
    needs_none = within and (
        not within["slavic"] or any(fold(word) in _SLAVIC for word in re.findall(r"[^\W\d_]+", date))
    )
    return bool(needs_none or _ON_THE_DAY.match(date)) and is_place(before)


def is_dateline(line: str) -> bool:
    """Whether a line is nothing but a day or a month, or a place and one."""
    if not _ENDS_IN_FIGURES.search(_figures_last(line)):
        return False
    dated = ending_date(line.strip())
    return dated is not None and is_apart(dated[0], dated[1].verbatim) and is_place(dated[0])


def vague_date(line: str) -> DateRange | None:
    """The date of a line that is nothing but one, or a place and one, and need not be understood; `inferred` if it is.

    It names one year, and beside it a day, month, season or feast: a year alone may be a number. A year of two figures
    says that the letter has a date, though not of which century.
    """
    if len(line) > LONGEST:
        return None
    line = _figures_last(line)
    if not _ENDS_IN_FIGURES.search(line):
        return None
    words = list(_WORD.finditer(line))
    ending: list[re.Match[str]] = []
    while words and _is_of_date(words[-1]):
        ending.insert(0, words.pop())
    if not any(map(_is_naming, ending)):
        return None
    before, said = line[: ending[0].start()].rstrip(), line[ending[0].start() :].rstrip(" .")
    years = sum(map(_names_year, ending))
    if years > 1 or not (years or _is_clipped(ending)) or _NUMBERED.search(before):
        return None
    if not (is_apart(before, said) and is_place(before)):
        return None
    date = parse_date(said)
    waits = names_unsure_month(said)  # for the text's language
    return replace(date, sure="inferred") if date.known or waits else date


def _figures_last(line: str) -> str:
    """A line without what may stand behind the date that it ends with."""
    return BEHIND.sub("", YEARS_WORD.sub("", _PART_OF_DAY.sub("", line.rstrip())))


def is_lone_year(line: str) -> bool:
    """Whether a line is a year and nothing else, which may be a number."""
    return _LONE_YEAR.fullmatch(line) is not None


def _is_of_date(word: re.Match[str]) -> bool:
    said = word[0].lower()
    number = _YEAR.fullmatch(said) or _NUMBER.fullmatch(said) or said[0] in "'’"
    beside = said in _BESIDE or _PART.fullmatch(said)
    is_initial = word[0] == "C" and word.start() > 0  # of Washington, D. C.
    return _is_naming(word) or (beside and not is_initial) or bool(number)


def _is_naming(word: re.Match[str]) -> bool:
    said = word[0].lower()
    is_month = month_of(said, behind_day=False) > 0 or names_unsure_month(said)
    return is_month or said in _NAMING or bool(word["feast"] or word["figures"])


def _names_year(word: re.Match[str]) -> bool:
    return bool(_YEAR.fullmatch(word[0][-4:] if word["figures"] else word[0]))


def _is_clipped(words: list[re.Match[str]]) -> bool:
    """Whether the last of a date's words is a year of two figures: behind a mark, in figures, or after a day."""
    *before, last = words
    if last["figures"] or last[0][0] in "'’":
        return True
    is_number = len(last[0]) == 2 and last[0].isdecimal()
    return is_number and any(_NUMBER.fullmatch(word[0].lower()) for word in before[-2:])


def is_place(before: str) -> bool:
    """Whether what stands before a date is nothing or can be a place: a few words with capitals."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", before)
    capital = all(
        word[0].isupper() or _HAS_NO_CAPITALS.match(word) or word.lower() in _WORDS_OF_PLACES for word in words
    )
    heading = (
        before.isupper() or before.startswith("The ") or not (_NO_PLACE | _NOTED).isdisjoint(map(str.lower, words))
    )
    return capital and not heading and len(words) <= _LONGEST_PLACE
