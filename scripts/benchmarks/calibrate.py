"""`calibrate`: how often a question that an archive cannot answer gets an answer, and how often an answer is weak."""

from __future__ import annotations

import itertools

import click

from indexer.archive import Archive
from indexer.eval.evaluation import Collection, load_collection
from indexer.records import Hit
from indexer.search.query import parse_query
from scripts.benchmarks.data import COLLECTIONS, collection_archives

_QUERIES = 60


@click.command()
def calibrate() -> None:
    """Ask each archive its own queries, and the queries of the others: those are true negatives.

    Of what its own queries find, the documents that people judged relevant should not be called weak.
    """
    archives = collection_archives()
    own: list[bool] = []
    strange: list[bool] = []
    for (name, (archive, _)), (other, (_, queries)) in itertools.product(archives.items(), archives.items()):
        answered = [_answered(archive, text) for text in list(queries.values())[:_QUERIES]]
        (own if name == other else strange).extend(answered)
        click.echo(f"{name:<10} asked of {other:<10} {sum(answered) / len(answered):6.1%} answered")
    judged = [pair for folder in COLLECTIONS for pair in _judged(folder.name, archives[folder.name][0])]
    strong, weak = sum(s for s, _ in judged), sum(w for _, w in judged)
    click.echo(f"own queries answered       {sum(own) / len(own):.1%} of {len(own)}")
    click.echo(f"strangers' queries answered {sum(strange) / len(strange):.1%} of {len(strange)} (false positives)")
    click.echo(f"relevant called weak        {weak / (strong + weak):.1%} of {strong + weak} (false negatives)")


def _answered(archive: Archive, text: str) -> bool:
    return archive.search(parse_query(text.replace('"', " "), limit=1)).found > 0


def _judged(name: str, archive: Archive) -> list[tuple[int, int]]:
    """Per query, how many relevant documents are on the first page of its answers and of what is called weak."""
    collection = load_collection(next(folder for folder in COLLECTIONS if folder.name == name))
    pairs = []
    for id, text in list(collection.queries.items())[:_QUERIES]:
        results = archive.search(parse_query(text.replace('"', " ")))
        pairs.append((_relevant(results.hits, id, collection), _relevant(results.weak, id, collection)))
    return pairs


def _relevant(hits: tuple[Hit, ...], query: str, collection: Collection) -> int:
    return sum(collection.qrels[query].get(collection.judged_id(hit.document.path), 0) > 0 for hit in hits)
