#!/usr/bin/env python3
"""Load a server of two workers while its archive is indexed anew; print what it bore as one JSON line.

    scripts/load.py FOLDER [SECONDS] [--archive DIR] [--words] [--queries N]

Sixteen connections ask for pages of results, each as soon as it has the last one. The queries are titles of documents:
some are asked singly first, others under load, over and over. `--words` serves with the tests' encoder, which needs no
model. Exit status 1: a request failed, or p95 is more than 8 times the median of one request at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PRESSMARK = (sys.executable, "-c", "from indexer.cli import main; main()")
CONNECTIONS = 16
SINGLE = 100
"""Queries asked singly."""
MOST = 8
"""p95 under load may be so many times the median of single requests."""


@dataclass
class Borne:
    """What the requests under load met with."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """Index, serve, measure, load, index again meanwhile, compare."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        archive = options.archive or Path(scratch) / "archive"
        if not (archive / "CURRENT").exists():
            subprocess.run([*PRESSMARK, "index", str(options.folder), "--archive", str(archive)], cwd=ROOT, check=True)
        new = Path(scratch) / "new.txt"
        new.write_text("A letter that comes while others are read.", encoding="utf-8")
        with subprocess.Popen(_serve(archive, options.words), cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                url = re.search(r"http://\S+?/", server.stderr.readline())[0]  # type: ignore[index]
                _until_ready(url)
                titles = _titles(url)
                single = statistics.median(_one_by_one(url, titles[:SINGLE]))
                asked = titles[SINGLE : SINGLE + options.queries] or titles  # of a small folder again
                borne = asyncio.run(_load(url, asked, options.seconds, _index(new, archive, options.words)))
                generation = json.load(urlopen(f"{url}readyz"))["generation"]
            finally:
                server.send_signal(signal.SIGTERM)
    return _tell(borne, 1000 * single, len(asked), generation)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--queries", type=int, default=200, help="how many different queries are asked under load")
    return parser.parse_args()


def _serve(archive: Path, words: bool) -> list[str]:
    if words:
        return [sys.executable, "-m", "tests.webapp.serve_words", str(archive), "2"]
    return [*PRESSMARK, "serve", "--archive", str(archive), "--workers", "2", "--port", "0", "--rate", ""]


def _index(new: Path, archive: Path, words: bool) -> list[str]:
    if words:
        return [sys.executable, "-m", "tests.webapp.index_words", str(archive), str(new)]
    return [*PRESSMARK, "index", "--quiet", str(new), "--archive", str(archive)]


def _until_ready(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{url}readyz"):
                break
        except OSError:
            time.sleep(0.1)
    for _ in range(20):  # both workers have opened everything
        urlopen(f"{url}search?q=warm").close()


def _titles(url: str) -> list[str]:
    titles: list[str] = []
    following: str | None = ""
    while following is not None:
        page = json.load(urlopen(f"{url}api/v1/documents?limit=100&cursor={following}"))
        titles += [re.sub(r"\W+", " ", d["title"])[:80] for d in page["documents"]]
        following = page["next"]
    return list(dict.fromkeys(title for title in titles if title.strip()))


def _one_by_one(url: str, queries: Sequence[str]) -> list[float]:
    """Seconds of single requests, each asked for the first time and not again under load."""
    taken = []
    for query in queries:
        begun = time.perf_counter()
        urlopen(f"{url}search?q={quote(query)}").read()
        taken.append(time.perf_counter() - begun)
    return taken


async def _load(url: str, queries: Sequence[str], seconds: float, index: Sequence[str]) -> Borne:
    """All connections at once, and a new generation a third of the way."""
    borne, end = Borne(), time.perf_counter() + seconds
    chance = random.Random(1)
    readers = [_read(url, queries, end, random.Random(chance.random()), borne) for _ in range(CONNECTIONS)]

    async def reindex() -> None:
        await asyncio.sleep(seconds / 3)
        indexing = await asyncio.create_subprocess_exec(*index, cwd=ROOT)
        if await indexing.wait():
            borne.errors.append("the archive could not be indexed")

    await asyncio.gather(reindex(), *readers)
    return borne


async def _read(url: str, queries: Sequence[str], end: float, chance: random.Random, borne: Borne) -> None:
    parts = urlsplit(url)
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            path = f"/search?q={quote(chance.choice(queries))}"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
            answer = await reader.read(-1)
            writer.close()
        except OSError as error:
            borne.errors.append(str(error))
            continue
        borne.seconds.append(time.perf_counter() - begun)
        if not answer.startswith(b"HTTP/1.1 200") or not answer.rstrip().endswith(b"</html>"):
            borne.errors.append(answer[:60].decode("latin-1"))


def _tell(borne: Borne, single: float, queries: int, generation: str) -> int:
    cuts = [1000 * cut for cut in statistics.quantiles(borne.seconds, n=100)]
    told: dict[str, Any] = {
        "requests": len(borne.seconds), "errors": len(borne.errors), "first_errors": borne.errors[:3],
        "single_median_ms": round(single, 1), "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1), "ratio": round(cuts[94] / single, 2), "queries": queries,
        "generation": generation, "load_average": os.getloadavg()[0],
    }  # fmt: skip
    print(json.dumps(told))
    return int(bool(borne.errors) or cuts[94] > MOST * single)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
