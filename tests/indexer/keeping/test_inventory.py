from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.archive import Archive
from indexer.cli import cli
from indexer.errors import NoArchive
from indexer.keeping.advice import advice
from indexer.keeping.inventory import take_inventory
from indexer.settings import Settings
from indexer.stores.generations.folder import size_of
from tests.conftest import PAPERS, WordEncoder, write_papers


def test_what_is_in_the_archive(make_archive: Callable[..., Archive], settings: Settings) -> None:
    archive = make_archive(PAPERS)
    assert take_inventory(settings.archive) == {
        "archive": str(settings.archive),
        "generation": "000001",
        "indexed": archive.generation.manifest.created,
        "documents": 2,
        "missing": 0,
        "passages": archive.catalog.count_passages(),
        "kinds": {"article": 1, "letter": 1},
        "sources": {"County Herald": 1, "Harbour Papers": 1},
        "languages": {"en": 2},
        "earliest": "1961-03-04",
        "latest": "1963",
        "undated": 0,
        "skipped": 0,
        "model": "words",
        "keyword": "whoosh",
        "nearest": "exact",
        "bytes": size_of(settings.archive),
    }


@pytest.mark.slow
def test_vague_dates_name_no_first_day(make_archive: Callable[..., Archive], settings: Settings) -> None:
    def span(**dates: str) -> tuple[str, str]:
        make_archive({f"{name}.md": f"---\ndate: {when}\n---\nA ferry.\n" for name, when in dates.items()})
        found = take_inventory(settings.archive)
        return found["earliest"], found["latest"]

    assert span(a="about 1911") == ("1909", "1913")
    assert span(b="1911", c="1912-02-03") == ("1911", "1912-02-03")
    assert span(d="1910-12-31..1913", e="1908?") == ("1910", "1913")


def test_documents_without_a_day_are_counted(make_archive: Callable[..., Archive], settings: Settings) -> None:
    dates = ["", "date: Tuesday evening", "date: before 1911", "date: 1911"]
    make_archive({f"{n}.md": f"---\nkind: other\n{said}\n---\nA ferry.\n" for n, said in enumerate(dates)})
    assert take_inventory(settings.archive)["undated"] == 2


def test_a_large_archive_of_whoosh_is_advised(
    make_archive: Callable[..., Archive], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = make_archive(PAPERS).generation.manifest
    assert advice(manifest, {}) == ""
    monkeypatch.setattr("indexer.keeping.advice.LARGE", manifest.passages)
    assert "scripts/install scale" in take_inventory(settings.archive)["advice"]
    assert advice(replace(manifest, keyword="tantivy"), {}) == ""


def test_a_language_that_many_documents_are_in_is_advised(make_archive: Callable[..., Archive]) -> None:
    manifest = replace(make_archive(PAPERS).generation.manifest, documents=40)
    told = advice(manifest, {"en": 30, "de": 6, "fr": 4, "zz": 9})
    assert 'Of 40 documents 6 in \'de\' are searched only by words as written: with languages = ["en", "de"]' in told
    assert advice(replace(manifest, languages=["en", "de"]), {"en": 30, "de": 6, "fr": 4}) == ""
    assert advice(replace(manifest, documents=400), {"de": 19}) == ""


def test_nothing_is_left_open(
    make_archive: Callable[..., Archive], settings: Settings, open_files: Callable[[], list[str]]
) -> None:
    make_archive(PAPERS).close()
    before = open_files()
    take_inventory(settings.archive)
    assert open_files() == before


def test_no_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        take_inventory(tmp_path)


@pytest.mark.slow
def test_the_end_of_an_index_run_advises(
    runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder
) -> None:
    write_papers(tmp_path / "papers", PAPERS)
    monkeypatch.setattr("indexer.keeping.advice.LARGE", 1)
    monkeypatch.setattr("indexer.reindex.open_encoder", lambda settings: encoder)
    arguments = ["index", str(tmp_path / "papers"), "--archive", str(tmp_path / "archive")]
    told = runner.invoke(cli, arguments).stdout.splitlines()
    assert 'keyword = "tantivy"' in told[-1]
    assert "tantivy" not in runner.invoke(cli, [*arguments, "--quiet"]).stdout
