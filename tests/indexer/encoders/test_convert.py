"""A model is converted in a process of its own; what goes wrong there is told here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from indexer.encoders.converted import convert_apart
from indexer.encoders.model import Model
from indexer.errors import EncoderError


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
