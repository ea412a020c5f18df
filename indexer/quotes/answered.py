"""Letters that say `you wrote`: what they quote is what the one they are written to has written."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotes.doubts import in_reply
from indexer.records import Attribution, Document, Name, Span
from indexer.text.words import folded_words

_YOU = "you"


def is_answered(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> bool:
    """Whether the document says `you` of who speaks, and means the writer of the source, which has the words there.

    What a mail quotes of another mail is mostly the answering writer's own.
    """
    if said is None or document.text[said.speaker.start : said.speaker.end].lower() != _YOU:
        return False
    writers = source.senders or source.authors
    same = any(_is_one(writer, recipient) for writer in writers for recipient in document.recipients)
    return same and not in_reply(source, places)


def _is_one(a: Name, b: Name) -> bool:
    """Whether two names are one person's: by reference, or all words of the one, no initials alone, are the other's."""
    if a.ref and b.ref and a.ref.rpartition("/")[0] == b.ref.rpartition("/")[0]:  # of one list of names
        return a.ref == b.ref
    words, others = set(folded_words(a.text)), set(folded_words(b.text))
    return any(len(word) > 1 for word in words & others) and (words <= others or others <= words)
