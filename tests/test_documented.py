"""Every setting, command and exit status is in README.md."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from indexer import cli
from indexer.archive import Archive
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder

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


def examples() -> list[str]:
    """The filled-in queries in README's table; what ends in a colon or in capitals is for the reader to fill in."""
    table = README.split("## The query language", 1)[1].split("## ", 1)[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    spans = [span for cell in cells for span in re.findall(r"`([^`]+)`", cell)]
    bare = (re.sub(r"\w+:(?=\s|$)|quotes:DOCUMENT", "", span).strip() for span in spans)
    return [query for query in bare if query and not query.startswith("-")]


@pytest.mark.parametrize("query", examples())
def test_each_example_of_a_query_finds_something_in_the_sample_archive(query: str, town: Settings) -> None:
    archive = Archive.open(town, WordEncoder())
    try:
        assert archive.search(parse_query(query, mode="keyword")).hits
    finally:
        archive.close()
