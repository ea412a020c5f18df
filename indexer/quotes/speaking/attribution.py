"""Who is said to speak: `the letter states`, `said Mr. Ruddock`, `according to her`, read from the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.quotes.marks import PARAGRAPH
from indexer.quotes.speaking.saying import (
    BY,
    FOREIGN,
    GERMAN_DONE,
    GERMAN_HELPS,
    GERMAN_REPORTS,
    GERMAN_TO_WHOM,
    OF_SEVERAL,
    ROMANCE_DONE,
    ROMANCE_HELPS,
    SPEAKING,
    TO_WHOM,
    VERB,
    VERBS,
)
from indexer.quotes.speaking.speakers import (
    AFTER_VERB,
    ALONE,
    BEFORE_VERB,
    FRENCH_PRONOUNS,
    FULL,
    GOVERNED,
    POINTING,
    TITLES,
)
from indexer.records import Attribution, Span
from indexer.text.words import fold, words_of_name

_TITLES = frozenset(title.lower() for title in TITLES)
_TOKEN = re.compile(r"\w+")
_AS = r"(?:(?:as|wie|comme|come|como|zoals)\s+)?"
_ASIDE = r"(?:,[^,]{1,40},)?"
_FIRST = rf"(?P<speaker>{BEFORE_VERB}){_ASIDE}\s+(?P<verb>{VERB})\b"
_GAP = r"[\s,—–-]*"
_SPEAKER_FIRST = re.compile(rf"{_GAP}{_AS}{_FIRST}")
_AFTER = tuple(
    re.compile(_GAP + form)
    for form in (
        rf"{_AS}(?P<verb>{VERB})\s+{GERMAN_TO_WHOM}(?P<speaker>{AFTER_VERB})",
        rf"(?P<verb>{TO_WHOM}{FOREIGN})-(?:t-)?(?P<speaker>{FRENCH_PRONOUNS})\b",
        rf"{ROMANCE_HELPS}-(?:t-)?(?P<speaker>{FRENCH_PRONOUNS})\s+(?P<verb>{ROMANCE_DONE})\b",
        rf"{GERMAN_HELPS}\s+(?P<speaker>{BEFORE_VERB})\s+(?:\w+\s+){{0,3}}?(?P<verb>{GERMAN_DONE})\b",
        rf"(?P<verb>so|aldus)\s+(?P<speaker>{AFTER_VERB})(?=\s*[.,;:!?)–—]|\s*$|\s+(?:in|im|am|gegenüber|weiter)\b)",
    )
)
_NAMED_AFTER = re.compile(rf"{_GAP}(?P<verb>{BY})\s+(?P<speaker>{AFTER_VERB})")
_TAIL = r"(?:,?\s+[\w’'-]+\.?,?){0,6}[\s,:—–-]*$"
_OPENING = (
    r"^\s*(?:So|Da|Dann|Darauf|Hierauf|Dazu|Dabei|Später|Schließlich|Zuletzt|Gestern|Heute|Jedoch"
    r"|(?:Am|An|Auf|Aus|Bei|Für|Gegen|Im|In|Mit|Nach|Op|Über|Um|Von|Vor|Wegen|Zu|Zum|Zur)\s+(?:[\w.]+\s+){0,5}?[\w.]+)\s+"
)
"""What a German sentence begins with where the verb stands before who speaks."""
_BEFORE = tuple(
    re.compile(form)
    for form in (
        rf"{_OPENING}(?P<verb>{FOREIGN})\s+{GERMAN_TO_WHOM}(?P<speaker>{AFTER_VERB})"
        rf"{_TAIL}",
        rf"{_OPENING}{GERMAN_HELPS}\s+{GERMAN_TO_WHOM}(?P<speaker>{AFTER_VERB})(?:\s+\w+){{0,4}}?\s+(?P<verb>{GERMAN_DONE})[\s,:—–-]*$",
        rf"^\s*(?i:{TO_WHOM})(?P<verb>{FOREIGN})\s+(?P<speaker>{AFTER_VERB}){_TAIL}",
        rf"(?:^|[\s,;(]){_FIRST}{_TAIL}",
        rf"(?:^|[\s,;(])(?P<verb>(?i:{BY}))\s+(?P<speaker>{AFTER_VERB})(?:,[^,]{{1,40}})?[\s,:—–-]*$",
        rf"(?:^|[\s,;(])(?P<speaker>{BEFORE_VERB})\s+{GERMAN_HELPS}(?:\s+\w+){{0,4}}?\s+(?P<verb>{GERMAN_DONE})[\s,:—–-]*$",
        rf",\s+(?P<verb>so|aldus)\s+(?P<speaker>{AFTER_VERB}),\s+{GERMAN_REPORTS}(?:\s+[\w’'-]+){{0,4}}[\s,:]*$",
        rf"(?:^|[\s,;(])(?i:comme|ainsi|come|como|così|así)\s+(?P<verb>{VERB})\s+(?P<speaker>{AFTER_VERB}){_TAIL}",
    )
)
_CLOSING = "\"”“’'»«` \n"
_INTRODUCES = re.compile(r"(?:\s+[\w’'-]+){0,6}\s*(?P<stop>[:,])\s*[\"“„«‘'`]")
_SAID_AND_DONE = re.compile(r"\s*(?:[.,;:!?)]|$)")
_OF_A_DAY = r"(?<=\d\.\s)(?:\d|Jan|Jän|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
_SENTENCE_END = re.compile(rf"{FULL}[.!?][\"”’»)]*\s(?!{_OF_A_DAY})")
_REACH = 100


def attribution(text: str, start: int, end: int) -> Attribution | None:
    """The speaker and the verb just after the quotation at `[start, end)`, marks included, or just before it."""
    after = PARAGRAPH.split(text[end : end + _REACH], maxsplit=1)[0]
    may_follow = has_verb(after, SPEAKING)
    match = _said_after(after) if may_follow else None
    quoted = text[max(0, end - 4) : end]
    said = _said_before(text, start)
    if match and not _is_of_the_next(quoted, after[match.end() :]) and not (_is_over(quoted, match, bool(said))):
        return _spans(match, end)
    if said:
        return said
    match = _NAMED_AFTER.match(after) if may_follow else None  # last: `she called it “so”, according to the paper`
    return _spans(match, end) if match else None


def _said_after(after: str) -> re.Match[str] | None:
    return next((match for form in (_SPEAKER_FIRST, *_AFTER) if (match := form.match(after))), None)


def _said_before(text: str, start: int) -> Attribution | None:
    before = text[max(0, start - _REACH) : start]
    if not has_verb(before, SPEAKING):
        return None
    paragraph = max((m.end() for m in PARAGRAPH.finditer(before.rstrip())), default=0)
    clause = before[max((m.end() for m in _SENTENCE_END.finditer(before, paragraph)), default=paragraph) :]
    match = next((found[-1] for form in _BEFORE if (found := list(_all_said(form, clause)))), None)
    return _spans(match, start - len(clause)) if match else None


def _all_said(form: re.Pattern[str], clause: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := form.search(clause, at):
        if match.start("speaker") < match.start("verb") and (_is_governed(match) or _is_noun(match)):
            at = match.start("speaker") + 1
        else:
            yield match
            at = match.end("verb")


def _is_governed(match: re.Match[str]) -> bool:
    """Whether the speaker, or the name that it is the end of, stands behind a preposition."""
    before = GOVERNED.search(match.string, 0, match.start("speaker"))
    if before is None or ALONE.fullmatch(match["speaker"]):
        return False
    return match["speaker"][0].isupper() or not before["names"]


def _is_noun(match: re.Match[str]) -> bool:
    """Whether what was taken for a verb is none: `a brief reply`."""
    return match["speaker"].startswith(("a ", "an ", "A ", "An ")) and match["verb"].split()[-1] in OF_SEVERAL


def _is_over(quoted: str, match: re.Match[str], said_before: bool) -> bool:
    """Whether a sentence of its own follows a quotation that ends so: `“It was so.” Mr. Pell wrote that …`."""
    ending = quoted.rstrip(_CLOSING)[-1:]
    if match.re is not _SPEAKER_FIRST or not match["speaker"][0].isupper() or ending not in tuple(".!?"):
        return False
    return said_before or (ending == "." and not _SAID_AND_DONE.match(match.string, match.end()))


def _is_of_the_next(quoted: str, rest: str) -> bool:
    """Whether who speaks after a quotation that ends so speaks the next: `“It was so.” Mr. Ruddock wrote: “…`."""
    introduces = _INTRODUCES.match(rest)
    return introduces is not None and (introduces["stop"] == ":" or quoted.rstrip(_CLOSING)[-1:] == ".")


def named_speaker(text: str, said: Attribution | None) -> frozenset[str]:
    """The folded words of a person's name, where it is full or has a title; empty for `he`, `the letter`, a surname."""
    if said is None:
        return frozenset()
    words = text[said.speaker.start : said.speaker.end].split()
    if len(words) < 2 or words[0].lower() in POINTING or not words[0][0].isupper():
        return frozenset()
    return name_words(" ".join(words))


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name, without titles that are cut short."""
    return frozenset(map(fold, words_of_name(name))) - _TITLES


def has_verb(text: str, verbs: frozenset[str] = VERBS) -> bool:
    """Whether one of the verbs is a word of the text. Much faster than to look for any of them by an expression."""
    return not verbs.isdisjoint(_TOKEN.findall(text))


def _spans(match: re.Match[str], offset: int) -> Attribution:
    start, end = match.span("speaker")
    end = start + len(match["speaker"].rstrip("."))
    return Attribution(
        Span(offset + start, offset + end), Span(offset + match.start("verb"), offset + match.end("verb"))
    )
