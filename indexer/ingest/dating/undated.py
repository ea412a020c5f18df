"""Dates that are not understood: taken as the one year that they name, else left undated; and a sentence that says so.

A year is no guess at a day: it is only taken where nothing in the words moves the date out of it ("before Easter
1910", "1910/05", "10 BC").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from textwrap import shorten

from indexer.ingest.languages import family_of
from indexer.records import DateRange, Document
from indexer.text.calendarnames import DAYS, MOVABLE
from indexer.text.datephrases import ABOUT, LIMITS
from indexer.text.dates import parse_date
from indexer.text.monthnames import FAMILIES, counts_otherwise, names_unsure_month

_YEAR = re.compile(r"\b(1\d{3}|20\d\d|2100)\b")
_SHIFTED = re.compile(
    rf"""\b\d{{4}}\s*[-/]\s*\d{{1,2}}(?![-/\d.])   # 1910/05, 1910-05/06: months, two years, or old style and new
    |\s[-–—]|[-–—]\s|[–—<>+&]|\.\.            # an end that is open, or another date
    |\b(?:{"|".join(LIMITS.values())}|{ABOUT}
    |előtt|után|óta|körül|önce|sonra|kadar|beri|civarı|jälkeen|saakka|asti|lähtien   # these stand behind a date
    |to|and|or|between|not|pre|post|ante|later|earlier|onwards?|ff|approx\w*|von|zwischen|entre|tra
    |позднее|ранее|позже|раньше|не|між|между|паміж|к
    |po|do(?=\s+(?:r\b|rok|\d{{4}}))|od|między|później|wcześniej|mezi|medzi|između|μεταξύ|között
    |între|arası|mellan|mellem|mellom|siden|sedan|نحو|עד
    |\d{{4}}(?:-(?:[ех]|ых|их|т[еі]|tal\w*|lu[kv]u\w*|[aeo]s)|['’](?:erne|l[ae]r\w*))|lata?|léta|roky|годы|anii|δεκαετία
    |b\.?\s?c|b\.?c\.?e|a\.?\s?h|chr
    |muharr?[ae]m|safar|rabi\w*|rebi\w*|jum\w*da|cema\w*|rajab|receb|sha.?ban|şaban|rama[dz]an|shaww?al|şevval|dhu\w*
    |zil\w*|هـ|هجرية?|محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذ[وي]|farvardin|ordibehesht|khordad|mordad|shahrivar|bahman|esfand)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What may move a date out of the year that it names, and eras and calendars that count from elsewhere."""
_COUNTED_FROM_EASTER = re.compile(
    rf"\b(?:{'|'.join(DAYS)})\s+(?:{LIMITS['before']}|{LIMITS['after']})\s+(?:{'|'.join(MOVABLE)})\b",
    re.IGNORECASE,
)
"""A Sunday after Easter is of Easter's year, as what is merely before or after it need not be."""
_SAYS_NONE = re.compile(
    r"\W*(?:(?:undated|unknown(?: date)?|date unknown|none|null|n\W{0,2}[ad]|s\W{0,2}d|o\W{0,2}[djD]|no date"
    r"|without date|ohne datum|sans date|senza data|undatiert|unbekannt|без дат[ыи]|б\W{0,2}д|недатован\w*|bez dat[ya]"
    r"|bez datuma|b\W{0,2}d|nedatov\w+|niedatowan\w+|χωρίς ημερομηνία|keltezetlen|fără dată|tarihsiz|utan datum"
    r"|uden dato|uten dato|odaterat|udateret|udatert|päiväämätön)\W*)?",
    re.IGNORECASE,
)
_SHOWN = 80


def with_readable_date(document: Document) -> Document:
    """The document, its date a year or uncertain and a warning added where its words are no date that is understood."""
    when = document.date
    if when is None or when.known or says_none(when.verbatim):
        return document
    # Words that are understood and yet have no days were put aside by a reader, as a placeholder is; those that are
    # only guessed to be a date may be a number.
    reads_as_date = parse_date(when.verbatim).known
    if not reads_as_date and names_unsure_month(when.verbatim):
        languages = (document.language,) if document.language else family_of(document.text, FAMILIES)
        own = parse_date(when.verbatim, *languages)
        if own.known:
            return replace(document, date=replace(own, sure=when.sure if when.sure == "inferred" else own.sure))
    if reads_as_date and when.sure != "inferred":
        return document
    year = None if reads_as_date else year_named(when.verbatim)
    made = f"taken as the year {year}" if year else "the document is undated"
    words = shorten(when.verbatim, _SHOWN, placeholder="…")
    taken = (
        DateRange(when.verbatim, date(year, 1, 1), date(year, 12, 31), "inferred")
        if year
        else replace(when, sure="uncertain")
    )
    if reads_as_date:
        warning = f"date {words!r} may be a number: {made}; write a month beside it, or state the date"
    else:
        stating = "state the text's language, or " if names_unsure_month(when.verbatim) else ""
        warning = f"date {words!r} was not understood: {made}; {stating}write it as 1911-03-12, 1911-03 or 1911"
    return replace(document, date=taken, warnings=(*document.warnings, warning))


def says_none(words: str) -> bool:
    """Whether they are nothing, or say that there is no date: `n.d.`, `ohne Datum`."""
    return _SAYS_NONE.fullmatch(words) is not None


def year_named(words: str) -> int | None:
    """The one year from 1000 to 2100 in the words, None where there is none, or two, or the date may lie outside it."""
    years = set(_YEAR.findall(words))
    shifted = _SHIFTED.search(_COUNTED_FROM_EASTER.sub("", words))
    if len(years) != 1 or shifted:
        return None
    year = int(years.pop())
    return None if any(counts_otherwise(word, year) for word in words.split()) else year
