"""How well a configuration finds what people judged to be the answers: retrieval collections in BEIR layout.

A collection is a folder with `queries.jsonl`, `qrels/test.tsv`, and documents: `corpus.jsonl`, or whatever other files
stand in it. Measures come from ir_measures (MacAvaney et al., ECIR 2022), which calls trec_eval's own code.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

import numpy as np

from indexer.archive import Archive
from indexer.encoders import Encoder
from indexer.errors import MissingExtra, SourceError
from indexer.eval.judgements import QRELS, QUERIES, read_qrels, read_queries
from indexer.machine.folders import cache_folder
from indexer.records import MODES, Mode
from indexer.reindex import reindex
from indexer.search.language.fields import FIELDS
from indexer.search.language.tokens import OPERATORS
from indexer.search.query import parse_query
from indexer.search.showing.grouping import best_of_documents
from indexer.settings import Settings
from indexer.text.words import words_of
from indexer.writing.run import Progress, Summary

MEASURES = ("nDCG@10", "R@100", "RR")
CORPUS = "corpus.jsonl"
_DOCUMENTS = 100
_MARKS = re.compile(r'["“”„‟«»＂()*~]')
_FIELD = re.compile(rf"\b({'|'.join(FIELDS)}):", re.IGNORECASE)
_SIGNS = re.compile(r"(?<!\S)[-=]+")
_OPERATOR = re.compile(rf"(?<!\S)({'|'.join(OPERATORS)})(?!\S)")

Run = Mapping[str, Mapping[str, float]]
"""By query id: the score of each document found."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Queries by id, and by query id which documents were judged how relevant (0 is not)."""

    name: str
    folder: Path
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    @property
    def source(self) -> Path:
        """Where the documents stand: in `corpus.jsonl`, without one in the folder."""
        corpus = self.folder.resolve() / CORPUS
        return corpus.resolve() if corpus.is_file() else self.folder.resolve()

    def judged_id(self, path: str) -> str:
        """What qrels call a document, by its path in the archive: its id in the corpus, or its path in the folder.

        Ids have slashes and number signs of their own, as DOIs do.
        """
        return path[len(self.source.name) + 1 :]


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
        queries, qrels = read_queries(folder), read_qrels(folder)
    except ValueError as error:
        raise SourceError(
            f"{folder} is not a collection in BEIR layout ({error}): it needs queries.jsonl and qrels/test.tsv."
        ) from error
    judged = {id: text for id, text in queries.items() if id in qrels}
    if not judged:
        raise SourceError(
            f"{folder} has nothing to measure by: qrels/test.tsv judges no document for any query in queries.jsonl."
        )
    return Collection(folder.resolve().name, folder, judged, qrels)


def load_collections(folders: Sequence[Path]) -> list[Collection]:
    """Each collection once, named by as much of its path as tells it from the others. Raises SourceError."""
    loaded = [load_collection(folder) for folder in {os.path.realpath(folder): folder for folder in folders}.values()]
    paths = [collection.folder.resolve().parts for collection in loaded]
    return [replace(each, name=_name_among(paths, path)) for each, path in zip(loaded, paths, strict=True)]


def _name_among(paths: Sequence[tuple[str, ...]], path: tuple[str, ...]) -> str:
    """The fewest last parts of a path that no other path ends with."""
    for parts in range(1, len(path)):
        if sum(other[-parts:] == path[-parts:] for other in paths) == 1:
            return "/".join(path[-parts:])
    return "/".join(path)


