"""A model is converted in a process of its own; what goes wrong there is told here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from indexer.encoders import open_encoder
from indexer.encoders.convert import _SELF_TEST, _self_test
from indexer.encoders.converted import convert_apart, converted
from indexer.encoders.model import Model, find_model
from indexer.errors import EncoderError
from indexer.settings import DEFAULT_MODEL, Settings


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
