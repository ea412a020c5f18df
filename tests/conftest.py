"""What many tests need: an encoder without a model, a small archive, the real data."""

from __future__ import annotations

import gc
import os
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from click.testing import CliRunner

from indexer.archive import Archive
from indexer.encoders import Prompts, Reading, Vectors, unit
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.text.words import fold, stem, words_of

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"

hypothesis.settings.register_profile("untimed", deadline=None)  # how long an example takes is the machine's affair
hypothesis.settings.load_profile("untimed")

PAPERS = {
    "articles/bridge.md": """\
---
title: The <b>Bridge</b> & the Ferry
kind: article
date: 1961-03-04
source: County Herald
author: Ruth Ansell
url: https://example.org/bridge
---
The harbour bridge was closed on Tuesday. The ferry crossed instead.

> "The bridge is <script>alert(1)</script> safe," said the engineer.
""",
    "letters/ferry.md": """\
---
title: To the Editor
kind: letter
date: 1963
source: Harbour Papers
from: Thomas Ruddock
to: The Editor
---
Sir, the ferry is late every morning and nobody mends it.
""",
}
"""Two documents, with something in them that must be escaped."""


class WordEncoder:
    """A stand-in for the model: the vector of a text is the sum of one fixed random direction a stem."""

    name = "words"
    fingerprint = "words-1"
    dimension = 64
    max_tokens = 254
    prompts = Prompts()

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.stack([self._vector(text) for text in texts]).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def read(self, text: str) -> Reading:
        spans = self.tokens(text)
        tokens = [direction(stem(fold(text[start:end]))) for start, end in spans]
        vectors = unit(np.array(tokens, np.float32).reshape(-1, self.dimension))
        return Reading(text, self.encode([text])[0], vectors, spans)

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        return ()

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in words_of(text):
            total += direction(stem(word.folded))
        return total


@cache
def direction(stem: str) -> Vectors:
    """One fixed random direction a stem."""
    chance = np.random.default_rng(zlib.crc32(stem.encode()))
    vector: Vectors = chance.standard_normal(WordEncoder.dimension).astype(np.float32)
    return vector


def index_papers(folder: Path, files: dict[str, str]) -> Settings:
    """Write files into FOLDER/papers and index them into FOLDER/archive."""
    settings = Settings(archive=folder / "archive")
    reindex([write_papers(folder / "papers", files)], settings, encoder=WordEncoder())
    return settings


def write_papers(folder: Path, files: dict[str, str]) -> Path:
    """Write files ({name: content}) into a folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(archive=tmp_path / "archive")


@pytest.fixture
def make_archive(tmp_path: Path, settings: Settings, encoder: WordEncoder) -> Callable[..., Archive]:
    """Write files ({name: content}) into a source folder, index it, open the archive."""

    def make(files: dict[str, str], settings: Settings = settings) -> Archive:
        write_papers(tmp_path / "papers", files)
        reindex([tmp_path / "papers"], settings, encoder=encoder)
        return Archive.open(settings, encoder)

    return make


@pytest.fixture(scope="session")
def archive_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Mapping[str, str]], Archive]]:
    """The archive of files ({name: content}), made once for all tests that name the same. To be read only."""
    made: dict[frozenset[tuple[str, str]], Archive] = {}

    def of(files: Mapping[str, str]) -> Archive:
        key = frozenset(files.items())
        if key not in made:
            made[key] = Archive.open(index_papers(tmp_path_factory.mktemp("archive"), dict(files)), WordEncoder())
        return made[key]

    yield of
    for archive in made.values():
        archive.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The archive of PAPERS, made once. To be read only."""
    return index_papers(tmp_path_factory.mktemp("shared"), PAPERS)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample archive, indexed once for all tests; any number of requests allowed."""
    settings = Settings(archive=tmp_path_factory.mktemp("town") / "archive", rate="")
    reindex([ROOT / "corpus"], settings, encoder=WordEncoder())
    return settings


@pytest.fixture
def open_files(tmp_path: Path) -> Iterator[Callable[[], list[str]]]:
    """Which files of the test are open, of each descriptor one; what is let go is not left to the garbage collector."""

    def listed() -> list[str]:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return sorted(file for link in links if (file := os.readlink(link)).startswith(str(tmp_path)))

    gc.disable()
    yield listed
    gc.enable()


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test did, no writer leaves a draft behind. A test that writes nothing is given no folder for this."""
    tmp_path = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if tmp_path is None:
        return
    assert list(tmp_path.glob("archive/generations/.*")) == []
    assert list(tmp_path.glob("archive/CURRENT.new")) == []


@pytest.fixture(scope="session")
def data() -> Path:
    """The real data beside the project. Absent, the test is skipped; in CI that is a failure."""
    if not DATA.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{DATA} is absent")
        pytest.skip(f"{DATA} is absent")
    return DATA
