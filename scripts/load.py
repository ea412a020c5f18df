#!/usr/bin/env python3
"""Load a server of two workers by wrk while its archive is indexed anew; print what it bore as one JSON line.

    scripts/load.py FOLDER [SECONDS] [--archive DIR] [--words]

The queries are titles of documents: some are asked singly first, others under load, over and over. `--words` serves
with the tests' encoder, which needs no model. Exit status 1: a request failed, or p95 is more than 8 times the median
of one request at a time.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PRESSMARK = (sys.executable, "-c", "from indexer.cli import main; main()")
CONNECTIONS = 16
SINGLE = 100
MOST = 8
"""p95 under load may be so many times the median of single requests."""


def main() -> int:
    """Index, serve, measure, load, index again meanwhile, compare."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        archive = options.archive or Path(scratch) / "archive"
        if not (archive / "CURRENT").exists():
            subprocess.run([*PRESSMARK, "index", str(options.folder), "--archive", str(archive)], cwd=ROOT, check=True)
        with subprocess.Popen(_serve(archive, options.words), cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                url = re.search(r"http://\S+?/", server.stderr.readline())[0]  # type: ignore[index]
                _until_ready(url)
                queries = Path(scratch) / "queries.txt"
                titles = _titles(url)
                single = _one_by_one(url, titles[:SINGLE])
                queries.write_text("\n".join(titles[SINGLE : SINGLE + options.queries]), encoding="utf-8")
                new = Path(scratch) / "new.txt"
                new.write_text("A letter that comes while others are read.", encoding="utf-8")
                load = subprocess.Popen(
                    _wrk(url, queries, options.seconds), cwd=ROOT, stdout=subprocess.PIPE, text=True
                )
                time.sleep(options.seconds / 3)
                _reindex(new, archive, options.words)
                out = load.communicate()[0]
                generation = json.load(urlopen(f"{url}readyz"))["generation"]
            finally:
                server.send_signal(signal.SIGTERM)
                print(server.stderr.read() if server.stderr else "", file=sys.stderr)
    bore: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    bore |= {
        "single_median_ms": round(single, 1),
        "ratio": round(bore["p95_ms"] / single, 2),
        "generation": generation,
        "queries": min(options.queries, len(titles) - SINGLE),
    }
    print(json.dumps(bore))
    return int(bore["errors"] > 0 or bore["ratio"] > MOST)


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


def _reindex(new: Path, archive: Path, words: bool) -> None:
    if words:
        from indexer.reindex import reindex
        from indexer.settings import Settings
        from tests.conftest import WordEncoder

        reindex([new], Settings(archive=archive), encoder=WordEncoder())
    else:
        subprocess.run([*PRESSMARK, "index", "--quiet", str(new), "--archive", str(archive)], cwd=ROOT, check=True)


def _until_ready(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(f"{url}readyz") as answer:
                if answer.status == 200:
                    break
        except OSError:
            time.sleep(0.1)
    for _ in range(20):  # both workers have opened everything
        urlopen(f"{url}search?q=warm").close()


def _titles(url: str) -> list[str]:
    titles: list[str] = []
    path = "api/v1/documents?limit=100"
    while path and len(titles) < 1000:
        page = json.load(urlopen(url + path))
        titles += [re.sub(r"\W+", " ", d["title"])[:80] for d in page["documents"]]
        path = (page["next"] or "").lstrip("/")
    return list(dict.fromkeys(title for title in titles if title.strip()))


def _one_by_one(url: str, queries: list[str]) -> float:
    """The median of single requests in milliseconds, each asked for the first time and not again under load."""
    taken = []
    for query in queries:
        begun = time.perf_counter()
        urlopen(f"{url}search?q={quote(query)}").read()
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def _wrk(url: str, queries: Path, seconds: int) -> list[str]:
    return [
        "wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", "--timeout", "20s",
        "--script", "scripts/load.lua", url, "--", str(queries),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
