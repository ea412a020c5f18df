"""`pressmark export`: an archive into one file, or its documents as JSON lines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from indexer.errors import ArchiveError
from indexer.ingest.tables.exported import line_of
from indexer.machine.folders import scratch_folder
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.backup import whole_file, write_backup
from indexer.stores.generations.folder import CATALOG
from indexer.stores.generations.holding import held
from indexer.text.counting import counted


def save(archive: Path, file: Path) -> str:
    """Write a backup, to standard output for `-`. Returns a sentence about it. Raises ArchiveError."""
    if str(file) == "-":
        return _save_to_output(archive)
    saved = write_backup(archive, file).manifest
    held = f"{counted(saved.documents, 'document')} in {counted(saved.passages, 'passage')}"
    return f"{file} holds {archive}: {held}, {counted(file.stat().st_size, 'byte')}."


def _save_to_output(archive: Path) -> str:
    """A backup is read once more before it counts as written, so it becomes a file first."""
    if sys.stdout.isatty():
        raise ArchiveError("A backup is written to a file or a pipe, not to the terminal: name one.")
    with scratch_folder("export") as scratch:
        file = scratch / "archive.tar.gz"
        said = save(archive, file)
        with file.open("rb") as handle:
            shutil.copyfileobj(handle, sys.stdout.buffer)
    return said.replace(str(file), "what was written")


def save_lines(archive: Path, file: Path) -> str:
    """Write every document as a line of JSON, to standard output for `-`. Returns a sentence. Raises ArchiveError."""
    with held(archive) as generation, closing(Catalog(generation.path / CATALOG)) as catalog:
        documents = counted(generation.manifest.documents, "document")
        if str(file) == "-":
            sys.stdout.buffer.writelines(_lines(catalog))
            return f"{documents} written."
        with whole_file(file) as handle:
            handle.writelines(_lines(catalog))
        return f"{file} holds {documents}, one a line."


def _lines(catalog: Catalog) -> Iterator[bytes]:
    for document in catalog.documents():
        yield line_of(document).encode("utf-8") + b"\n"
