"""Who signed a letter: the name in the line below "Yours sincerely," or the like, at the letter's end."""

from __future__ import annotations

import re
from itertools import pairwise

_YOURS = (
    r"(?:(?:very|most|ever|believe\s+me|i\s+(?:am|remain|have\s+the\s+honou?r\s+to\s+be)),?\s+)*(?:dear\s+\w+,?\s+)?"
    r"(?:yours?(?:\s+(?:very|most|ever|is))*(?:\s+(?:sincerely|truly|faithfully|respectfully|obediently|cordially"
    r"|affectionately|fraternally|gratefully|etc|&c|ever|always|and|(?:obedient|humble|affectionate|loving|faithful"
    r"|devoted|sincere|dutiful|obliged|grateful|old|true)|servant|friend|son|daughter|brother|sister|cousin|nephew"
    r"|niece|husband|wife|mother|father|aunt|uncle)\b\.?,?)*"
    r"|(?:(?:very|most)\s+)?(?:sincerely|truly|faithfully|respectfully|cordially|affectionately)(?:\s+yours)?"
    r"|(?:(?:with|my)\s+)*(?:(?:kind(?:est)?|best|warm(?:est)?|much|all\s+(?:good|my))\s+)*(?:regards|wishes|love)"
    r"|mit\s+(?:\w+e[nm]\s+){1,3}gr(?:ü|ue)(?:ß|ss)en|hochachtungsvoll(?:st)?|herzlichst|(?:ihr|dein|euer)e?(?:\s+\w+)?"
    r"|(?:bien\s+)?cordialement(?:\s+(?:vôtre|à\s+vous))?|bien\s+à\s+vous|votre\s+(?:bien\s+|tout\s+)?dévouée?)"
)
_CLOSING = re.compile(rf"(?:^|(?<=[.,;:!?–—-])|(?<=[.,;:!?–—-]\s)){_YOURS}\s*[,.!:–—-]*\s*$", re.IGNORECASE)
_WORD = r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ](?:[\w.'’-]*\w)?\.?"
_NAME = re.compile(
    rf"{_WORD}(?:\s+(?:(?:de|du|van|von|der|di|da|la|le)\s+)*{_WORD})*\s+(?:(?:de|du|van|von|der|di|da|la|le)\s+)*"
    r"(?:\w+['’-])?[^\W\d_a-zß-öø-ÿ][\w'’-]{2,}"
)
_OF_OFFICES = frozenset(
    "a an the association bart board capt captain chairman clerk co col colonel committee company corporation council"
    " director editor esq general governor hon honorary limited lord ltd major manager mayor minister office president"
    " prof professor sec secretary sgd signed society superintendent treasurer"
    " amt direktor kommandant madame monsieur mme ministre président redaktion".split()
)
"""What has such a word is an office, or a name with one beside."""
_LONGEST = 120
"""Code points of a closing, at a line's end."""
_LINES = 12
"""So many lines at the end are looked at: below a signature stand a postscript, enclosures, whom it is to."""


def signed(text: str) -> str:
    """The name, of two words at least and the last no initial; empty where the last lines have none, or several."""
    lines = [line for line in map(str.strip, text.split("\n")) if line][-_LINES:]
    below = [name.rstrip(",.;") for line, name in pairwise(lines) if _CLOSING.search(line[-_LONGEST:])]
    is_name = len(below) == 1 and _NAME.fullmatch(below[0]) and _OF_OFFICES.isdisjoint(_words(below[0]))
    return below[0] if is_name else ""


def _words(name: str) -> list[str]:
    return [word.strip(".") for word in name.casefold().split()]
