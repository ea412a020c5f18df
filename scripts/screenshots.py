#!/usr/bin/env python3
"""Pictures of home, results and a document, from a server over the sample archive in .demo."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "screenshots"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
QUERY = "was the red lamp seen"


def main() -> None:
    """Serve, look, save."""
    PLACE.mkdir(parents=True, exist_ok=True)
    serve = "from indexer.cli import main; main(['serve', '--archive', '.demo', '--port', '0'])"
    with subprocess.Popen([sys.executable, "-c", serve], cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            url = re.search(r"http://\S+?/", server.stderr.readline())[0]  # type: ignore[index]
            _take(url)
        finally:
            server.send_signal(signal.SIGTERM)


def _take(url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1180, "height": 820}, color_scheme="light")
        page.goto(url)
        page.screenshot(path=PLACE / "home.png")
        page.fill("#q", QUERY)
        page.press("#q", "Enter")
        page.wait_for_selector(".hits")
        page.screenshot(path=PLACE / "results.png")
        page.click(".title a")
        page.wait_for_selector("#passage")
        page.screenshot(path=PLACE / "document.png")
        browser.close()


if __name__ == "__main__":
    main()
