"""Who speaks, as texts name them: a name, a pronoun, a noun with its article; and who stands there and does not."""

from __future__ import annotations

import re

from indexer.quotes.speaking.saying import ADDRESSED, FRENCH, GERMAN_ADDRESSED, HELPS, ROMANCE_HELPS, any_of

_ARTICLES = (
    "a an the these this his her their our my your der die das dem dieser diese sein seine ihr ihre mein meine unser "
    "dein deine euer le la les ce cet cette mon ma son sa notre votre vos ton ta un une il lo gli suo sua mio mia tuo "
    "tua el los las su mi una de het een zijn haar dit o"
).split()
POINTING = frozenset(_ARTICLES)
_POINTS = rf"(?:(?:{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in _ARTICLES)})\s+|[Ll][’'])"
_ALONE = (
    "he she they it we you er sie es wir ich man il elle on ils elles je egli ella lei io él ellos yo hij zij ze ik "
    "men wij ele ela oni он она они я мы"
).split()
_PRONOUNS = (
    rf"(?:{any_of(_ALONE)}|I(?!\s+recall)|du(?=\s+\w+st\b)|(?<=st\s)du|tu(?=\s+(?:\w+\s+|m[’'])?\w+[si]\b)"
    rf"|vous(?=\s+(?:\w+\s+|m[’'])?\w+(?:ez|tes)\b)|lui(?!\s+(?:{ROMANCE_HELPS}\s+)?{any_of(FRENCH)}))"
)
"""Some speak in one language and are spoken to in another, or are no pronouns there: their verb decides."""
FRENCH_PRONOUNS = "(?:il|elle|on|ils|elles|je|nous|vous|tu)"
_OPENING = (
    "That What Which Who How Why As In On At When But And So Then There Here If While After Before For Thus To Per "
    "Nor Yet Only Not Wie Am Im Da Dann Darauf Hierauf Um Und Aber Als Nach Vor Bei Mit Von Auf An Aus Zur Zum Den "
    "Des Comme Ainsi Mais Et En Dans Quand Puis Come Così Quando Poi Como Así Pero Cuando Zoals Maar"
).split()
_NO_NAMES = any_of(["I", "Nobody", *_OPENING, *map(str.capitalize, [*_ARTICLES, *ADDRESSED, *GERMAN_ADDRESSED])])
_NO_NAME = rf"(?!{_NO_NAMES}\s)"
"""What begins a sentence and is nobody's name."""
_AFTER_NOUNS = (
    "the a in on at to of for from with by over under about against following and or but as who that which when while "
    "later then yesterday today again im am an auf zu zum zur von vom mit bei über unter und oder aber dass später "
    "dann gestern heute noch à au aux du des dans sur et ou que qui est était al con e o y che door naar van aan"
).split()
_SPEAKERS = "I he she they it we you er sie es wir ich du elle on ils elles je tu egli".split()
_PEOPLE = (*ADDRESSED, *GERMAN_ADDRESSED, *_SPEAKERS)
_NOUN = rf"(?!{any_of([*_AFTER_NOUNS, *HELPS, *_PEOPLE])}\b)(?![mtMT][’'])[\w’'-]+"
UPPER = "[A-ZÀ-ÖØ-ÞŒŠŽŁŚŻČŘĐА-ЯЁЄІЇ]"
"""Capitals of alphabets that have them. In others any word would look like a name."""
TITLES = (
    "Mr Mrs Ms Messrs Dr Col Capt Sen Gov Rep Rev Hon Gen Lt Maj Sgt Prof St Jr Hr Hrn Frl Fr MM Mme Mlle Sig Sr Sra "
    "Ing"
).split()
FULL = "".join(rf"(?<!\b{title})" for title in [*TITLES, "[A-Z]"])
"""What a full stop that ends a sentence does not stand behind."""
_WORD = rf"(?:(?:{UPPER}\.)+|{any_of(TITLES)}\.|{UPPER}[\w’'-]*(?:\.\w+)*)"
_NAME = (
    rf"{_NO_NAME}{_WORD}(?:\s+(?:(?:de|la|von|van|of|the|du|di)\s+)?(?!(?:He|She|It|They|We|You)\b){_WORD}){{0,5}}"
    rf"(?:(?<!['’])(?<!['’]s)|(?<=['’]s)(?:\s+{_NOUN}){{1,2}})"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th|er|ère)?\.?\s+)?"
_WHOSE = rf"\s+(?:(?:the|la|les)\s+)?{_DAY}(?:{_WORD}(?:\s+{_WORD}){{0,3}}|{_NOUN})"
_OF = rf"(?:\s+(?:of|de|du|des|vom|von|van|di|del){_WHOSE})?"
_OF_OR_TO = rf"(?:\s+(?:of|from|to|for|by|de|du|des|vom|von|van|di|del|an|à){_WHOSE})?"
_TIMES = any_of(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Spring Summer Autumn Winter".split()
)
GOVERNED = re.compile(
    r"\b(?i:of|in|on|at|to|for|from|with|by|under|over|des|de|von|mit|vom|im|am|auf|aus|bei|nach|zu|zur|zum|dans|en|nel)\s+"
    rf"(?P<names>{_POINTS}?(?:\d{{1,2}}\.\s+)?(?:(?!{_TIMES}\b){_WORD}\s+)*)$"
)
"""What stands before who does not speak, the beginning of a name with it: `the letter to Governor Lee`."""
ALONE = re.compile(_PRONOUNS, re.IGNORECASE)
BEFORE_VERB = rf"(?:{_POINTS}(?:{_NOUN}\s+){{0,2}}?{_NOUN}{_OF_OR_TO}|{_NAME}|(?i:{_PRONOUNS})\b)"
"""A speaker whom a verb follows: no more words than are needed to come to it."""
_ROLES = any_of(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney secretary chairman chairwoman leader "
    "manager director strategist president minister editor reporter correspondent".split()
)
_FOR = rf"(?:{_NO_NAME}(?:{_WORD}\s+){{1,3}}(?:[a-z]+\s+)?{_ROLES}\s+(?={UPPER}))?"
"""For whom somebody speaks who is named behind it: `Rubio spokesman Alex Conant`."""
AFTER_VERB = rf"(?:{_POINTS}(?:{_NOUN}\s+){{0,2}}{_NOUN}{_OF}|{_FOR}{_NAME}|(?i:{_PRONOUNS})\b)"
