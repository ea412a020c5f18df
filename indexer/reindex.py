"""The document's straight line: sources, readers, Documents, passages, catalog, other stores, a new generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from indexer.encoders import Encoder, open_encoder
from indexer.ingest.choosing.changes import find_changes, notes_of
from indexer.ingest.embedding import Embedder
from indexer.ingest.limits import Limits
from indexer.machine.meanwhile import meanwhile
from indexer.settings import Settings
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.generations.faults import telling_faults
from indexer.stores.generations.folder import CATALOG, EMBEDDINGS, Generation, check_there
from indexer.stores.generations.lock import write_lock
from indexer.stores.generations.publishing import draft_of
from indexer.stores.vectors.embeddings import EmbeddingCache
from indexer.writing.drafting import Stores, load_libraries
from indexer.writing.intake import Intake
from indexer.writing.reshape import reshape_of, traced_otherwise
from indexer.writing.run import Progress, Report, Summary


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
    without: Sequence[Path] = (),
    may_be_empty: bool = False,
    report: Report = lambda file: None,
) -> Summary:
    """Bring the archive up to date with the sources in `paths` and publish it; what is gone is marked missing.

    `rebuild` makes passages and vectors anew, as a new model needs; what it has encoded before comes from the cache.
    `prune` removes the documents marked missing, `remove` those with these ids; files and folders in `without`, by
    their whole paths, are no part of their source. A path without a file is refused unless it `may_be_empty`. Raises
    NotFound, SourceError, ArchiveError (NoArchive where there are no paths and no archive), EncoderError; whatever is
    raised, the published generation stays as it was.
    """
    if not paths:
        check_there(settings.archive)  # none is made of nothing
    encoder = encoder or open_encoder(settings)
    with _writing(settings.archive, encoder, progress) as (draft, base, catalog, embedder):
        summary = Summary(made_archive=base is None)
        if base and not rebuild:
            base.manifest.check_model(encoder.name, encoder.fingerprint, settings.archive)
        stores = Stores(draft, base, catalog, settings, progress)
        changes = find_changes(paths, catalog.roots(), catalog.files(), Limits.of(settings), without, may_be_empty)
        reshape = reshape_of(base.manifest if base else None, settings, rebuild)
        retraced = traced_otherwise(base, settings)
        summary.notes += filter(None, [*notes_of(changes, catalog.roots()), *reshape.notes, retraced])
        intake = Intake(catalog, embedder, settings, summary, now())
        intake.note_unchanged(changes, report)
        if changes.read:
            meanwhile(load_libraries)
        intake.read(changes.read, progress, report)
        intake.mark_gone(changes.gone)
        intake.name_again()
        intake.remove([*remove, *(catalog.missing() if prune else ())])
        if reshape.passages:
            intake.split_again(progress, every=reshape.every)
        if not base or changes or summary.documents_removed or reshape or retraced:
            base = stores.publish(intake.gave_way, embedder, reshape, now)
        _count(summary, embedder, base)
    return summary


@contextmanager
def _writing(
    archive: Path, encoder: Encoder, progress: Progress
) -> Iterator[tuple[Path, Generation | None, CatalogWriter, Embedder]]:
    """A draft of the next generation, the one that it begins as if there is one, its catalog, what gives vectors."""
    with (
        telling_faults(archive),
        write_lock(archive),
        draft_of(archive) as (draft, base),
        closing(CatalogWriter(draft / CATALOG)) as catalog,
        closing(EmbeddingCache(archive / EMBEDDINGS, encoder.fingerprint)) as cache,
        Embedder(encoder, cache, told=partial(progress, "encoding")) as embedder,
    ):
        yield draft, base, catalog, embedder


def _count(summary: Summary, embedder: Embedder, published: Generation) -> None:
    """What the run encoded, and what the archive holds after it."""
    summary.passages_encoded, summary.passages_reused = embedder.encoded, embedder.reused
    summary.generation = published.name
    summary.total_documents, summary.total_passages = published.manifest.documents, published.manifest.passages
