"""What `pressmark eval` prints: a table of measures, the lost queries, two configurations side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from indexer.encoders import open_encoder
from indexer.evaluation import (
    MEASURES,
    Evaluation,
    check_can_measure,
    evaluate,
    load_collection,
    losses,
    open_collection,
    significance,
)
from indexer.records import MODES
from indexer.run import Progress
from indexer.settings import Settings, known, load_settings
from indexer.terminal import say, say_json

_LOSSES_SHOWN = 20


def report(
    folders: Sequence[Path], flags: Mapping[str, Any], changes: Mapping[str, str], per_query: bool, as_json: bool,
    progress: Progress,
) -> None:  # fmt: skip
    """Measure every collection with the settings, and again with the changes if there are any; print.

    Raises MissingExtra, SettingsError and SourceError before there is any work.
    """
    check_can_measure()
    settings, changed = load_settings(flags), load_settings({**flags, **known(changes)})
    before = measure(folders, settings, progress)
    after = measure(folders, changed, progress) if changes else []
    if as_json:
        say_json({"evaluations": rows(before), "changed": rows(after), "changes": dict(changes)})
        return
    _print(before)
    if after:
        say("")
        say(f"with {', '.join(f'{k} = {v}' for k, v in changes.items())}:")
        _print(after)
        _compare(before, after)
    if per_query:
        _print_losses(before)


def measure(folders: Sequence[Path], settings: Settings, progress: Progress) -> list[Evaluation]:
    """Every mode on every collection. Raises SourceError before anything is measured."""
    collections = [load_collection(folder) for folder in folders]
    encoder = open_encoder(settings)
    evaluations: list[Evaluation] = []
    for collection in collections:
        archive = open_collection(collection, settings, encoder, progress)
        evaluations += evaluate(archive, collection)
        archive.close()
    return evaluations


def rows(evaluations: Sequence[Evaluation]) -> list[dict[str, Any]]:
    """One flat row an evaluation, and the means over collections last."""
    flat = [
        {"collection": e.collection, "mode": e.mode, "queries": len(e.by_query), **_rounded(e.means)}
        for e in evaluations
    ]
    collections = {e.collection for e in evaluations}
    for mode in MODES if len(collections) > 1 else ():
        of_mode = [e.means for e in evaluations if e.mode == mode]
        means = {m: sum(e[m] for e in of_mode) / len(of_mode) for m in MEASURES}
        flat.append({"collection": "mean", "mode": mode, "queries": 0, **_rounded(means)})
    return flat


def _rounded(means: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in means.items()}


def _print(evaluations: Sequence[Evaluation]) -> None:
    say(f"{'collection':<14}{'mode':<10}" + "".join(f"{m:>10}" for m in MEASURES) + f"{'ms':>8}")
    table = rows(evaluations)
    times = [f"{e.milliseconds:>8.0f}" for e in evaluations]
    times += [""] * (len(table) - len(times))  # the means have none
    for row, milliseconds in zip(table, times, strict=True):
        values = "".join(f"{row[m]:>10.3f}" for m in MEASURES)
        say(f"{row['collection']:<14}{row['mode']:<10}{values}{milliseconds}")


def _compare(before: Sequence[Evaluation], after: Sequence[Evaluation]) -> None:
    say("")
    say(f"{'collection':<14}{'mode':<10}{'nDCG@10':>10}{'p':>10}")
    for a, b in zip(before, after, strict=True):
        difference = b.means["nDCG@10"] - a.means["nDCG@10"]
        say(f"{a.collection:<14}{a.mode:<10}{difference:>+10.3f}{significance(a, b):>10.3f}")


def _print_losses(evaluations: Sequence[Evaluation]) -> None:
    for name in dict.fromkeys(e.collection for e in evaluations):
        lost = losses([e for e in evaluations if e.collection == name])
        say("")
        say(f"{name}: hybrid is below one of its legs in {len(lost)} queries, nDCG@10:")
        for id, values in lost[:_LOSSES_SHOWN]:
            say(f"  {id:<12}" + "  ".join(f"{mode} {value:.3f}" for mode, value in values.items()))
