"""The quotations in the catalog brought up to date with its documents, generation by generation.

A document is traced again when it changed, when a source of its quotations changed or went, and when a new document
has words that one of its quotations has, and that quotation comes out otherwise: the new one may be the source that was
missing, or an earlier one. Where words without marks are traced too, also when the new one may have a stretch of it.
That words which too many documents had are left by some is not seen: their quotations wait until they change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from indexer.quotes.finding.extract import extract
from indexer.quotes.judging.wording import Wording, quoted_words
from indexer.quotes.tracing.compared import Earlier, Held
from indexer.quotes.tracing.reuse import WORDS, find_reuse
from indexer.quotes.tracing.trace import Tracer, least_shared
from indexer.quotes.tracing.weighing import COMMON
from indexer.records import Document, Quotation, Span
from indexer.stores.catalog.reader import Catalog
from indexer.stores.catalog.versions import VersionStore
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.grams import SIZE, GramIndex, Numbers, as_numbers, gram_lists

Told = Callable[[int, int], None]
"""Told how many documents of how many are traced."""

_HELD = 8_000_000
"""Code points of documents kept at hand as words (some 17 bytes each)."""


def update_quotations(
    catalog: CatalogWriter, grams: Path, base: Path | None, changed: Collection[str],
    *, reuse: bool = False, told: Told = lambda done, total: None,
) -> None:  # fmt: skip
    """Trace what changed, and what the change concerns. `grams` is the index to write, `base` the one before it.

    `changed` are the documents that are new or not as they were. Without `base` everything is traced.
    """
    known = set(catalog.document_ids())
    before = GramIndex.read(base) if base and base.exists() else GramIndex.empty()
    changed = (set(changed) | (known - set(before.documents))) & known
    gone = (set(before.documents) - known) | changed
    for id in gone - known:
        catalog.quotations.remove(id)
    again = (catalog.quotations.resting_on(gone) | changed) & known
    found = {id: extract(catalog.document(id)) for id in sorted(again)}
    held = HeldDocuments(catalog, found)
    index = before.replaced(gone, ((id, held(id).wording.grams) for id in sorted(changed)))
    tracer = Tracer(index, held)
    for id, numbers in sorted(_concerned(catalog, index, changed).items()):
        if id not in again and not _stand(catalog, tracer, id, numbers):
            found[id] = extract(catalog.document(id))
    for id in sorted(_alike(index, changed) - found.keys()) if reuse else ():
        found[id] = extract(catalog.document(id))
    for number, (id, quotations) in enumerate(found.items()):
        told(number, len(found))
        document = held(id).document
        traced = tracer.traced(document, quotations)
        if reuse:
            marked = [quotation for quotation, _ in traced]
            traced += _with_grams(document, find_reuse(held(id), marked, index, held))
        catalog.quotations.put(traced, id)
    told(len(found), len(found))
    index.write(grams)


class HeldDocuments:
    """Documents of a catalog by id, kept at hand until there are too many. `extracted` are those not yet stored."""

    def __init__(self, catalog: Catalog, extracted: Mapping[str, Sequence[Quotation]]) -> None:
        self._catalog = catalog
        self._extracted = extracted
        self._held: dict[str, Held] = {}
        self._earlier = _EarlierTexts(catalog.versions)
        self._size = 0

    def __call__(self, id: str) -> Held:
        """One document. Raises NotFound."""
        held = self._held.get(id)
        if held is None:
            document = self._catalog.document(id)
            quotations = self._extracted[id] if id in self._extracted else self._catalog.quotations.of(id)
            if self._size + self._earlier.size > _HELD:
                self._held, self._earlier, self._size = {}, _EarlierTexts(self._catalog.versions), 0
            own = own_quotations(document, quotations)
            held = Held(document, Wording(document.text), own, partial(self._earlier, id))
            self._held[id] = held
            self._size += len(document.text)
        return held


class _EarlierTexts:
    """The texts that documents had before, kept at hand with them.

    By themselves: a document asks for its own, and would else be in a circle with those that are held beside it, which
    would all stay, the catalog too, until Python collects its garbage.
    """

    def __init__(self, versions: VersionStore) -> None:
        self._versions = versions
        self._held: dict[str, list[Earlier]] = {}
        self.size = 0

    def __call__(self, id: str) -> list[Earlier]:
        """Those of one document, oldest first."""
        if id not in self._held:
            versions = self._versions
            self._held[id] = [(version.superseded, Wording(versions.text(version))) for version in versions.of(id)]
            self.size += sum(len(wording.text) for _, wording in self._held[id])
        return self._held[id]


def own_quotations(document: Document, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """The spans in which a document gives another's words, for certain: what it has in marks or sets off.

    In parts alone: which of them are one quotation, tracing may change, and these must be the same before and after.
    What a mail sets off in the mail that it answers is of that (`doubts.in_reply`).
    """
    answered = [block for block in document.blocks if block.kind == "reply"]
    others = (q for q in quotations if q.form in ("marks", "block"))
    return tuple(
        part
        for quotation in others
        for part in quotation.parts
        if quotation.form == "marks" or not any(block.start <= part.start < block.end for block in answered)
    )


def _stand(catalog: CatalogWriter, tracer: Tracer, id: str, numbers: Sequence[int]) -> bool:
    """Whether some quotations of a document, each traced by itself, are what they were."""
    document = catalog.document(id)
    return all(tracer.stands(document, catalog.quotations.numbered(number)) for number in numbers)


def _concerned(catalog: CatalogWriter, index: GramIndex, changed: Collection[str]) -> dict[str, list[int]]:
    """The quotations that share their words with one of the changed documents, by the document they stand in."""
    stored = catalog.quotations.grams()
    concerned: dict[str, list[int]] = {}
    if not stored or not changed:
        return concerned
    numbers, documents, blobs = zip(*stored, strict=True)
    grams, ends = gram_lists(blobs)
    shared = np.add.reduceat(np.isin(grams, index.held_by(changed)).astype(np.int64), ends[:-1])
    tells = np.zeros(len(grams), np.int64)
    some = np.repeat(shared > 0, np.diff(ends))
    tells[some] = index.frequency(as_numbers(grams[some])) <= COMMON
    for n in np.flatnonzero((shared > 0) & (shared >= least_shared(np.add.reduceat(tells, ends[:-1])))):
        concerned.setdefault(documents[n], []).append(numbers[n])
    return concerned


def _alike(index: GramIndex, changed: Collection[str]) -> set[str]:
    """The documents that share as many different grams with the changed ones as the shortest stretch has."""
    owners = index.owners[np.isin(index.grams, index.held_by(changed))]
    counts = np.bincount(owners, minlength=len(index.documents))
    return {index.documents[n] for n in np.flatnonzero(counts > WORDS - SIZE)}


def _with_grams(document: Document, quotations: Sequence[Quotation]) -> Iterator[tuple[Quotation, Numbers]]:
    for quotation in quotations:
        yield quotation, quoted_words(document.text, quotation.parts).grams
