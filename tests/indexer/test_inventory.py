from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.errors import NoArchive
from indexer.inventory import take_inventory
from indexer.settings import Settings
from indexer.stores.generations import size_of
from tests.conftest import PAPERS


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
        "latest": "1963-12-31",
        "model": "words",
        "bytes": size_of(settings.archive),
    }


def test_no_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        take_inventory(tmp_path)
