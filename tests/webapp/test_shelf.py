"""The archive that is given: once it is there, the next generation when that can be opened, the encoder when it can."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from indexer.archive import Archive
from indexer.encoders import Encoder
from indexer.errors import EncoderError
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.generations.rollback import roll_back
from tests.conftest import WordEncoder
from webapp import create_app, serve, shelf

Make = Callable[..., Archive]


class OtherEncoder(WordEncoder):
    name = "other words"
    fingerprint = "words-2"


@pytest.fixture
def app(make_archive: Make, settings: Settings) -> Flask:
    """An application that has opened its archive."""
    make_archive({"a.txt": "The bridge over the river."}).close()
    app = create_app(settings, WordEncoder())
    assert app.test_client().get("/readyz").status_code == 200
    return app


def publish(papers: Path, settings: Settings, name: str, text: str) -> None:
    (papers / name).write_text(text, encoding="utf-8")
    reindex([papers], settings, encoder=WordEncoder())


def cut(settings: Settings, generation: str) -> None:
    """Take half of a generation's vectors away."""
    file = settings.archive / "generations" / generation / "vectors.faiss"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def found(app: Flask) -> int:
    answer = app.test_client().get("/api/v1/search?q=bridge")
    assert answer.json is not None
    return int(answer.json["found"])


@pytest.mark.slow
def test_it_is_ready_once_what_failed_is_mended(tmp_path: Path, make_archive: Make, settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    reindex([tmp_path / "papers"], settings, encoder=OtherEncoder(), rebuild=True)
    client = create_app(settings, WordEncoder()).test_client()
    not_ready = client.get("/readyz")
    assert not_ready.status_code == 503
    assert "encoded with 'other words'" in not_ready.json["detail"]  # type: ignore[index]
    reindex([tmp_path / "papers"], settings, encoder=WordEncoder(), rebuild=True)
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"status": "ready", "generation": "000003"})


@pytest.mark.slow
def test_only_one_thread_warms_up(make_archive: Make, settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    begun, gate = threading.Event(), threading.Event()

    def opening(settings: Settings) -> Encoder:
        begun.set()
        gate.wait(20)
        return WordEncoder()

    app = create_app(settings, opening=opening)
    first = threading.Thread(target=app.extensions["shelf"].warm)
    first.start()
    assert begun.wait(20)
    loading = app.test_client().get("/readyz")  # at once: the other thread has not come to its end
    gate.set()
    first.join()
    assert (loading.status_code, loading.json) == (503, {"status": "not ready", "detail": "loading"})
    assert app.test_client().get("/readyz").status_code == 200


@pytest.mark.slow
def test_it_is_not_ready_before_what_is_done_beside(make_archive: Make, settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    app = create_app(settings, WordEncoder())
    seen: list[int] = []
    app.extensions["shelf"].warm(lambda: seen.append(app.test_client().get("/readyz").status_code))
    assert [*seen, app.test_client().get("/readyz").status_code] == [503, 200]


@pytest.mark.slow
def test_a_model_that_could_not_be_opened_is_opened_again(make_archive: Make, settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    errors = [EncoderError("One."), EncoderError("Two."), EncoderError("Three.")]
    waiting = list(errors)

    def opening(settings: Settings) -> Encoder:
        if waiting:
            raise waiting.pop(0)
        return WordEncoder()

    client = serve._Server(settings, opening).load().test_client()
    said = [client.get("/readyz").json["detail"] for _ in errors]
    assert said == ["One.", "Two.", "Three."]
    assert client.get("/readyz").status_code == 200


@pytest.mark.slow
def test_a_worker_uses_the_encoder_that_it_has_begun_with(make_archive: Make, settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    opened: list[Encoder] = []

    def opening(settings: Settings) -> Encoder:
        opened.append(WordEncoder())
        return opened[-1]

    app = serve._Server(settings, opening).load()
    assert app.test_client().get("/readyz").status_code == 200
    assert [app.extensions["shelf"].archive().encoder] == opened


@pytest.mark.slow
def test_a_generation_that_cannot_be_opened_leaves_the_one_before(
    app: Flask, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path / "papers", settings, "b.txt", "Another bridge.")
    cut(settings, "000002")
    with caplog.at_level(logging.ERROR):
        assert [found(app), found(app), found(app)] == [1, 1, 1]
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("Generation 000002 cannot be opened, so 000001 is still served: ")
    ready = app.test_client().get("/readyz")
    assert (ready.status_code, ready.json) == (
        200, {"status": "ready", "generation": "000001", "detail": caplog.messages[0]},
    )  # fmt: skip
    roll_back(settings.archive)
    publish(tmp_path / "papers", settings, "c.txt", "A third bridge.")
    assert found(app) == 3
    assert app.test_client().get("/readyz").json == {"status": "ready", "generation": "000003"}


@pytest.mark.slow
def test_a_generation_of_another_model_leaves_the_one_before(app: Flask, tmp_path: Path, settings: Settings) -> None:
    reindex([tmp_path / "papers"], settings, encoder=OtherEncoder(), rebuild=True)
    assert found(app) == 1
    ready = app.test_client().get("/readyz").json
    assert ready is not None
    assert "encoded with 'other words'" in ready["detail"]
    roll_back(settings.archive)
    assert app.test_client().get("/readyz").json == {"status": "ready", "generation": "000001"}


@pytest.mark.slow
def test_a_generation_that_could_not_be_opened_is_tried_again(
    app: Flask, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish(tmp_path / "papers", settings, "b.txt", "Another bridge.")
    file = settings.archive / "generations" / "000002" / "vectors.faiss"
    whole = file.read_bytes()
    cut(settings, "000002")
    monkeypatch.setattr(shelf, "PATIENCE", 0)
    assert [found(app), found(app)] == [1, 1]
    assert len(caplog.messages) == 1
    file.write_bytes(whole)
    assert found(app) == 2
    assert app.test_client().get("/readyz").json == {"status": "ready", "generation": "000002"}


@pytest.mark.slow
def test_an_archive_restored_under_the_same_name_is_served(app: Flask, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "papers" / "b.txt").write_text("Another bridge.", encoding="utf-8")
    other = tmp_path / "other"
    reindex([tmp_path / "papers"], replace(settings, archive=other), encoder=WordEncoder())
    assert found(app) == 1
    shutil.rmtree(settings.archive)
    assert found(app) == 1
    other.rename(settings.archive)
    assert found(app) == 2
    assert app.test_client().get("/readyz").json == {"status": "ready", "generation": "000001"}


@pytest.mark.slow
def test_it_is_not_tried_again_at_once(app: Flask, tmp_path: Path, settings: Settings) -> None:
    publish(tmp_path / "papers", settings, "b.txt", "Another bridge.")
    file = settings.archive / "generations" / "000002" / "vectors.faiss"
    whole = file.read_bytes()
    cut(settings, "000002")
    assert found(app) == 1
    file.write_bytes(whole)
    assert found(app) == 1