def open_collection(
    collection: Collection, settings: Settings, encoder: Encoder, progress: Progress = lambda what, done, total: None
) -> tuple[Archive, Summary]:
    """The collection's archive under the user's cache folder, brought up to date first, and what was done for that.

    What the archive is made by is in its name, so that no measurement finds it as another one left it. Quotations are
    not traced: nothing that is measured depends on them.
    """
    made_by = (collection.source, settings.passage_words, settings.languages, settings.keyword, encoder.fingerprint)
    digest = hashlib.sha256(" ".join(map(str, made_by)).encode("utf-8", "surrogateescape")).hexdigest()
    folder = cache_folder("eval") / f"{collection.folder.resolve().name}-{digest[:8]}"
    settings = replace(settings, archive=folder, trace=False)
    source = collection.source
    judgements = [source / name for name in (QUERIES, QRELS)]  # no documents, though they stand among them
    summary = reindex([source], settings, encoder=encoder, progress=progress, prune=True, without=judgements)
    return Archive.open(settings, encoder), summary


def evaluate(archive: Archive, collection: Collection) -> list[Evaluation]:
    """Every mode on the collection."""
    archive.warm()  # else the first queries' time is the model's beginning
    return [_evaluate(archive, collection, mode) for mode in MODES]


def words_only(text: str) -> str:
    """A collection's query without what the query language would take for an operator; every word of it stays."""
    return _OPERATOR.sub(lambda word: word[0].lower(), _SIGNS.sub(" ", _FIELD.sub(r"\1 ", _MARKS.sub(" ", text))))


def _evaluate(archive: Archive, collection: Collection, mode: Mode) -> Evaluation:
    run: dict[str, Mapping[str, float]] = {}
    seconds = []
    for id, text in collection.queries.items():
        start = perf_counter()
        run[id] = _documents(archive, collection, id, text, mode)
        seconds.append(perf_counter() - start)
    by_query = measured(collection, run)
    means = {m: float(np.mean([values[m] for values in by_query.values()])) for m in MEASURES}
    return Evaluation(collection.name, mode, means, by_query, float(np.median(seconds)) * 1000)


def _documents(archive: Archive, collection: Collection, id: str, text: str, mode: Mode) -> dict[str, float]:
    """The best documents, each with the score of its best passage. The text is words only, no query language, and the
    model reads it as it stands.

    A query that is itself a document (ArguAna, Quora) is no answer to itself, as in BEIR's own evaluation; there ids
    alone decide, which in collections that number both queries and documents are alike by chance.
    """
    query = replace(parse_query(words_only(text), mode=mode), said=" ".join(text.split()))
    ranking, _ = best_of_documents(archive.rank(query), archive.layout)
    paths = archive.catalog.paths
    found: dict[str, float] = {}
    for row, score in zip(ranking.rows[: _DOCUMENTS + 1], ranking.scores, strict=False):
        judged = collection.judged_id(paths[archive.layout.documents[row]])
        if judged != id or judged in collection.qrels[id] or not _is_text_of(archive, int(row), text):
            found[judged] = float(score)
    return dict(islice(found.items(), _DOCUMENTS))


def _is_text_of(archive: Archive, row: int, text: str) -> bool:
    (passage,) = archive.catalog.passages_by_id([int(archive.layout.passage_ids[row])]).values()
    document = archive.catalog.document(passage.document_id)
    asked, said, title = ([word.folded for word in words_of(t)] for t in (text, document.text, document.title))
    return asked in (said, title + said)


def measured(collection: Collection, run: Run) -> dict[str, dict[str, float]]:
    """Every measure of each query; 0 for a query that found nothing. Needs ir_measures."""
    import ir_measures

    measures = [_measure(ir_measures, name) for name in MEASURES]
    qrels = {q: dict(collection.qrels[q]) for q in collection.queries}
    values: dict[str, dict[str, float]] = {q: dict.fromkeys(MEASURES, 0.0) for q in collection.queries}
    for metric in ir_measures.iter_calc(measures, qrels, {q: dict(found) for q, found in run.items()}):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def _measure(ir_measures: ModuleType, name: str) -> Any:
    """A measure of ir_measures by its name, which its own parser fails to read on Python 3.14."""
    kind, _, depth = name.partition("@")
    measure = getattr(ir_measures, kind)
    return measure @ int(depth) if depth else measure
