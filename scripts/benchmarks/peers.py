"""`peers`: Pressmark beside what one might use instead, on the same files, queries and model weights."""

from __future__ import annotations

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indexer.encoders.model import find_model
from indexer.eval.evaluation import Collection, load_collection, measured, words_only
from indexer.settings import Settings
from indexer.stores.generations.folder import size_of
from scripts.benchmarks import peer_figures as figures
from scripts.benchmarks.data import DATA, DELEGATES
from scripts.benchmarks.peer_figures import PRESSMARK, Measured, PeerFailed
from scripts.benchmarks.peer_runs import System, run
from scripts.benchmarks.record import ROOT, json_option, tell

API = "Pressmark, API"
SYSTEMS = (
    System(PRESSMARK, "run_pressmark.py"),
    System(API, "run_pressmark.py", variant="API", store_of=PRESSMARK),
    System("txtai", "run_txtai.py", "txtai"),
    System("txtai, passages", "run_txtai.py", "txtai", variant="passages"),
    System("Semantra", "run_semantra.py", "semantra", against=API),
    System("bm25s + FAISS", "run_bare.py", "bare", variant="bm25s"),
    System("tantivy + FAISS", "run_bare.py", "bare", variant="tantivy"),
)
PEERS = tuple(dict.fromkeys(system.environment for system in SYSTEMS if system.environment))
_FOR_LETTERS = ("Pressmark", "txtai")
_QUERIES = 80
_TABLE = re.compile(r"(?<=<!-- peers -->\n).*?(?=<!-- /peers -->)", re.DOTALL)


@dataclass(frozen=True)
class Given:
    """What all systems are given: texts by id, queries by id, and the judgements if there are any."""

    name: str
    texts: Mapping[str, str]
    queries: Mapping[str, str]
    judged: Collection | None = None
    all_systems: bool = True


