"""What is given to the command: types of what stands on its line, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from indexer.errors import SourceError

MOST_HITS = 1000
"""That one search prints."""


class _Place(click.Path):
    """A path that says something: what is empty, as a variable that is not set, would be the working folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Called by click."""
        return super().convert(value, param, ctx) if value else self.fail("an empty path names nothing.", param, ctx)


class _Words(click.types.StringParamType):
    """A text; bytes in it that are no UTF-8, as in the name of an old file, are U+FFFD: no store holds them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Called by click."""
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


PLACE = _Place()
PATH = _Place(path_type=Path)
WORDS = _Words()


def lines_piped() -> Iterator[bytes]:
    """The lines of standard input. Raises SourceError where the command was started without one."""
    if sys.stdin is None:
        raise SourceError("Standard input is closed: pipe in what - is to read.")
    yield from sys.stdin.buffer


def pairs(changes: Sequence[str]) -> dict[str, str]:
    """The settings of `--settings name=value`, by name. Raises UsageError."""
    for change in changes:
        if "=" not in change:
            raise click.UsageError(f"--settings {change}: write it as name=value.")
    named = dict(change.split("=", 1) for change in changes)
    if len(named) < len(changes):
        raise click.UsageError("--settings: one value for each name; two ways are compared at a time.")
    return named
