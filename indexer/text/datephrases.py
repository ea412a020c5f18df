"""What people write around a date: spans, limits, parts of a time, how sure they are."""

from __future__ import annotations

import re
from typing import Literal

from indexer.text.calendarnames import SEASONS
from indexer.text.dateforms import MONTH_NAMES, NTH, OF, PART_OF_DAY, TIME, WEEKDAY

CLOCK = re.compile(rf"(?<=\d{{4}})(?:{TIME}|{PART_OF_DAY})$", re.IGNORECASE)
STYLE = re.compile(
    r"(?<=\d)[,\s]*[\[(]?\s*(?:(?P<old>o\.?\s?s\.?|old\s+style|a(?:lten)?\.?\s?st(?:ils|yls)?\.?|vieux\s+style"
    r"|st(?:il|yl)?o?\.?\s+vet(?:eri|ere)?\.?)|n\.?\s?s\.?|new\s+style|n(?:euen)?\.?\s?st(?:ils|yls)?\.?|nouveau\s+style"
    r"|st(?:il|yl)?o?\.?\s+novo?\.?)[\])]?$",
    re.IGNORECASE,
)
"""By which calendar the day is counted. It stays the day that is written, as the days of all letters of its time do."""
TWO_YEARS = re.compile(r"\d{4}\s?[-/–]\s?\d")
PARTLY = re.compile(
    rf"(?:(?:the|early|late|on)\s+)*(?:(?:morning|evening|night|afternoon)\s+of|{WEEKDAY}(?:morning|evening|night|afternoon),?)"
    r"\s+(.+)",
    re.IGNORECASE,
)
PART = re.compile(
    r"(?:(?:in|im|à|au|a)\s+)?(?:(?:the|das|la|le)\s+)?(?:very\s+)?(?:early|mid(?:dle)?|late(?:r)?|beginning|end"
    r"|(?:first|second|third|last)\s+(?:half|third|quarter|week|days?)|anfang|mitte|ende|frühes|spätes|début|mi|fin|inizio|metà|fine|principios|comienzos|mediados"
    r"|finales|fines)[-\s]+(?:(?:in|of|der|des|du|del?|degli)\s+)?(?:(?:the|den|les?|los|el|il|gli)\s+)?(.+)",
    re.IGNORECASE,
)
"""A part of a month, a year or a longer time. Where it begins and ends nobody says: the whole is what can be meant."""
SPAN = re.compile(r"(?:between|from|zwischen|vom|von|entre|de|tra|fra|dal|desde)\s+(.+)", re.IGNORECASE)
BETWEEN = re.compile(
    r"(.+?)\s*(?:\.\.|/|–|—|(?<=\d{4})-(?=\d{4}|\d\d?\.(?!\.))|(?<=[^\W\d_])\.?-(?=[^\W\d_])|\s-\s"
    rf"|(?<=st|nd|rd|th)-(?=\d)|(?<=\d)-(?=\d\d?{NTH}(?:,|\s*{OF}(?:{MONTH_NAMES})\b))"
    r"|\s(?:&|to|and|or|bis|und|oder|et|ou|à|e|o|al|y|hasta)\s)\s*(.+)",
    re.IGNORECASE,
)
YEARLESS = re.compile(
    rf"{WEEKDAY}(?:(?:\d\d?{NTH}\s*{OF})?(?:{MONTH_NAMES})\.?|(?:{MONTH_NAMES})\.?\s+\d\d?{NTH}"
    rf"|{'|'.join(SEASONS)})",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(rf"{WEEKDAY}\d\d?{NTH}", re.IGNORECASE)
ENDING = re.compile(rf"((?:{MONTH_NAMES})\.?)?,?\s+{OF}(\d{{4}}(?:[-/–]\d{{1,4}})?)$", re.IGNORECASE)
"""The month and year that end a date, or the year alone, and hold for the date before it too: March or April 1890."""
OF_CENTURIES = re.compile(r"[-\s]+(?:century|jahrhunderts?|siècle|secolo|eeuw)$", re.IGNORECASE)
BEGINNING = re.compile(rf"((?:{MONTH_NAMES})\.?)\s+\d", re.IGNORECASE)
DAY_AND_YEAR = re.compile(rf"\d\d?{NTH},?\s*\d{{4}}", re.IGNORECASE)
Limit = Literal["before", "after", "until", "since"]
LIMITS: dict[Limit, str] = {
    "before": r"before|vor|avant|prima\s+del?|prima\s+di|antes\s+del?",
    "after": r"after|nach|apr[eè]s|dopo|despu[eé]s\s+del?",
    "until": r"until|till|by|bis|jusqu['’](?:en|à|au)|fino\s+al?|hasta",
    "since": r"since|from|seit|ab|depuis|dal|desde",
}
LIMIT = re.compile(
    rf"(not\s+|nicht\s+|pas\s+|non\s+|no\s+)?(?:{'|'.join(f'(?P<{word}>{words})' for word, words in LIMITS.items())})"
    r"\s+(?:(?:the|dem|den|le|il|el)\s+)?(?P<limit>.+)",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(?:(?:about|around|approximately|probably|perhaps|um|gegen|etwa|ungefähr|vers|environ|verso|intorno\s+al"
    r"|hacia|c)\s+|c(?:irc)?a\.?\s*|c\.\s*|c(?=\d)|\?\s*)(?:(?:the|den|die|le|les|il|gli|el|los)\s+)?(.+)",
    re.IGNORECASE,
)
UNDATED = re.compile(
    r"(?:undated|undatiert|ohne datum|no date|without date|sans date|senza data|sin fecha|(?:n|o|s)\.\s?d"
    r"|postmark(?:ed)?|(?:post)?stempel|cachet)\b\W+(.+)",
    re.IGNORECASE,
)
"""What was added to a document that has no date of its own, as by its postmark."""
