"""The same question of the same archive gives the same bytes, whatever process asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import ROOT
from tests.indexer.test_archive import corpus

pytestmark = pytest.mark.slow

QUERIES = (
    "ferry lamp",
    '"stood by the" harbour -gull kind:letter',
    "herrring strke",
    "(tide OR timber) date:1953..1957",
)
_WIRE = "A storm sank the ferry Patience off the Farness shore on Tuesday night with all hands lost to the sea."

# Asks with the stand-in encoder, as the command does with a model.
_ASK = """
import json, sys
from pathlib import Path
from indexer.archive import Archive
from indexer.presentation.present import results_json
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder

folder, threads, *queries = sys.argv[1:]
archive = Archive.open(Settings(archive=Path(folder), threads=int(threads)), WordEncoder())
for query in queries:
    print(json.dumps(results_json(archive.search(parse_query(query, limit=20))), ensure_ascii=False))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repeating")
    papers = corpus(40) | {f"wire{n}.md": f"---\ndate: 1959-11-{18 + n}\n---\n{_WIRE} Copy {n}." for n in range(3)}
    (folder / "papers").mkdir()
    for name, content in papers.items():
        (folder / "papers" / name).write_text(content)
    from tests.conftest import WordEncoder

    reindex([folder / "papers"], Settings(archive=folder / "archive"), encoder=WordEncoder())
    return folder / "archive"


def test_every_process_answers_alike(archive: Path) -> None:
    answers = {_asked([sys.executable, "-c", _ASK, str(archive), threads, *QUERIES, "ferry Patience"], seed, threads)
               for seed, threads in (("0", "1"), ("1", "2"), ("4242", "3"))}  # fmt: skip
    assert len(answers) == 1
    (answer,) = answers
    assert answer.count(b'"generation"') == len(QUERIES) + 1
    assert b'"copies": [{"' in answer


@pytest.mark.model
def test_the_command_answers_alike(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    reindex([ROOT / "corpus"], Settings(archive=archive))
    command = [
        sys.executable,
        "-c",
        "from indexer.cli import main; main()",
        "search",
        "--json",
        "--archive",
        str(archive),
    ]
    runs = (("0", "1"), ("77", "2"), ("random", "2"))
    answers = {_asked([*command, "closing of the ferry and the new bridge"], *run) for run in runs}
    assert len(answers) == 1


def _asked(command: list[str], seed: str, threads: str) -> bytes:
    environment: Mapping[str, str] = {
        **os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1",
        "PRESSMARK_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads,
    }  # fmt: skip
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment, cwd=ROOT).stdout
