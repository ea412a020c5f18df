"""What a reader should be told of a source that has the words: that somebody else may have written them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.quotes.speaking.addressed import is_one, is_you
from indexer.quotes.speaking.attribution import name_words, named_speaker
from indexer.quotes.speaking.namesakes import are_namesakes
from indexer.quotes.tracing.misheard import misheard, speaker_of
from indexer.records import Attribution, Document, Name, Span
from indexer.text.words import WORD

_FORWARDED = re.compile(
    r"^(?:From|Von|De|Da|Van)[ \t]*:[ \t]*(.{1,300})(?:\n.{1,300}){0,4}?"
    r"\n(?:Subject|Betreff|Objet|Oggetto|Asunto|Onderwerp)[ \t]*:",
    re.MULTILINE,
)
"""What a mail forwards is in its text, below a mail's head;"""
_NO_MORE = re.compile(r"^-{2,}[ \t]*(?:End|Ende|Fin|Fine|Einde)\b", re.MULTILINE)
"""and some programs say where it ends."""
_ADDRESS = re.compile(r" *[<\[(].*")


def doubt(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> str:
    """A sentence, or nothing. `said` is who speaks in the document, `places` where the source has the words."""
    whose = _in_replies(source, places)
    if True not in whose:
        return (
            _misattributed(document, said, source, places)
            or _misaddressed(document, said, source)
            or misheard(document, said, source, places)
        )
    these = "Some of them" if False in whose else "They"
    return f" {these} stand in what the mail{_by(source)} quotes of another."


def given_otherwise(document: Document, said: Attribution | None, source: Document, there: Attribution | None) -> str:
    """A sentence where the words are not given to whom a source gives them that quotes them too, else nothing."""
    if said is None or there is None:
        return ""
    here, other = named_speaker(document.text, said), named_speaker(source.text, there)
    name = speaker_of(document, said)
    if not here or not other or _may_be(here, name, speaker_of(source, there)):
        return ""
    return f" They are given to {name} here."


def in_reply(source: Document, places: Sequence[Span]) -> bool:
    """Whether a mail has some of the words only where it quotes another mail."""
    return True in _in_replies(source, places)


def _in_replies(source: Document, places: Sequence[Span]) -> set[bool]:
    """Of the words at these places, whether they stand where a mail quotes another: both where some do, some do not."""
    replies = [block for block in source.blocks if block.kind == "reply"]
    if not replies:
        return {False}
    return {
        any(block.start <= word.start() < block.end for block in replies)
        for span in places
        for word in WORD.finditer(source.text, span.start, span.end)
    }


def _misattributed(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> str:
    """A sentence where a letter's words are given to somebody who surely did not write it, else nothing.

    Of an article nothing is said: the words may be those of somebody whom it reports.
    """
    writers = [*source.senders, *source.authors]
    speaker = named_speaker(document.text, said) or _recipient(document, said, source)
    if said is None or not speaker or not writers or source.kind != "letter":
        return ""
    here = speaker_of(document, said)
    sender = _forwarded_from(source, places)
    if any(_may_be(speaker, here, name) for name in (*(name.text for name in writers), source.source, sender)):
        return ""
    by = f" by {_ADDRESS.sub('', sender) or sender}, forwarded there" if sender else _by(source)
    return f" They are given to {here} here, but the letter is{by}."


def _may_be(words: frozenset[str], here: str, name: str) -> bool:
    """Whether somebody named so, in these folded words, may be who is named otherwise: they share one, at least."""
    return not words.isdisjoint(name_words(name)) and not are_namesakes(here, name)


def _recipient(document: Document, said: Attribution | None, source: Document) -> frozenset[str]:
    """The folded word by which a letter's recipient is said to speak, empty for any other: a surname may be a place."""
    named = name_words(speaker_of(document, said)) if said else frozenset()
    alone = len(named) == 1 and named <= name_words(" ".join(name.text for name in source.recipients))
    return named if alone else frozenset()


def _forwarded_from(source: Document, places: Sequence[Span]) -> str:
    """Who wrote the letter that a mail forwards, if the words are of that: a name, an address or both; else nothing."""
    above = list(_FORWARDED.finditer(source.text, 0, places[0].start)) if places else []
    if not above or _NO_MORE.search(source.text, above[-1].end(), places[0].start):
        return ""
    return above[-1][1].strip()


def _misaddressed(document: Document, said: Attribution | None, source: Document) -> str:
    """A sentence where `you` is said to have written what somebody else than the recipient wrote, else nothing."""
    writers, you = [*source.senders, *source.authors], document.recipients
    if said is None or not writers or not you or not is_you(document.text[said.speaker.start : said.speaker.end]):
        return ""
    if source.kind != "letter" or any(_may_be_one(writer, recipient) for writer in writers for recipient in you):
        return ""
    names = " and ".join(name.text for name in you[:3])
    return f" They are given to {names} here, to whom this is written, but the letter is{_by(source)}."


def _may_be_one(a: Name, b: Name) -> bool:
    words = frozenset(word for word in name_words(a.text) if len(word) > 1)
    return is_one(a, b) or _may_be(words, a.text, b.text)


def _by(source: Document) -> str:
    writers = list(dict.fromkeys(name.text for name in (*source.senders, *source.authors)))  # a letter's are often both
    return f" by {' and '.join(writers[:3])}" if writers else ""
