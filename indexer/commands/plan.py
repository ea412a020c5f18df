"""What a run would do, told without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import NoArchive, Unreadable
from indexer.ingest.choosing.changes import Changes, find_changes, notes_of
from indexer.ingest.limits import Limits
from indexer.ingest.read import check_format, check_unopened
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog, FileState
from indexer.stores.generations.folder import CATALOG
from indexer.stores.generations.holding import held
from indexer.writing.reshape import reshape_of, traced_otherwise
from indexer.writing.run import Named, Skip

_EVERY = "All passages and vectors are made anew, as --rebuild asks; what the model has encoded is not encoded again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Files to read (new, or changed), those that are gone, by path; how many are as before; those to skip.

    `missing` are the documents that would be marked so and stay, `removed` those that would be taken out; `notes` say
    what would be done again, and why. Which records of a file to read are new, changed or gone, and whether it can be
    read, is known only when it is read.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: int = 0
    skipped: tuple[Skip, ...] = ()
    gone: tuple[str, ...] = ()
    missing: tuple[Named, ...] = ()
    removed: tuple[Named, ...] = ()
    notes: tuple[str, ...] = ()


def plan(paths: Sequence[Path], settings: Settings, prune: bool = False, rebuild: bool = False) -> Plan:
    """What `reindex` would do with the same arguments. Raises SourceError and ArchiveError."""
    limits = Limits.of(settings)
    with ExitStack() as opened:
        try:
            generation = opened.enter_context(held(settings.archive))
        except NoArchive:
            if not paths:
                raise
            changes = find_changes(paths, {}, {}, limits)
            return replace(_plan(changes, {}, limits), notes=tuple(notes_of(changes, ())))
        catalog = opened.enter_context(closing(Catalog(generation.path / CATALOG)))
        known = catalog.files()
        changes = find_changes(paths, catalog.roots(), known, limits)
        already = catalog.missing()
        gone = [id for path in changes.gone for id in catalog.documents_in(path)]
        missing = _named(catalog, [id for id in gone if id not in already] if not prune else ())
        removed = _named(catalog, [*already, *gone] if prune else ())
        again = reshape_of(generation.manifest, settings, rebuild)
        done_again = [_EVERY] if again.every else again.notes
        notes = filter(None, [*notes_of(changes, catalog.roots()), *done_again, traced_otherwise(generation, settings)])
    return replace(_plan(changes, known, limits), missing=missing, removed=removed, notes=tuple(notes))


def _plan(changes: Changes, known: Mapping[str, FileState], limits: Limits) -> Plan:
    skipped = (
        *_skipped(changes, limits),
        *(Skip(s.path, s.code, s.reason) for s in changes.same if s.code),
    )
    paths = {skip.path for skip in skipped}
    read = [file.path for file in changes.read if file.path not in paths]
    return Plan(
        new=tuple(path for path in read if path not in known),
        changed=tuple(path for path in read if path in known),
        same=sum(not state.code for state in changes.same),
        skipped=skipped, gone=changes.gone,
    )  # fmt: skip


def _skipped(changes: Changes, limits: Limits) -> Iterator[Skip]:
    """The files of which it is known before they are read: by their size or their first bytes."""
    for file in changes.read:
        try:
            check_unopened(file, limits)
            check_format(file)
        except Unreadable as error:
            yield Skip(file.path, error.code, str(error))


def _named(catalog: Catalog, ids: Iterable[str]) -> tuple[Named, ...]:
    documents = [catalog.document(id) for id in dict.fromkeys(ids)]
    return tuple(Named(document.id, document.title, document.path) for document in documents)
