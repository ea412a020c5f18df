"""Patterns of paths as .gitignore has them, of `.pressmarkignore` and of `[[source]]` tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pathspec

from indexer.errors import SettingsError

Patterns = pathspec.GitIgnoreSpec


@lru_cache(maxsize=256)
def compiled(*lines: str) -> Patterns:
    """What matches a path that the lines together name."""
    return pathspec.GitIgnoreSpec.from_lines(lines)


def check_patterns(lines: Sequence[str], file: Path) -> None:
    """Raises SettingsError for a line of `file` that is no pattern."""
    for line in lines:
        try:
            compiled(line)
        except (ValueError, re.error) as error:  # re.error: a range of letters that runs backwards
            raise SettingsError(
                f"{file}: {line!r} is not a pattern: write it as in .gitignore, or take it out."
            ) from error
