"""The `pressmark` command. Data goes to stdout, progress and complaints to stderr.

Exit status: 0 done, 1 failed, 2 the command line is wrong, 3 done with files skipped, 130 interrupted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer import __version__
from indexer.errors import PressmarkError
from indexer.settings import Settings, load_settings

if TYPE_CHECKING:
    from indexer.records import Results
    from indexer.reindex import Summary

DONE, FAILED, USAGE, SKIPPED, INTERRUPTED = 0, 1, 2, 3, 130

_archive = click.option("--archive", type=click.Path(path_type=Path), help="The archive's folder (default: ./archive).")
_model = click.option("--model", help="A sentence-transformers model by name or path.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.version_option(__version__, prog_name="pressmark")
@click.option("--debug", is_flag=True, help="Show a traceback where something fails.")
def cli(debug: bool) -> None:
    """Search an archive of articles and letters by words and by meaning."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH…")
@_archive
@_model
@click.option("--rebuild", is_flag=True, help="Split and encode every document again, as a new model needs.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("--quiet", is_flag=True, help="Print nothing when nothing is wrong.")
def index(paths: Sequence[Path], as_json: bool, quiet: bool, rebuild: bool, **flags: Any) -> None:
    """Read files and folders into the archive, adding to what is there."""
    if not paths and not rebuild:
        raise click.UsageError("Name at least one file or folder to read (or --rebuild to encode all again).")
    from indexer.progress import progress_bar
    from indexer.reindex import reindex

    settings = load_settings(flags)
    with progress_bar(quiet or as_json) as progress:
        summary = reindex(paths, settings, progress=progress, rebuild=rebuild)
    if as_json:
        click.echo(json.dumps(asdict(summary), ensure_ascii=False))
    else:
        _tell(summary, settings, quiet)
    sys.exit(SKIPPED if summary.skipped else DONE)


@cli.command()
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@_archive
@_model
@click.option("--mode", type=click.Choice(["hybrid", "keyword", "semantic"]), default="hybrid")
@click.option("--kind", multiple=True, type=click.Choice(["article", "letter", "other"]), help="Only this kind.")
@click.option("--source", multiple=True, help="Only this newspaper or collection.")
@click.option("--after", help="Only documents that may be of this date or later (1961, 1961-03, 1961-03-04).")
@click.option("--before", help="Only documents that may be of this date or earlier.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def search(
    query: Sequence[str], mode: str, kind: Sequence[str], source: Sequence[str], after: str | None,
    before: str | None, limit: int, as_json: bool, **flags: Any,
) -> None:  # fmt: skip
    """Search the archive; see `pressmark search --help` and README for the query language."""
    from indexer.archive import Archive
    from indexer.present import results_json
    from indexer.search.ask import ask

    asked = ask(" ".join(query), mode=mode, limit=limit, kind=kind, source=source, after=after, before=before)
    results = Archive.open(load_settings(flags)).search(asked)
    if as_json:
        click.echo(json.dumps(results_json(results), ensure_ascii=False))
    else:
        _show(results)


@cli.command()
@click.argument("file", metavar="FILE|-")
@_archive
@click.option("--json", "as_json", is_flag=True, help="Print W3C Web Annotations as JSON.")
def trace(file: str, as_json: bool, **flags: Any) -> None:
    """Check each quotation in a text against the archive: are these the words, and where do they stand?"""
    from indexer.tracing import trace_file

    trace_file(file, load_settings(flags), as_json)


@cli.command()
@_archive
@_model
@click.option("--host", help="Where to listen (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port (default: 8000).")
@click.option("--next-free", is_flag=True, help="If the port is taken, take the next free one.")
def serve(next_free: bool, **flags: Any) -> None:
    """Serve the search page and the API."""
    from webapp.serve import run

    run(load_settings(flags), next_free)


@cli.command()
@_archive
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(as_json: bool, **flags: Any) -> None:
    """Say what is in the archive."""
    from indexer.inventory import take_inventory

    inventory = take_inventory(load_settings(flags).archive)
    if as_json:
        click.echo(json.dumps(inventory, ensure_ascii=False))
        return
    for name, value in inventory.items():
        shown = ", ".join(f"{k or '(none)'} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        click.echo(f"{name.replace('_', ' '):<12} {shown}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; turn every error that can be foreseen into one sentence and an exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        cli.main(args=words, prog_name="pressmark", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except KeyboardInterrupt:
        click.echo("Interrupted; the archive is as it was.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except (PressmarkError, OSError) as error:
        if "--debug" in words:
            raise
        click.echo(f"pressmark: {error}", err=True)
        sys.exit(FAILED)


def _tell(summary: Summary, settings: Settings, quiet: bool) -> None:
    for path, warning in summary.warnings:
        click.echo(f"{path}: {warning}", err=True)
    for skip in summary.skipped:
        click.echo(f"skipped {skip.path}: {skip.reason}", err=True)
    if not quiet:
        click.echo(
            f"{summary.documents_added} documents added, {summary.documents_changed} changed, "
            f"{summary.files_unchanged} files as before, {len(summary.skipped)} skipped. {settings.archive} holds "
            f"{summary.total_documents} documents in {summary.total_passages} passages."
        )


def _show(results: Results) -> None:
    from indexer.show import show_hits

    show_hits(results)
