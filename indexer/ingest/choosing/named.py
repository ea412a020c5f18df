"""What the command line names: folders, files, globs that the shell left alone, and `-` for JSON lines on stdin."""

from __future__ import annotations

import glob
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from indexer.errors import SourceError
from indexer.machine.folders import scratch_folder

STDIN = "stdin.jsonl"
"""What standard input is called as a source."""


@contextmanager
def named_paths(paths: Sequence[Path], stdin: Iterable[bytes]) -> Iterator[list[Path]]:
    """The paths with globs resolved and `-` written to a file that lives as long as the context.

    Raises SourceError for a glob that nothing matches; `find_roots` does for a path where nothing is.
    """
    with ExitStack() as kept:
        yield [found for path in paths for found in _resolved(path, stdin, kept)]


def _resolved(path: Path, stdin: Iterable[bytes], kept: ExitStack) -> list[Path]:
    if str(path) == "-":
        return [_spooled(stdin, kept.enter_context(scratch_folder("stdin")) / STDIN)]
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    found = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]
    if not found:
        raise SourceError(f"Nothing matches {path}: check the pattern.")
    return found


def _spooled(stdin: Iterable[bytes], file: Path) -> Path:
    """Standard input as a file. A record without an id is known by its content: two inputs both have a line 1."""
    with file.open("wb") as handle:
        for line in stdin:
            handle.write(_identified(line))
    return file


def _identified(line: bytes) -> bytes:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return line
    if not isinstance(record, dict) or _is_said(record.get("id")) or _is_said(record.get("_id")):
        return line
    record["id"] = hashlib.sha256(line.strip()).hexdigest()[:16]
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _is_said(id: Any) -> bool:
    return bool(id.strip() if isinstance(id, str) else id)
