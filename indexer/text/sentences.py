"""Where sentences end: nupunkt's spans, with the abbreviations that letters are full of."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from indexer.text.notemarks import without_note_marks

# Without the closing stop, lower case. Kept by tests/real/test_sentences.py against boundaries read by hand.
_LETTER_ABBREVIATIONS = (
    # closings and courtesies
    "yr yrs obt obedt obed hble humle hum huml servt servts sert aff affte affect affectte affy sincy resply "
    "respt respy mr mrs messrs messr esq esqr esqrs honble hon honbl excelly exy excy sr sir madm "
    # ranks and offices
    "genl gen col colo colos lt lieut capt captn majr maj brigr brig serjt sergt ens adm commr comm govr gov "
    "presidt secy secry treasr chairmn ld doct docr dr revd rev parlt congs deleg delegs comee cttee "
    # time and dates
    "inst instt ult ulto prox jany feby febry mar apl aug augt sept septr sepr octr novr decr jan feb oct nov dec "
    # places
    "philada phila philadelpa penna pensa pena virga maryd massa mass connectt conn n.y n.j n.h r.i del baltre "
    "cara lond st "
    # clipped words of manuscripts
    "recd come brigt merchts wch wh wd shd cd acct accts pd reps dlls dol dolls pr pt pts qrs cwt lb lbs vol vols "
    "nos p pp fol ms mss cf viz vizt i.e e.g &c tho thos sam geo robt wm jno jas saml benj benja nathl danl richd "
    "chas edwd alexr fredk patk josh jos abrm "
).split()


# A note mark stands with the sentence it annotates: "ruin.[1] I have", "ruin.(1) I have", "ruin.2 I have".
_NOTE_MARK = re.compile(r"\(\d{1,3}\)[\"'”’]*\s+")
_MAY_BE_NOTED = re.compile(r"[.?!][\d(]")
"""Quick to look for, and rarely there: spares nearly all texts the slower expression below."""
_NOTE_NUMBER = re.compile(r"(?<=[a-z][.?!])(?:\d{1,2}|\(\d{1,3}\))[\"'”’]*\s+(?=[A-Z])")

_MONTH = re.compile(
    r"(?:Jan(?:uar|ner)?|Jänner|Feb(?:ruar|er)?|M(?:är|ae?r)z|April|Mai|Juni|Juli|August|Sept(?:ember)?|"
    r"O[kc]t(?:ober|bris)?|Nov(?:ember|bris)?|De[zc](?:ember|embris)?)\b"
)
_DAY = re.compile(r"(?<!\d)\d{1,2}\.\s+\Z")
_DAY_LENGTH = 8


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences as `[start, end)`, end to end over the whole of `text`; white space ends the sentence before it."""
    if not text:
        return []
    proposed = [int(start) for start, _ in _splitter().span_tokenize(without_note_marks(text))]
    starts = {_after_note(text, start) for start in proposed if 0 < start < len(text)}
    if _MAY_BE_NOTED.search(text):
        starts |= {match.end() for match in _NOTE_NUMBER.finditer(text)}
    inner = sorted(start for start in starts if start < len(text) and _may_begin(text, start))
    return list(zip([0, *inner], [*inner, len(text)], strict=True))


def _after_note(text: str, start: int) -> int:
    mark = _NOTE_MARK.match(text, start)
    return mark.end() if mark and not text[start - 1].isspace() else start


def _may_begin(text: str, start: int) -> bool:
    """Manuscripts clip words with a stop at will ("the borrowg. money"); only a new line begins in lower case.

    A German day has a stop: "den 4. März".
    """
    if text[start].islower():
        return "\n" in text[max(0, start - 2) : start]
    return not (_MONTH.match(text, start) and _DAY.search(text, max(0, start - _DAY_LENGTH), start))


@cache
def _splitter() -> Any:
    import nupunkt

    tokenizer = nupunkt.load_default_model()
    tokenizer.add_abbreviations(_LETTER_ABBREVIATIONS)
    return tokenizer
