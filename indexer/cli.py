"""The `pressmark` command. Data goes to stdout, all else to stderr; `commands/leaving.py` says how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click

from indexer import __version__
from indexer.commands.given import MOST_HITS, PATH, PLACE, WORDS, lines_piped, pairs
from indexer.commands.leaving import DONE, FAILED, SKIPPED, asks_for, leave, run
from indexer.commands.terminal import say, say_json
from indexer.commands.waits import telling_waits
from indexer.records import KINDS, MODES, SORTS
from indexer.settings import load_settings

_archive = click.option("--archive", type=PATH, help="The archive's folder (default: ./archive).")
_model = click.option("--model", help="A sentence-transformers model by name or path.")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_day = partial(click.option, default="", show_default=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, prog_name="pressmark")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def cli(debug: bool) -> None:
    """Search an archive of articles and letters by words and by meaning."""


@cli.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="PATH…")
@_archive
@_model
@click.option(
    "--rebuild", is_flag=True, help="Make passages and vectors anew, as a new model needs; nothing is encoded twice."
)
@click.option("--prune", is_flag=True, help="Remove the documents whose file, or record in it, is gone.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say which files are new, changed or gone and which documents would go; write nothing.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing when nothing is wrong.")
@click.option("--report", type=PATH, help="Write a JSON line for each source file to this.")
def index(
    paths: Sequence[Path], as_json: bool, quiet: bool, rebuild: bool, prune: bool, dry_run: bool, report: Path | None,
    **flags: Any,
) -> None:  # fmt: skip
    """Read files and folders into the archive.

    They are added to what is there; `-` reads JSON lines from stdin.
    """
    if not paths and not rebuild and not prune:
        raise click.UsageError(
            "Name at least one file or folder to read (or --rebuild to make all passages and vectors anew)."
        )
    from indexer.commands.plan import plan
    from indexer.commands.progress import progress_bar
    from indexer.commands.report import report_to
    from indexer.commands.telling import foretell, tell
    from indexer.ingest.choosing.named import named_paths
    from indexer.reindex import reindex
    from indexer.writing.reshape import as_made

    settings = load_settings(flags, made=as_made)
    if dry_run:
        with named_paths(paths, lines_piped()) as found:
            foretell(plan(found, settings, prune, rebuild), as_json)
        return
    with (
        named_paths(paths, lines_piped()) as found,
        report_to(report) as told,
        progress_bar(quiet or as_json) as progress,
    ):
        summary = reindex(found, settings, progress=progress, rebuild=rebuild, prune=prune, report=told)
    if as_json:
        say_json(asdict(summary))
    else:
        tell(summary, settings.archive, quiet)
    sys.exit(SKIPPED if summary.skipped else DONE)


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@_archive
@_model
def watch(paths: Sequence[Path], **flags: Any) -> None:
    """Keep the archive up to date as files change.

    Goes on until Ctrl-C, and prints a line for each batch of changes.
    """
    from indexer.commands.telling import batch_teller
    from indexer.commands.watching import watch as follow
    from indexer.writing.reshape import as_made

    settings = load_settings(flags, made=as_made)
    follow(paths, settings, batch_teller(settings.archive), failed=lambda error: say(f"pressmark: {error}", err=True))


@cli.command()
@click.argument("ids", nargs=-1, required=True, type=WORDS, metavar="ID…")
@_archive
@_model
@_json
def remove(ids: Sequence[str], as_json: bool, **flags: Any) -> None:
    """Take documents out of the archive.

    One whose file is changed later is read again.
    """
    from indexer.commands.keeping import take_out
    from indexer.writing.reshape import as_made

    take_out(ids, load_settings(flags, made=as_made), as_json)


@cli.command()
@click.argument("query", nargs=-1, required=True, type=WORDS, metavar="QUERY")
@_archive
@_model
@click.option("--mode", type=click.Choice(MODES), default="hybrid", help="By words and meaning, or by one alone.")
@click.option(
    "--sort", type=click.Choice(SORTS), default="relevance", help="Best first, oldest, newest, or latest indexed first."
)
@click.option("--kind", multiple=True, type=click.Choice(KINDS), help="Only this kind.")
@click.option("--source", multiple=True, type=WORDS, help="Only this newspaper or collection.")
@_day("--after", help="Only what may be of this date or later (1961, 1961-03, 1961-03-04).")
@_day("--before", help="Only what may be of this date or earlier.")
@click.option("--exact", is_flag=True, help="Words exactly as written; what is near in meaning may have others.")
@click.option("--copies", is_flag=True, help="Near-identical passages one by one, not as one hit.")
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=10, help="How many hits.")
@_json
def search(query: Sequence[str], as_json: bool, archive: Path | None, model: str | None, **parts: Any) -> None:
    """Search the archive.

    For example: pressmark search '"bridge vote" -strike after:1960'

    A query may hold from: to: person: author: place: source: title: lang: and all else that README names.
    """
    from indexer.archive import Archive
    from indexer.commands.show import show_hits
    from indexer.presentation.present import results_json
    from indexer.search.ask import Asked, ask

    asked = ask(Asked(q=" ".join(query), **parts))
    results = Archive.open(load_settings({"archive": archive, "model": model})).search(asked)
    if as_json:
        say_json(results_json(results))
    else:
        show_hits(results)


@cli.command()
@click.argument("file", type=PLACE, metavar="FILE|-")
@_archive
@click.option("--json", "as_json", is_flag=True, help="Print W3C Web Annotations as JSON.")
def trace(file: str, as_json: bool, **flags: Any) -> None:
    """Check the quotations in a text: are these the words?

    Each is checked against the archive: exact, near, elided, bracketed, altered, not found or not traced, and where
    it stands. README says what each means.
    """
    from indexer.commands.tracing import trace_file

    trace_file(file, load_settings(flags), as_json)


@cli.command()
@_archive
@_model
@click.option("--host", help="Where to listen (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port (default: 8000).")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that serve (default: 1).")
@click.option("--threads", "request_threads", type=click.IntRange(1, 64), help="Requests a process answers at a time.")
@click.option("--token", help="Ask every reader for this secret; better given as PRESSMARK_TOKEN.")
@click.option("--rate", help="Requests a client may make, such as 600/minute; '' for any number.")
@click.option("--next-free", is_flag=True, help="If the port is taken, take the next free one.")
def serve(next_free: bool, **flags: Any) -> None:
    """Serve the search page and the API."""
    from webapp.serve import run

    run(load_settings(flags), next_free)


@cli.command()
@_archive
@_json
def info(as_json: bool, **flags: Any) -> None:
    """Say what is in the archive."""
    from indexer.commands.telling import inventory_lines
    from indexer.keeping.inventory import take_inventory

    inventory = take_inventory(load_settings(flags).archive)
    if as_json:
        say_json(inventory)
        return
    for line in inventory_lines(inventory):
        say(line)


@cli.command()
@_archive
@_model
@click.option("--no-sample", is_flag=True, help="Skip encoding a sample again: the model is not loaded.")
@_json
def check(no_sample: bool, as_json: bool, **flags: Any) -> None:
    """Verify the archive, or say what is wrong.

    Each finding says how to mend it; nothing is changed.
    """
    from indexer.encoders import open_encoder
    from indexer.keeping.check import check as examine

    settings = load_settings(flags)
    findings = examine(settings, None if no_sample else open_encoder(settings))
    if as_json:
        say_json({"archive": str(settings.archive), "whole": not findings, "findings": list(map(asdict, findings))})
    else:
        for finding in findings:
            say(f"{finding.what}: {finding.mend}")
        if not findings:
            say(f"{settings.archive} is whole.")
    sys.exit(FAILED if findings else DONE)


@cli.command()
@_archive
@click.option("--to", type=WORDS, default=None, help="Go to this generation, a later one too.")
@_json
def rollback(to: str | None, as_json: bool, **flags: Any) -> None:
    """Go back to the generation before the current one."""
    from indexer.commands.keeping import go_back

    go_back(load_settings(flags).archive, to, as_json)


@cli.command()
@click.argument("file", type=PATH, metavar="FILE|-")
@_archive
@click.option("--jsonl", is_flag=True, help="Write the documents as JSON lines, for any other tool.")
@_json
def export(file: Path, jsonl: bool, as_json: bool, **flags: Any) -> None:
    """Save the archive in one file.

    It is a .tar.gz that `pressmark import` reads; or, with --jsonl, documents as JSON lines for any other tool.
    """
    from indexer.commands.keeping import answer
    from indexer.commands.saving import save, save_lines

    saved = (save_lines if jsonl else save)(load_settings(flags).archive, file)
    answer(saved.said, saved.table, as_json, err=str(file) == "-")


@cli.command("import")
@click.argument("file", type=PATH, metavar="FILE")
@_archive
@_json
def import_(file: Path, as_json: bool, **flags: Any) -> None:
    """Make a new archive from a file that export saved."""
    from indexer.commands.keeping import bring_back

    bring_back(file, load_settings(flags).archive, as_json)


@cli.command("eval")
@click.argument("collections", nargs=-1, required=True, type=PATH, metavar="COLLECTION…")
@_model
@click.option("--settings", "changes", multiple=True, metavar="K=V", help="Compare with these settings changed.")
@click.option("--per-query", is_flag=True, help="List the queries where hybrid loses to one of its legs.")
@_json
def evaluate(collections: Sequence[Path], changes: Sequence[str], per_query: bool, as_json: bool, **flags: Any) -> None:
    """Measure the search on collections in BEIR layout."""
    from indexer.commands.progress import progress_bar
    from indexer.eval.report import report

    with progress_bar(as_json) as progress:
        is_whole = report(collections, flags, pairs(changes), per_query, as_json, progress)
    sys.exit(DONE if is_whole else SKIPPED)


def main(arguments: Sequence[str] | None = None, leave_at_once: Callable[[int], NoReturn] | None = None) -> None:
    """Run the command; turn every error that can be foreseen into one sentence and an exit status.

    `leave_at_once` ends the process when it is interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    with nullcontext() if asks_for("--json", words) or asks_for("--quiet", words) else telling_waits():
        run(cli, words, leave_at_once or leave)
