"""`calibrate`: how often a question that an archive cannot answer gets an answer all the same."""

from __future__ import annotations

import itertools

import click

from indexer.archive import Archive
from indexer.search.query import parse_query
from scripts.benchmarks.data import collection_archives

_QUERIES = 60


@click.command()
def calibrate() -> None:
    """Ask each archive its own queries, and the queries of the others: those are true negatives."""
    archives = collection_archives()
    own, strange = [], []
    for (name, (archive, _)), (other, (_, queries)) in itertools.product(archives.items(), archives.items()):
        answered = [_answered(archive, text) for text in list(queries.values())[:_QUERIES]]
        (own if name == other else strange).extend(answered)
        click.echo(f"{name:<10} asked of {other:<10} {sum(answered) / len(answered):6.1%} answered")
    click.echo(f"own queries answered       {sum(own) / len(own):.1%} of {len(own)}")
    click.echo(f"strangers' queries answered {sum(strange) / len(strange):.1%} of {len(strange)} (false positives)")


def _answered(archive: Archive, text: str) -> bool:
    return archive.search(parse_query(text.replace('"', " "), limit=1)).found > 0
