"""A JSON line for each source file: read (with its documents' ids), warned, skipped (with the reason) or unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from indexer.run import FileReport, Report


@contextmanager
def report_to(file: Path | None) -> Iterator[Report]:
    """A function that writes what it is told to `file`, line by line; with None it writes nothing."""
    if file is None:
        yield lambda report: None
        return
    with file.open("w", encoding="utf-8") as handle:

        def write(report: FileReport) -> None:
            said = {name: value for name, value in asdict(report).items() if value}
            handle.write(json.dumps(said, ensure_ascii=False) + "\n")
            handle.flush()

        yield write
