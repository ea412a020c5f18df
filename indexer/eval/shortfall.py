"""What of a collection its archive has not, so that no figure is taken for that of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.archive import Archive
from indexer.commands.telling import doubt_lines
from indexer.errors import SourceError
from indexer.eval.evaluation import CORPUS, Collection
from indexer.eval.judgements import QRELS, QUERIES
from indexer.text.counting import counted
from indexer.writing.run import Summary

_NAMED = 5
"""So many ids are named, the rest is counted."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What was told of one collection's documents, how many lines are none, and what was judged and is not there."""

    collection: Collection
    summary: Summary
    lines: int
    left_out: int
    judged: int
    absent: tuple[str, ...]
    unasked: tuple[str, ...]
    """Documents by their id, and queries by theirs."""

    @property
    def is_whole(self) -> bool:
        """Whether all that was judged could be asked and found, and no file was skipped."""
        return not (self.absent or self.unasked or self.summary.skipped)

    def told(self) -> Iterator[str]:
        """A line for each thing that the figures should be read with."""
        yield from self._documents()
        for line in self._judgements():
            yield f"{self.collection.name}: {line}"

    def _documents(self) -> Iterator[str]:
        name = self.collection.name
        if self.collection.source.is_dir():
            yield f"{name}: there is no {CORPUS}, so the documents are its files, known by their paths"
        yield from doubt_lines(self.summary, more="")
        if self.left_out:
            yield f"{name}: {counted(self.left_out, 'line')} of {self.lines:,} in {CORPUS} left out"

    def _judgements(self) -> Iterator[str]:
        if self.unasked:
            unasked = counted(len(self.unasked), "judged query", "judged queries")
            yield f"{unasked} not in {QUERIES}, so not measured: {_named(self.unasked)}"
        scores = [self.collection.qrels[query].values() for query in self.collection.queries]
        if hopeless := sum(max(of_query) <= 0 for of_query in scores):
            of_all = f"{counted(hopeless, 'query', 'queries')} of {len(scores):,}"
            yield f"{of_all} without a relevant document, measured as 0"
        if self.absent:
            absent = counted(len(self.absent), "judged document")
            yield f"{absent} of {self.judged:,} not in the archive, counted as not found: {_named(self.absent)}"

    def check(self) -> None:
        """Raises SourceError where there is nothing to find."""
        if self.absent and len(self.absent) == self.judged:
            raise SourceError(
                f"No document judged in {self.collection.folder} is in its archive, such as {self.absent[0]!r}: are "
                f"the documents known by the ids of {QRELS}/test.tsv?"
            )


def shortfall(collection: Collection, archive: Archive, summary: Summary) -> Shortfall:
    """What the archive, which a run has just brought up to date, has not."""
    paths = archive.catalog.paths
    lines = 0 if collection.source.is_dir() else _lines(collection)
    there = {collection.judged_id(path) for path in paths}
    judged = {id for query in collection.queries for id in collection.qrels[query]}
    absent = tuple(sorted(judged - there))
    unasked = tuple(sorted(collection.qrels.keys() - collection.queries.keys()))
    return Shortfall(collection, summary, lines, max(0, lines - len(paths)), len(judged), absent, unasked)


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")


def _lines(collection: Collection) -> int:
    """The lines of the corpus that are not blank."""
    with collection.source.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
