"""What a source said before: a quotation may be true to a text that has been changed since."""

from __future__ import annotations

import numpy as np

from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import judge
from indexer.quotes.judging.wording import Quoted, Wording
from indexer.quotes.tracing.compared import Held
from indexer.records import Document, Quotation


def said_before(document: Document, quotation: Quotation, quoted: Quoted, source: Held) -> str:
    """A sentence if an earlier text of the source has the words as the document quotes them, else nothing."""
    shared = _shared(quoted, source.wording)
    for superseded, wording in reversed(source.earlier()):
        if _shared(quoted, wording) > shared and _has(document, quotation, quoted, wording):
            return f" The text that it had until {superseded:%-d %B %Y} has the words as they are quoted here."
    return ""


def _shared(quoted: Quoted, wording: Wording) -> int:
    """How many of the quotation's grams the text has: most texts are told apart by that without laying them beside."""
    return int(np.isin(quoted.grams, wording.grams).sum())


def _has(document: Document, quotation: Quotation, quoted: Quoted, wording: Wording) -> bool:
    steps = align(quoted, wording)
    return bool(steps) and judge(document.text, quotation.parts, quoted, wording, steps).label != "altered"
