"""What is spared at an import: for that import alone, and never where it is loaded already."""

from __future__ import annotations

import subprocess
import sys

import pytest

from indexer.machine.spared import absent, spared
from tests.conftest import ROOT


def test_a_part_that_is_spared_is_none_for_the_one_import_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this.part", raising=False)
    with spared("this.part", "wanted"):
        assert __import__("this.part", fromlist=["wanted"]).wanted is None
    assert "this.part" not in sys.modules


def test_what_is_loaded_already_stays_as_it_is() -> None:
    with spared("pathlib", "Path"):
        from pathlib import Path

    assert Path is not None
    assert "pathlib" in sys.modules


def test_what_is_absent_is_not_found_and_there_again_after() -> None:
    import json

    with absent("json"), pytest.raises(ImportError):
        __import__("json")
    assert __import__("json") is json
    with absent("no.such.module"):
        pass
    assert "no.such.module" not in sys.modules


@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "unwanted"),
    [
        ("from indexer.ingest.languages import detect; assert detect('the ferry crossed the harbour') == 'en'",
         ["robust_downloader", "requests", "asyncio"]),
        ("from indexer.encoders.openvino import openvino_library; openvino_library().Core()",
         ["openvino.tools.ovc", "http.client"]),
    ],
)  # fmt: skip
def test_what_libraries_import_and_never_use_here_is_not_loaded(work: str, unwanted: list[str]) -> None:
    if "openvino" in work:
        pytest.importorskip("openvino")
    code = f"import sys\n{work}\nprint([name for name in {unwanted} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
