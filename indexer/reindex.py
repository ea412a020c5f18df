"""The document's straight line: sources, readers, Documents, passages, stores, encoder, a published generation."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder, open_encoder
from indexer.errors import WrongModel
from indexer.ingest.changes import find_changes
from indexer.ingest.embedding import Embedder
from indexer.ingest.limits import Limits
from indexer.intake import Intake
from indexer.quotes.update import update_quotations
from indexer.reshape import notes_of, reshape_of
from indexer.run import Progress, Report, Summary, telling
from indexer.settings import Settings
from indexer.stores import generations
from indexer.stores.catalog_writer import CatalogWriter
from indexer.stores.embeddings import EmbeddingCache
from indexer.stores.faults import telling_faults
from indexer.stores.generations import CATALOG, GRAMS, KEYWORD, VECTORS, Generation, Manifest
from indexer.stores.keyword import update_keyword_index
from indexer.stores.sealed import prove
from indexer.stores.vectors import VectorIndex, write_vectors

_ROWS = 10_000


def reindex(
    paths: Sequence[Path],
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    progress: Progress = lambda what, done, total: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    rebuild: bool = False,
    prune: bool = False,
    remove: Sequence[str] = (),
    report: Report = lambda file: None,
) -> Summary:
    """Bring the archive up to date with the sources in `paths` and publish it; what is gone is marked missing.

    `rebuild` splits and encodes every document again, as a new model or passage length needs. `prune` removes the
    documents marked missing, `remove` those with these ids. Raises NotFound, SourceError, ArchiveError (NoArchive
    where there are no paths and no archive), EncoderError; whatever is raised, the published generation
    stays as it was.
    """
    if not paths and not generations.published(settings.archive):
        generations.current(settings.archive)  # there is none, and none is made of nothing
    encoder = encoder or open_encoder(settings)
    summary = Summary()
    with (
        telling_faults(settings.archive),
        generations.write_lock(settings.archive),
        generations.draft_of(settings.archive) as (draft, base),
        closing(CatalogWriter(draft / CATALOG)) as catalog,
        closing(EmbeddingCache(settings.archive / "embeddings.sqlite", encoder.fingerprint)) as cache,
    ):
        _check_model(base, encoder, settings, rebuild)
        kept = catalog.passage_ids()
        changes = find_changes(paths, catalog.roots(), catalog.files(), Limits.of(settings))
        reshape = reshape_of(base.manifest if base else None, settings)
        summary.notes += [*notes_of(changes, catalog.roots()), *reshape.notes]
        intake = Intake(catalog, encoder, settings, summary, now())
        intake.note_unchanged(changes, report)
        intake.read(changes.read, progress, report)
        intake.mark_gone(changes.gone)
        intake.remove([*remove, *(catalog.missing() if prune else ())])
        if rebuild or reshape.passages:
            intake.split_again(progress, every=rebuild)
        changed = changes.read or changes.gone or summary.documents_removed or rebuild or reshape.notes
        if changed or base is None or settings.trace != (base.path / GRAMS).exists():
            if base:
                prove(base)  # what is damaged must not be carried over and sealed as whole
            last = int(kept.max(initial=0))
            words_told = partial(progress, "indexing words")
            _index_words(catalog, draft / KEYWORD, intake.gave_way, 0 if reshape.words else last, settings, words_told)
            embedder = Embedder(encoder, cache, told=partial(progress, "encoding"))
            carried = _carried_over(base, kept, intake.gave_way)
            write_vectors(draft / VECTORS, chain(carried, embedder.vectors_after(catalog, last)), encoder.dimension)
            summary.passages_encoded, summary.passages_reused = embedder.encoded, embedder.reused
            _trace(catalog, draft, None if reshape.quotations else base, last, settings, progress)
            catalog.commit()
            manifest = _manifest(catalog, encoder, settings, now())
            base = generations.publish(settings.archive, draft, manifest, base, settings.keep)
        summary.generation = base.name
        summary.total_documents, summary.total_passages = base.manifest.documents, base.manifest.passages
    return summary


def _index_words(
    catalog: CatalogWriter, folder: Path, gave_way: Sequence[int], last: int, settings: Settings,
    told: Callable[[int, int], None],
) -> None:  # fmt: skip
    """The passages after `last` into the keyword index; after 0, an index from nothing."""
    if last == 0:
        shutil.rmtree(folder)
        folder.mkdir()
    fresh = telling(catalog.passages_after(last), catalog.count_passages_after(last), told)
    update_keyword_index(folder, gave_way if last else (), fresh, settings.languages)


def _check_model(base: Generation | None, encoder: Encoder, settings: Settings, rebuild: bool) -> None:
    if base and base.manifest.fingerprint != encoder.fingerprint and not rebuild:
        raise WrongModel(
            f"The archive was encoded with {base.manifest.model!r}, the settings say {encoder.name!r}: encode it "
            f"again with: pressmark index --rebuild --archive {settings.archive} --model {encoder.name}"
        )


def _carried_over(
    base: Generation | None, kept: NDArray[np.int64], removed: Sequence[int]
) -> Iterator[NDArray[np.float32]]:
    """The vectors of passages that stay, in order of id, from the generation before."""
    rows = np.flatnonzero(~np.isin(kept, removed))
    if base is None or not len(rows):
        return
    index = VectorIndex(base.path / VECTORS)
    for first in range(0, len(rows), _ROWS):
        yield index.vectors(rows[first : first + _ROWS])


def _trace(
    catalog: CatalogWriter, draft: Path, base: Generation | None, last: int, settings: Settings, progress: Progress
) -> None:  # fmt: skip
    """Trace the quotations that documents read in since passage `last` make, and those that they may settle."""
    if not settings.trace:
        catalog.quotations.clear()
        return
    update_quotations(
        catalog, draft / GRAMS, base.path / GRAMS if base else None, catalog.documents_after(last),
        reuse=settings.reuse, told=partial(progress, "tracing"),
    )  # fmt: skip


def _manifest(catalog: CatalogWriter, encoder: Encoder, settings: Settings, now: datetime) -> Manifest:
    return Manifest(
        format=generations.FORMAT, model=encoder.name, fingerprint=encoder.fingerprint, dimension=encoder.dimension,
        languages=settings.languages, passage_words=settings.passage_words, documents=catalog.count_documents(),
        passages=catalog.count_passages(), created=now.isoformat(timespec="seconds"), reuse=settings.reuse,
    )  # fmt: skip
