"""What is made of the peers' answers: figures of each system, ratios to Pressmark's, what was aimed at."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scripts.benchmarks.figures import quantile

PRESSMARK = "Pressmark"
Row = Mapping[str, Any]


class PeerFailed(Exception):
    """A peer could not be installed or run; the message is one sentence that says why."""


@dataclass(frozen=True)
class Measured:
    """One system on one collection: seconds, MB in memory at most, MB on disk, milliseconds a query, documents found.

    `processor_s` and `processor_ms` count processor time, which other work on the machine disturbs less.
    """

    index_s: float
    processor_s: float
    texts: int
    cut: int
    index_mb: float
    disk_mb: float
    query_ms: Sequence[float]
    processor_ms: Sequence[float]
    query_mb: float
    found: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Aim:
    """How many times Pressmark's figure a peer's is to be at least; 0: its figure is to be below Pressmark's."""

    peer: str
    column: str
    what: str
    least: float


AIMS = (
    Aim("txtai", "index_x", "indexing", 5),
    Aim("txtai", "p50_x", "a query's median", 3),
    Aim("txtai", "index_mb_x", "memory while indexing", 2),
    Aim("txtai", "query_mb_x", "memory while searching", 2),
    Aim("txtai", "nDCG@10", "nDCG@10", 0),
    Aim("Semantra", "index_x", "indexing", 4),
    Aim("Semantra", "p50_x", "a query's median", 8),
    Aim("Semantra", "disk_x", "disk", 10),
)


def parsed(output: str) -> dict[str, Any]:
    """The last line that a runner printed, a JSON object. Raises PeerFailed where there is none."""
    line = (output.strip().splitlines() or [""])[-1]
    try:
        told = json.loads(line)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise PeerFailed(f"it printed no figures, but: {line[:200]!r}")
    return told


def measured(index: Mapping[str, Any], query: Mapping[str, Any], disk_bytes: int) -> Measured:
    """What the two runs of one system told. Raises PeerFailed where something is missing."""
    try:
        return Measured(
            index_s=index["seconds"],
            processor_s=index["processor"],
            texts=index["texts"],
            cut=index.get("cut", 0),
            index_mb=index["peak_mb"],
            disk_mb=disk_bytes / 1e6,
            query_ms=query["milliseconds"],
            processor_ms=query["processor"],
            query_mb=query["peak_mb"],
            found=query["found"],
        )
    except KeyError as error:
        raise PeerFailed(f"its figures lack {error}") from error


def median_of(rounds: Sequence[Measured]) -> Measured:
    """Medians over rounds; all rounds' query times together; what the last round found."""

    median = statistics.median
    return replace(
        rounds[-1],
        index_s=median(one.index_s for one in rounds),
        processor_s=median(one.processor_s for one in rounds),
        index_mb=median(one.index_mb for one in rounds),
        disk_mb=median(one.disk_mb for one in rounds),
        query_mb=median(one.query_mb for one in rounds),
        query_ms=[time for one in rounds for time in one.query_ms],
        processor_ms=[time for one in rounds for time in one.processor_ms],
    )


def ranked(found: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Documents in their order as scores, for ir_measures."""
    return {query: {id: 1.0 / place for place, id in enumerate(ids, start=1)} for query, ids in found.items()}


def row(collection: str, system: str, one: Measured, base: Measured, ndcg: float | None) -> dict[str, Any]:
    """A line of the table; a column `…_x` is the system's figure divided by that of Pressmark."""
    told: dict[str, Any] = {"collection": collection, "system": system, "texts": one.texts, "cut": one.cut or None}
    own = dict(_figures(base))
    for name, value in _figures(one):
        told[name] = value
        told[_times(name)] = value / own[name] if own[name] else None
    return told | {"nDCG@10": ndcg}


def _figures(one: Measured) -> list[tuple[str, float]]:
    return [
        ("index_s", one.index_s),
        ("index_cpu_s", one.processor_s),
        ("p50_ms", quantile(one.query_ms, 0.5)),
        ("p95_ms", quantile(one.query_ms, 0.95)),
        ("p50_cpu_ms", quantile(one.processor_ms, 0.5)),
        ("index_mb", one.index_mb),
        ("query_mb", one.query_mb),
        ("disk_mb", one.disk_mb),
    ]


def _times(name: str) -> str:
    return {"disk_mb": "disk"}.get(name, name.removesuffix("_s").removesuffix("_ms")) + "_x"


def verdicts(rows: Sequence[Row]) -> list[str]:
    """What was aimed at, in sentences: reached or short, with the figure."""
    return [
        _verdict(aim, line, _base(line, rows))
        for line in rows
        for aim in AIMS
        if line["system"].split(",")[0] == aim.peer and line[aim.column] is not None
    ]


def _verdict(aim: Aim, line: Row, base: Row) -> str:
    head = f"{line['system']}, {line['collection']}: {aim.what}"
    if not aim.least:
        reached = base[aim.column] > line[aim.column]
        return f"{head} {line[aim.column]:.3f}, Pressmark's {base[aim.column]:.3f}: {_reached(reached)}"
    times = line[aim.column]
    return f"{head} {times:.2f} times Pressmark's, {aim.least:g} wanted: {_reached(times >= aim.least)}"


def _base(line: Row, rows: Sequence[Row]) -> Row:
    return next(r for r in rows if r["collection"] == line["collection"] and r["system"] == PRESSMARK)


def _reached(yes: bool) -> str:
    return "reached" if yes else "FALLS SHORT"


def markdown(rows: Sequence[Row]) -> str:
    """README's table."""
    table = (
        "| collection | system | indexing | query p50, p95 | memory: indexing, searching | disk | nDCG@10 |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    for line in rows:
        ndcg = f"{line['nDCG@10']:.3f}" if line["nDCG@10"] is not None else "–"
        table += (
            f"| {line['collection']} | {line['system']} | {line['index_s']:.0f} s{_beside(line, 'index_x')} "
            f"| {line['p50_ms']:.0f}{_beside(line, 'p50_x')}, {line['p95_ms']:.0f} ms "
            f"| {line['index_mb']:.0f}, {line['query_mb']:.0f} MB "
            f"| {line['disk_mb']:.1f} MB{_beside(line, 'disk_x')} | {ndcg} |\n"
        )
    return table


def _beside(line: Row, column: str) -> str:
    return "" if line["system"].startswith(PRESSMARK) else f" ({line[column]:.1f} ×)"
