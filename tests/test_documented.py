"""Every setting, command and exit status is in README.md; every format, and every path of the API, in docs/."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from indexer import cli
from indexer.archive import Archive
from indexer.commands import leaving
from indexer.ingest import formats
from indexer.ingest.tables import jsonl
from indexer.ingest.tables.fields import TAKEN
from indexer.records import KINDS, QUOTE_LABELS
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import NAMES, Settings
from tests.conftest import ROOT, WordEncoder
from webapp import create_app
from webapp.asking import MAX_QUERY, MOST_CHARACTERS

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = ("indexer", "webapp", "scripts")


@pytest.mark.parametrize("name", NAMES)
def test_settings(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_commands(name: str) -> None:
    assert f"pressmark {name}" in README


@pytest.mark.parametrize("status", [leaving.DONE, leaving.FAILED, leaving.USAGE, leaving.SKIPPED, leaving.INTERRUPTED])
def test_exit_statuses(status: int) -> None:
    assert re.search(rf"Exit status:[^.]*\b{status}\s\w", README)


@pytest.mark.parametrize("text", [DOCUMENTS, jsonl.__doc__], ids=["docs", "jsonl"])
def test_the_keys_of_a_record_are_all_that_a_document_takes(text: str) -> None:
    listed = re.search(r"`(id title text [a-z_\s]+)`", text)
    assert listed is not None
    assert sorted(listed[1].split()) == sorted(TAKEN)


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_is_in_the_plan_of_the_rooms(room: str) -> None:
    files = [file for file in (ROOT / room).iterdir() if file.is_file() and file.suffix in ("", ".py")]
    assert not_in_the_plan({file.name for file in files}) <= {"__init__.py"}


def test_every_room_is_in_the_plan_of_the_rooms() -> None:
    rooms = {module.parent.name for room in ROOMS for module in (ROOT / room).rglob("*.py")}
    assert not_in_the_plan({f"{room}/" for room in rooms}) == set()


def not_in_the_plan(names: set[str]) -> set[str]:
    """Those that the plan does not name by themselves."""
    plan = ARCHITECTURE.split("## The rooms", 1)[1].split("## ", 1)[0]
    return {name for name in names if not re.search(rf"(?<![\w./]){re.escape(name)}(?![\w.])", plan)}


def test_every_module_that_is_spoken_of_is_there() -> None:
    modules = [f"/{module.relative_to(ROOT)}" for room in (*ROOMS, "tests") for module in (ROOT / room).rglob("*.py")]
    named = set(re.findall(r"[\w/]+\.py\b", ARCHITECTURE + README + DOCUMENTS + API))
    assert {name for name in named if not any(module.endswith(f"/{name}") for module in modules)} == set()


def test_defaults_of_settings_are_those_of_the_code() -> None:
    table = README.split("| setting | default |", 1)[1].split("\n\n", 1)[0]
    told: dict[str, str] = {}
    for row in table.splitlines()[2:]:
        names, defaults = (re.findall(r"`([^`]+)`", cell) for cell in row.split("|")[1:3])
        told |= dict(zip(names, defaults or [""], strict=True))
    assert told == {name: written(getattr(Settings(), name)) for name in NAMES}


def written(value: object) -> str:
    """A setting as README has it, which is mostly as pressmark.toml does."""
    return json.dumps(value) if isinstance(value, (bool, tuple)) else str(value)


@pytest.mark.parametrize("suffix", [suffix for suffix in (*formats._BY_SUFFIX, *formats._BY_CONTENT) if suffix])
def test_formats(suffix: str) -> None:
    assert f"`{suffix}`" in DOCUMENTS


@pytest.mark.slow
def test_paths_of_the_api(town: Settings) -> None:
    paths = create_app(town).test_client().get("/api/v1/openapi.json").json["paths"]
    named = {path.removeprefix("/api/v1/").replace("{id}", "ID") for path in paths}
    assert named
    assert {path for path in named if f"`{path}`" not in API} == set()


def examples() -> list[str]:
    """The filled-in queries in README's table; what ends in a colon or in capitals is for the reader to fill in."""
    table = README.split("## The query language", 1)[1].split("## ", 1)[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    spans = [span for cell in cells for span in re.findall(r"`([^`]+)`", cell)]
    bare = (re.sub(r"\w+:(?=\s|$)|quotes:ID", "", span).strip() for span in spans)
    return [query for query in bare if query and not query.startswith("-")]


def test_the_longest_query_is_as_long_as_it_says() -> None:
    assert f"Any text of up to {MAX_QUERY:,} characters on the page and in the API" in README


def test_the_longest_text_to_check_is_as_long_as_it_says() -> None:
    assert f"any text of up to {MOST_CHARACTERS:,} characters" in " ".join(README.split())


NARROWING_NOTHING = {"--archive", "--model", "--mode", "--sort", "--copies", "--limit", "--json"}
"""Flags that say where and how to search, and how to show what is found."""


def test_the_kinds_and_flags_of_a_query_are_all_that_there_are() -> None:
    table = README.split("## The query language", 1)[1].split("## ", 1)[0]
    assert "`article`, `letter` or `other`" in table
    assert KINDS == ("article", "letter", "other")
    flags = {option for parameter in cli.search.params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"`(--[a-z-]+)`", table)) == flags - NARROWING_NOTHING


