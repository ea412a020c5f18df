"""A model is converted in a process of its own; what goes wrong there is told here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.encoders import open_encoder
from indexer.encoders.convert import _SELF_TEST, _self_test
from indexer.encoders.converted import convert_apart, converted
from indexer.encoders.model import Model, find_model
from indexer.errors import EncoderError
from indexer.settings import DEFAULT_MODEL, Settings
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'a warning' >&2; echo 'The vectors differ.' >&2; exit 1", "OpenVINO: The vectors differ."),
        ("exit 7", "OpenVINO: it ended with status 7"),
    ],
)
def test_why_a_conversion_failed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(EncoderError) as raised:
        convert_apart(Model("words", tmp_path), tmp_path / "converted")
    assert str(raised.value).endswith(said)


@pytest.mark.model
def test_a_file_whose_vectors_are_not_the_models_is_refused() -> None:
    pytest.importorskip("openvino")
    model = find_model(DEFAULT_MODEL)
    folder, expected = converted(model).parent, open_encoder(Settings(encoder="openvino")).encode(_SELF_TEST)
    _self_test(model, folder, expected)
    with pytest.raises(EncoderError, match="differ from sentence-transformers"):
        _self_test(model, folder, expected[::-1])


CONVERTED = """
import os, sys
from pathlib import Path
from indexer.encoders.convert import convert
from indexer.encoders.model import find_model
from indexer.settings import DEFAULT_MODEL
called = []
sys.addaudithook(lambda event, args: called.append(args) if event in ("socket.connect", "socket.getaddrinfo") else None)
convert(find_model(DEFAULT_MODEL), Path("converted"))
print(called, sorted(os.listdir("home")))
"""


@pytest.mark.model
@pytest.mark.slow
def test_to_convert_a_model_calls_nobody_and_leaves_nothing_at_home(tmp_path: Path) -> None:
    pytest.importorskip("openvino")
    (tmp_path / "home").mkdir()
    unsaid = {name: value for name, value in os.environ.items() if name not in ("CI", "XDG_CACHE_HOME")}
    environment = {**unsaid, "HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", CONVERTED], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-1] == "[] ['.cache']"
    assert (tmp_path / "converted" / "model.xml").is_file()
