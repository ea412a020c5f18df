"""`pressmark export`: an archive into one file, or its documents as JSON lines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveError
from indexer.ingest.tables.exported import line_of
from indexer.machine.folders import scratch_folder
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.backup import whole_file, write_backup
from indexer.stores.generations.folder import CATALOG
from indexer.stores.generations.holding import held
from indexer.text.counting import counted


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, in a sentence and as a table."""

    said: str
    table: Mapping[str, Any]


def save(archive: Path, file: Path) -> Saved:
    """Write a backup, to standard output for `-`. Raises ArchiveError."""
    if str(file) == "-":
        return _save_to_output(archive)
    saved = write_backup(archive, file).manifest
    size = file.stat().st_size
    held = f"{counted(saved.documents, 'document')} in {counted(saved.passages, 'passage')}"
    table = {"documents": saved.documents, "passages": saved.passages, "bytes": size}
    return Saved(f"{file} holds {archive}: {held}, {counted(size, 'byte')}.", {"file": str(file), **table})


def _save_to_output(archive: Path) -> Saved:
    """A backup is read once more before it counts as written, so it becomes a file first."""
    if sys.stdout.isatty():
        raise ArchiveError("A backup is written to a file or a pipe, not to the terminal: name one.")
    with scratch_folder("export") as scratch:
        file = scratch / "archive.tar.gz"
        saved = save(archive, file)
        with file.open("rb") as handle:
            shutil.copyfileobj(handle, sys.stdout.buffer)
    return Saved(saved.said.replace(str(file), "what was written"), {**saved.table, "file": "-"})


def save_lines(archive: Path, file: Path) -> Saved:
    """Write every document as a line of JSON, to standard output for `-`. Raises ArchiveError."""
    with held(archive) as generation, closing(Catalog(generation.path / CATALOG)) as catalog:
        documents = counted(generation.manifest.documents, "document")
        table = {"file": str(file), "documents": generation.manifest.documents}
        if str(file) == "-":
            sys.stdout.buffer.writelines(_lines(catalog))
            return Saved(f"{documents} written.", table)
        with whole_file(file) as handle:
            handle.writelines(_lines(catalog))
        return Saved(f"{file} holds {documents}, one a line.", table)


def _lines(catalog: Catalog) -> Iterator[bytes]:
    for document in catalog.documents():
        yield line_of(document).encode("utf-8") + b"\n"
