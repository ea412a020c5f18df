"""Who is said to speak: `the letter states`, `said Mr. Ruddock`, `according to her`, read from the words beside it."""

from __future__ import annotations

import re

from indexer.records import Attribution, Span
from indexer.text.words import folded_words

_VERBS = (
    "say says said saying write writes wrote written state states stated read reads ran run runs continue continues "
    "continued conclude concludes concluded add adds added adding ask asks asked answer answers answered reply replies "
    "replied tell tells told claim claims claimed argue argues argued declare declares declared announce announces "
    "announced allege alleges alleged warn warns warned note notes noted observe observes observed remark remarks "
    "remarked explain explains explained insist insists insisted report reports reported complain complains complained "
    "charge charges charged cry cries cried call calls called begin begins began end ends ended go goes went open "
    "opens opened demand demands demanded promise promises promised admit admits admitted recall recalls recalled "
    "object objects objected according schreibt schrieb sagt sagte heißt écrit écrivait dit disait répond "
    "scrive scrisse dice disse"
).split()
VERBS = frozenset(_VERBS)
_SPEAKING = VERBS | frozenset(
    "put puts According laut Laut Angaben Worten zufolge selon Selon après secondo Secondo".split()
)
_VERB = rf"(?:{'|'.join(_VERBS)}|puts?(?=\s+(?:it|this)\b)|zufolge)"
_BY = r"(?:according to|laut|nach (?:Angaben|den Worten) (?:von|des|der)|selon|d[’']après|secondo)"
"""What stands before a speaker in place of a verb; with a capital it begins the sentence of the next quotation."""
_TOKEN = re.compile(r"\w+")
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Col|Colonel|Capt|Captain|Sen|Gov|Rep|Rev|Alderman|Councillor|St)\.?"
_SPEAKER = (
    r"(?:(?:[Tt]he|[Tt]hese|[Tt]his|[Tt]hat|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+"
    rf"|(?!As\s)(?:{_TITLE}\s+)*[A-Z][\w’'.-]*(?:\s+(?:(?:de|la|von|van|of|the)\s+)?[A-Z][\w’'.-]*){{0,3}}"
    r"|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Yy]ou)"
)
_SPEAKER_FIRST = rf"(?P<speaker>{_SPEAKER})(?:,[^,]{{1,40}},)?\s+(?:\w+ly\s+)?(?P<verb>{_VERB})\b"
_AFTER = re.compile(rf"[\s,—–-]*(?:{_SPEAKER_FIRST}|(?P<verb2>{_VERB})\s+(?P<speaker2>{_SPEAKER}))")
_NAMED_AFTER = re.compile(rf"[\s,—–-]*(?P<verb>{_BY})\s+(?P<speaker>{_SPEAKER})")
_BEFORE = re.compile(
    rf"(?:^|[\s,;])(?:{_SPEAKER_FIRST}(?:\s+[\w’',-]+){{0,6}}"
    rf"|(?P<verb2>(?i:{_BY}))\s+(?P<speaker2>{_SPEAKER})(?:,[^,]{{1,40}})?)[\s,:—–-]*$"
)
_CLOSING = "\"”“’'»«` \n"
_INTRODUCES = re.compile(r"(?:\s+[\w’'-]+){0,6}\s*(?P<stop>[:,])\s*[\"“„«‘'`]")
_SENTENCE_END = re.compile(r"(?<![A-Z]r)(?<!rs)(?<!\b[A-Z])[.!?][\"”’»)]*\s")
_REACH = 100
_POINTING = frozenset("the these this that his her their our my".split())


def attribution(text: str, start: int, end: int) -> Attribution | None:
    """The speaker and the verb just after the quotation at `[start, end)`, marks included, or just before it."""
    after = text[end : end + _REACH].split("\n\n", 1)[0]
    may_follow = has_verb(after, _SPEAKING)
    match = _AFTER.match(after) if may_follow else None
    quoted = text[max(0, end - 4) : end]
    said = _said_before(text, start)
    if match and not _is_of_the_next(quoted, after[match.end() :]) and not (said and _is_over(quoted, match)):
        return _spans(match, end)
    if said:
        return said
    match = _NAMED_AFTER.match(after) if may_follow else None  # last: `she called it “so”, according to the paper`
    return _spans(match, end) if match else None


def _said_before(text: str, start: int) -> Attribution | None:
    before = text[max(0, start - _REACH) : start]
    if not has_verb(before, _SPEAKING):
        return None
    clause = before[max((m.end() for m in _SENTENCE_END.finditer(before)), default=0) :]
    match = _BEFORE.search(clause)
    return _spans(match, start - len(clause)) if match else None


def _is_over(quoted: str, match: re.Match[str]) -> bool:
    """Whether a sentence of its own follows a quotation that ends so: `He said: “It was so.” Mr. Pell wrote that …`."""
    begins = match["speaker"] is not None and match["speaker"][0].isupper()
    return begins and quoted.rstrip(_CLOSING)[-1:] in tuple(".!?")


def _is_of_the_next(quoted: str, rest: str) -> bool:
    """Whether who speaks after a quotation that ends so speaks the next: `“It was so.” Mr. Ruddock wrote: “…`."""
    introduces = _INTRODUCES.match(rest)
    return introduces is not None and (introduces["stop"] == ":" or quoted.rstrip(_CLOSING)[-1:] == ".")


def named_speaker(text: str, said: Attribution | None) -> frozenset[str]:
    """The folded words of a person's full name or title and name; empty for `he`, `the letter`, a surname alone."""
    if said is None:
        return frozenset()
    words = text[said.speaker.start : said.speaker.end].split()
    if len(words) < 2 or words[0].lower() in _POINTING or not words[0][0].isupper():
        return frozenset()
    return frozenset(folded_words(" ".join(words)))


def has_verb(text: str, verbs: frozenset[str] = VERBS) -> bool:
    """Whether one of the verbs is a word of the text. Much faster than to look for any of them by an expression."""
    return not verbs.isdisjoint(_TOKEN.findall(text))


def _spans(match: re.Match[str], offset: int) -> Attribution:
    name = "" if match["speaker"] else "2"
    speaker, verb = match.span(f"speaker{name}"), match.span(f"verb{name}")
    end = speaker[0] + len(match[f"speaker{name}"].rstrip("."))
    return Attribution(Span(offset + speaker[0], offset + end), Span(offset + verb[0], offset + verb[1]))
