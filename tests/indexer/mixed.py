"""A mixed run (first index, additions, changes, prune) in a process of its own, to be killed at any moment."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

import faiss  # noqa: F401 - loaded once, before the fork
import numpy as np
import whoosh.index
import whoosh.query  # noqa: F401

from indexer.archive import Archive
from indexer.encoders import Encoder, open_encoder
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder

QUERIES = ("letter from congress", "army provisions", '"the enemy"', "general -british", "horses and flour")
_LINES = 10
"""Letters a file."""


@dataclass(frozen=True)
class Stage:
    """What the source folder holds at one stage, and how it is indexed: file names and their lines."""

    files: dict[str, tuple[str, ...]]
    prune: bool = False


def stages_of(lines: Sequence[str]) -> list[Stage]:
    """The stages of a mixed run over letters, given as JSON lines with ids of their own."""
    files = {f"{n // _LINES:04d}.jsonl": tuple(lines[n : n + _LINES]) for n in range(0, len(lines), _LINES)}
    names = list(files)
    first = {name: files[name] for name in names[: max(1, 7 * len(names) // 10)]}
    changed = {name: _edited(lines) if n % 3 == 0 else lines for n, (name, lines) in enumerate(files.items())}
    del changed[names[len(names) // 2]]
    return [Stage(first), Stage(files), Stage(changed), Stage(changed, prune=True)]


def _edited(lines: Sequence[str]) -> tuple[str, ...]:
    """One letter changed within, one gone, one new."""
    letter = json.loads(lines[0])
    new = letter | {"id": f"{letter['id']}-new", "text": "A new letter on horses and flour, not sent before."}
    edited = letter | {"text": letter["text"].replace(" the ", " this ", 3)}
    return (json.dumps(edited), *lines[2:], json.dumps(new))


def run_stages(told: Callable[[object], None], stages: Sequence[Stage], first: int, folder: Path, words: bool) -> None:
    """Index `folder`/letters stage by stage into `folder`/archive, telling of each as it begins."""
    settings = Settings(archive=folder / "archive")
    encoder: Encoder = WordEncoder() if words else open_encoder(settings)
    for number, stage in enumerate(stages[first:], first):
        told(number)
        _lay_out(folder / "letters", stage)
        reindex([folder / "letters"], settings, encoder=encoder, prune=stage.prune)
    told("done")


def _lay_out(letters: Path, stage: Stage) -> None:
    letters.mkdir(parents=True, exist_ok=True)
    for name in {file.name for file in letters.iterdir()} - set(stage.files):
        (letters / name).unlink()
    for name, lines in stage.files.items():
        text = "\n".join(lines) + "\n"
        if not (letters / name).exists() or (letters / name).read_text(encoding="utf-8") != text:
            (letters / name).write_text(text, encoding="utf-8")


def _in_process(pipe: Connection, *rest: object) -> None:
    run_stages(pipe.send, *rest)  # type: ignore[arg-type]


NEVER = (-1, 0.0)


@dataclass(frozen=True)
class Killed:
    """A run that was killed: at which stage, None if it was done before; and the processor's seconds of each stage."""

    stage: int | None
    seconds: tuple[float, ...]


def killed_at(moment: tuple[int, float], stages: Sequence[Stage], folder: Path, words: bool = True) -> Killed:
    """Run all stages in a process and kill it when it has used so many seconds of the processor on that stage."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_in_process, args=(there, stages, 0, folder, words))
    process.start()
    there.close()
    at: object = here.recv()  # imports are over, the run begins
    used = _processor_seconds(process.pid)
    began, in_stage = [used], 0.0
    while process.is_alive() and not (at == moment[0] and in_stage >= moment[1]):
        process.join(0.002)
        used = max(used, _processor_seconds(process.pid))
        for said in _told(here):
            at = said
            began.append(used)
        in_stage = used - began[-1]
    process.kill()
    process.join()
    for said in _told(here):
        at = said
        began.append(used)
    here.close()
    process.close()
    return Killed(at if isinstance(at, int) else None, tuple(end - start for start, end in pairwise(began)))


def _told(pipe: Connection) -> Iterator[object]:
    """What has been sent so far."""
    try:
        while pipe.poll():
            yield pipe.recv()
    except EOFError:
        return


def moments(seconds: Sequence[float], chance: random.Random) -> Iterator[tuple[int, float]]:
    """Random moments of a run, in every stage as many: a short stage is killed as often as a long one."""
    while True:
        yield from ((stage, chance.uniform(0, length)) for stage, length in enumerate(seconds))


def _processor_seconds(pid: int | None) -> float:
    """What a process has used so far; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def content_of(settings: Settings, encoder: Encoder) -> str:
    """Stands for all that a reader can see of an archive, whatever ids its passages happen to have."""
    archive = Archive.open(settings, encoder)
    digest = hashlib.sha256()
    catalog = archive.catalog
    for document in catalog.documents():
        spans = [(p.start, p.end, p.kind) for p in catalog.passages(document.id)]
        digest.update(repr((document, spans, catalog.quotations.of(document.id))).encode())
    digest.update(repr([replace(f, mtime_ns=0) for f in catalog.files().values()]).encode())
    by_place = np.lexsort((archive.layout.starts, archive.layout.documents))
    digest.update(archive.vectors.vectors(by_place).tobytes())
    for query in QUERIES:
        results = archive.search(parse_query(query))
        digest.update(repr([(h.document.id, h.passage.start, round(h.score, 5)) for h in results.hits]).encode())
        digest.update(repr(results.keyword_matches).encode())
    archive.close()
    return digest.hexdigest()


def states_of(stages: Sequence[Stage], folder: Path, encoder: Encoder, words: bool = True) -> list[str]:
    """What the archive holds after each stage of a run that nothing interrupts."""
    states: list[str] = []
    settings = Settings(archive=folder / "archive")
    for number in range(len(stages)):
        run_stages(lambda said: None, stages[: number + 1], number, folder, words)
        states.append(content_of(settings, encoder))
    shutil.rmtree(folder)
    return states
