"""The document's straight line: sources, readers, Documents, passages, stores, encoder, a published generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder, open_encoder
from indexer.errors import WrongModel
from indexer.ingest.changes import Changes, find_changes, sha256_of
from indexer.ingest.embedding import Embedder
from indexer.ingest.limits import Limits
from indexer.ingest.named import STDIN
from indexer.ingest.passages import split
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.ingest.sources import SourceFile
from indexer.quotes.update import update_quotations
from indexer.records import Document
from indexer.settings import Settings
from indexer.stores import generations
from indexer.stores.catalog import CatalogWriter, FileState
from indexer.stores.embeddings import EmbeddingCache
from indexer.stores.generations import CATALOG, GRAMS, KEYWORD, VECTORS, Generation, Manifest
from indexer.stores.keyword import update_keyword_index
from indexer.stores.vectors import VectorIndex, write_vectors

Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how much of it is done, how much there is in all."""

_ROWS = 10_000
_UNOPENED = ("no-access", "too-large")

Status = Literal["read", "warned", "skipped", "unchanged"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one source file: the ids of its documents, or why it was skipped, and its readers' doubts."""

    path: str
    status: Status
    documents: tuple[str, ...] = ()
    code: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()


Report = Callable[[FileReport], None]
"""Told of each source file when it is done with."""


@dataclass(slots=True)
class Reading:
    """What has come out of the file that is being read."""

    documents: list[str] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that could not be read, with a short stable code and a sentence."""

    path: str
    code: str
    reason: str


@dataclass(slots=True)
class Summary:
    """What a run did. Counts of files, documents and passages are of this run, `total_…` of the archive after it."""

    generation: str = ""
    files_read: int = 0
    files_unchanged: int = 0
    documents_added: int = 0
    documents_changed: int = 0
    documents_missing: int = 0
    documents_returned: int = 0
    documents_removed: int = 0
    passages_encoded: int = 0
    passages_reused: int = 0
    total_documents: int = 0
    total_passages: int = 0
    skipped: list[Skip] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


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
    documents marked missing, `remove` those with these ids. Raises NotFound, SourceError, ArchiveError,
    EncoderError; whatever is raised, the published generation stays as it was.
    """
    encoder = encoder or open_encoder(settings)
    summary = Summary()
    with (
        generations.write_lock(settings.archive),
        generations.draft_of(settings.archive) as (draft, base),
        closing(CatalogWriter(draft / CATALOG)) as catalog,
        closing(EmbeddingCache(settings.archive / "embeddings.sqlite", encoder.fingerprint)) as cache,
    ):
        _check_model(base, encoder, settings, rebuild)
        kept = catalog.passage_ids()
        changes = find_changes(paths, catalog.roots(), catalog.files())
        _note_unchanged(changes, catalog, summary, report)
        removed = _take_in(changes.read, catalog, encoder, settings, progress, summary, report)
        _mark_gone(changes.gone, catalog, summary)
        removed += _remove([*remove, *(catalog.missing() if prune else ())], catalog, summary)
        changed = changes.read or changes.gone or summary.documents_removed
        if rebuild:
            removed += _split_again(catalog, encoder, settings, progress)
        if changed or rebuild or base is None or settings.trace != (base.path / GRAMS).exists():
            last = int(kept.max(initial=0))
            progress("indexing words", 0, 1)
            update_keyword_index(draft / KEYWORD, removed, catalog.passages_after(last), settings.languages)
            carried = _carried_over(base, kept, removed)
            embedder = Embedder(encoder, cache)
            new = _told(embedder.vectors(catalog.passages_after(last)), catalog.count_passages_after(last), progress)
            write_vectors(draft / VECTORS, chain(carried, new), encoder.dimension)
            summary.passages_encoded, summary.passages_reused = embedder.encoded, embedder.reused
            _trace(catalog, draft, base, last, settings, progress)
            catalog.commit()
            base = generations.publish(settings.archive, draft, _manifest(catalog, encoder, settings, now()))
        summary.generation = base.name
        summary.total_documents, summary.total_passages = base.manifest.documents, base.manifest.passages
    return summary


def _check_model(base: Generation | None, encoder: Encoder, settings: Settings, rebuild: bool) -> None:
    if base and base.manifest.fingerprint != encoder.fingerprint and not rebuild:
        raise WrongModel(
            f"The archive was encoded with {base.manifest.model!r}, the settings say {encoder.name!r}: encode it "
            f"again with: pressmark index --rebuild --archive {settings.archive} --model {encoder.name}"
        )


def _note_unchanged(changes: Changes, catalog: CatalogWriter, summary: Summary, report: Report) -> None:
    """Remember where the sources stand, and tell of the files that are as they were last read."""
    for root in changes.roots:
        catalog.put_root(root.name, root.path)
    for state in changes.same:
        summary.files_unchanged += 1
        if state.code:
            summary.skipped.append(Skip(state.path, state.code, state.reason))
        report(FileReport(state.path, "skipped" if state.code else "unchanged", (), state.code, state.reason))


def _mark_gone(files: Sequence[str], catalog: CatalogWriter, summary: Summary) -> None:
    """Keep the documents of files that are gone, marked missing."""
    for path in files:
        _mark_missing(catalog.documents_in(path), catalog, summary)
        catalog.forget_file(path)


def _mark_missing(ids: Sequence[str], catalog: CatalogWriter, summary: Summary) -> None:
    for id in ids:
        if not catalog.document(id).missing:
            catalog.mark(id, missing=True)
            summary.documents_missing += 1


def _remove(ids: Sequence[str], catalog: CatalogWriter, summary: Summary) -> list[int]:
    """Take documents out. Returns their passages' ids. Raises NotFound."""
    gone: list[int] = []
    for id in dict.fromkeys(ids):
        catalog.document(id)
        gone += catalog.remove(id)
        summary.documents_removed += 1
    return gone


def _take_in(
    files: Sequence[SourceFile], catalog: CatalogWriter, encoder: Encoder, settings: Settings, progress: Progress,
    summary: Summary, report: Report,
) -> list[int]:  # fmt: skip
    """Read the files into the catalog, document by document. Returns the ids of passages that gave way."""
    removed: list[int] = []
    read = Reading()
    done = 0
    for file, found in read_files(files, Limits.of(settings), settings.threads):
        if isinstance(found, Document):
            read.documents.append(found.id)
            read.warnings += [(found.path, warning) for warning in found.warnings]
            before = catalog.find(found.id)
            if before and before.missing:
                catalog.mark(found.id, missing=False)
                before = replace(before, missing=False)
                summary.documents_returned += 1
            if before != found:
                removed += catalog.put(found, split(found, encoder, settings.passage_words), file.path)
                summary.documents_added += before is None
                summary.documents_changed += before is not None
            continue
        _note(file, found, read, catalog, summary, report)
        read = Reading()
        done += 1
        progress("reading", done, len(files))
    return removed


def _note(
    file: SourceFile, ending: Ending, read: Reading, catalog: CatalogWriter, summary: Summary, report: Report
) -> None:
    """Remember how the reading of a file ended, and tell it."""
    summary.warnings += read.warnings
    summary.files_read += not ending.code
    if ending.code:
        summary.skipped.append(Skip(file.path, ending.code, ending.reason))
    elif file.path != STDIN:  # only a lasting file that was read to its end can say that a record is gone
        _mark_missing([id for id in catalog.documents_in(file.path) if id not in read.documents], catalog, summary)
    digest = "" if file.code or ending.code in _UNOPENED else sha256_of(file)
    catalog.put_file(FileState(file.path, file.size, file.mtime_ns, digest, ending.code, ending.reason))
    status: Status = "skipped" if ending.code else "warned" if read.warnings else "read"
    warnings = tuple(warning for _, warning in read.warnings)
    report(FileReport(file.path, status, tuple(read.documents), ending.code, ending.reason, warnings))


def _split_again(catalog: CatalogWriter, encoder: Encoder, settings: Settings, progress: Progress) -> list[int]:
    removed: list[int] = []
    ids = catalog.document_ids()
    for number, id in enumerate(ids):
        progress("splitting", number, len(ids))
        removed += catalog.put_passages(id, split(catalog.document(id), encoder, settings.passage_words))
    return removed


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
        reuse=settings.reuse, told=lambda done, total: progress("tracing", done, total),
    )  # fmt: skip


def _told(batches: Iterator[NDArray[np.float32]], total: int, progress: Progress) -> Iterator[NDArray[np.float32]]:
    done = 0
    progress("encoding", done, total)
    for batch in batches:
        yield batch
        done += len(batch)
        progress("encoding", done, total)


def _manifest(catalog: CatalogWriter, encoder: Encoder, settings: Settings, now: datetime) -> Manifest:
    return Manifest(
        format=generations.FORMAT, model=encoder.name, fingerprint=encoder.fingerprint, dimension=encoder.dimension,
        languages=settings.languages, passage_words=settings.passage_words, documents=catalog.count_documents(),
        passages=catalog.count_passages(), created=now.isoformat(timespec="seconds"),
    )  # fmt: skip
