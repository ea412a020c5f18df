"""What `pressmark eval` prints: a table of measures, the lost queries, two configurations side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from indexer.commands.terminal import say, say_json
from indexer.encoders import open_encoder
from indexer.errors import SettingsError
from indexer.eval.comparison import MEASURE, Difference, differences, losses
from indexer.eval.evaluation import (
    MEASURES,
    Evaluation,
    check_can_measure,
    evaluate,
    load_collections,
    open_collection,
)
from indexer.eval.shortfall import Shortfall, shortfall
from indexer.records import MODES
from indexer.settings import Settings, known, load_settings
from indexer.text.counting import counted
from indexer.writing.run import Progress

_LOSSES_SHOWN = 20
_MEASURED = (
    "model", "encoder", "threads", "keyword", "passage_words", "languages", "fusion", "semantic_weight", "smoothing",
    "late_interaction",
)  # fmt: skip
_CHOICE = f"{', '.join(_MEASURED[:-1])} and {_MEASURED[-1]}"


def report(
    folders: Sequence[Path], flags: Mapping[str, Any], changes: Mapping[str, str], per_query: bool, as_json: bool,
    progress: Progress,
) -> bool:  # fmt: skip
    """Measure every collection with the settings, and again with the changes if there are any; print.

    Says whether all that was judged could be found, with no file skipped; what could not is told on stderr.
    Raises MissingExtra, SettingsError and SourceError.
    """
    check_can_measure()
    for name in changes:
        if name in Settings.__dataclass_fields__ and name not in _MEASURED:
            raise SettingsError(
                f"--settings {name}: nothing that is measured depends on it; {_CHOICE} can be compared."
            )
    settings, changed = load_settings(flags), load_settings({**flags, **known(changes)})
    found: list[Shortfall] = []
    before = measure(folders, settings, progress, partial(_tell, found))
    after = measure(folders, changed, progress, partial(_tell, found)) if changes else []
    if as_json:
        _print_json(before, after, changes, per_query)
    else:
        _print_all(before, after, changes, per_query)
    return all(lacking.is_whole for lacking in found)


def measure(
    folders: Sequence[Path], settings: Settings, progress: Progress, told: Callable[[Shortfall], None] | None = None
) -> list[Evaluation]:
    """Every mode on every collection. Raises SourceError before anything is measured.

    `told` is told of what each collection lacks; without it that is printed on stderr.
    """
    told = told or partial(_tell, [])
    collections = load_collections(folders)
    encoder = open_encoder(settings)
    with ExitStack() as opened:
        archives = []
        for collection in collections:
            archive, summary = open_collection(collection, settings, encoder, progress)
            archives.append(opened.enter_context(closing(archive)))
            lacking = shortfall(collection, archive, summary)
            told(lacking)
            lacking.check()
        pairs = zip(archives, collections, strict=True)
        return [evaluation for archive, collection in pairs for evaluation in evaluate(archive, collection)]


def _tell(before: list[Shortfall], lacking: Shortfall) -> None:
    """Print what a collection lacks, but for what was printed before, and remember it."""
    said = {line for earlier in before for line in earlier.told()}
    for line in lacking.told():
        if line not in said:
            say(line, err=True)
    before.append(lacking)


def rows(evaluations: Sequence[Evaluation]) -> list[dict[str, Any]]:
    """One flat row an evaluation, and the means over collections last."""
    flat = [
        {
            "collection": e.collection, "mode": e.mode, "queries": len(e.by_query), **_rounded(e.means),
            "ms": round(e.milliseconds, 1),
        }
        for e in evaluations
    ]  # fmt: skip
    collections = {e.collection for e in evaluations}
    for mode in MODES if len(collections) > 1 else ():
        of_mode = [e.means for e in evaluations if e.mode == mode]
        means = {m: sum(e[m] for e in of_mode) / len(of_mode) for m in MEASURES}
        flat.append({"collection": "mean", "mode": mode, "queries": 0, **_rounded(means)})
    return flat


def _rounded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}


def _print_json(
    before: Sequence[Evaluation], after: Sequence[Evaluation], changes: Mapping[str, str], per_query: bool
) -> None:
    say_json({
        "evaluations": rows(before), "changed": rows(after), "changes": dict(changes),
        "differences": [_rounded(asdict(each)) for each in differences(before, after)],
        "losses": [_rounded(asdict(each)) for each in losses(before)] if per_query else None,
    })  # fmt: skip


def _print_all(
    before: Sequence[Evaluation], after: Sequence[Evaluation], changes: Mapping[str, str], per_query: bool
) -> None:
    width = max(14, *(len(evaluation.collection) + 2 for evaluation in before))
    _print(before, width)
    if after:
        say("")
        say(f"with {', '.join(f'{k} = {v}' for k, v in changes.items())}:")
        _print(after, width)
        _print_differences(differences(before, after), width)
    if per_query:
        _print_losses(before)


def _print(evaluations: Sequence[Evaluation], width: int) -> None:
    say(f"{'collection':<{width}}{'mode':<10}" + "".join(f"{m:>10}" for m in MEASURES) + f"{'ms':>8}")
    for row in rows(evaluations):
        values = "".join(f"{row[m]:>10.3f}" for m in MEASURES)
        milliseconds = f"{row['ms']:>8.0f}" if "ms" in row else ""  # the means have none
        say(f"{row['collection']:<{width}}{row['mode']:<10}{values}{milliseconds}")


def _print_differences(found: Sequence[Difference], width: int) -> None:
    say("")
    say(f"{'collection':<{width}}{'mode':<10}{MEASURE:>10}{'p':>10}")
    for each in found:
        say(f"{each.collection:<{width}}{each.mode:<10}{each.difference:>+10.3f}{each.p:>10.3f}")


def _print_losses(evaluations: Sequence[Evaluation]) -> None:
    found = losses(evaluations)
    for name in dict.fromkeys(e.collection for e in evaluations):
        lost = [loss for loss in found if loss.collection == name]
        say("")
        say(f"{name}: hybrid is below one of its legs in {counted(len(lost), 'query', 'queries')}, {MEASURE}:")
        for loss in lost[:_LOSSES_SHOWN]:
            values = "  ".join(f"{mode} {getattr(loss, mode):.3f}" for mode in MODES)
            say(f"  {loss.query:<12}{values}")
        if len(lost) > _LOSSES_SHOWN:
            say(f"  … and {len(lost) - _LOSSES_SHOWN:,} more; --json has all")
