"""Applications over small archives, made with the encoder that needs no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from indexer.archive import Archive
from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp import create_app


class Compiled(BytecodeCache):
    """Templates as one application has compiled them, for all others."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Compiled()})
        yield


@pytest.fixture(scope="session")
def app(town: Settings) -> Flask:
    return create_app(replace(town, hosts=("archive.example",)), WordEncoder())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def client_of(make_archive: Callable[..., Archive], settings: Settings) -> Callable[..., FlaskClient]:
    """A client over an archive of files ({name: content}), with settings changed."""

    def make(files: dict[str, str], **changes: object) -> FlaskClient:
        changed = replace(settings, **{"rate": "", **changes})  # type: ignore[arg-type]
        make_archive(files, changed).close()
        return create_app(changed, WordEncoder()).test_client()

    return make


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Where `client_of` writes its files."""
    return tmp_path / "papers"
