"""`search`: what a query costs, and what of it is not the bare searches."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import click

from indexer.archive import Archive
from indexer.search.query import parse_query
from indexer.text.words import is_stop_word, words_of
from scripts.benchmarks.data import letters_archive
from scripts.benchmarks.figures import median_and_spread, quantile

STEPS = ("parse", "keyword", "semantic", "hits", "facets", "end")


@click.command()
@click.option("--letters", default=300, show_default=True, help="How many of delegates_en; 0 for all.")
@click.option("--queries", default=100, show_default=True, help="How many of each kind.")
@click.option("--rounds", default=3, show_default=True, help="How often the archive is opened and asked them all.")
@click.option("--processor", is_flag=True, help="Count the asking thread's processor time: for a busy machine.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the archive here for another time.")
def search(letters: int, queries: int, rounds: int, processor: bool, folder: Path | None) -> None:
    """Time whole queries on delegates_en, and what they take beside encoding, BM25F and nearest neighbours.

    Sentences encoded to show which is the nearest are part of the difference.

    Each round opens the archive anew, so that nothing it keeps of a text is there before it is asked for. The bare
    searches are timed where they happen, within the whole query: the difference is taken query by query.
    """
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory() as scratch:
        archive = letters_archive(Path(scratch), letters or None)
        kinds = queries_of(archive, queries)
        measured: dict[str, list[list[Taken]]] = {name: [] for name in kinds}
        firsts = []
        for _ in range(rounds):
            opened = Archive.open(archive.settings, archive.encoder)
            opened.warm()
            clock = _Clock(opened, time.thread_time if processor else time.perf_counter)
            for name, texts in kinds.items():
                measured[name].append([clock.ask(text) for text in texts])
            plain = measured["plain words"][-1]
            firsts.append(plain[0].whole / statistics.median(taken.whole for taken in plain))
    click.echo(f"{len(archive.layout.passage_ids)} passages, {queries} queries of each kind, {rounds} rounds, ms")
    _print(measured)
    click.echo(f"first query after opening / median   {median_and_spread(firsts)}")


@dataclass(slots=True)
class Taken:
    """Milliseconds that one query took: in all, in the bare searches, and beside them in each of its steps."""

    whole: float
    bare: float
    beside: dict[str, float] = field(default_factory=dict)

    @property
    def rest(self) -> float:
        """What is not the bare searches."""
        return self.whole - self.bare


class _Clock:
    """Asks an archive, with the three bare searches timed where they are called."""

    def __init__(self, archive: Archive, now: Callable[[], float]) -> None:
        self._archive = archive
        self._now = now
        self._bare = 0.0
        archive.encoder = archive._retriever._encoder = _Timed(archive.encoder, self._timed)
        for store, name in ((archive.keyword, "scores"), (archive.vectors, "search"), (archive.keyword, "phrase_mask")):
            setattr(store, name, self._timed(getattr(store, name)))

    def ask(self, text: str) -> Taken:
        """Put one query as a reader would."""
        self._bare = bare = 0.0
        start = at = self._now()
        beside: dict[str, float] = {}

        def step(done: str) -> None:
            nonlocal at, bare
            now = self._now()
            beside[done] = (now - at - (self._bare - bare)) * 1000
            at, bare = now, self._bare

        query = parse_query(text)
        step("parse")
        self._archive.search(query, step)
        step("end")
        return Taken((self._now() - start) * 1000, self._bare * 1000, beside)

    def _timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            start = self._now()
            try:
                return call(*arguments)
            finally:
                self._bare += self._now() - start

        return timed


class _Timed:
    """An encoder whose calls are timed."""

    def __init__(self, encoder: Any, timed: Callable[..., Any]) -> None:
        self._encoder = getattr(encoder, "_encoder", encoder)
        self.read = timed(self._encoder.read)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)


def queries_of(archive: Archive, number: int) -> dict[str, list[str]]:
    """Queries out of the letters' own words: six as they stand, the same within filters, two in quotation marks."""
    documents = [d for d in archive.catalog.documents() if len(d.text.split()) > 60]
    chosen = documents[:: max(1, len(documents) // number)][:number]
    plain = [" ".join(d.text.split()[40:46]).replace('"', "") for d in chosen]
    filtered = [
        f"{text} from:{d.senders[0].text.split()[-1]}"
        if d.senders and i % 2
        else f"{text} date:{d.first_day.year if d.first_day else 1776}"
        for i, (text, d) in enumerate(zip(plain, chosen, strict=True))
    ]
    return {"plain words": plain, "filtered": filtered, "phrases": [_phrase(d.text) for d in chosen]}


def _phrase(text: str) -> str:
    words = list(words_of(text))[40:]
    pairs = pairwise(words)
    telling = (p for p in pairs if not any(is_stop_word(word.folded, ("en",)) for word in p))
    one, two = next(telling, words[:2])
    return f'"{one.folded} {two.folded}"'


def _print(measured: dict[str, list[list[Taken]]]) -> None:
    click.echo(f"{'p50 (least to most of the rounds), p95':<44}{'bare':>28}{'whole':>28}{'the difference':>28}")
    for name, rounds in measured.items():
        cells = [_cell(rounds, attrgetter(part)) for part in ("bare", "whole", "rest")]
        click.echo(f"{name:<44}" + "".join(f"{cell:>28}" for cell in cells))
    click.echo("of the difference, p50 by step")
    for name, rounds in measured.items():
        steps = [statistics.median(t.beside.get(step, 0.0) for taken in rounds for t in taken) for step in STEPS]
        click.echo(f"{name:<20}" + "".join(f"{s:>10} {v:5.2f}" for s, v in zip(STEPS, steps, strict=True)))


def _cell(rounds: Sequence[Sequence[Taken]], of: Callable[[Taken], float]) -> str:
    medians = [statistics.median(of(taken) for taken in one) for one in rounds]
    return f"{median_and_spread(medians, 1)}, {quantile([of(taken) for one in rounds for taken in one], 0.95):.1f}"
