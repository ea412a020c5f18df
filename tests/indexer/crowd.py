"""Readers that search without pause while generations are published, and what they met with."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

import faiss  # noqa: F401 - loaded once, before the fork
import whoosh.index
import whoosh.query  # noqa: F401

from indexer.archive import Archive
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder

MARK = "Edition"


def edition(texts: Sequence[str], number: int, folder: Path) -> None:
    """Write every text with the number of the edition at its head."""
    folder.mkdir(exist_ok=True)
    for place, text in enumerate(texts):
        (folder / f"{place:04d}.txt").write_text(f"{MARK} {number}. {text}", encoding="utf-8")


def read_all_the_time(pipe: Connection, archive: Path, ended: Event) -> None:
    """Open, search, close, until told to end; then send how many answers there were and all that was wrong."""
    answers, wrong = 0, []
    seen: set[str] = set()
    while not (ended.is_set() and answers):
        try:
            opened = Archive.open(Settings(archive=archive), WordEncoder())
            results = opened.search(parse_query(MARK, limit=1000))
            found = {opened.document(hit.document.id).text.split(".")[0] for hit in results.hits}
            documents = opened.generation.manifest.documents
            opened.close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must name it
            wrong.append(f"{type(error).__name__}: {error}")
            continue
        answers += 1
        seen |= found
        if len(found) != 1 or len(results.hits) != documents:
            wrong.append(f"{len(results.hits)} hits of {documents} documents, of {sorted(found)}")
    pipe.send((answers, wrong, len(seen)))


def crowded(texts: Sequence[str], folder: Path, readers: int, editions: int) -> list[tuple[int, list[str], int]]:
    """Publish so many editions while so many readers search: each reader's answers, faults and editions seen."""
    settings, source = Settings(archive=folder / "archive"), folder / "texts"
    edition(texts, 0, source)
    reindex([source], settings, encoder=WordEncoder())
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ended = context.Event()
    pipes, processes = [], []
    for _ in range(readers):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=read_all_the_time, args=(there, settings.archive, ended))
        process.start()
        there.close()
        pipes.append(here)
        processes.append(process)
    for number in range(1, editions + 1):
        edition(texts, number, source)
        reindex([source], settings, encoder=WordEncoder())
    ended.set()
    met = [pipe.recv() for pipe in pipes]
    for pipe, process in zip(pipes, processes, strict=True):
        process.join()
        process.close()
        pipe.close()
    return met
