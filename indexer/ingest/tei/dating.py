"""When a TEI text was written or sent: which of the dates in its header and text counts, and what speaks against it."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from indexer.ingest.dating.titled import date_in_title
from indexer.ingest.tei.correspondence import Correspondence
from indexer.ingest.tei.dated import Dated, date_of, leaves_open, may_be_known, words_disagree, words_leave_open
from indexer.ingest.tei.elements import findall
from indexer.records import DateRange
from indexer.text.datephrases import VAGUE
from indexer.text.dates import overlaps, parse_date

_PLACES = (
    ("opener", ".//t:text//t:opener//t:date | .//t:text//t:dateline//t:date"),
    ("closer", ".//t:text//t:closer//t:date"),
    (
        "header",
        ".//t:msDesc//t:head//t:date | .//t:msDesc//t:origDate | .//t:msDesc//t:docDate"
        " | .//t:profileDesc/t:creation//t:date",
    ),
)
_HEADS = (
    ".//t:text//*[self::t:opener or self::t:dateline[not(ancestor::t:opener)]]"
    "[not(ancestor::t:floatingText or ancestor::t:quote)]"
)
"""Where a letter or a diary's entry says when, but for those that a text quotes."""
_FIGURES = re.compile(r"\d+")
_TITLE = "the title"
_DISAGREE = "disagree"
Claim = tuple[str, DateRange]
"""Where a date stands, and what it says."""


def date_and_doubts(
    tei: etree._Element, letter: Correspondence | None, title: str
) -> tuple[DateRange | None, tuple[str, ...]]:
    """The date of sending: correspAction's, else the opener's, else the closer's, else the manuscript description's.

    Every other date that shares no day with it is a doubt, the title's too, and so is a date whose own words name
    another day than its attributes: there the editor's attributes are taken, unless another of the dates agrees with
    the words. The title also tells the day where these have a year or a month alone, and that there is none but what a
    form wanted where it has no more itself.
    """
    found = _dates(tei, letter)
    if not found:
        return None, ()
    titled = date_in_title(title) if letter else None  # another text's is when it was printed, or what it tells of
    claims = [(place, dated.when) for place, dated in found]
    taken_from, taken = _taken(claims, titled)
    if titled and taken.known and not _meet(titled, taken):
        claims.append((_TITLE, titled))
    doubts = tuple(
        f"dates {_difference(when, taken)}: {place} has {_shown(when)}, {taken_from} has {_shown(taken)} (taken)"
        for place, when in claims
        if taken.known and (when.earliest, when.latest) != (taken.earliest, taken.latest)
    )
    misprinted = tuple(told for place, dated in found if (told := _misprinted(place, dated, taken)))
    disagree = any(when.known and not _meet(when, taken) for _, when in claims)
    unsure = disagree or words_disagree(taken)
    return (replace(taken, sure="uncertain") if unsure else taken), (*misprinted, *doubts)


def _dates(tei: etree._Element, letter: Correspondence | None) -> list[tuple[str, Dated]]:
    """The first date of each place, in the order in which they count."""
    found = [("correspAction", letter.date)] if letter and letter.date else []
    for place, where in _PLACES:
        dates = [dated for e in findall(tei, where) if (dated := date_of(e)) and (e.attrib or dated.when.known)]
        if dates:
            found.append((place, next((dated for dated in dates if dated.when.known), dates[0])))
    if not letter and (span := _span(tei)):
        found = [(place, span if place == "opener" else dated) for place, dated in found]
    return found


def _span(tei: etree._Element) -> Dated | None:
    """From the first to the last of the days at the heads of several letters or entries that make up a text."""
    heads = [[date_of(e) for e in findall(head, ".//t:date")] for head in findall(tei, _HEADS)]
    dates = [next((each.when for each in head if each and each.when.known), None) for head in heads]
    days = sorted((d.earliest, d.latest, d.verbatim) for d in dates if d and d.earliest and d.latest)
    if len({day[:2] for day in days}) < 2:
        return None
    last = max(days, key=lambda day: day[1])
    return Dated(DateRange(f"{days[0][2]} – {last[2]}", days[0][0], last[1], "inferred"))


def _taken(claims: list[Claim], titled: DateRange | None) -> Claim:
    """The first that says days, unless its own words, or else the title, name others that one more date agrees with.

    A template's day may have been left in the attributes.
    """
    place, taken = next((claim for claim in claims if claim[1].known), claims[0])
    if words_disagree(taken):
        others = [*claims, *([(_TITLE, titled)] if titled else [])]
        return _agreeing(parse_date(taken.verbatim), taken, others) or (place, taken)
    if not (titled and taken.known):
        return place, taken
    if not _meet(titled, taken):
        return _agreeing(titled, taken, claims) or (place, taken)
    if leaves_open(taken, titled) and may_be_known(titled, taken):
        return _TITLE, titled
    if _is_formal(taken) and leaves_open(titled, taken) and (_is_about(titled) or titled.earliest == taken.earliest):
        return _TITLE, parse_date(titled.verbatim)
    return place, taken


def _agreeing(witness: DateRange, taken: DateRange, claims: list[Claim]) -> Claim | None:
    """The first that shares days with the witness, none with what is taken, and whose own words do not deny it."""

    def agrees(when: DateRange) -> bool:
        return _meet(when, witness) and not (_meet(when, taken) or words_disagree(when))

    return next((claim for claim in claims if agrees(claim[1])), None)


def _meet(when: DateRange, other: DateRange) -> bool:
    return other.known and overlaps(when, other.earliest, other.latest)


def _is_formal(day: DateRange) -> bool:
    """Whether no words tell of this day, but attributes alone: a form may have wanted it of a year or a month."""
    says_less = not parse_date(day.verbatim).known and _FIGURES.findall(day.verbatim) == [str(day.earliest)[:4]]
    return says_less or day.verbatim == str(day.earliest)


def _is_about(when: DateRange) -> bool:
    return VAGUE.fullmatch(when.verbatim.strip("()[] ")) is not None


def _misprinted(place: str, dated: Dated, taken: DateRange) -> str:
    """That the words of a date say something else than its attributes, and whether these count; "" where they agree."""
    when = dated.when
    if not (dated.set_aside or words_disagree(when) or words_leave_open(when)):
        return ""
    difference = _difference(parse_date(dated.set_aside or when.verbatim), when)
    days = dated.set_aside or "..".join(dict.fromkeys(str(day or "") for day in (when.earliest, when.latest)))
    counts = ", which counts" if not dated.set_aside and _meet(when, taken) else ""
    return f"dates {difference}: {place} prints {when.verbatim!r}, its attributes have {days}{counts}"


def _shown(when: DateRange) -> str:
    """The words, and the first day that attributes give them: the words of two dates that disagree may be the same."""
    day = str(when.earliest or "")
    return repr(when.verbatim) + (f" ({day})" if day and day != when.verbatim else "")


def _difference(when: DateRange, taken: DateRange) -> str:
    return "differ in precision" if _meet(when, taken) else _DISAGREE
