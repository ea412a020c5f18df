"""Chromium over a server of our own. Where it is absent the tests are skipped; in CI that is a failure."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import ROOT, WordEncoder
from webapp import create_app

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass
class Watched:
    """A page, and what it did that it must not: dialogs, errors on the console, requests to other hosts."""

    page: Page
    base: str
    wrongs: list[str] = field(default_factory=list)

    def goto(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is absent")
        pytest.skip(f"{CHROMIUM} is absent")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, source: Path) -> Iterator[str]:
    """The address of a server over what is in `source`."""
    settings = Settings(archive=folder / "archive", rate="")
    reindex([source], settings, encoder=WordEncoder())
    server = make_server("127.0.0.1", 0, create_app(settings, WordEncoder()), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample archive, served."""
    with served(tmp_path_factory.mktemp("site"), ROOT / "corpus") as base:
        yield base


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a fresh page over a server, with Playwright's options; at the end nothing may have gone wrong in it."""
    contexts: list[BrowserContext] = []
    pages: list[Watched] = []

    def make(base: str, **options: object) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page, base)
        _watch(watched)
        pages.append(watched)
        return watched

    yield make
    for context in contexts:
        context.close()
    assert [wrong for watched in pages for wrong in watched.wrongs] == []


def _watch(watched: Watched) -> None:
    page, wrongs, host = watched.page, watched.wrongs, urlsplit(watched.base).netloc

    def dialog(opened: object) -> None:
        wrongs.append(f"dialog: {opened}")
        opened.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", dialog)
    page.on("pageerror", lambda error: wrongs.append(f"error: {error}"))
    page.on(
        "console", lambda said: wrongs.append(f"console: {said.text}") if said.type in ("error", "warning") else None
    )
    page.on("request", lambda request: _leave(request.url, host, wrongs))


def _leave(url: str, host: str, wrongs: list[str]) -> None:
    if urlsplit(url).scheme != "data" and urlsplit(url).netloc != host:
        wrongs.append(f"request: {url}")
