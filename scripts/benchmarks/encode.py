"""`encode`: the encoders against `SentenceTransformer.encode` as it comes, on the same passages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from indexer.encoders import Vectors, open_encoder
from indexer.encoders.model import find_model
from indexer.encoders.sentence import SentenceTransformersEncoder
from indexer.machine.processes import processors
from indexer.settings import Settings
from scripts.benchmarks.figures import quantile
from scripts.benchmarks.growing import documents, queries
from scripts.benchmarks.record import json_option, tell

_QUERIES = 30


@click.command()
@click.option("--passages", default=200, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@json_option
def encode(passages: int, rounds: int, file: Path | None) -> None:
    """Passages a second, in turns, and a query's milliseconds; ratios and the largest distance to the plain encoder.

    `processor_ratio` compares processor time, which other work on the machine disturbs less.
    """
    texts = [d.text[p.start : p.end] for d, parts in documents(passages) for p in parts]
    random.Random(0).shuffle(texts)
    plain = SentenceTransformersEncoder(find_model(Settings().model), processors())
    encoders: dict[str, Callable[[Sequence[str]], Vectors]] = {
        "SentenceTransformer.encode": lambda asked: plain.loaded.encode(list(asked)),
        "torch": plain.encode,
        "fastest installed": open_encoder(Settings()).encode,
    }
    wall: dict[str, list[float]] = {name: [] for name in encoders}
    processor: dict[str, list[float]] = {name: [] for name in encoders}
    found: dict[str, Vectors] = {}
    for run in encoders.values():
        run(texts[:20])  # more than are run in the thread that asks
    for _ in range(rounds):
        for name, run in encoders.items():
            begun, used = time.perf_counter(), time.process_time()
            found[name] = run(texts)
            wall[name].append(time.perf_counter() - begun)
            processor[name].append(time.process_time() - used)
    base = next(iter(encoders))
    rows: list[dict[str, Any]] = []
    for name, run in encoders.items():
        ratios = [first / one for first, one in zip(wall[base], wall[name], strict=True)]
        used_ratios = [first / one for first, one in zip(processor[base], processor[name], strict=True)]
        rows.append({
            "encoder": name,
            "passages_a_second": len(texts) / quantile(wall[name], 0.5),
            "ratio": quantile(ratios, 0.5),
            "ratio_spread": f"{min(ratios):.2f} to {max(ratios):.2f}",
            "processor_ratio": quantile(used_ratios, 0.5),
            "cosine_distance": float(1 - (found[name] * found[base]).sum(axis=1).min()),
            "query_ms": quantile(_singly(run), 0.5),
        })  # fmt: skip
    tell("encode", rows, file)


def _singly(run: Callable[[Sequence[str]], Vectors]) -> list[float]:
    times = []
    for text in queries(_QUERIES):
        begun = time.perf_counter()
        run([text])
        times.append(1000 * (time.perf_counter() - begun))
    return times
