"""What a run would do, told without writing anything."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import NoArchive
from indexer.ingest.changes import find_changes
from indexer.ingest.limits import Limits
from indexer.settings import Settings
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to read and files gone, by path; documents that would be marked missing and removed, by id.

    Which records of a file to read are new, changed or gone is known only when it is read.
    """

    read: tuple[str, ...]
    gone: tuple[str, ...]
    missing: tuple[str, ...]
    removed: tuple[str, ...]


def plan(paths: Sequence[Path], settings: Settings, prune: bool = False) -> Plan:
    """What `reindex` would do with the same arguments. Raises SourceError and ArchiveError."""
    limits = Limits.of(settings)
    try:
        generation = current(settings.archive)
    except NoArchive:
        return Plan(tuple(file.path for file in find_changes(paths, {}, {}, limits).read), (), (), ())
    with closing(Catalog(generation.path / CATALOG)) as catalog:
        changes = find_changes(paths, catalog.roots(), catalog.files(), limits)
        already = catalog.missing()
        gone = [id for path in changes.gone for id in catalog.documents_in(path)]
    return Plan(
        read=tuple(file.path for file in changes.read),
        gone=changes.gone,
        missing=tuple(id for id in gone if id not in already),
        removed=tuple(dict.fromkeys([*already, *gone])) if prune else (),
    )
