"""Applications over small archives, made with the encoder that needs no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.archive import Archive
from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp import create_app


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
