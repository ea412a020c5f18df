"""How well a configuration finds what people judged to be the answers: retrieval collections in BEIR layout.

A collection is a folder with `queries.jsonl`, `qrels/test.tsv`, and documents: `corpus.jsonl`, or whatever files stand
in it. Measures come from ir_measures (MacAvaney et al., ECIR 2022), which calls trec_eval's own code.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np

from indexer.archive import Archive
from indexer.encoders import Encoder
from indexer.errors import MissingExtra, SourceError
from indexer.machine import cache_folder
from indexer.records import MODES, Mode
from indexer.reindex import reindex
from indexer.run import Progress
from indexer.search.grouping import best_of_documents
from indexer.search.query import parse_query
from indexer.settings import Settings

MEASURES = ("nDCG@10", "R@100", "RR")
_DOCUMENTS = 100
_OPERATORS = re.compile(r'["“”„«»()]|(?<!\S)[-=]|(?<=\w)\*')

Run = Mapping[str, Mapping[str, float]]
"""By query id: the score of each document found."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Queries by id, and by query id which documents were judged how relevant (0 is not)."""

    name: str
    folder: Path
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One mode on one collection: the means, each query's values, and how long a query took (ms, median)."""

    collection: str
    mode: Mode
    means: Mapping[str, float]
    by_query: Mapping[str, Mapping[str, float]]
    milliseconds: float


def check_can_measure() -> None:
    """Raises MissingExtra where ir_measures is not installed."""
    if importlib.util.find_spec("ir_measures") is None:
        raise MissingExtra(
            "pressmark eval needs ir-measures, which is not installed: install it with scripts/install fast,eval."
        )


def load_collection(folder: Path) -> Collection:
    """The collection in `folder`. Raises SourceError where it is not in BEIR layout, or no query is judged."""
    try:
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        queries = {str(q["_id"]): str(q["text"]) for q in map(json.loads, filter(None, lines))}
        qrels: dict[str, dict[str, int]] = {}
        with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t"):
                qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(float(row["score"]))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise SourceError(
            f"{folder} is no collection in BEIR layout ({error}): it needs queries.jsonl and qrels/test.tsv."
        ) from error
    judged = {id: text for id, text in queries.items() if id in qrels}
    if not judged:
        raise SourceError(
            f"{folder} has nothing to measure by: qrels/test.tsv judges no document for any query in queries.jsonl."
        )
    return Collection(folder.resolve().name, folder, judged, qrels)


def open_collection(
    collection: Collection, settings: Settings, encoder: Encoder, progress: Progress = lambda what, done, total: None
) -> Archive:
    """The collection's archive under the user's cache folder, brought up to date first."""
    shape = f"{collection.folder.resolve()} {settings.passage_words} {settings.languages} {encoder.fingerprint}"
    archive = cache_folder() / "eval" / f"{collection.name}-{hashlib.sha256(shape.encode()).hexdigest()[:8]}"
    settings = replace(settings, archive=archive)
    corpus = collection.folder / "corpus.jsonl"
    reindex([corpus if corpus.is_file() else collection.folder], settings, encoder=encoder, progress=progress)
    return Archive.open(settings, encoder)


def evaluate(archive: Archive, collection: Collection) -> list[Evaluation]:
    """Every mode on the collection."""
    return [_evaluate(archive, collection, mode) for mode in MODES]


def words_only(text: str) -> str:
    """A collection's query without what the query language would take for an operator."""
    return _OPERATORS.sub(" ", text)


def significance(a: Evaluation, b: Evaluation, measure: str = "nDCG@10", rounds: int = 10_000, seed: int = 0) -> float:
    """The two-sided p-value that a and b differ in the mean by chance: paired randomisation over queries.

    Smucker, Allan and Carterette, "A comparison of statistical significance tests for IR", CIKM 2007.
    """
    ids = sorted(set(a.by_query) & set(b.by_query))
    differences = np.array([a.by_query[q][measure] - b.by_query[q][measure] for q in ids])
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(rounds, len(ids)))
    chance = np.abs((signs * differences).mean(axis=1))
    return float(((chance >= abs(differences.mean()) - 1e-12).sum() + 1) / (rounds + 1))


def losses(evaluations: Iterable[Evaluation], measure: str = "nDCG@10") -> list[tuple[str, dict[str, float]]]:
    """The queries where hybrid is below one of its legs: id and the value in each mode, the worst first."""
    by_mode = {e.mode: e.by_query for e in evaluations}
    rows: list[tuple[str, dict[str, float]]] = [
        (id, {mode: by_mode[mode][id][measure] for mode in MODES}) for id in sorted(by_mode["hybrid"])
    ]
    lost = [(id, v) for id, v in rows if v["hybrid"] < max(v["keyword"], v["semantic"])]
    return sorted(lost, key=lambda row: row[1]["hybrid"] - max(row[1]["keyword"], row[1]["semantic"]))


def _evaluate(archive: Archive, collection: Collection, mode: Mode) -> Evaluation:
    run: dict[str, Mapping[str, float]] = {}
    seconds = []
    for id, text in collection.queries.items():
        start = perf_counter()
        run[id] = _documents(archive, text, mode)
        seconds.append(perf_counter() - start)
    by_query = measured(collection, run)
    means = {m: float(np.mean([values[m] for values in by_query.values()])) for m in MEASURES}
    return Evaluation(collection.name, mode, means, by_query, float(np.median(seconds)) * 1000)


def _documents(archive: Archive, text: str, mode: Mode) -> dict[str, float]:
    """The best documents, each with the score of its best passage. The text is words only, no query language."""
    query = parse_query(words_only(text), mode=mode)
    ranking, _ = best_of_documents(archive.rank(query), archive.layout)
    paths = archive.catalog.paths
    places = archive.layout.documents[ranking.rows[:_DOCUMENTS]]
    return {judged_id(paths[place]): float(score) for place, score in zip(places, ranking.scores, strict=False)}


def judged_id(path: str) -> str:
    """A document's path as qrels name it: the record's id in corpus.jsonl, else the path in the folder."""
    root, _, inside = path.partition("/")
    return inside or root.partition("#")[2]


def measured(collection: Collection, run: Run) -> dict[str, dict[str, float]]:
    """Every measure of each query; 0 for a query that found nothing. Needs ir_measures."""
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = {q: dict(collection.qrels[q]) for q in collection.queries}
    values: dict[str, dict[str, float]] = {q: dict.fromkeys(MEASURES, 0.0) for q in collection.queries}
    for metric in ir_measures.iter_calc(measures, qrels, {q: dict(found) for q, found in run.items()}):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values
