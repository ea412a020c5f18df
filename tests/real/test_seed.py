"""The first document that must work, with the real model: what people ask of it and the passage that answers."""

from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.records import MODES, Hit, Mode
from indexer.reindex import reindex
from indexer.search.ask import Asked, ask
from indexer.settings import Settings

pytestmark = [pytest.mark.real, pytest.mark.model]


@pytest.fixture(scope="module")
def seed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    settings = Settings(archive=tmp_path_factory.mktemp("seed") / "archive")
    summary = reindex([data / "seed"], settings)
    assert (summary.documents_added, [s.path for s in summary.skipped if s.path.endswith(".txt")]) == (1, [])
    return Archive.open(settings)


def top(archive: Archive, query: str, mode: Mode = "hybrid") -> Hit:
    hits = archive.search(ask(Asked(q=query, mode=mode))).hits
    assert hits, query
    return hits[0]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            "which demand concerns private companies running detention centers",
            ["private companies", "detention centers"],
        ),
        ("freeze new contracts for detention facilities", ["freezing all negotiations", "Requests for Proposal"]),
        ("who endorsed the letter", ["endorsed by 193", "Al Otro Lado"]),
        ('"Temporary Protected Status"', ["Temporary Protected Status"]),
        ("threat of mass deportation splitting families", ["mass deportation", "separating families"]),
    ],
)
def test_the_passage_that_answers_comes_first(seed: Archive, query: str, words: list[str]) -> None:
    hit = top(seed, query)
    assert [word for word in words if word not in hit.text] == []
    assert hit.text == hit.document.text[hit.passage.start : hit.passage.end]


def test_the_date_in_the_first_line_is_metadata(seed: Archive) -> None:
    document = top(seed, "letter").document
    assert document.date is not None
    assert document.date.verbatim == "2024-11-19"
    assert document.text.startswith("A group of 193 pro-migrant groups")
    assert document.title_derived
    assert document.title.startswith("A group of 193 pro-migrant groups")


@pytest.mark.parametrize("mode", MODES)
def test_filters_hold(seed: Archive, mode: Mode) -> None:
    assert seed.search(ask(Asked(q="letter", mode=mode, after="2024-11-19", before="2024-11-19"))).hits
    assert not seed.search(ask(Asked(q="letter", mode=mode, after="2024-11-20"))).hits
    assert not seed.search(ask(Asked(q="letter", mode=mode, kind=["letter"]))).hits
