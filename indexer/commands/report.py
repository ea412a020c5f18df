"""A JSON line for each source file: read (with its documents' ids), warned, skipped (with the reason) or unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from indexer.errors import ArchiveError
from indexer.writing.run import FileReport, Report


@contextmanager
def report_to(file: Path | None) -> Iterator[Report]:
    """A function that writes what it is told to `file`, line by line; with None it writes nothing.

    An earlier report gives way. Raises ArchiveError for any other file.
    """
    if file is None:
        yield lambda report: None
        return
    _check_ours(file)
    with file.open("w", encoding="utf-8") as handle:

        def write(report: FileReport) -> None:
            said = {name: value for name, value in asdict(report).items() if value}
            handle.write(json.dumps(said, ensure_ascii=False) + "\n")
            handle.flush()

        yield write


def _check_ours(file: Path) -> None:
    """A file that is there is an earlier report, not a letter that was to be read."""
    if not file.is_file():
        return
    with file.open("rb") as handle:
        first = handle.readline()
    with suppress(ValueError, AttributeError):
        if not first or {"path", "status"} <= json.loads(first).keys():
            return
    raise ArchiveError(f"{file} already exists and is not a report: choose another name or remove it.")
