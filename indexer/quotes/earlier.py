"""What a source said before: a quotation may be true to a text that has been changed since."""

from __future__ import annotations

from indexer.quotes.align import align
from indexer.quotes.judge import judge
from indexer.quotes.sources import Held
from indexer.quotes.wording import Quoted
from indexer.records import Document, Quotation


def said_before(document: Document, quotation: Quotation, quoted: Quoted, source: Held) -> str:
    """A sentence if an earlier text of the source has the words as the document quotes them, else nothing."""
    for superseded, wording in reversed(source.earlier()):
        steps = align(quoted, wording)
        if steps and judge(document.text, quotation.parts, quoted, wording, steps).label != "altered":
            day = f"{superseded:%-d %B %Y}"
            return f" The text that it had until {day} has the words as they are quoted here."
    return ""
