"""What `benchmark.py scale` and `memory` measure is an archive like any other."""

from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.keeping.check import check
from indexer.search.query import parse_query
from scripts.benchmarks.growing import MadeUpEncoder, grow, queries

PASSAGES = 60


@pytest.mark.real
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_grown_archive_is_whole_and_answers(tmp_path: Path, engine: str) -> None:
    settings = grow(tmp_path, PASSAGES, engine).settings
    archive = Archive.open(settings, MadeUpEncoder())
    assert len(archive.layout.passage_ids) == PASSAGES
    assert any(archive.search(parse_query(text)).keyword_matches.passages for text in queries(20))
    archive.close()
    assert check(settings) == []
