"""What a run did, what one would do, and what an archive holds, in lines for a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.commands.plan import Plan
from indexer.commands.terminal import say, say_json
from indexer.text.counting import counted
from indexer.writing.run import Named, Skip, Summary, Warned

_NAMED = 20
"""So many documents are named one by one, the rest is counted."""

_ALIKE = 3
"""So many warnings of one kind are told one by one."""
_NONE = "(none)"
_REPORTED = "; --report FILE lists all"
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\d+(?:-\d+)*(?: lines?\b)?")
"""What differs between warnings of one kind, beside all that follows a colon."""


def tell(summary: Summary, archive: Path, quiet: bool) -> None:
    """Print what a run did, and advice for the archive; what a person must know stands on stderr."""
    from indexer.keeping.inventory import take_inventory

    if quiet and summary.made_archive:  # not where it was meant to be perhaps, which cron's keeper would not see
        say(f"{archive.resolve()} is a new archive.", err=True)
    for line in doubt_lines(summary):
        say(line, err=True)
    if not quiet:
        for line in summary_lines(summary, archive):
            say(line)
        if advice := take_inventory(archive).get("advice"):
            say(advice)


def batch_teller(archive: Path) -> Callable[[Summary], None]:
    """Prints what each run of `pressmark watch` did; a file that the run before skipped too is not named again."""
    known: set[Skip] = set()

    def told(done: Summary) -> None:
        for skip in done.skipped:
            if skip not in known:
                say(f"skipped {skip.path}: {skip.reason}", err=True)
        known.clear()
        known.update(done.skipped)
        for line in summary_lines(done, archive):
            say(line)

    return told


def foretell(plan: Plan, as_json: bool) -> None:
    """Print what a run would do."""
    if as_json:
        say_json(asdict(plan))
        return
    for line in plan_lines(plan):
        say(line)


def summary_lines(summary: Summary, archive: Path) -> Iterator[str]:
    """The documents that are gone or removed, then a sentence that counts what was done."""
    yield from _named("gone", summary.missing)
    yield from _named("removed", summary.removed)
    done = [f"{counted(summary.documents_added, 'document')} added", f"{summary.documents_changed:,} changed"]
    if summary.documents_split:
        done.append(f"{summary.documents_split:,} split again into {counted(summary.passages_split, 'passage')}")
        done.append(
            f"{counted(summary.passages_encoded, 'passage')} encoded, {summary.passages_reused:,} encoded before"
        )
    more = {
        "named otherwise by a list": summary.documents_renamed,
        "read again and the same": summary.documents_same,
        "gone and marked missing": summary.documents_missing,
        "back again": summary.documents_returned,
        "removed": summary.documents_removed,
    }
    done += [f"{number:,} {what}" for what, number in more.items() if number]
    if summary.files_of_names:
        done.append(f"{counted(summary.files_of_names, 'file')} gave names alone")
    done += [f"{counted(summary.files_unchanged, 'file')} unchanged", f"{len(summary.skipped):,} skipped"]
    held = f"{counted(summary.total_documents, 'document')} in {counted(summary.total_passages, 'passage')}"
    yield f"{', '.join(done)}. {archive} holds {held}."


def doubt_lines(summary: Summary, more: str = _REPORTED) -> Iterator[str]:
    """What a run would have a person know: what was done again and why, warnings, the files skipped."""
    yield from summary.notes
    yield from warning_lines(summary.warnings, more)
    for skip in summary.skipped:
        yield f"skipped {skip.path}: {skip.reason}"


def warning_lines(warnings: Sequence[Warned], more: str = _REPORTED) -> Iterator[str]:
    """A line for each warning; of those that differ in numbers and quoted words alone the first three, then a count.

    `more` says where the rest is to be had.
    """
    told: Counter[str] = Counter()
    for each in warnings:
        kind = _kind(each.warning)
        told[kind] += 1
        if told[kind] <= _ALIKE:
            yield f"{each.path}: {each.warning}"
    for kind, number in told.items():
        if number > _ALIKE:
            yield f"… and {number - _ALIKE:,} more: {kind}{more}"


def plan_lines(plan: Plan) -> Iterator[str]:
    """A line for each file to read or skip or that is gone, then the documents, what is done again, a sentence."""
    for what, names in (("new", plan.new), ("changed", plan.changed), ("gone", plan.gone)):
        for name in names:
            yield f"{what} {name}"
    for skip in plan.skipped:
        yield f"skip {skip.path}: {skip.reason}"
    yield from _named("mark missing", plan.missing)
    yield from _named("remove", plan.removed)
    yield from plan.notes
    yield (
        f"{counted(len(plan.new), 'new file')}, {len(plan.changed):,} changed, {plan.same:,} unchanged, "
        f"{len(plan.skipped):,} to skip, {len(plan.gone):,} gone with {counted(len(plan.missing), 'document')} to mark "
        f"missing, {counted(len(plan.removed), 'document')} to remove. Nothing was written. Whether a file can be "
        "read to its end, and which records of a changed one are gone, is known only when it is read."
    )


def inventory_lines(inventory: Mapping[str, Any]) -> Iterator[str]:
    """A line for each thing that `pressmark info` says of an archive."""
    for name, value in inventory.items():
        shown = ", ".join(f"{k or _NONE} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        if name == "skipped" and value:
            shown = f"{value} (pressmark index --dry-run PATH names them, with the reasons)"
        yield f"{name.replace('_', ' '):<12} {_NONE if shown in (None, '') else shown}"


def _kind(warning: str) -> str:
    return re.split("[:;]", _PARTICULAR.sub("…", warning), maxsplit=1)[0]


def _named(what: str, documents: Sequence[Named]) -> Iterator[str]:
    for document in documents[:_NAMED]:
        yield f"{what} {document.id} {document.title} · {document.path}"
    if len(documents) > _NAMED:
        yield f"{what} {counted(len(documents) - _NAMED, 'more document')}"
