"""What other programs read: search engine, suggestions, feed, map, probes, metrics."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp import create_app
from webapp.blueprints import feeds

pytestmark = pytest.mark.slow

Make = Callable[..., FlaskClient]
ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
TAG = re.compile(r"tag:[a-z0-9]+([.-][a-z0-9]+)*,[0-9]{4}:([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*")
"""RFC 4151, section 2.1."""
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def xml(client: FlaskClient, path: str, mimetype: str) -> ElementTree.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == mimetype
    return ElementTree.fromstring(response.text)


def test_opensearch_names_four_addresses_that_answer(client: FlaskClient) -> None:
    root = xml(client, "/opensearch.xml", "application/opensearchdescription+xml")
    urls = {url.get("type"): url.get("template", "") for url in root.iter(OPENSEARCH + "Url")}
    assert len(urls) == 5
    for mime in ("text/html", "application/json", "application/atom+xml", "application/x-suggestions+json"):
        url = urls[mime].replace("{searchTerms}", "bridge").replace("{startPage?}", "").replace("{count?}", "")
        answer = client.get(url)
        assert (answer.status_code, answer.mimetype) == (200, mime)


def test_suggestions_are_as_browsers_expect_them(client: FlaskClient) -> None:
    typed, texts, *_ = client.get("/suggest?q=brid").json  # type: ignore[misc]
    assert typed == "brid"
    assert "bridge" in texts


@pytest.mark.parametrize(
    ("asked", "title"),
    [("", "Everything"), ("q=bridge", "bridge"), ("kind=letter&after=1961", "kind letter, from the date 1961"),
     ("q=bridge+kind:letter&lang=en", "bridge kind:letter, language en")],
)  # fmt: skip
def test_a_feed_is_named_by_all_that_was_asked(client: FlaskClient, asked: str, title: str) -> None:
    feed = xml(client, f"/search.atom?{asked}", "application/atom+xml")
    assert feed.findtext(ATOM + "title") == f"{title} – Pressmark"


def test_a_document_whose_file_is_gone_is_as_old_as_it_was(client_of: Make, papers: Path, settings: Settings) -> None:
    client = client_of({"a.txt": "The bridge.", "b.txt": "The bridge."})
    before = xml(client, "/search.atom?q=bridge", "application/atom+xml").findtext(ATOM + "updated")
    (papers / "a.txt").unlink()
    (papers / "b.txt").write_text("The new bridge.", encoding="utf-8")
    reindex([papers], settings, encoder=WordEncoder(), now=lambda: datetime(2031, 3, 2, 8, tzinfo=UTC))
    feed = xml(client, "/search.atom?q=bridge", "application/atom+xml")
    updated = {entry.findtext(ATOM + "updated") for entry in feed.iter(ATOM + "entry")}
    assert updated == {before, "2031-03-02T08:00:00+00:00"}
    assert client.get("/sitemap.xml").text.count("<loc>") == 2


def test_a_search_is_a_feed_newest_indexed_first_with_lasting_ids(
    client_of: Make, papers: Path, settings: Settings
) -> None:
    client = client_of({"old.txt": "The bridge bridge bridge was the best of bridges."})
    first = xml(client, "/search.atom?q=bridge", "application/atom+xml")
    (papers / "new.txt").write_text("Some words on many things, and also a bridge among them.", encoding="utf-8")
    os.utime(papers / "new.txt", (10**9, 10**9))  # copied with the time that it had
    reindex([papers], settings, encoder=WordEncoder(), now=lambda: datetime(2031, 3, 2, 8, tzinfo=UTC))
    second = xml(client, "/search.atom?q=bridge", "application/atom+xml")
    ids = [e.findtext(ATOM + "id") for e in second.iter(ATOM + "entry")]
    assert len(ids) == 2
    assert second.findtext(ATOM + "updated") == "2031-03-02T08:00:00+00:00"
    assert ids[1:] == [e.findtext(ATOM + "id") for e in first.iter(ATOM + "entry")]
    assert second.findtext(ATOM + "id") == first.findtext(ATOM + "id")
    old = second.findall(ATOM + "entry")[1]
    assert old.findtext(ATOM + "updated") == next(first.iter(ATOM + "entry")).findtext(ATOM + "updated")
    link = old.find(ATOM + "link")
    assert link is not None
    assert client.get(link.get("href", "")).status_code == 200


def test_ids_are_the_same_under_every_host(client: FlaskClient) -> None:
    hosts = ("127.0.0.1:8000", "archive.example", "[::1]:8000")
    feeds = [client.get("/search.atom?q=bridge+%22the%22~2&kind=letter", headers={"Host": host}).text for host in hosts]
    ids = [[id.text or "" for id in ElementTree.fromstring(feed).iter(ATOM + "id")] for feed in feeds]
    assert len(set(ids[0])) > 2
    assert ids[0] == ids[1] == ids[2]
    assert [id for id in ids[0] if not TAG.fullmatch(id)] == []


def test_a_feed_is_well_formed_whatever_the_texts_hold(client_of: Make) -> None:
    client = client_of({"a.jsonl": json.dumps({"text": "bridge \x00\x0b\x1f\ufffe ]]> <b>&amp; \U0001f56f"})})
    entry = next(xml(client, "/search.atom?q=bridge", "application/atom+xml").iter(ATOM + "entry"))
    assert "]]> <b>&amp; \U0001f56f" in str(entry.findtext(ATOM + "summary"))
    xml(client, "/search.atom?q=%01%0b<x>", "application/atom+xml")


def test_the_map_names_every_document(client: FlaskClient) -> None:
    urls = [loc.text or "" for loc in xml(client, "/sitemap.xml", "application/xml").iter(SITEMAP + "loc")]
    assert len(urls) == 49
    assert client.get(urls[0]).status_code == 200
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_a_large_archive_has_several_maps(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, town: Settings) -> None:
    monkeypatch.setattr(feeds, "MAP_SIZE", 20)
    fresh = create_app(town, WordEncoder()).test_client()
    maps = [loc.text or "" for loc in xml(fresh, "/sitemap.xml", "application/xml").iter(SITEMAP + "loc")]
    assert len(maps) == 3
    listed = [loc.text for m in maps for loc in xml(fresh, m, "application/xml").iter(SITEMAP + "loc")]
    assert len(set(listed)) == 49
    assert fresh.get("/sitemap-3.xml").status_code == 404


def test_ready_only_when_index_and_model_are_loaded(town: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(town, WordEncoder())
    client = app.test_client()
    with monkeypatch.context() as patched:
        patched.setattr(app.extensions["shelf"], "warm", lambda: None)  # another thread is at it
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"status": "ready", "generation": "000001"})


def test_without_an_archive_it_lives_but_is_not_ready(tmp_path: Path) -> None:
    client = create_app(Settings(archive=tmp_path / "none"), WordEncoder()).test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/").status_code == 503
    assert client.get("/api/v1/info").mimetype == "application/problem+json"


def test_metrics_count_requests_and_time_every_leg(town: Settings) -> None:
    client = create_app(town, WordEncoder()).test_client()  # the gauges are those of the archive opened last

    def counted(text: str, start: str) -> float:
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(start))

    before: Any = client.get("/metrics").text
    client.get("/search?q=metrics+of+the+bridge")
    after = client.get("/metrics").text
    served = 'pressmark_requests_total{endpoint="pages.results",status="200"}'
    assert counted(after, served) == counted(before, served) + 1
    for leg in ("keyword", "semantic", "hits", "facets"):
        name = f'pressmark_search_seconds_count{{leg="{leg}"}}'
        assert counted(after, name) == counted(before, name) + 1
    assert counted(after, "pressmark_passages ") > 100
    assert "metrics+of" not in after
