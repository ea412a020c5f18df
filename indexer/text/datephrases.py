"""What people write around a date: spans, limits, parts of a time, how sure they are."""

from __future__ import annotations

import re
from typing import Literal

from indexer.text.calendarnames import WEEKDAYS_BEHIND
from indexer.text.dateforms import MONTH, NTH, OF, ON_THE_NTH, PART_OF_DAY, ROMAN, THE, TIME, WEEKDAY, YEARS_WORD

CLOCK = re.compile(rf"(?<=\d{{4}})(?:{TIME}|{PART_OF_DAY})$", re.IGNORECASE)
STYLE = re.compile(
    rf"(?<=\d){YEARS_WORD}?[,\s]*[\[(]?\s*(?:(?P<old>o\.?\s?s\.?|old\s+style|a(?:lten)?\.?\s?st(?:ils|yls)?\.?|vieux\s+style"
    r"|st(?:il|yl)?o?\.?\s+vet(?:eri|ere)?\.?)|n\.?\s?s\.?|new\s+style|n(?:euen)?\.?\s?st(?:ils|yls)?\.?|nouveau\s+style"
    r"|st(?:il|yl)?o?\.?\s+novo?\.?|(?:по\s+)?(?:с|ст|н|ст[ао]р\w+|нов\w+)\.?\s?(?:с|ст|стил[юя])\.?"
    r"|stil(?:ul)?\s+(?:vechi|nou)|s(?:t\.\s?st|\.\s?[vn])\.?|[πν]\.\s?η\.?)[\])]?$",
    re.IGNORECASE,
)
"""By which calendar the day is counted. It stays the day that is written, as the days of all letters of its time do."""
_WEEKDAY = rf"[.,]*\s+\(?(?:{WEEKDAYS_BEHIND})\)?"
BEFORE = re.compile(WEEKDAY, re.IGNORECASE)
BEHIND = re.compile(
    rf"(?<=\d\d){YEARS_WORD}(?:{_WEEKDAY})?$|(?<=\d)(?:{ON_THE_NTH})?{_WEEKDAY}$"
    rf"|(?:(?<=\D\d)|(?<=\D\d\d)){ON_THE_NTH}$|(?<=\d)\.?\s+(?:дня|dnia|dne)$",
    re.IGNORECASE,
)
"""Behind a date, it changes nothing: the word for the year, an ending, the day of the week."""
IN_BOTH_STYLES = re.compile(
    r"(?<=[\w.])\s?\((\d\d?(?!\d)[^()\d]*)\)(?=\D*\d{4})"
    rf"|(?<=\d{{4}})(?:{YEARS_WORD})?\s?\((\d\d?\s[^()\d]+\d{{4}}[^()\d]*)\)$"
)
"""The day in the new style in brackets, behind that in the old: 25 October (7 November) 1917."""
TWO_YEARS = re.compile(r"\d{4}\s?[-/–]\s?\d")
PARTLY = re.compile(
    rf"(?:(?:the|early|late|on)\s+)*(?:(?:morning|evening|night|afternoon)\s+of|(?:{WEEKDAY})?{THE}(?:morning|evening|night|afternoon),?)"
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
SPAN = re.compile(
    r"(?:between|from|zwischen|vom|von|entre|de|tra|fra|dal|desde|со?|от|від|од|od|z|från|między|mezi|medzi|između|между|між"
    r"|între|mellan|mellem|mellom|μεταξύ|από)\s+(?:(?:lety?|rok[iy]|годами)\s+)?(.+)",
    re.IGNORECASE,
)
_AND = (
    r"(?:&|to|and|or|bis|und|oder|et|ou|à|e|o|al|y|hasta|(?-i:по|до|и|или|і|й|та|або|do|i|a|lub|nebo|ili|och|og|eller|til"
    r"|ja|tai|és|vagy|și|sau|până\s+la|ve|veya|και|ή|έως))"
)
BETWEEN = re.compile(
    r"(.+?)\s*(?:\.\.|/|–|—|(?<=\d{4})-(?=\d{4}|\d\d?\.(?!\.))|(?<=[^\W\d_])\.?-(?=[^\W\d_])|\s-\s"
    rf"|(?<=st|nd|rd|th)-(?=\d)|(?<=\d)-(?=\d\d?{NTH}(?:,|\s*{OF}(?!{_AND}\s){MONTH}\b))|\s{_AND}\s)\s*(.+)",
    re.IGNORECASE,
)
YEARLESS = re.compile(
    rf"(?:{WEEKDAY})?{THE}(?:(?:\d\d?{NTH}\s*{OF})?(?P<month>{MONTH})\.?|(?P<before>{MONTH})\.?\s+\d\d?{NTH})",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(rf"(?:{WEEKDAY})?{THE}\d\d?{NTH}", re.IGNORECASE)
ENDING = re.compile(rf"(?:({MONTH})\.?)?,?\s+{OF}(\d{{4}}(?:[-/–]\d{{1,4}})?)$", re.IGNORECASE)
"""The month and year that end a date, or the year alone, and hold for the date before it too: March or April 1890."""
OF_CENTURIES = re.compile(r"[-\s]+(?:century|jahrhunderts?|siècle|secolo|eeuw)$", re.IGNORECASE)
IN_FIGURES = re.compile(rf"(?<=\d)\.?(\s?[./]\s?(?:{ROMAN}))\s?[./]\s?(\d{{4}})$", re.IGNORECASE)
"""The same where the month is in Roman figures: 14/27.II.1918."""
BEGINNING = re.compile(rf"({MONTH})\.?\s+\d", re.IGNORECASE)
DAY_AND_YEAR = re.compile(rf"\d\d?{NTH},?\s*\d{{4}}", re.IGNORECASE)
_YEAR_ALONE = r"\s+(?:(?:r\.|roku)\s+)?\d{4}\b"
"""Before a day, these words say that a letter is of it, or of a Thursday: `od 3 maja 1921`, `Do 4.5.1810`."""
Limit = Literal["before", "after", "until", "since"]
LIMITS: dict[Limit, str] = {
    "before": r"before|vor|avant|prima\s+del?|prima\s+di|antes\s+del?|przed|před|pred|prije|пре|преди|перед"
    r"|πριν(?:\s+από)?|înainte\s+de|før|före|ennen|قبل|לפני",
    "after": r"after|nach|apr[eè]s|dopo|despu[eé]s\s+del?|после|після|след|по|(?-i:[Pp]o)|nakon|posle|poslije|efter"
    r"|etter|μετά|după|بعد|אחרי",
    "until": r"until|till|by|bis|jusqu['’](?:en|à|au)|fino\s+al?|hasta|до|til|inntil|έως|μέχρι|până\s+(?:la|în)|حتى"
    rf"|do(?={_YEAR_ALONE})",
    "since": r"since|from|seit|ab|depuis|dal|desde|со?|منذ"
    rf"|(?:од|від|от|od|från|από)(?={_YEAR_ALONE})",
}
LIMIT = re.compile(
    r"(not\s+|nicht\s+|pas\s+|non\s+|no\s+|не\s+|nie\s+|ne\s+)?"
    rf"(?:{'|'.join(f'(?P<{word}>{words})' for word, words in LIMITS.items())})"
    r"\s+(?:(?:the|dem|den|le|il|el|το|r\.|roku|roce|rokiem|rokem|anul|år|vuotta)\s+)?(?P<limit>.+)",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(?:(?:about|around|approximately|probably|perhaps|um|gegen|etwa|ungefähr|vers|environ|verso|intorno\s+al"
    r"|hacia|около|ок\.|близько|бл\.|око|około|ok\.|kolem|okolo|oko|περίπου|περί|noin|omkring|omtrent|cca\.?|aproximativ"
    r"|yaklaşık|c)\s+|c(?:irc)?a\.?\s*|c\.\s*|c(?=\d)|\?\s*)(?:(?:the|den|die|le|les|il|gli|el|los)\s+)?(.+)",
    re.IGNORECASE,
)
UNDATED = re.compile(
    r"(?:undated|undatiert|ohne datum|no date|without date|sans date|senza data|sin fecha|(?:n|o|s)\.\s?d"
    r"|postmark(?:ed)?|(?:post)?stempel|cachet)\b\W+(.+)",
    re.IGNORECASE,
)
"""What was added to a document that has no date of its own, as by its postmark."""