@click.command()
@click.option("--rounds", default=1, show_default=True, help="How often each indexes and is asked, in turns.")
@click.option("--articles", default=0, help="Only so many of TIME's articles: a quick trial, without nDCG@10.")
@click.option("--letters", default=0, show_default=True, help="Also so many letters of delegates_en (most: 1641).")
@click.option("--peer", "peers", multiple=True, type=click.Choice(PEERS), help="Only these peers.")
@click.option("--write", is_flag=True, help="Put the table into README.md.")
@json_option
def peers(rounds: int, articles: int, letters: int, peers: Sequence[str], write: bool, file: Path | None) -> None:
    """Index TIME's 423 articles as text files and ask its 83 queries: txtai 9.14, Semantra 0.1.12, bare engines.

    Each peer runs as its user gets it, in a virtual environment of its own (made under ~/.cache/pressmark/peers at the
    first run, some 2 GB each), one process to index and one to search. Compared: indexing with the model loaded
    beforehand, everything from the files to what is stored; a query from text to results; the most memory; disk;
    nDCG@10 of the ten best documents. `…_x` is the peer's figure divided by Pressmark's; `…cpu…` is processor time.

    txtai keeps whole documents and encodes the first 512 tokens of each (`cut`: how many are longer), so it does less
    work than Pressmark, which encodes all of a document; `txtai, passages` is given runs of 120 words, about as many
    as Pressmark's. Semantra cuts windows of 128 tokens; its API is compared with Pressmark's, both without a socket.
    `bm25s + FAISS` and `tantivy + FAISS` are those libraries with SentenceTransformer.encode and reciprocal rank.
    Pressmark runs as `scripts/install fast,scale` leaves it: OpenVINO, Whoosh, quotations traced, its cache of vectors
    counted on the disk. Not compared: start-up (peers import torch, Pressmark does not), updates, formats other than
    text, and what only one of them does.

    Exit status 1: a peer could not be installed or run.
    """
    chosen = [s for s in SYSTEMS if not s.environment or s.environment in (peers or PEERS)]
    rows: list[dict[str, Any]] = []
    failed: dict[str, str] = {}
    for given in (_time(articles), *([_letters(letters)] if letters else [])):
        systems = [s for s in chosen if given.all_systems or s.name.split(",")[0] in _FOR_LETTERS]
        rows += _rows(given, _in_turns(given, systems, rounds, failed), systems)
    tell("peers", rows, file)
    for line in [*figures.verdicts(rows), *(f"{name}: {why}" for name, why in failed.items())]:
        click.echo(line)
    if write:
        readme, table = ROOT / "README.md", figures.markdown(rows)
        readme.write_text(_TABLE.sub(lambda _: table, readme.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(1 if failed else 0)


def _time(articles: int) -> Given:
    """TIME, or its first articles without the judgements."""
    collection = load_collection(DATA / "collections" / "time")
    lines = (collection.folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[: articles or None]
    texts = {r["_id"]: _file(r) for r in map(json.loads, lines)}
    queries = {id: words_only(text) for id, text in collection.queries.items()}
    return Given(f"{articles} of TIME", texts, queries) if articles else Given("TIME", texts, queries, collection)


def _letters(number: int) -> Given:
    """The first letters, and as queries six words as they stand in some of them."""
    records = [json.loads(line) for line in DELEGATES.read_text(encoding="utf-8").splitlines()[:number]]
    long = [r for r in records if len(r["text"].split()) > 60]
    asked = long[:: max(1, len(long) // _QUERIES)][:_QUERIES]
    queries = {r["id"]: words_only(" ".join(r["text"].split()[40:46])) for r in asked}
    return Given(f"{len(records)} letters", {r["id"]: _file(r) for r in records}, queries, all_systems=False)


def _file(record: Mapping[str, Any]) -> str:
    return "\n\n".join(filter(None, (record["title"], record["text"]))) + "\n"


def _in_turns(
    given: Given, systems: Sequence[System], rounds: int, failed: dict[str, str]
) -> dict[str, list[Measured]]:
    """Every round of every system; what cannot be run is noted in `failed` and left out."""
    found: dict[str, list[Measured]] = {}
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as scratch:
            click.echo(f"{given.name}, round {number} of {rounds}", err=True)
            for name, one in _round(given, systems, Path(scratch), failed).items():
                found.setdefault(name, []).append(one)
    return {name: of for name, of in found.items() if name not in failed}


def _round(given: Given, systems: Sequence[System], work: Path, failed: dict[str, str]) -> dict[str, Measured]:
    model = find_model(Settings().model).path
    _lay_out(given, work)
    told: dict[str, dict[str, Any]] = {}
    found: dict[str, Measured] = {}
    for system in systems:
        if system.name in failed:
            continue
        click.echo(f"  {system.name} …", err=True, nl=False)
        try:
            one = found[system.name] = _measure(system, work, model, told)
            click.echo(f" {one.index_s:.1f} s to index, {statistics.median(one.query_ms):.1f} ms a query", err=True)
        except PeerFailed as error:
            click.echo(f" {error}", err=True)
            failed[system.name] = str(error)
    return found


def _measure(system: System, work: Path, model: Path, told: dict[str, dict[str, Any]]) -> Measured:
    """One round of one system; `told` keeps what each said of indexing, for those that search another's index."""
    owner = system.store_of or system.name
    if system.store_of and owner not in told:
        raise PeerFailed(f"{owner} could not be run")
    if owner == system.name:
        told[owner] = run(system, "index", work, model)
    asked = run(system, "query", work, model)
    return figures.measured(told[owner], asked, size_of(work / owner.replace(" ", "-")))


def _lay_out(given: Given, work: Path) -> None:
    (work / "documents").mkdir()
    for id, text in given.texts.items():
        (work / "documents" / f"{id}.txt").write_text(text, encoding="utf-8")
    (work / "queries.json").write_text(json.dumps(given.queries), encoding="utf-8")


def _rows(given: Given, found: Mapping[str, Sequence[Measured]], systems: Sequence[System]) -> list[dict[str, Any]]:
    medians = {name: figures.median_of(of) for name, of in found.items()}
    return [
        figures.row(given.name, s.name, medians[s.name], medians[s.against], _ndcg(given, medians[s.name]))
        for s in systems
        if s.name in medians and s.against in medians
    ]


def _ndcg(given: Given, one: Measured) -> float | None:
    if given.judged is None:
        return None
    return statistics.mean(values["nDCG@10"] for values in measured(given.judged, figures.ranked(one.found)).values())
