"""What people write around a date: spans, limits, parts of a time, how sure they are."""

from __future__ import annotations

import re
from typing import Literal

from indexer.text.calendarnames import CENTURY, WEEKDAYS_BEHIND
from indexer.text.dateforms import MONTH, NTH, OF, ON_THE_NTH, PART_OF_DAY, ROMAN, THE, TIME, WEEKDAY, YEAR_CALLED

CLOCK = re.compile(rf"(?<=\d{{4}})(?:{TIME}|{PART_OF_DAY})$", re.IGNORECASE)
STYLE = re.compile(
    r"(?<=\d)[,\s]*[\[(]?\s*(?:(?P<old>o\.?\s?s\.?|old\s+style|a(?:lten)?\.?\s?st(?:ils|yls)?\.?|vieux\s+style"
    r"|st(?:il|yl)?o?\.?\s+vet(?:eri|ere)?\.?)|n\.?\s?s\.?|new\s+style|n(?:euen)?\.?\s?st(?:ils|yls)?\.?|nouveau\s+style"
    r"|st(?:il|yl)?o?\.?\s+novo?\.?|(?:по\s+)?(?:с|ст|н|ст[ао]р\w+|нов\w+)\.?\s?(?:с|ст|стил[юя])\.?"
    r"|stil(?:ul)?\s+(?:vechi|nou)|s(?:t\.\s?st|\.\s?[vn])\.?|[πν]\.\s?η\.?)[\])]?$",
    re.IGNORECASE,
)
"""By which calendar the day is counted. It stays the day that is written, as the days of all letters of its time do."""
_WEEKDAY = rf"[.,]*\s+\(?(?:{WEEKDAYS_BEHIND})\)?"
BEFORE = re.compile(WEEKDAY, re.IGNORECASE)
BEHIND = re.compile(
    rf"(?<=\d)(?:{ON_THE_NTH})?{_WEEKDAY}$|(?:(?<=\D\d)|(?<=\D\d\d)){ON_THE_NTH}$|(?<=\d)\.?\s+(?:дня|dnia|dne)$",
    re.IGNORECASE,
)
"""Behind a date, it changes nothing: an ending, the day of the week."""
IN_BOTH_STYLES = re.compile(
    r"(?<=[\w.])\s?\((\d\d?(?!\d)[^()\d]*)\)(?=\D*\d{4})|(?<=\d{4})\s?\((\d\d?\s[^()\d]+\d{4}[^()\d]*)\)$"
)
"""The day in the new style in brackets, behind that in the old: 25 October (7 November) 1917."""
TWO_YEARS = re.compile(r"\d{4}\s?[-/–]\s?\d")
PARTLY = re.compile(
    rf"(?:(?:the|early|late|on)\s+)*(?:(?:morning|evening|night|afternoon)\s+of|(?:{WEEKDAY})?{THE}(?:morning|evening|night|afternoon),?)"
    r"\s+(.+)",
    re.IGNORECASE,
)
PART_WORD = (
    r"early|mid(?:dle)?|late(?:r)?|beginning|end|(?:first|second|third|last)\s+(?:half|third|quarter|week|days?)"
    r"|anfang|mitte|ende|frühes|spätes|début|mi|fin|inizio|metà|fine|principios|comienzos|mediados|finales|fines"
    r"|begin|midden|half|einde?|inícios?|princípios?|meados|fins|finais|början|mitten|slutet|begyndelsen|midten"
    r"|slutningen|begynnelsen|slutten|начал[оае]|началото|середин[аеу]|кон(?:ец|ца|це)|почат(?:ок|ку)|середині|кін(?:ець|ця|ці)"
    r"|пачат(?:ак|ку)|сярэдзін[аеу]|кан(?:ец|ца|цы)|средата|кра[йя]|поче(?:так|тка|тку|тком|ток|токот)|средин(?:а|и|ом)|крај(?:а|у|ем|от)?"
    r"|począt(?:ek|ku|kiem)|połow[aęy]|połowie|ko(?:niec|ńca|ńcu|ńcem)|začát(?:ek|ku|kem)|počát(?:ek|ku|kem)|polovin[ay]"
    r"|polovině|kon(?:ec|ce|ci|cem)|začiat(?:ok|ku|kom)|polovic[aei]|koniec|koncom|počet(?:ak|ka|ku|kom)|sredin(?:a|e|i|om)"
    r"|kraj(?:a|u|em)?|začet(?:ek|ka|ku)|koncu|αρχ(?:ές|ή|ών)|μέσα|τέλ(?:η|ος)|începutul|mijlocul|sf[âî]r[șş]itul"
    r"|תחילת|ראשית|אמצע|סוף|أوائل|بداية|منتصف|أواسط|أواخر|نهاية"
)
PART = re.compile(
    r"(?:(?:in|im|à|au|a|i|på|na|pod|ve?|we?|u|во?|у|ў|на|под|în|la|στις|στα)\s+)?(?:(?:the|das|la|le|het)\s+)?(?:very\s+)?"
    rf"(?:{PART_WORD})[-\s]+(?:(?:in|of|der|des|du|del?|degli|di|do|da|van|av|af|lunii|lui|anului|на|του)\s+)?"
    r"(?:(?:the|den|les?|los|el|il|gli)\s+)?(.+)",
    re.IGNORECASE,
)
"""A part of a month, a year or a longer time. Where it begins and ends nobody says: the whole is what can be meant."""
PART_BEHIND = re.compile(
    r"\s+(?:eleje|elején|közepe|közepén|vége|végén|başı|başında|ortası|ortasında|sonu|sonunda|alku|alussa|puolivälissä|loppu"
    r"|lopussa|lopulla)(?=$|\s+\d{4}$)",
    re.IGNORECASE,
)
"""The same in languages that have the word behind it: `1921. május elején`, `toukokuun alussa 1921`."""
_ARTICLES = rf"(?:(?:the|dem|den|die|les?|las?|il|gli|els?|los|το|del?|di|al?|în|από|{YEAR_CALLED})\s+){{0,2}}"
SPAN = re.compile(
    r"(?:between|from|zwischen|vom|von|entre|de|tra|fra|dal|desde|со?|от|від|од|od|z|från|między|mezi|medzi|između|между|між"
    rf"|între|mellan|mellem|mellom|μεταξύ|από|ад|паміж)\s+{_ARTICLES}(.+)",
    re.IGNORECASE,
)
_AND = (
    r"(?:&|to|and|or|bis|und|oder|et|ou|à|e|o|al|y|hasta|(?-i:по|до|и|или|і|й|та|або|do|i|a|lub|nebo|ili|och|og|eller|til"
    r"|ja|tai|és|vagy|și|sau|până\s+la|ve|veya|και|ή|έως))"
)
BETWEEN = re.compile(
    r"(.+?)\s*(?:\.\.|/|–|—|(?<=\d{4})-(?=\d{4}|\d\d?\.(?!\.))|(?<=[^\W\d_])\.?-(?=[^\W\d_])|\s-\s"
    r"|(?<=[^\W\d_]\s\d)-(?=\d\d?\.?$)|(?<=[^\W\d_]\s\d\d)-(?=\d\d?\.?$)"
    rf"|(?<=st|nd|rd|th)-(?=\d)|(?:(?<=\d)|(?<=\d\.))-(?=\d\d?{NTH}(?:,|\s*{OF}(?!{_AND}\s){MONTH}\b))|\s{_AND}\s)\s*(.+)",
    re.IGNORECASE,
)
YEARLESS = re.compile(
    rf"(?:{WEEKDAY})?{THE}(?:(?:\d\d?{NTH}\s*{OF})?(?P<month>{MONTH})\.?|(?P<before>{MONTH})\.?\s+\d\d?{NTH})",
    re.IGNORECASE,
)
LAST_DAY = re.compile(r"\d+\D*$")
"""Where the year stands first, the day that another may follow: 1921. május 3–5."""
DAY_ALONE = re.compile(rf"(?:{WEEKDAY})?{THE}\d\d?{NTH}", re.IGNORECASE)
ENDING = re.compile(rf"(?:({MONTH})\.?)?,?\s+{OF}(\d{{4}}(?:[-/–]\d{{1,4}})?)$", re.IGNORECASE)
"""The month and year that end a date, or the year alone, and hold for the date before it too: March or April 1890."""
OF_CENTURIES = re.compile(rf"[-\s]+(?:{CENTURY})$", re.IGNORECASE)
IN_FIGURES = re.compile(rf"(?<=\d)\.?(\s?[./]\s?(?:{ROMAN}))\s?[./]\s?(\d{{4}})$", re.IGNORECASE)
"""The same where the month is in Roman figures: 14/27.II.1918."""
BEGINNING = re.compile(rf"({MONTH})\.?\s+\d", re.IGNORECASE)
DAY_AND_YEAR = re.compile(rf"\d\d?{NTH},?\s*\d{{4}}", re.IGNORECASE)
Limit = Literal["before", "after", "until", "since"]
LIMITS: dict[Limit, str] = {
    "before": (
        r"before|ante|pre|prior\s+to|earlier\s+than|vor|avant|prima|antes|przed|před|pred|prije|пре|преди|перед|πριν"
        r"|înainte|før|före|ennen|قبل|לפני"
    ),
    "after": (
        r"after|post|subsequent\s+to|later\s+than|nach|apr[eè]s|dopo|despu[eé]s|после|після|пасля|след|по|(?-i:[Pp]o)"
        r"|nakon|posle|poslije|efter|etter|μετά|după|بعد|אחרי"
    ),
    "until": r"until|till?|by|bis|jusqu['’e]\w*|fino|hasta|до|да|inntil|έως|μέχρι|până|حتى",
    "since": "since|from|seit|ab|depuis|dal|desde|со?|منذ",
}
_BEFORE_YEARS: dict[Limit, str] = {"until": "do", "since": "од|від|от|ад|od|från|από"}
"""Before a day, these say that a letter is of it, or of a Thursday: `od 3 maja 1921`, `Do 4.5.1810`."""
ABOUT = (
    r"about|around|approximately|probably|perhaps|um|gegen|etwa|ungefähr|vers|environ|verso|intorno|hacia|около|близько|каля"
    r"|око|około|(?:ок|бл|ok)(?=\.)|kolem|okolo|oko|asi|περίπου|περί|noin|omkring|omtrent|omkr|cca|aproximativ|yaklaşık|circa|ca?"
)
_BEFORE_YEAR = rf"(?=\s+(?:{YEAR_CALLED}\s+)?\d{{4}}\b)"
_LIMITS = "|".join(
    f"(?P<{word}>{words}|(?:{_BEFORE_YEARS.get(word, '(?!)')}){_BEFORE_YEAR})" for word, words in LIMITS.items()
)
LIMIT = re.compile(
    rf"(?:(?P<not>not|nicht|pas|non?|не|nie|ne)\s+)?(?:{_LIMITS})(?:\s+|(?<=pre)-|(?<=post)-){_ARTICLES}(?P<limit>.+)",
    re.IGNORECASE,
)
LIMIT_BEHIND = re.compile(
    r"(?P<limit>.+?)\s+(?:(?P<since>onwards?"
    r"|(?:or|and|oder|und|ou|et)\s+(?:later|after|thereafter|später|danach|après|plus\s+tard))"
    r"|(?:or|oder|ou)\s+(?:earlier|before|früher|davor|avant|plus\s+tôt))",
    re.IGNORECASE,
)
"""The same said behind the date: `1838 or later`."""
VAGUE = re.compile(rf"(?:(?:{ABOUT})(?:\.\s*|\s+)|c(?:irc)?a?(?=\d)|\?\s*){_ARTICLES}(.+)", re.IGNORECASE)
UNDATED = re.compile(
    r"(?:undated|undatiert|ohne datum|no date|without date|sans date|senza data|sin fecha|(?:n|o|s)\.\s?d"
    r"|postmark(?:ed)?|(?:post)?stempel|cachet)\b\W+(.+)",
    re.IGNORECASE,
)
"""What was added to a document that has no date of its own, as by its postmark."""
