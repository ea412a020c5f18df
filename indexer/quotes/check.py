"""A text that is not in the archive, checked against it: the fact-checker's tool. Needs no model."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from indexer.errors import ArchiveError
from indexer.quotes.copies import copies
from indexer.quotes.finding.extract import extract
from indexer.quotes.finding.quoted_lines import quoted_lines
from indexer.quotes.tracing.dating import stated_date
from indexer.quotes.tracing.trace import Told, Tracer
from indexer.quotes.update import HeldDocuments
from indexer.records import Document, Quotation
from indexer.stores.catalog.reader import Catalog
from indexer.stores.grams import GramIndex

_SEEN = re.compile(r"\S")


class Checker:
    """Traces the quotations of any text through one generation. Safe to share between threads."""

    def __init__(self, catalog: Catalog, grams: Path) -> None:
        if not grams.exists():
            raise ArchiveError(
                "The quotations of this archive are not traced (setting trace = false): set trace = true and index "
                "any of its sources again."
            )
        self._index = GramIndex.read(grams)
        self._held = HeldDocuments(catalog, {})

    def check(self, document: Document, told: Told = lambda done: None, *, body: int = 0) -> tuple[Quotation, ...]:
        """Every quotation of the document, traced. Its text proper begins at `body`, below what is the head of a file.

        What has the document's id in the archive, or is a copy of it, is not its source; a copy dates what has no date.
        In a text that no reader has divided, as in what is pasted, the lines behind `>` are quotations too.
        """
        document = replace(document, text=_SEEN.sub(" ", document.text[:body]) + document.text[body:])
        document = document if document.blocks else replace(document, blocks=quoted_lines(document.text))
        quotations = extract(document)
        same = copies(document.text, quotations, self._index, self._held)
        dates = (stated_date(self._held(id).document) for id in sorted(same))
        date = stated_date(document) or next(filter(None, dates), document.date)
        return Tracer(self._index, self._held, same).trace(replace(document, date=date), quotations, told)
