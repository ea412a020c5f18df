"""What a run does not do where nothing changed: read a file, encode a text, load the model, write a generation."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from indexer.encoders import Vectors
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.generations.folder import published
from tests.conftest import ROOT, WordEncoder, write_papers


class Unloaded(WordEncoder):
    """An encoder that may say who it is, and no more."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        raise AssertionError(text)


def test_where_nothing_changed_no_file_is_opened_and_nothing_encoded(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = write_papers(tmp_path / "papers", {f"{n}.txt": f"The ferry crossed {n} times." for n in range(5)})
    reindex([papers], settings, encoder=WordEncoder())

    def refused(*_: object) -> NoReturn:
        raise AssertionError

    real = Path.open

    def opened(self: Path, *rest: object, **more: object) -> object:
        assert self.suffix != ".txt"
        return real(self, *rest, **more)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr("indexer.writing.intake.read_files", lambda files, *_: iter(()) if not files else refused())
    monkeypatch.setattr(Path, "open", opened)
    summary = reindex([papers], settings, encoder=Unloaded())
    assert (summary.files_unchanged, summary.files_read, summary.generation) == (5, 0, "000001")
    assert published(settings.archive) == ["000001"]


@pytest.mark.slow
def test_what_is_gone_back_or_removed_loads_no_model(tmp_path: Path, settings: Settings) -> None:
    papers = write_papers(tmp_path / "papers", {f"{n}.txt": f"The ferry crossed {n} times." for n in range(5)})
    reindex([papers], settings, encoder=WordEncoder())
    (papers / "3.txt").unlink()
    assert reindex([papers], settings, encoder=Unloaded()).documents_missing == 1
    assert reindex([papers], settings, encoder=Unloaded(), prune=True).documents_removed == 1


@pytest.mark.slow
def test_what_was_encoded_before_a_run_ended_is_not_encoded_again(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = write_papers(tmp_path / "papers", {f"{n}.txt": f"The ferry crossed {n} times." for n in range(10)})
    monkeypatch.setattr("indexer.ingest.embedding._BATCH", 4)
    real, calls = WordEncoder.encode, iter(range(9))

    def interrupted(self: WordEncoder, texts: Sequence[str]) -> Vectors:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(self, texts)

    monkeypatch.setattr(WordEncoder, "encode", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reindex([papers], settings, encoder=WordEncoder())
    assert published(settings.archive) == []
    summary = reindex([papers], settings, encoder=WordEncoder())
    assert (summary.passages_reused, summary.passages_encoded) == (6, 4)  # of batches of 2, 4 and 4


LIGHT = """
import sys
from pathlib import Path
from indexer.reindex import reindex
from indexer.settings import Settings
for _ in range(2):
    reindex([Path(sys.argv[1])], Settings(archive=Path(sys.argv[2])))
print(sorted({"torch", "openvino", "tokenizers", "transformers", "sentence_transformers"} & set(sys.modules)))
"""


@pytest.mark.model
def test_without_a_text_to_encode_no_model_is_loaded(tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers", {"blank.txt": " "})
    command = [sys.executable, "-c", LIGHT, str(papers), str(tmp_path / "archive")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"
