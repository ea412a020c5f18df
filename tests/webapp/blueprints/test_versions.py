"""Permalinks that say which text they were made from, and the texts that a document has had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.records import text_digest
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.text.differences import Stretch
from tests.conftest import WordEncoder, write_papers
from tests.webapp.pages import HTML, Page, get, words
from webapp import answers, create_app
from webapp.blueprints.versions import Fold, folded

pytestmark = pytest.mark.slow

OLD = (
    "Sir, the ferry is late every morning and nobody mends it. The bridge was promised in March, and again in June. "
    "The council <sat> upon the bridge & rose at nine. I am, Sir, your servant.\n\nThomas Ruddock"
)
QUOTE = "The bridge was promised in March"
V = text_digest(OLD)[:8]
HOST = "https://archive.example"
Client = Callable[..., FlaskClient]


@pytest.fixture
def client_after(tmp_path: Path, settings: Settings) -> Client:
    """A client over an archive in which a letter has had each of the texts, the last today."""

    def make(*texts: str) -> FlaskClient:
        for day, text in enumerate((OLD, *texts), start=1):
            papers = write_papers(tmp_path / "papers", {"letter.txt": text})
            reindex([papers], settings, encoder=WordEncoder(), now=lambda day=day: datetime(2026, 3, day, tzinfo=UTC))  # type: ignore[misc]
        return create_app(replace(settings, hosts=("archive.example",)), WordEncoder()).test_client()

    return make


def id_in(client: FlaskClient) -> str:
    return str(client.get("/api/v1/documents").json["documents"][0]["id"])  # type: ignore[index]


def link(client: FlaskClient, quote: str = QUOTE, v: str = V) -> str:
    start = OLD.index(quote)
    return f"/documents/{id_in(client)}?at={start}-{start + len(quote)}&v={v}"


def marked(page: Page) -> str:
    return "".join("".join(m.itertext()) for m in page.all("mark"))


def note(page: Page) -> str:
    return words(page.one("aside", class_="followed"))


def test_links_to_a_passage_say_which_text_they_were_made_from(client_after: Client) -> None:
    client = client_after()
    id = id_in(client)
    wanted = f"/documents/{id}?at=0-{len(OLD)}&v={V}"
    hit = client.get("/api/v1/search?q=ferry").json["hits"][0]  # type: ignore[index]
    assert hit["links"]["read"] == wanted
    assert client.get(f"/api/v1/documents/{id}/passages").json["passages"][0]["links"]["read"] == wanted  # type: ignore[index]
    results = get(client, "/search?q=ferry")
    article = results.one("article")
    assert results.links(article)["cite"] == f"{wanted}#cite"
    assert f"{wanted}&q=ferry#passage" in results.links(article).values()
    feed = client.get("/search.atom?q=ferry").text
    assert wanted.replace("&", "&amp;") in feed
    page = get(client, wanted)
    assert words(page.one("p", id="cite-link")) == f"http://localhost{wanted}"
    assert not page.all("aside", class_="followed")
    for suffix in (".bib", ".ris", ".csl.json"):
        assert f"v={V}" in client.get(f"/documents/{id}{suffix}?at=0-10", base_url=HOST).text


def test_a_place_that_is_not_in_an_earlier_text_is_told(client_after: Client) -> None:
    client = client_after("Sir, the ferry is mended.")
    id = id_in(client)
    page = get(client, f"/documents/{id}?at=0-5000&v={V}")
    said = "There is no place 0-5000 in the text that this link was made from, so nothing is marked."
    assert note(page) == f"{said} the text as it was then what has changed"
    then = note(get(client, f"/documents/{id}/versions/{V}?at=0-5000"))
    assert then.endswith("There is no place 0-5000 in it, so nothing is marked.")
    assert "no place" not in note(get(client, f"/documents/{id}/versions/{V}?at=0-50"))


def test_on_the_same_text_a_permalink_is_exact(client_after: Client) -> None:
    client = client_after()
    page = get(client, link(client))
    assert marked(page) == QUOTE
    assert not page.all("aside", class_="followed")
    assert client.get(f"/api/v1{link(client)}").json["place"] == {  # type: ignore[index]
        "version": V,
        "asked": {"start": OLD.index(QUOTE), "end": OLD.index(QUOTE) + len(QUOTE)},
        "quote": QUOTE,
        "status": "exact",
        "span": {"start": OLD.index(QUOTE), "end": OLD.index(QUOTE) + len(QUOTE)},
        "candidates": [],
        "changes": [],
    }


@pytest.mark.parametrize(
    ("new", "status", "mark", "said"),
    [
        (OLD + " Copied.", "exact", QUOTE, ""),
        ("County Herald.\n\n" + OLD, "moved", QUOTE, "has moved; its words are the same"),
        (
            OLD.replace("was promised", "had been promised"),
            "changed",
            "The bridge had been promised in March",
            "changed since this link was made: The bridge was had been promised in March",
        ),
        (
            OLD.replace("promised in", "promised\nin"),
            "changed",
            QUOTE.replace("d in", "d\nin"),
            "spacing of the passage",
        ),
        (OLD.replace(QUOTE + ", and again in June. ", ""), "lost", "", f"no longer in it. It was: {QUOTE}"),
        (OLD.replace(QUOTE, f"{QUOTE} {QUOTE}"), "ambiguous", "", "in several places. None of them is marked"),
    ],
)
def test_on_another_text_the_page_says_what_has_become_of_the_passage(
    client_after: Client, new: str, status: str, mark: str, said: str
) -> None:
    client = client_after(new)
    page = get(client, link(client))
    assert marked(page) == mark
    assert said in (note(page) if said else "")
    assert bool(page.all("aside", class_="followed")) == bool(said)
    place = client.get(f"/api/v1{link(client)}").json["place"]  # type: ignore[index]
    answers.Place.model_validate(place, strict=True)
    assert (place["status"], place["quote"], place["version"]) == (status, QUOTE, V)
    span = place["span"]
    assert (new[span["start"] : span["end"]] if span else "") == mark
    assert [new[c["start"] : c["end"]] for c in place["candidates"]] == (
        [QUOTE, QUOTE] if status == "ambiguous" else []
    )
    if said:
        then = get(client, page.links()["the text as it was then"])
        assert marked(then) == QUOTE
        assert words(then.one("div", class_="text")) == " ".join(OLD.split())


def test_what_is_cited_is_the_place_in_todays_text(client_after: Client) -> None:
    new = "County Herald.\n\n" + OLD
    client = client_after(new)
    page = get(client, link(client))
    at = f"at={new.index(QUOTE)}-{new.index(QUOTE) + len(QUOTE)}&v={text_digest(new)[:8]}"
    assert words(page.one("p", id="cite-link")).endswith(at)
    assert page.links()["BibTeX"].endswith(at)
    old_link = client.get(link(client).replace("?", ".bib?"), base_url=HOST)
    assert f"v={V}" in old_link.text  # it stays what it was


def test_an_ambiguous_passage_leads_to_each_of_its_places(client_after: Client) -> None:
    client = client_after(OLD.replace(QUOTE, f"{QUOTE}. {QUOTE}"))
    page = get(client, link(client))
    choices = page.links(page.one("ol"))
    assert len(page.all("li")) >= 2
    for href in choices.values():
        assert marked(get(client, href)) == QUOTE


def test_a_place_alone_counts_in_todays_text(client_after: Client) -> None:
    client = client_after("County Herald. " + OLD)
    page = get(client, link(client).partition("&v=")[0])
    assert marked(page) == ("County Herald. " + OLD)[OLD.index(QUOTE) :][: len(QUOTE)]
    assert not page.all("aside", class_="followed")


@pytest.mark.parametrize("v", ["00000000", "xyz", "<script>", V.upper() + "Z", V[:7]])
def test_a_version_that_is_not_there_is_said_and_nothing_is_marked(client_after: Client, v: str) -> None:
    client = client_after("Another text.")
    page = get(client, link(client, v=v))
    assert "that this archive does not hold" in note(page)
    assert not page.all("mark")
    get(client, f"/documents/{id_in(client)}.txt?v={v}", status=404)
    get(client, f"/documents/{id_in(client)}/versions?old={v}", status=404)
    assert client.get(f"/api/v1{link(client, v=v)}").status_code in (400, 404)


def test_fewer_figures_than_a_link_has_name_no_version_not_even_today_s(client_after: Client) -> None:
    path = f"/documents/{id_in(client_after())}.txt?v="
    assert client_after().get(f"{path}{V}").text == OLD
    assert client_after().get(f"{path}{V[:7]}").status_code == 404


def test_the_api_refuses_what_is_no_passage(client_after: Client) -> None:
    client = client_after("Short.")
    id = id_in(client)
    for query in ("at=5-99999", "at=9-3", f"at=0-{len(OLD) + 1}&v={V}", "at=x", "v=XYZ", "at=1-2-3"):
        response = client.get(f"/api/v1/documents/{id}?{query}")
        assert (response.status_code, response.mimetype) == (400, "application/problem+json"), query
    assert client.get(f"/api/v1/documents/{id}?at=0-{len(OLD)}&v={V}").status_code == 200
    assert client.get(f"/api/v1/documents/{id}?v={V}").json["place"] is None  # type: ignore[index]
    assert client.get(f"/api/v1/documents/{id}?at=0-5&v=00000000").status_code == 404


def test_a_link_to_the_whole_of_an_earlier_text_says_so(client_after: Client) -> None:
    client = client_after("Another text.")
    page = get(client, f"/documents/{id_in(client)}?v={V}")
    assert "has changed since this link was made. This is the present one" in note(page)
    assert f"/documents/{id_in(client)}/versions/{V}" in page.links().values()


def test_earlier_texts_are_given_as_they_were(client_after: Client) -> None:
    client = client_after("Another text.")
    id = id_in(client)
    assert client.get(f"/documents/{id}.txt?v={V}").text == OLD
    assert client.get(f"/documents/{id}.txt?v={text_digest(OLD)}").text == OLD
    assert client.get(f"/documents/{id}.txt").text == "Another text."
    assert client.get(f"/documents/{id}.txt?v={text_digest('Another text.')[:8]}").text == "Another text."
    get(client, f"/documents/{id}/versions/{'0' * 8}", status=404)
    page = get(client, f"/documents/{id}/versions/{V}?at=0-4")
    assert (marked(page), page.links()["plain text"]) == ("Sir,", f"/documents/{id}.txt?v={V}#char=0,4")


def test_an_earlier_text_has_the_date_that_it_had(client_after: Client) -> None:
    client = client_after("date 1894-03-02\nAnother text.", "date 1894-03-04\nA third text.")
    id = id_in(client)
    first, before = client.get(f"/api/v1/documents/{id}/versions").json["versions"]  # type: ignore[index]
    assert first["date"] is None
    assert before["date"] == {
        "verbatim": "1894-03-02", "earliest": "1894-03-02", "latest": "1894-03-02", "sure": "stated",
    }  # fmt: skip
    assert words(get(client, before["links"]["read"]).one("p", class_="when")) == "2 March 1894"
    assert words(get(client, f"/documents/{id}/versions/{V}").one("p", class_="when")) == "undated"


def test_the_versions_are_listed_and_compared(client_after: Client) -> None:
    second = OLD.replace("nobody", "no man").replace("Thomas", "Tom")
    client = client_after(second, OLD.replace("late", "early"))
    id = id_in(client)
    document = get(client, f"/documents/{id}")
    page = get(client, document.links()["2 earlier versions"])
    rows = [words(row) for row in page.all("tr")[1:]]
    assert ["today’s" in row for row in rows] == [True, False, False]
    assert ["3 March 2026, 00:00 UTC" in row for row in rows] == [False, True, False]
    assert V in rows[2]
    assert changes(page) == (["Tom", "late", "no man"], ["Thomas", "early", "nobody"])
    older = get(client, f"/documents/{id}/versions?old={V}&new={text_digest(second)[:8]}")
    assert changes(older) == (["Thomas", "nobody"], ["Tom", "no man"])
    assert [i.get("value") for i in older.all("input", type="radio") if i.get("checked") is not None] == [
        text_digest(second)[:8], V,
    ]  # fmt: skip
    named = [(radio.get("aria-labelledby") or "").split() for radio in page.all("input", type="radio")]
    labels = [" ".join(words(page.one("th", id=id)) for id in ids) for ids in named]
    today = text_digest(OLD.replace("late", "early"))[:8]
    assert labels[:2] == [f"Compare {today}", f"with {today}"]
    assert len(set(labels)) == 6
    assert "<sat>" in words(older.one("div", class_="compared"))
    same = get(client, f"/documents/{id}/versions?old={V}&new={V}")
    assert "the same text" in words(same.one("main"))


def test_a_text_that_begins_with_an_addition_is_compared(client_after: Client) -> None:
    client = client_after("Copied by hand.\n\n" + OLD)
    page = get(client, f"/documents/{id_in(client)}/versions")
    assert changes(page) == ([], ["Copied by hand."])


def changes(page: Page) -> tuple[list[str], list[str]]:
    shown = page.one("div", class_="compared")
    gone, put = (sorted(words(e) for e in shown.iter(HTML + tag)) for tag in ("del", "ins"))
    return gone, put


def test_versions_that_differ_in_spacing_alone(client_after: Client) -> None:
    client = client_after(OLD.replace(". ", ".\n\n"))
    page = get(client, f"/documents/{id_in(client)}/versions")
    assert "only their spacing differs" in words(page.one("main"))


def test_a_document_with_one_text_says_so_and_has_no_link_to_versions(client_after: Client) -> None:
    client = client_after()
    id = id_in(client)
    assert "has had one text" in words(get(client, f"/documents/{id}/versions").one("main"))
    assert not any("version" in text for text in get(client, f"/documents/{id}").links())
    get(client, "/documents/aaaaaaaaaaaa/versions", status=404)
    get(client, "/documents/aaaaaaaaaaaa/versions/00000000", status=404)


def test_the_api_lists_the_versions(client_after: Client) -> None:
    client = client_after("Another text.")
    id = id_in(client)
    answer: Any = client.get(f"/api/v1/documents/{id}/versions").json
    answers.VersionsAnswer.model_validate(answer, strict=True)
    assert answer["version"] == text_digest("Another text.")[:8]
    (version,) = answer["versions"]
    assert version == {
        "version": V, "sha256": text_digest(OLD), "superseded": "2026-03-02T00:00:00+00:00", "length": len(OLD),
        "title": version["title"], "date": None,
        "links": {
            "read": f"/documents/{id}/versions/{V}", "plain_text": f"/documents/{id}.txt?v={V}",
            "compare": f"/documents/{id}/versions?old={V}",
        },
    }  # fmt: skip
    for href in version["links"].values():
        assert client.get(href).status_code == 200
    assert client.get(f"/api/v1/documents/{id}").json["links"]["versions"] == f"/api/v1/documents/{id}/versions"  # type: ignore[index]
    assert client.get("/api/v1/documents/aaaaaaaaaaaa/versions").status_code == 404


def test_long_stretches_that_both_have_are_folded() -> None:
    long = "word " * 1000
    shown = list(folded([Stretch("same", long), Stretch("added", "x"), Stretch("same", long), Stretch("removed", "y")]))
    folds = [s for s in shown if isinstance(s, Fold)]
    assert len(folds) == 2
    kept = sum(len(s.text.split()) for s in shown if isinstance(s, Stretch) and s.kind == "same")
    assert kept + sum(f.words for f in folds) == 2000
    assert kept < 200
    assert list(folded([Stretch("same", "short"), Stretch("added", "x")])) == [
        Stretch("same", "short"),
        Stretch("added", "x"),
    ]
