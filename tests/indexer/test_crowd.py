"""Readers and a writer at once; `scripts/durability.py readers` does the same with more of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.errors import BrokenArchive
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations import holding
from indexer.stores.generations.folder import current_name, published
from tests.conftest import WordEncoder
from tests.indexer.crowd import crowded

pytestmark = pytest.mark.slow


def test_readers_see_one_whole_generation_while_others_are_published(tmp_path: Path) -> None:
    met = crowded([f"The ferry crossed {n} times." for n in range(8)], tmp_path, readers=3, editions=5)
    assert [wrong for _, wrong, _ in met] == [[], [], []]
    assert all(answers > 0 for answers, _, _ in met)


def publish(papers: Path, settings: Settings, number: int) -> None:
    (papers / "note.txt").write_text(f"The ferry crossed {number} times.")
    reindex([papers], settings, encoder=WordEncoder())


def test_a_generation_that_is_read_stays_until_it_is_closed(tmp_path: Path, settings: Settings) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    publish(papers, settings, 1)
    archive = Archive.open(settings, WordEncoder())
    for number in range(2, 6):
        publish(papers, settings, number)
    assert published(settings.archive) == ["000001", "000004", "000005"]
    assert archive.search(parse_query("ferry")).hits[0].text == "The ferry crossed 1 times."
    archive.close()
    publish(papers, settings, 6)
    assert published(settings.archive) == ["000005", "000006"]


def test_what_gives_way_while_it_is_opened_is_opened_anew(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    publish(papers, settings, 1)
    real: Callable[[Path], object] = holding.current
    numbers = iter((2, 3, 4))

    def late(archive: Path) -> object:
        generation = real(archive)
        for number in numbers:
            publish(papers, settings, number)
        return generation

    monkeypatch.setattr(holding, "current", late)
    archive = Archive.open(settings, WordEncoder())
    assert archive.generation.name == current_name(settings.archive) == "000004"
    archive.close()


def test_what_is_broken_is_said_at_once(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"note.txt": "The ferry."})
    (archive.generation.path / "vectors.faiss").write_bytes(b"")
    with pytest.raises(BrokenArchive, match=r"vectors\.faiss has changed since it was published"):
        Archive.open(archive.settings, WordEncoder())
