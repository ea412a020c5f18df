"""`costs`: what a run costs when nothing, one letter, or a hundred letters changed; and what it holds in memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from scripts.benchmarks.data import DATA, DELEGATES, ROOT

ADDED = 100
PRESSMARK = (sys.executable, "-c", "from indexer.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Cost:
    """A run of `pressmark index`: seconds by the clock and of the processor, and the summary that it printed."""

    seconds: float
    processor: float
    summary: dict[str, Any]

    @property
    def passages(self) -> int:
        """How many passages were given vectors."""
        return int(self.summary["passages_encoded"] + self.summary["passages_reused"])

    def tell(self, what: str) -> None:
        """One line."""
        said = {name: self.summary[name] for name in ("files_read", "documents_changed", "documents_added")}
        counts = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in said.items() if value)
        encoded = f"{self.summary['passages_encoded']} passages encoded"
        click.echo(f"{what:<22} {self.seconds:6.2f} s ({self.processor:.2f} s of processor)  {counts}, {encoded}")


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Build here, or measure what was built here before.")
def costs(keep: Path | None) -> None:
    """Index delegates_en, time and edgeworth_en; again with no change; one letter changed; 100 letters added."""
    with tempfile.TemporaryDirectory() if keep is None else nullcontext(keep) as folder:
        measured(Path(folder))


def measured(folder: Path) -> None:
    """Build under `folder` without the last 100 letters, or find it built, and print what each run costs."""
    lines = DELEGATES.read_text(encoding="utf-8").splitlines(keepends=True)
    letters = folder / "letters"
    letters.mkdir(parents=True, exist_ok=True)
    archive = folder / "archive"
    sources = [letters, DATA / "collections" / "time" / "corpus.jsonl", DATA / "letters" / "edgeworth_en"]
    built = (archive / "CURRENT").exists()
    (letters / "letters.jsonl").write_text("".join(lines[:-ADDED]), encoding="utf-8")
    (letters / "added.jsonl").unlink(missing_ok=True)
    first = run(archive, sources, "--prune" if built else "")
    first.tell("first" if not built else "put back")
    run(archive, sources).tell("nothing changed")
    changed = json.loads(lines[0])
    changed["text"] = changed["text"].replace(" ", f" {time.time_ns()} ", 1)  # so that no cache knows it
    (letters / "letters.jsonl").write_text("".join([json.dumps(changed) + "\n", *lines[1:-ADDED]]), encoding="utf-8")
    run(archive, sources).tell("one letter changed")
    (letters / "added.jsonl").write_text("".join(lines[-ADDED:]), encoding="utf-8")
    added = run(archive, sources)
    added.tell(f"{ADDED} letters added")
    if not built:
        share = first.processor * added.passages / first.passages
        click.echo(f"of their share         {added.processor / share:.2f} (by passages, {share:.2f} s of processor)")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    click.echo(f"peak memory of a run   {peak:.0f} MB")


def run(archive: Path, sources: list[Path], *more: str) -> Cost:
    """One run, as a process."""
    words = [*PRESSMARK, "index", "--json", "--archive", str(archive), *filter(None, more), *map(str, sources)]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = subprocess.run(
        words, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, used, json.loads(ended.stdout))
