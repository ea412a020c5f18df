"""The forms in which people write one date, as expressions of one `FORMS` whose groups say what stands for what."""

from __future__ import annotations

import re

from indexer.text.calendarnames import CENTURY, CENTURY_BEFORE, FIXED, ORDINALS, SEASONS, WEEKDAYS, WEEKDAYS_CLIPPED

_ZONE = r"(?:\s*(?:gmt|utc?|z|[a-z]{1,3}t|[+-]\d\d:?\d\d)\b)?"
TIME = rf"(?:,?\s+(?:(?:at|um|à)\s+)?\d{{1,2}}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?|\s+uhr)?{_ZONE})"
"""The time of day, after a date."""
PART_OF_DAY = (
    r"(?:,?\s+(?:(?:at|um|à)\s+)?(?:\d{1,2}\s*(?:[ap]\.?m\b\.?|uhr|heures?|h\b)|(?:in\s+the\s+|early\s+|au\s+|le\s+|la\s+|di\s+|am\s+)*"
    r"(?:morning|forenoon|noon|afternoon|evening|night|midnight|morgens?|früh|mittags?|nachmittags?|abends?|nachts"
    r"|matin|midi|soir|mattina|sera|notte|mañana|tarde|noche)))"
)
YEAR = r"(?P<y>\d{4})"
YEARS = rf"{YEAR}(?:\s?(?:/|[-–](?!\d{{3}}))\s?(?P<also>\d{{4}}|\d\d?))?"
"""A year, or two: 1890/91, 1890-91, 1731/2."""
MONTH = r"(?:(?:[789]|10)b[a-z]{2,3}|(?!b(?:er|re|ris)\b)[^\W\d_]{2,}(?:\s(?:ال[أا]ول|الثاني))?)"
"""Any word: whether it is a month's name is for `month_of` to say, of hundreds."""
_MONTH = rf"(?P<mon>{MONTH})\.?"
ROMAN = "(?:[iі]{1,3}|[iі]v|v[iі]{0,3}|[iі][xх]|[xх][iі]{0,2})"
"""With Cyrillic letters, too, that look the same."""
_ROMAN = rf"(?P<roman>{ROMAN})"
_NTH_ELSEWHERE = r"-(?:e?go|о?го|[оы]?[ей]|му?|[ая]|т[аиео])|[ηήῃ][νς]?|:[a-zäö]{1,3}"
ON_THE_NTH = r"\.?-(?:j?[áé]n|[ae]?i|j?[ae])"
"""Behind a day in Hungarian: 23-án."""
NTH = (
    rf"(?:\.?(?:st|nd|rd|th)\.?|(?:\s(?:st|nd|rd|th)\.?|[dh]\.?|er|e|me|t?en|den|te|e?go|{_NTH_ELSEWHERE}|{ON_THE_NTH})(?![^\W\d_])"
    r"|[ºª°]|\.)?"
)
YEAR_CALLED = (
    r"(?:rok(?:u|i|y|em|iem|ami)?|roce|r\.|lety?|рік|годами|anul(?:ui)?|έτος|του(?:\s+έτους)?|år|aar|vuo(?:nna|tta|den)"
    "|שנת|سنة|عام)"
)
"""The word for a year, before one."""
OF = rf"(?:(?:of|del?|di|{YEAR_CALLED})\s+|d['’])?"
_DAYS_WORD = r"(?:day|дня|дана|dana|päivän?ä|päivä|p(?:\.|:nä)?)(?![^\W\d_])"
_DAY = rf"(?:(?P<d>\d{{1,2}}){NTH}|(?P<nth>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))(?:\s+{_DAYS_WORD})?"
_YEARS = r"(?:гг?|год\w{0,3}|рр?|рік|рок\w{0,2})\.?"
YEARS_WORD = re.compile(
    rf"(?<=\d\d)(?:م|[гр]\.?|\.?[\s,]+(?:{_YEARS}|r\.?|roku|g\.?|god(?:\.|in[ae])?|évi?|έτους|yılı|senesi|م|ميلادية))(?!\w)",
    re.IGNORECASE,
)
"""Behind a year, it says that it is one, and changes nothing: 1917 г."""
_IN_FIGURES = r"(?P<y>1\d{3}|20\d\d)"
_OVER_12 = r"(?P<d>1[3-9]|2\d|3[01])"
_UP_TO_12 = r"(?P<m>0?[1-9]|1[0-2])"
_THE = (
    r"(?:(?:the|this|on|den|der|am|vom|d\.|die|le|ce|du|au|il|li|lì|el|al|a|o|op|adì|addì|a\s+dì|dne|dnia|dn\.|dňa|dana|дана"
    r"|от|від|од|od|z[eo]?\s+(?:dne|dnia|dňa)|την?|τῇ|της|στις|la|din|pe|på|في)\s+)?"
)
WEEKDAY = rf"{_THE}(?:(?:во?|ve?|we?)\s+)?(?:{WEEKDAYS}|(?:{WEEKDAYS_CLIPPED})\.?)[,،]?\s+"
"""Before a day. The forms below have none: it is taken off first, once for all of them."""
THE = _THE + _THE
_IN = (
    r"(?:(?:in|im|en|au|à|nel|ce|dans|na|ve?|we?|u|во?|у|ў|на|през|în|i|på|om)\s+"
    r"(?:the\s+|el\s+|la\s+|l['’])?|nell['’])?"
)
_IN_YEAR = (
    rf"(?:(?:in|im|en|nel|il|el|anno|anno\s+domini|a\.?\s?d\.?|(?:in\s+)?the\s+year|in\s+the\s+year|(?:im\s+)?jahre?|l['’]an"
    rf"|(?:dans\s+)?l['’]année|(?:nel)?l['’]anno|(?:en\s+)?el\s+año|{YEAR_CALLED})\s+)?"
)
_DECADE = r"(?P<decade>\d{3}0)"
_SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
_CENTURY = r"(?P<century>\d\d?|[ivxіх]+)"
_NTH_CENTURY = r"(?:st|nd|rd|th|i?[eè]me|e|de|º|°|:[ae]|ο[ςυ]?|-?(?:го|й|м|е)|\.)?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{YEAR}-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[T ]\s?\d\d.*)?",
        rf"{YEAR}-(?P<m>0\d|1[0-2]|\d)",
        rf"{YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"{YEAR}(?P<between>[./])(?P<m>\d\d)(?P=between)(?P<d>\d\d)",
        rf"{YEAR}\.\s?(?P<m>\d\d?)\.\s?(?P<d>\d\d?){NTH}",
        rf"{YEAR}\.\s?{_ROMAN}[./]\s?(?P<d>\d\d?){NTH}",
        rf"{YEAR}\s?(?P<sign>[年년])(?:\s?(?P<m>\d\d?)\s?[月월](?:\s?(?P<d>\d\d?)\s?[日号號일])?)?",
        rf"{THE}{_DAY},?\s*{OF}{_MONTH}(?:,\s*|\s+){OF}{YEARS}",
        rf"{THE}{_MONTH}(?:,\s*|\s+|(?<=\.))(?:the\s+)?{_DAY},?\s*{YEARS}",
        rf"{THE}{_MONTH}\s+{_DAY}{TIME}\s+{_IN_FIGURES}",  # as programs in C print it, and Twitter
        rf"{THE}(?P<d>\d\d?)\.\s*(?P<m>\d\d?)\.\s*{YEARS}",
        rf"{THE}{_OVER_12}(?P<between>[/-]){_UP_TO_12}(?P=between){_IN_FIGURES}",  # 4/5/1910 can be two days
        rf"{THE}{_UP_TO_12}(?P<between>[/-]){_OVER_12}(?P=between){_IN_FIGURES}",
        rf"{THE}{_UP_TO_12}(?P<between>[/-])(?P<d>(?P=m))(?P=between){_IN_FIGURES}",
        rf"{THE}(?P<d>\d\d?)[.\s/-]+{_ROMAN}[.\s/-]+{YEAR}",
        rf"{_ROMAN}[./-]{YEAR}",
        rf"{_IN}{_MONTH},?\s+{OF}{YEARS}",
        rf"{YEAR}\.?,?\s+{_MONTH}(?:,?\s+{_DAY})?",
        rf"{YEAR},?\s+{_DAY}\s*{OF}{_MONTH}",
        rf"{_IN}{_SEASON}\s+{OF}{YEAR}(?:\s?[-/–]\s?(?P<also>\d{{4}}|\d\d?))?",
        rf"{YEAR}\.?,?\s+{_SEASON}",
        rf"(?P<feast>{'|'.join(FIXED).replace(chr(39), '.')}),?\s+{OF}{YEAR}",
        rf"(?:the\s+)?{_DECADE}['’]?s",
        rf"(?:in\s+)?(?:(?:die|den|der)\s+)?{_DECADE}er(?:[-\s]+jahren?)?",
        rf"(?:(?:les|gli|los)\s+)?(?:années|anni|años)\s+{_DECADE}",
        rf"{_DECADE}(?:-(?:[ех]|ы[ех]|их|т[еі])(?:\s+{_YEARS})?|-(?:tallet|talet|luku|luvulla|[aeo]s\s+évek)"
        r"|['’](?:erne|l[ae]r))",
        rf"(?:lata|léta|roky|годы|anii|δεκαετία\s+του)\s+{_DECADE}",
        rf"{_IN}{THE}(?!\d+\s+c(?:ent)?\b|[ivx]\.?\s+c\b){_CENTURY}{_NTH_CENTURY}(?:[-\s]+|(?<=\.))(?:{CENTURY})",
        rf"{_IN}{THE}(?:{CENTURY_BEFORE})\s+(?:ה-?|ال)?{_CENTURY}(?:-lea)?",
        rf"{_IN_YEAR}{YEARS}",
    )
)
