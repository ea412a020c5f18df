"""Every setting, command and exit status is in README.md."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from indexer import cli
from indexer.settings import Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_settings(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_commands(name: str) -> None:
    assert f"pressmark {name}" in README


@pytest.mark.parametrize("status", [cli.DONE, cli.FAILED, cli.USAGE, cli.SKIPPED, cli.INTERRUPTED])
def test_exit_statuses(status: int) -> None:
    assert re.search(rf"Exit status:.*\b{status} \w", README)


def test_defaults_of_settings_are_those_of_the_code() -> None:
    for name in ("passage_words", "semantic_weight", "fusion", "max_file_mb", "model", "encoder"):
        assert re.search(rf"`{name}` \| `{re.escape(str(getattr(Settings(), name)))}`", README), name
