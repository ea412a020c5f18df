"""`kills`: a mixed run over letters is killed with SIGKILL at random moments; each time the archive must be whole."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click

from indexer.archive import Archive
from indexer.encoders import Encoder, open_encoder
from indexer.errors import NoArchive
from indexer.keeping.check import check
from indexer.search.query import parse_query
from indexer.settings import Settings
from scripts.benchmarks.data import DELEGATES
from tests.conftest import WordEncoder
from tests.indexer.mixed import NEVER, QUERIES, Stage, content_of, killed_at, moments, run_stages, stages_of, states_of


@click.command()
@click.option("--kills", "wanted", default=100, show_default=True, help="How many runs are killed.")
@click.option("--letters", default=150, show_default=True, help="How many of delegates_en; 0 for all 1,641.")
@click.option("--model", is_flag=True, help="Encode with the model instead of the tests' encoder.")
@click.option("--seed", default=1, show_default=True)
def kills(wanted: int, letters: int, model: bool, seed: int) -> None:
    """Kill a mixed run (first index, additions, changes, prune) at random moments; prove the archive after each."""
    with DELEGATES.open(encoding="utf-8") as file:
        stages = stages_of(list(islice(file, letters or None)))
    chance = random.Random(seed)
    encoder: Encoder = open_encoder(Settings()) if model else WordEncoder()
    at: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        states = states_of(stages, Path(scratch) / "whole", encoder, not model)
        timed = killed_at(NEVER, stages, Path(scratch) / "timed", not model)
        for number, moment in enumerate(moments(timed.seconds, chance)):
            if sum(at.values()) == wanted:
                break
            folder = Path(scratch) / str(number)
            stage = killed_at(moment, stages, folder, not model).stage
            if stage is None:  # it was done before
                shutil.rmtree(folder)
                continue
            answered, faults = proved(stages, states, stage, folder, encoder, not model)
            at[f"stage {stage + 1}, {answered}"] += 1
            wrong += [f"kill {number}: {fault}" for fault in faults]
            shutil.rmtree(folder)
            click.echo(f"kill {sum(at.values())}: stage {stage + 1}, {answered}; {faults or 'well'}", err=True)
    click.echo(f"{len(stages)} stages, {letters or 'all'} letters of delegates_en, {sum(at.values())} kills")
    for what, times in sorted(at.items()):
        click.echo(f"  {times:>4} in {what}")
    click.echo("\n".join(wrong) or "every archive answered as a whole generation, was proved whole, and was finished")
    raise SystemExit(bool(wrong))


def proved(
    stages: Sequence[Stage], states: Sequence[str], at: int, folder: Path, encoder: Encoder, words: bool
) -> tuple[str, list[str]]:
    """What a killed run left, and all that is wrong with it and with what the next run makes of it."""
    settings = Settings(archive=folder / "archive")
    faults: list[str] = []
    try:
        Archive.open(settings, encoder).search(parse_query(QUERIES[0]))
        left = content_of(settings, encoder)
        answered = "as before" if at and left == states[at - 1] else "as after"
        if left not in states[max(0, at - 1) : at + 1]:
            faults.append("search answers from no whole generation")
        faults += [f"left: {finding.what}" for finding in check(settings)]
    except NoArchive:
        answered = "no archive yet"
        if at:
            faults.append("the archive is gone")
    run_stages(lambda said: None, stages, at, folder, words)
    if content_of(settings, encoder) != states[-1]:
        faults.append("finished, it is not what an uninterrupted run gives")
    faults += [f"finished: {finding.what}" for finding in check(settings)]
    return answered, faults
