from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.archive import Archive
from indexer.commands import saving
from indexer.settings import Settings
from indexer.stores.generations.backup import whole_file
from tests.conftest import PAPERS


@pytest.mark.slow
def test_lines_are_those_of_one_generation_whatever_is_published_meanwhile(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive(PAPERS).close()

    def slowly(file: Path) -> Any:
        for number in range(2):
            make_archive({f"{number}.txt": "A new letter."}).close()
        return whole_file(file)

    monkeypatch.setattr(saving, "whole_file", slowly)
    file = tmp_path / "documents.jsonl"
    assert saving.save_lines(settings.archive, file).said == f"{file} holds 2 documents, one a line."
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert (settings.archive / "generations" / "000001").is_dir(), "what is read is not removed"
