"""`startup`: how soon a search answers as a process of its own, and how soon a server does."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import click

from scripts.benchmarks.data import ROOT, letters_archive
from scripts.benchmarks.figures import median_and_spread
from scripts.benchmarks.search import queries_of

_RUN = (sys.executable, "-c", "from indexer.cli import main; main()")


@click.command()
@click.option("--letters", default=300, show_default=True, help="How many of delegates_en; 0 for all.")
@click.option("--rounds", default=5, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the archive here for another time.")
def startup(letters: int, rounds: int, folder: Path | None) -> None:
    """Time `pressmark search` as a process, `pressmark serve` until it is ready, and its first query."""
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory() as scratch:
        archive = letters_archive(Path(scratch), letters or None)
        texts = queries_of(archive, 30)["plain words"]
        place = str(archive.settings.archive)
        archive.close()
        command = [*_RUN, "search", "--json", "--archive", place]
        _finished([*command, texts[0]])  # so that what is made once is made
        processes = [_finished([*command, text]) for text in texts[:rounds]]
        servers = [_served(place, texts) for _ in range(rounds)]
    wall, used = zip(*processes, strict=True)
    ready, ratios = zip(*servers, strict=True)
    click.echo(f"{letters or 'all'} letters, {rounds} rounds, seconds: median (least to most)")
    click.echo(f"pressmark search, from start to end     {median_and_spread(wall)}")
    click.echo(f"  of it processor time                  {median_and_spread(used)}")
    click.echo(f"pressmark serve, until it is ready      {median_and_spread(ready)}")
    click.echo(f"its first query / the median of later   {median_and_spread(ratios)}")


def _finished(command: Sequence[str]) -> tuple[float, float]:
    """Seconds that a process took by the clock, and seconds of processor time."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used


def _served(archive: str, texts: Sequence[str]) -> tuple[float, float]:
    """Seconds until a server says that it is ready, and what its first query takes in medians of the later."""
    with _server(archive) as (base, started, process):
        while not _ready(base):
            if process.poll() is not None:
                raise click.ClickException(f"The server ended with status {process.returncode}.")
            time.sleep(0.005)
        ready = time.perf_counter() - started
        times = [_timed(partial(_get, f"{base}/search?{urllib.parse.urlencode({'q': text})}")) for text in texts]
    return ready, times[0] / statistics.median(times[1:])


@contextmanager
def _server(archive: str) -> Iterator[tuple[str, float, subprocess.Popen[bytes]]]:
    port = _free_port()
    command = [*_RUN, "serve", "--archive", archive, "--port", str(port)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", started, process
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    from webapp.serve import free_port

    return free_port("127.0.0.1", 8700)


def _ready(base: str) -> bool:
    try:
        return bool(json.loads(_get(f"{base}/readyz")))
    except (urllib.error.URLError, ConnectionError):  # not listening yet, or 503: loading
        return False


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        body: bytes = answer.read()
        return body


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
