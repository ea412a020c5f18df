"""Letters that say `you wrote`: what they quote is what the one they are written to has written."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotes.speaking.addressed import is_one, is_you
from indexer.quotes.tracing.doubts import in_reply
from indexer.records import Attribution, Document, Span


def is_answered(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> bool:
    """Whether the document says `you` of who speaks, and means the writer of the source, which has the words there.

    What a mail quotes of another mail is mostly the answering writer's own.
    """
    if said is None or not is_you(document.text[said.speaker.start : said.speaker.end]):
        return False
    writers = source.senders or source.authors
    same = any(is_one(writer, recipient) for writer in writers for recipient in document.recipients)
    return same and not in_reply(source, places)
