"""What all runners share: how they are called and what they print. Standard library only: peers have nothing else."""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSAGE_WORDS = 120
"""Of a passage, where a peer leaves it to its user to cut documents up."""
DOCUMENTS = 10
"""How many documents a query asks for."""
_WARM = ("a letter of the day", "what was said of it", "who was there")


@dataclass(frozen=True)
class Task:
    """The documents' files, the file of queries (a JSON object of texts by id), where to store, the model's folder."""

    documents: Path
    queries: Path
    store: Path
    model: Path
    variant: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Id and text of every document."""
        for file in sorted(self.documents.iterdir()):
            yield file.stem, file.read_text(encoding="utf-8")

    def passages(self) -> Iterator[tuple[str, str]]:
        """Runs of 120 words of every document; the id is the document's, a colon, and a number."""
        for id, text in self.texts():
            words = text.split()
            for number, first in enumerate(range(0, max(len(words), 1), PASSAGE_WORDS)):
                yield f"{id}:{number}", " ".join(words[first : first + PASSAGE_WORDS])


Index = Callable[[], dict[str, Any]]
"""Index all documents into the store; what is worth telling of it."""
Ask = Callable[[str], Sequence[str]]
"""The ids of documents that answer a text, best first."""


def documents_of(passages: Sequence[str]) -> list[str]:
    """The documents of passages found, each once."""
    return list(dict.fromkeys(id.rpartition(":")[0] for id in passages))[:DOCUMENTS]


def run(indexing: Callable[[Task], Index], asking: Callable[[Task], Ask]) -> None:
    """Do what the command line says and print one line of JSON. Both functions load first, and return what is timed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("index", "query"))
    for name in ("documents", "queries", "store", "model"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--variant", default="")
    options = parser.parse_args()
    task = Task(options.documents, options.queries, options.store, options.model, options.variant)
    told = _index(indexing(task)) if options.what == "index" else _query(asking(task), task)
    print(json.dumps({**told, "own_peak_mb": peak_mb()}), flush=True)


def peak_mb() -> float:
    """The most that this process has held in memory, as /proc tells it.

    Not getrusage's ru_maxrss: that starts from what the process was forked from.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _processor() -> float:
    """Seconds of processor time that this process and its ended children have used."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _index(work: Index) -> dict[str, Any]:
    begun, used = time.perf_counter(), _processor()
    told = work()
    return {**told, "seconds": time.perf_counter() - begun, "processor": _processor() - used}


def _query(ask: Ask, task: Task) -> dict[str, Any]:
    """Each query once, after three others."""
    for text in _WARM:
        ask(text)
    milliseconds, processor, found = [], [], {}
    for id, text in json.loads(task.queries.read_text(encoding="utf-8")).items():
        begun, used = time.perf_counter(), time.process_time()
        found[id] = list(ask(text))
        milliseconds.append(1000 * (time.perf_counter() - begun))
        processor.append(1000 * (time.process_time() - used))
    return {"milliseconds": milliseconds, "processor": processor, "found": found}
