"""`pressmark export`: an archive into one file, or its documents as JSON lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from indexer.errors import ArchiveError
from indexer.ingest.exported import line_of
from indexer.stores.backup import write_backup
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current


def save(archive: Path, file: Path) -> None:
    """Write a backup. Raises ArchiveError."""
    if str(file) == "-":
        raise ArchiveError("A backup is written to a file, not to the terminal: name one.")
    write_backup(archive, file)


def save_lines(archive: Path, file: Path) -> None:
    """Write every document as a line of JSON, to standard output for `-`. Raises ArchiveError."""
    if str(file) == "-":
        sys.stdout.buffer.writelines(_lines(archive))
        return
    if file.exists():
        raise ArchiveError(f"{file} is there already: choose another name or remove it.")
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as handle:
            handle.writelines(_lines(archive))
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _lines(archive: Path) -> Iterator[bytes]:
    with closing(Catalog(current(archive).path / CATALOG)) as catalog:
        for document in catalog.documents():
            yield line_of(document).encode("utf-8") + b"\n"
