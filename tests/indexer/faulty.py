"""The process that test_faults starts under its shim: each run of the command meets one fault in its writing."""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import shutil
import sys
from pathlib import Path
from unittest.mock import patch

from indexer.cli import main
from tests.conftest import WordEncoder


def run(arguments: list[str]) -> tuple[int, str]:
    """The exit status of the command, and what it complained of."""
    with (
        patch("indexer.archive.open_encoder", lambda settings: WordEncoder()),
        patch("indexer.reindex.open_encoder", lambda settings: WordEncoder()),
        contextlib.redirect_stderr(io.StringIO()) as said,
        contextlib.redirect_stdout(io.StringIO()),
    ):
        try:
            main(arguments)
        except SystemExit as ended:
            return int(ended.code or 0), said.getvalue()
    return 0, said.getvalue()


def faults(whole: Path, papers: Path, scratch: Path, moments: int) -> None:
    """Index a copy of the archive `whole` for each kind of fault at each of so many moments; print what came of it."""
    shim = ctypes.CDLL(None)
    shim.fault_seen.restype = ctypes.c_long

    def attempt(kind: str, nth: int) -> int:
        archive = scratch / f"{kind}-{nth}"
        shutil.copytree(whole, archive)
        shim.fault_arm(str(archive).encode(), ctypes.c_long(nth), int(kind == "short"))
        status, said = run(["index", "--archive", str(archive), str(papers)])
        seen = int(shim.fault_seen())
        shim.fault_arm(b"", ctypes.c_long(0), 0)
        print(json.dumps([kind, str(archive), status, said]), flush=True)
        return seen

    writes = attempt("none", 0)
    for kind in ("EIO", "short"):
        for number in range(1, moments + 1):
            attempt(kind, max(1, writes * number // moments))


if __name__ == "__main__":
    faults(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
