"""Hostile archives and queries do nothing in a reader's browser: no dialog, no request elsewhere, no error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from tests.browser.conftest import Watched, served
from tests.browser.hostile import HOSTILE


@pytest.fixture(scope="module")
def enemy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive in which every field of every document is hostile."""
    folder = tmp_path_factory.mktemp("enemy")
    (folder / "papers").mkdir()
    records = [
        {
            "id": text, "title": text, "text": f"harmless {text}\n\n{text}", "date": text, "source": text, "url": text,
            "author": text, "sender": text, "recipient": [text, text + "2"], "place": text, "lang": text[:30],
            "kind": ("letter", "article", "other")[number % 3], "previous": text, text: text, "nested": {text: [text]},
        }
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "papers" / "all.jsonl").write_text(lines, encoding="utf-8")
    (folder / "papers" / "name <img src=x onerror=alert(1)>.txt").write_text("harmless file", encoding="utf-8")
    with served(folder, folder / "papers") as base:
        yield base


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 60


def test_documents_are_harmless(enemy: str, open_page: Callable[..., Watched]) -> None:
    watched = open_page(enemy)
    listed = watched.page.request.get(enemy + "/api/v1/documents?limit=100").json()["documents"]
    assert len(listed) == len(HOSTILE) + 1
    for document in listed:
        page = watched.goto(f"/documents/{document['id']}?at=0-9&q=harmless")
        assert page.locator("h1").inner_text().split() == document["title"].split() or "\x0b" in document["title"]
        assert page.locator("script").count() == 2  # ours, and the structured data


def test_queries_are_harmless(enemy: str, open_page: Callable[..., Watched]) -> None:
    watched = open_page(enemy)
    for text in HOSTILE:
        page = watched.goto(f"/search?q={quote(text)}&source={quote(text)}&person={quote(text)}")
        assert page.locator("script").count() == 1
        assert page.evaluate("() => new URL(document.baseURI).host") in enemy


def test_lists_of_hostile_things_are_harmless(enemy: str, open_page: Callable[..., Watched]) -> None:
    watched = open_page(enemy)
    for path in (
        "/", "/documents?limit=100", "/documents/by/people", "/documents/by/places", "/documents/by/sources",
        "/about/search", "/search?q=harmless&limit=100",
    ):  # fmt: skip
        page = watched.goto(path)
        assert page.locator("script").count() == 1
    page = watched.goto("/")
    with page.expect_response("**/suggest*"):
        page.get_by_role("searchbox").press_sequentially("script")


def test_bad_addresses_are_harmless(enemy: str, open_page: Callable[..., Watched]) -> None:
    watched = open_page(enemy)
    for text in HOSTILE[::12]:
        for path in (
            f"/documents/{quote(text, safe='')}",
            f"/search?q=x&kind={quote(text)}",
            f"/{quote(text, safe='')}",
        ):
            page = watched.goto(path)
            assert page.locator("script").count() == 1
    watched.wrongs[:] = [w for w in watched.wrongs if "status of 40" not in w]  # the browser tells of 400 and 404


def test_headers_hold_one_line(enemy: str, open_page: Callable[..., Watched]) -> None:
    request = open_page(enemy).page.request
    for text in HOSTILE:
        answer = request.get(f"{enemy}/api/v1/search?q={quote(text)}&limit=1")
        assert answer.ok
        assert "set-cookie" not in answer.headers
        feed = request.get(f"{enemy}/search.atom?q={quote(text)}")
        assert feed.ok
