"""`pressmark serve` as a process: it answers, moves to a new generation, and lets nobody down when told to stop."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from indexer.archive import Archive
from indexer.errors import CannotListen, NoArchive
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import ROOT, WordEncoder
from webapp import serve
from webapp.asking import MOST_CHARACTERS


@contextmanager
def serving(
    archive: Path, workers: int = 1, fifo: Path = Path("/dev/null")
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.webapp.serve_words", str(archive), str(workers), str(fifo)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said
            yield found[0], process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def ask(url: str) -> Any:
    with urlopen(url, timeout=20) as answer:
        return json.loads(answer.read())


def refused_of(url: str, field: str) -> tuple[int, str]:
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(url, headers={"X-A": field}), timeout=20)
    with refused.value as answer:
        return answer.code, answer.headers["Content-Type"]


@pytest.mark.slow
def test_it_answers_moves_to_the_next_generation_and_drops_nothing(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path
) -> None:
    make_archive({"a.txt": "The bridge over the river."}).close()
    stop, statuses, failures = threading.Event(), [], []

    def reader(url: str) -> None:
        while not stop.is_set():
            try:
                statuses.append(ask(f"{url}api/v1/search?q=bridge")["found"])
            except OSError as error:
                failures.append(error)
                return

    with serving(settings.archive, workers=2) as (url, process):
        assert process.stderr is not None
        assert "not logged" in process.stderr.readline()
        assert ask(f"{url}api/v1/search?q=bridge")["found"] == 1
        readers = [threading.Thread(target=reader, args=(url,)) for _ in range(4)]
        for thread in readers:
            thread.start()
        try:
            for number in range(3):
                (tmp_path / "papers" / f"{number}.txt").write_text("Another bridge of another town.", encoding="utf-8")
                reindex([tmp_path / "papers"], settings, encoder=WordEncoder())
            # While one request opens a generation, others are still answered from the one before.
            generations = [ask(f"{url}api/v1/info")["generation"] for _ in range(200)]
        finally:
            stop.set()
            for thread in readers:
                thread.join()
    assert generations[-8:] == ["000004"] * 8
    assert not failures
    assert process.returncode == 0
    assert len(statuses) > 10


@pytest.mark.slow
def test_a_query_may_be_as_long_in_any_script_and_a_server_leaves_nothing_at_home(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive({"a.txt": "The bridge over the river."}).close()
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with serving(settings.archive) as (url, _process):
        assert ask(f"{url}api/v1/search?q={quote('𐤀' * 2000)}")["found"] == 0
        with pytest.raises(HTTPError) as refused:
            ask(f"{url}api/v1/search?q={quote('𐤀' * 2001)}")
        with refused.value as answer:
            assert (answer.code, answer.headers["Content-Type"]) == (400, "application/problem+json")
            assert json.loads(answer.read())["errors"][0]["parameter"] == "q"
        sent = [("x" * 250_000, 1), ("x" * 270_000, 1), ("x", 32_000), ("x", 33_000)]
        assert [refused_of(f"{url}api/v1/search?q={q}", "b" * field) for q, field in sent] == [
            (status, kind) for status in (414, 431) for kind in ("application/problem+json", "text/html")
        ]  # fmt: skip
    assert not [path.name for path in home.iterdir() if path.name != ".cache"]


@pytest.mark.slow
def test_a_pasted_text_may_be_as_long_in_any_script(make_archive: Callable[..., Archive], settings: Settings) -> None:
    make_archive({"a.txt": "The bridge over the river."}).close()
    with serving(settings.archive) as (url, _process):
        body = json.dumps({"text": "𐤀" * MOST_CHARACTERS}).encode()
        asked = Request(f"{url}api/v1/trace", body, {"Content-Type": "application/json"})
        with urlopen(asked, timeout=20) as answer:
            assert json.loads(answer.read())["quotations"] == []


@pytest.mark.slow
def test_told_to_stop_it_finishes_what_it_has_begun(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path
) -> None:
    make_archive({"a.txt": "The bridge over the river."}).close()
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    answers: list[Any] = []
    with serving(settings.archive, fifo=fifo) as (url, process):
        reader = threading.Thread(target=lambda: answers.append(ask(f"{url}api/v1/search?q=slow+bridge")))
        reader.start()
        with fifo.open("w", encoding="ascii") as gate:  # opens when the search has come to the model
            process.send_signal(signal.SIGTERM)
            gate.write("go on")
        reader.join()
        assert process.wait(timeout=20) == 0
    assert answers[0]["keyword_matches"]["documents"] == 1


@pytest.mark.slow
def test_a_worker_that_ends_is_replaced(make_archive: Callable[..., Archive], settings: Settings) -> None:
    make_archive({"a.txt": "The bridge over the river."}).close()
    with serving(settings.archive) as (url, process):
        search = f"{url}api/v1/search?q=bridge"
        assert ask(search)["found"] == 1
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        worker = int(children.read_text().split()[0])
        os.kill(worker, signal.SIGTERM)
        deadline = monotonic() + 30
        while str(worker) in children.read_text().split() and monotonic() < deadline:
            with suppress(OSError):  # what it was asked when it left
                ask(search)
        assert ask(search)["found"] == 1, "another one answers"
        assert process.poll() is None


def test_without_an_archive_there_is_nothing_to_serve(settings: Settings) -> None:
    with pytest.raises(NoArchive):
        serve.run(settings)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("host", "token", "warned"),
    [("127.0.0.1", "", False), ("0.0.0.0", "", True), ("0.0.0.0", "a secret", False), ("::", "", True)],
)
def test_warns_of_an_open_door(
    make_archive: Callable[..., Archive], settings: Settings, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], host: str, token: str, warned: bool,
) -> None:  # fmt: skip
    make_archive({"a.txt": "The bridge."}).close()
    started: list[Settings] = []
    monkeypatch.setattr(serve._Server, "run", lambda self: started.append(self._settings))
    for name in (*serve._THREADS, "PROMETHEUS_MULTIPROC_DIR"):
        monkeypatch.setenv(name, "")
    serve.run(replace(settings, host=host, token=token, port=0))
    assert ("Warning" in capsys.readouterr().err) is warned
    assert len(started) == 1


def test_it_says_an_address_that_a_browser_takes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listening = SimpleNamespace(sock=SimpleNamespace(getsockname=lambda: ("::1", 8000, 0, 0)))
    monkeypatch.setattr(serve.message, "MAX_REQUEST_LINE", 0)
    server = serve._Server(replace(settings, host="::1"), WordEncoder)
    server._say(SimpleNamespace(LISTENERS=[listening]))
    assert " at http://[::1]:8000/ (" in capsys.readouterr().err
    assert server.cfg.bind == ["[::1]:8000"]


def test_workers_share_out_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))
    assert [serve.threads_each(Settings(workers=n)) for n in (1, 2, 3, 16)] == [8, 4, 2, 1]
    assert serve.threads_each(Settings(workers=4, threads=3)) == 3


def test_the_next_free_port_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port("127.0.0.1", port) > port


def test_a_taken_port_is_told_in_a_sentence(make_archive: Callable[..., Archive], settings: Settings) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"^Port {port} on 127\.0\.0\.1 is taken, .* --port, or --next-free\.$"):
            serve.run(replace(settings, port=port))


@pytest.mark.slow
@pytest.mark.parametrize("next_free", [False, True])
def test_a_host_that_is_not_here_is_told_in_a_sentence(
    make_archive: Callable[..., Archive], settings: Settings, next_free: bool
) -> None:
    make_archive({"a.txt": "The bridge."}).close()
    with pytest.raises(CannotListen, match=r"^192\.0\.2\.1 is not an address of this machine .* --host"):
        serve.run(replace(settings, host="192.0.2.1", token="a"), next_free)
