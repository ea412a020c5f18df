"""A model is converted in a process of its own; what goes wrong there is told here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.encoders import open_encoder
from indexer.encoders.convert import _SELF_TEST, _refusing, _self_test
from indexer.encoders.converted import convert_apart, converted
from indexer.encoders.model import Model, find_model
from indexer.encoders.sentence import SentenceTransformersEncoder
from indexer.errors import EncoderError, Refused
from indexer.settings import DEFAULT_MODEL, Settings
from tests.conftest import ROOT


def _other_python(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """What is run instead of Python."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    return python


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
    _other_python(tmp_path, monkeypatch, script)
    with pytest.raises(EncoderError) as raised:
        convert_apart(Model("words", tmp_path), tmp_path / "converted")
    assert str(raised.value).endswith(said)


def test_a_converted_model_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name says that it is whole: torn by a power cut, it would be tried and fail for good."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    done: list[str] = []
    rename = Path.rename

    def convert(_: Model, folder: Path) -> None:
        folder.mkdir()
        for name in ("model.bin", "model.xml"):
            (folder / name).write_text(name)

    def named(self: Path, to: Path) -> Path:
        if self.name == "model":
            done.append("name")
        return rename(self, to)

    monkeypatch.setattr("indexer.encoders.converted.convert_apart", convert)
    monkeypatch.setattr(os, "fsync", lambda fd: done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{fd}')).name}"))
    monkeypatch.setattr(Path, "rename", named)
    assert converted(Model("words", tmp_path)).read_text() == "model.xml"
    assert (sorted(done[:2]), done[2:]) == (["sync model.bin", "sync model.xml"], ["sync model", "name"])


@pytest.mark.model
def test_a_model_that_openvino_refuses_is_run_by_torch_which_each_version_says_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("openvino")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    python = _other_python(tmp_path, monkeypatch, "echo 'its vectors differ' >&2; exit 3")
    assert isinstance(open_encoder(Settings()), SentenceTransformersEncoder)
    said = "OpenVINO cannot run all-MiniLM-L6-v2: its vectors differ. sentence-transformers runs it, more slowly."
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [said]
    python.unlink()  # nothing is tried again
    assert isinstance(open_encoder(Settings()), SentenceTransformersEncoder)
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) == 1
    with pytest.raises(EncoderError, match="cannot run all-MiniLM-L6-v2: its vectors differ"):
        open_encoder(Settings(encoder="openvino"))
    _other_python(tmp_path, monkeypatch, "echo 'they differ still' >&2; exit 3")
    monkeypatch.setattr("indexer.encoders.converted._version", lambda: "another")
    with pytest.raises(EncoderError, match="cannot run all-MiniLM-L6-v2: they differ still"):
        open_encoder(Settings(encoder="openvino"))


@pytest.mark.model
def test_what_ends_a_conversion_by_accident_is_an_error_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    _other_python(tmp_path, monkeypatch, "echo 'Killed' >&2; exit 137")
    for _ in range(2):
        with pytest.raises(EncoderError, match="could not be converted for OpenVINO: Killed"):
            open_encoder(Settings())


def test_what_an_architecture_has_against_it_is_a_refusal_and_want_of_room_is_none() -> None:
    with pytest.raises(Refused, match=r"could not be converted \(no such operation\)"), _refusing():
        raise RuntimeError("Conversion failed:\n -- no such operation\n")
    with pytest.raises(OSError, match="no space"), _refusing():
        raise OSError("no space")


@pytest.mark.model
def test_a_file_whose_vectors_are_not_the_models_is_refused() -> None:
    pytest.importorskip("openvino")
    model = find_model(DEFAULT_MODEL)
    folder, expected = converted(model).parent, open_encoder(Settings(encoder="openvino")).encode(_SELF_TEST)
    _self_test(model, folder, expected)
    with pytest.raises(EncoderError, match="differ from sentence-transformers"):
        _self_test(model, folder, expected[::-1])
    with pytest.raises(EncoderError, match="differ from sentence-transformers"):
        _self_test(model, folder, expected * np.float32("nan"))


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
