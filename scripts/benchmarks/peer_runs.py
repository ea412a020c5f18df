"""Peers in virtual environments of their own, run as processes that are watched."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indexer.machine.folders import cache_folder
from scripts.benchmarks.peer_figures import PeerFailed, parsed
from scripts.benchmarks.record import ROOT

RUNNERS = ROOT / "scripts" / "peers"
_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
_LOOK = 0.1
_LONGEST = 7200.0
"""Seconds that one run may take."""


@dataclass(frozen=True)
class System:
    """Something measured: its name in the table, its runner and variant, its environment ("" for Pressmark's own).

    `store_of` names the system whose index it searches, if that is not its own; `against` the row of Pressmark that
    its queries are compared with.
    """

    name: str
    runner: str
    environment: str = ""
    variant: str = ""
    store_of: str = ""
    against: str = "Pressmark"


def python_of(environment: str) -> Path:
    """The Python of a peer's environment under the user's cache folder, made if need be. Raises PeerFailed."""
    if not environment:
        return Path(sys.executable)
    requirements = RUNNERS / f"peers-{environment}.txt"
    wanted = requirements.read_text(encoding="utf-8")
    folder = cache_folder("peers") / f"{environment}-{hashlib.sha256(wanted.encode()).hexdigest()[:8]}"
    python, mark = folder / "bin" / "python", folder / ".installed"
    if not mark.exists():
        click.echo(f" installing into {folder} …", err=True, nl=False)
        torch = next(line for line in wanted.splitlines() if line.startswith("torch=="))
        _done([sys.executable, "-m", "venv", "--clear", str(folder)])
        _done([str(python), *_PIP, torch])  # first and alone: with it in place, nothing asks for another build of it
        _done([str(python), *_PIP, "--requirement", str(requirements)])
        mark.touch()
    return python


def _done(command: Sequence[str]) -> None:
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        last = next((line for line in reversed(ended.stderr.splitlines()) if "ERROR" in line), ended.stderr[-300:])
        raise PeerFailed(f"it cannot be installed: {last.strip()}")


def run(system: System, what: str, work: Path, model: Path) -> dict[str, Any]:
    """Let a system `index` or `query` the documents and queries under `work`; its figures and `peak_mb`.

    `peak_mb` is what the process and its children held at once, looked at ten times a second, or what the process
    alone held at its peak if that is more. Raises PeerFailed.
    """
    store = work / (system.store_of or system.name).replace(" ", "-")
    command = [str(python_of(system.environment)), str(RUNNERS / system.runner), what]
    command += [str(work / "documents"), str(work / "queries.json"), str(store), str(model)]
    command += ["--variant", system.variant] if system.variant else []
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    environment.pop("PYTHONPATH", None)
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(command, stdout=out, stderr=complaints, cwd=work, env=environment)
        seen = _watched(process)
        out.seek(0)
        complaints.seek(0)
        if process.returncode:
            last = (complaints.read().strip().splitlines() or ["no word"])[-1]
            raise PeerFailed(f"its {what} ended with status {process.returncode}: {last[:300]}")
        told = parsed(out.read())
    return told | {"peak_mb": max(seen, told["own_peak_mb"])}


def _watched(process: subprocess.Popen[bytes]) -> float:
    """Wait for the end; the most MB that the process and all below it were seen to hold."""
    most, end = 0.0, time.monotonic() + _LONGEST
    try:
        while process.poll() is None:
            most = max(most, sum(map(_resident_mb, _tree(process.pid))))
            if time.monotonic() > end:
                raise PeerFailed(f"it was stopped after {_LONGEST:.0f} seconds")
            time.sleep(_LOOK)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return most


def _tree(pid: int) -> list[int]:
    try:
        told = [file.read_text(encoding="ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [pid, *(below for line in told for child in line.split() for below in _tree(int(child)))]


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
