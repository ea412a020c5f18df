"""`memory`: what a server holds in memory, and what each further worker adds."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import click

from indexer.encoders.model import find_model
from indexer.settings import Settings
from scripts.benchmarks.growing import grow, queries
from scripts.benchmarks.record import ROOT, json_option, tell

_ASKED = 60
_SERVE = (sys.executable, "-c", "from indexer.cli import main; main()", "serve")


@click.command()
@click.option("--passages", default=100_000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--engine", default="tantivy", show_default=True)
@json_option
def memory(passages: int, workers: int, engine: str, file: Path | None) -> None:
    """Serve recombined documents with the model, ask questions; memory of every process in MB.

    `rss` counts pages that workers share once for each; `pss` shares them out; `own` is what a process has for itself.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = grow(Path(scratch), passages, engine, find_model(Settings().model).fingerprint).settings.archive
        command = [*_SERVE, "--archive", str(archive), "--workers", str(workers), "--port", "0", "--rate", ""]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                url = re.search(r"http://\S+?/", server.stderr.readline())[0]  # type: ignore[index]
                _ask(url)
                rows = [{"process": name, **_memory(pid)} for name, pid in _processes(server.pid)]
            finally:
                server.send_signal(signal.SIGTERM)
    tell("memory", rows, file)


def _ask(url: str) -> None:
    for _ in range(600):
        try:
            urlopen(f"{url}readyz").close()
            break
        except OSError:
            time.sleep(0.1)
    for text in queries(_ASKED):
        urlopen(f"{url}search?q={quote(text)}").close()


def _processes(server: int) -> list[tuple[str, int]]:
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    return [("server", server), *((f"worker {n}", int(pid)) for n, pid in enumerate(children, start=1))]


def _memory(pid: int) -> dict[str, Any]:
    """Resident, shared-out and own memory of a process, in MB."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    sizes = {name: int(kb) / 1024 for name, kb in re.findall(r"^(\w+): +(\d+) kB", told, re.MULTILINE)}
    return {"rss": sizes["Rss"], "pss": sizes["Pss"], "own": sizes["Private_Dirty"]}
