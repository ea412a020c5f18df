"""A text that is not in the archive, checked against it: the fact-checker's tool. Needs no model."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import ArchiveError
from indexer.quotes.extract import extract
from indexer.quotes.trace import Step, Tracer
from indexer.quotes.update import HeldDocuments
from indexer.records import Document, Quotation
from indexer.stores.catalog import Catalog
from indexer.stores.grams import GramIndex


class Checker:
    """Traces the quotations of any text through one generation. Safe to share between threads."""

    def __init__(self, catalog: Catalog, grams: Path) -> None:
        if not grams.exists():
            raise ArchiveError(
                "The quotations of this archive are not traced (setting trace = false): set trace = true and index "
                "any of its sources again."
            )
        self._tracer = Tracer(GramIndex.read(grams), HeldDocuments(catalog, {}))

    def check(self, document: Document, step: Step = lambda done: None) -> tuple[Quotation, ...]:
        """Every quotation of the document, traced. A document with the id of one in the archive is not its source."""
        return self._tracer.trace(document, extract(document), step)
