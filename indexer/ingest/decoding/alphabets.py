"""The letters of languages beyond ASCII, by the script they are written in, and where in a word they stand."""

from __future__ import annotations

from functools import cache

WEST = (
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúüïçºª", "àèéìíîòóùú", "åäöéüæø", "ãáàâçéêíóôõúü", "éëïóöüáíúèê", "áðéíóúýþæö",
    "áðíóúýæø", "àçèéíïòóúü",
)  # fmt: skip
"""French, German, Spanish, Italian, Swedish and its sisters, Portuguese, Dutch, Icelandic, Faroese, Catalan."""
CENTRE = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß", "ëç")
EAST = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш")
TURKISH = ("çğıöşüâî",)
BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
HEBREW_POINTS = "".join(map(chr, (*range(0x5B0, 0x5BA), 0x5BB, 0x5BC, 0x5BD, 0x5C1, 0x5C2)))
ARABIC_SIGNS = "".join(map(chr, range(0x64B, 0x653)))
HEBREW = (f"אבגדהוזחטיךכלםמןנסעףפץצקרשתװױײ{HEBREW_POINTS}",)
ARABIC = (f"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـپچژگ{ARABIC_SIGNS}",)

COMMON = frozenset("оеаинтсрвлкмдпу" + "αοιετνσςηρπκυμάίόέή" + "יוהלארתבשמםנדחק" + "اليمونرتبةعدهسف" + HEBREW_POINTS)
"""Fifteen letters of such a script make up four fifths of a text: of one in the wrong encoding, half."""
VOWELS = frozenset("аеёиоуыэюяіїєαεηιουωάέήίόύώϊϋΐΰ")
"""Of the scripts in which no word is without one."""
ONLY_LAST = frozenset("ςךםןףץةى")
NEVER_LAST = frozenset("βγδζθκλμπστφχכמנצ")
NEVER_FIRST = frozenset("ьъ")
_OF_THEIR_OWN = (
    ("Greek", 0x370, 0x3FF),
    ("Cyrillic", 0x400, 0x4FF),
    ("Hebrew", 0x590, 0x5FF),
    ("Arabic", 0x600, 0x6FF),
)


@cache
def script(letter: str) -> str:
    """The script of a letter, "" for the Latin one; no word has letters of two."""
    return next((name for name, first, last in _OF_THEIR_OWN if first <= ord(letter) <= last), "")