def test_what_is_said_of_a_quotation() -> None:
    for label, meaning in QUOTE_LABELS.items():
        assert f"| `{label}` | {meaning} |" in README


@pytest.mark.slow
@pytest.mark.parametrize("query", examples())
def test_each_example_of_a_query_finds_something_in_the_sample_archive(query: str, town: Settings) -> None:
    archive = Archive.open(town, WordEncoder())
    try:
        assert archive.search(parse_query(query, mode="keyword")).hits
    finally:
        archive.close()


@pytest.mark.model
@pytest.mark.parametrize(("encoder", "within"), [("torch", 1e-3), ("auto", 5e-3)])
def test_the_answer_that_is_shown_is_what_the_api_answers(encoder: str, within: float, tmp_path: Path) -> None:
    """In float32 it is, anywhere; the fastest encoder may compute in bfloat16."""
    shown = json.loads(README.split("<!-- api -->", 1)[1].split("```json", 1)[1].split("```", 1)[0])
    settings = Settings(archive=tmp_path / "archive", rate="", encoder=encoder)
    reindex([ROOT / "corpus"], settings)
    asked = re.search(r"curl 'http://127.0.0.1:8000(/api/v1/search[^']*)'", README)
    assert asked is not None
    assert differences_from(create_app(settings).test_client().get(asked[1]).json, shown, within) == []


def differences_from(answer: Any, shown: Any, within: float, where: str = "") -> list[str]:
    """Where the answer is not as it is shown, numbers with a point `within` so much.

    `…` stands for what is left out, at the end of a list or a text too.
    """
    if shown == "…":
        return []
    if isinstance(shown, dict) and isinstance(answer, dict):
        return [d for k, value in shown.items() for d in differences_from(answer.get(k), value, within, f"{where}.{k}")]
    if isinstance(shown, list) and isinstance(answer, list):
        wanted = shown[:-1] if shown[-1:] == ["…"] else shown
        found = [] if len(answer) == len(wanted) or wanted != shown else [f"{where} has {len(answer)}"]
        for n, value in enumerate(wanted):
            found += differences_from(answer[n], value, within, f"{where}[{n}]")
        return found
    if isinstance(shown, str) and isinstance(answer, str) and shown.endswith("…"):
        return [] if answer.startswith(shown[:-1]) else [f"{where}: {answer!r}"]
    same = answer == pytest.approx(shown, abs=within) if isinstance(shown, float) else answer == shown
    return [] if same else [f"{where}: {answer!r}"]
