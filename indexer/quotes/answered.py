"""Letters that say `you wrote`: what they quote is what the one they are written to has written."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotes.doubts import in_reply
from indexer.records import Attribution, Document, Name, Span
from indexer.text.words import folded_words

_YOU = frozenset("you vous tu du Sie".split())
_YOUR = frozenset("your votre ta dein Ihr tua".split())
_LETTER = frozenset("letter note message mail email lettre Brief Schreiben lettera".split())


def is_answered(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> bool:
    """Whether the document says `you` of who speaks, and means the writer of the source, which has the words there.

    What a mail quotes of another mail is mostly the answering writer's own.
    """
    if said is None or not _is_you(document.text[said.speaker.start : said.speaker.end]):
        return False
    writers = source.senders or source.authors
    same = any(_is_one(writer, recipient) for writer in writers for recipient in document.recipients)
    return same and not in_reply(source, places)


def _is_you(speaker: str) -> bool:
    """`Vous`, `your letter of 4 March`; German `sie` and `ihr` without a capital are others."""
    first, *more = speaker.split()
    known = _YOUR if more else _YOU
    return (first in known or first.lower() in known) and (not more or more[0] in _LETTER)


def _is_one(a: Name, b: Name) -> bool:
    """Whether two names are one person's: by reference, or all words of the one, no initials alone, are the other's."""
    if a.ref and b.ref and a.ref.rpartition("/")[0] == b.ref.rpartition("/")[0]:  # of one list of names
        return a.ref == b.ref
    words, others = set(folded_words(a.text)), set(folded_words(b.text))
    return any(len(word) > 1 for word in words & others) and (words <= others or others <= words)
