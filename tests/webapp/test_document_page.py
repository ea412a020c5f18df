"""The document page: the whole text, the passage marked in it, what its source says, and the way to its neighbours."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.archive import Archive
from indexer.records import Page as Mark
from indexer.reindex import reindex
from tests.conftest import WordEncoder, index_papers
from tests.webapp.pages import HTML, Page, get, words
from webapp import create_app

pytestmark = pytest.mark.slow

Make = Callable[..., FlaskClient]


def id_of(client: FlaskClient, title: str) -> str:
    listed = client.get("/api/v1/documents?limit=100").json
    assert listed is not None
    return str(next(d["id"] for d in listed["documents"] if d["title"] == title))


def fact(page: Page, name: str) -> str:
    for row in page.one("section", class_="about").iter(HTML + "div"):
        term, value = row
        if words(term) == name:
            return words(value)
    raise AssertionError(f"nothing said of {name}")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_whole_text_is_there(client: FlaskClient) -> None:
    for document in client.get("/api/v1/documents?limit=100").json["documents"]:  # type: ignore[index]
        page = get(client, f"/documents/{document['id']}")
        text = client.get(f"/documents/{document['id']}.txt").text
        assert squeezed(words(page.one("div", class_="text"))) == squeezed(text)
        assert words(page.one("h1")) == " ".join(document["title"].split())


@pytest.mark.parametrize(
    ("asked", "nearest"), [("?at=0-64&q=boats", "One ferry, two ferries."), ("?at=0-64&q=ferries", ""), ("?at=3-9", "")]
)
def test_a_passage_without_a_word_to_mark_has_its_nearest_sentence_marked(
    client_of: Make, monkeypatch: pytest.MonkeyPatch, asked: str, nearest: str
) -> None:
    read = WordEncoder._vector
    monkeypatch.setattr(WordEncoder, "_vector", lambda self, text: read(self, text.replace("boats", "ferries")))
    client = client_of({"a.txt": "The council sat for hours. One ferry, two ferries. The gull sat."})
    (document,) = client.get("/api/v1/documents").json["documents"]  # type: ignore[index]
    page = get(client, f"/documents/{document['id']}{asked}")
    marks = [mark for mark in page.all("mark") if "nearest" in (mark.get("class") or "")]
    assert "".join("".join(mark.itertext()) for mark in marks) == nearest


@pytest.mark.parametrize("at", ["9-9999999", "999-1000", "5-3", "ferry", "5", "1" * 90 + "-2"])
def test_a_place_that_is_not_in_the_text_is_told_and_the_document_opened(client_of: Make, at: str) -> None:
    client = client_of({"a.txt": "The council sat for hours. One ferry, two ferries."})
    (document,) = client.get("/api/v1/documents").json["documents"]  # type: ignore[index]
    page = get(client, f"/documents/{document['id']}?at={at}")
    shown = at if len(at) < 90 else "1" * 63 + "…"
    assert (
        words(page.one("aside", class_="followed")) == f"There is no place {shown} in this text, so nothing is marked."
    )
    assert "One ferry" in words(page.one("div", class_="text"))
    assert page.all("mark") == []
    assert words(get(client, f"/documents/{document['id']}?at=%204-11").one("mark")) == "council"
    for nothing in ("", "?at=", "?at=%20"):
        assert get(client, f"/documents/{document['id']}{nothing}").all("aside", class_="followed") == []


def test_the_passage_is_marked_exactly(client_of: Make) -> None:
    text = "Sir 🕯,\n\nthe lamp <was> lit & seen.\n\nYours"
    client = client_of({"a.txt": text})
    id = id_of(client, "Sir 🕯,")
    start, end = text.index("lamp"), text.index("seen")
    page = get(client, f"/documents/{id}?at={start}-{end}")
    assert ["".join(m.itertext()) for m in page.all("mark")] == ["lamp <was> lit & "]
    assert page.one("mark").get("id") == "passage"
    plain = page.links()["plain text"]
    assert plain == f"/documents/{id}.txt#char={start},{end}"
    assert client.get(plain).text == text


@pytest.mark.parametrize("at", ["", "x", "5", "9-3", "0-99999999", "-1-4", "٣-٥", "1-2-3"])
def test_a_place_that_says_nothing_marks_nothing(client: FlaskClient, at: str) -> None:
    id = id_of(client, "The order about the red lamp")
    assert not get(client, f"/documents/{id}?at={at}").all("mark")


def test_the_querys_other_hits_have_marks_and_a_way_from_one_to_the_next(client: FlaskClient) -> None:
    results = get(client, "/search?q=red+lamp")
    first = results.links(results.one("article"))["The order about the red lamp"]
    page = get(client, first)
    way = page.one("nav", class_="hits-here")
    assert "red lamp: passage 2 of 3" in words(way)
    assert len(page.all("mark", class_="word")) > 2
    before = get(client, page.links(way)["previous"])
    assert "passage 1 of 3" in words(before.one("nav", class_="hits-here"))
    assert before.links(before.one("nav", class_="hits-here"))["next"] == first
    assert "previous" not in before.links(before.one("nav", class_="hits-here"))
    assert words(before.one("mark", id="passage")) != words(page.one("mark", id="passage"))


def test_a_query_that_finds_nothing_here_marks_nothing_and_leads_back(client: FlaskClient) -> None:
    id = id_of(client, "The order about the red lamp")
    page = get(client, f"/documents/{id}?q=zzzzzz")
    assert not page.all("mark")
    assert page.links(page.one("nav", class_="hits-here")) == {"← All results": "/search?q=zzzzzz"}
    assert not get(client, f"/documents/{id}").all("nav", class_="hits-here")


@pytest.mark.parametrize(
    "search",
    ["/search?q=bridge&kind=letter&after=1960&sort=-date&mode=keyword&limit=3&page=2", "/search?kind=letter&sort=-date",
     "/search?like=TARGET%3A0&page=2", "/search?q=bridge&offset=10"],
)  # fmt: skip
def test_a_hit_leads_back_to_the_list_that_it_was_in(client: FlaskClient, search: str) -> None:
    search = search.replace("TARGET", id_of(client, "The order about the red lamp"))
    results = get(client, search)
    hit = next(iter(results.links(results.one("h2", class_="title")).values()))
    page = get(client, hit)
    assert page.links(page.one("nav", class_="hits-here"))["← All results"] == search
    assert page.one("link", rel="canonical").get("href") == "http://localhost" + hit.partition("?")[0]
    plain = get(client, hit.partition("&v=")[0] + (f"&q={results.one('input', id='q').get('value')}"))
    assert [words(mark) for mark in page.all("mark")] == [words(mark) for mark in plain.all("mark")]
    way = page.links(page.one("nav", class_="hits-here"))
    for other in way.keys() & {"previous", "next"}:
        there = get(client, way[other])
        assert there.links(there.one("nav", class_="hits-here"))["← All results"] == search


def test_uncertain_dates_are_ranges_in_the_sources_words(client: FlaskClient) -> None:
    id = id_of(client, "Amos Pell to Miss Carrow, about the children and the fog")
    page = get(client, f"/documents/{id}")
    assert words(page.one("time")) == "before 1959"
    assert page.one("time").get("datetime") is None
    assert fact(page, "Date") == "before 1959 (31 December 1958 or earlier)"
    spring = id_of(client, "Ruth Ansell to her sister Dot, on collecting the names")
    assert fact(get(client, f"/documents/{spring}"), "Date") == "spring 1964 (1 March 1964 to 31 May 1964)"


def test_metadata_is_as_the_source_gave_it(client: FlaskClient) -> None:
    page = get(client, f"/documents/{id_of(client, 'The order about the red lamp')}")
    assert fact(page, "From") == "Captain Edmund Thrale, Harbourmaster"
    assert fact(page, "Box") == "HB 14"
    assert fact(page, "Folder") == "Ferry, 1951–1960"
    assert fact(page, "Read from") == "corpus/letters/harbour-board.jsonl#hb-01"


@pytest.mark.parametrize(("labels", "told"), [(["", ""], False), (["3", "", "5", ""], "3–5"), (["iv"], "iv")])
def test_pages_are_told_by_their_labels(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, labels: list[str], told: str | bool
) -> None:
    id, whole = id_of(client, "The seven demands of Farness"), Archive.document
    pages = tuple(Mark(10 * n, label) for n, label in enumerate(labels))
    monkeypatch.setattr(Archive, "document", lambda self, id: replace(whole(self, id), pages=pages))
    page = get(client, f"/documents/{id}?at=0-{len(labels)}")  # each an address of its own, for answers are kept
    assert ("Pages" in [words(dt) for dt in page.all("dt")] and fact(page, "Pages")) == told


def test_letters_lead_to_the_previous_and_the_next(client: FlaskClient) -> None:
    first = id_of(client, "The County Education Officer to Miss Carrow")
    second = id_of(client, "Miss Carrow’s answer to the County Education Officer")
    page = get(client, f"/documents/{first}")
    assert page.links(page.one("nav", class_="exchange")) == {
        "Next letter → Miss Carrow’s answer to the County Education Officer": f"/documents/{second}"
    }
    assert f"/documents/{first}" in get(client, f"/documents/{second}").links().values()


def test_a_document_whose_file_is_gone_says_so_wherever_it_is_shown(tmp_path: Path) -> None:
    settings = index_papers(tmp_path, {"gone.txt": "A ferry that went.", "here.txt": "A bridge that stays."})
    (tmp_path / "papers" / "gone.txt").unlink()
    reindex([tmp_path / "papers"], settings, encoder=WordEncoder())
    client = create_app(settings, WordEncoder()).test_client()
    for path in (f"/documents/{id_of(client, 'A ferry that went.')}", "/search?q=ferry&mode=keyword", "/documents"):
        said = [words(facts) for facts in get(client, path).all("p", class_="facts")]
        assert said[0] == "papers/gone.txt missing: its file or record is gone", path
        assert not any("missing" in facts for facts in said[1:]), path


def test_the_sources_own_word_on_what_is_answered_goes_first(client_of: Make) -> None:
    letters = [
        {"id": "1", "title": "One", "sender": "Ann Lee", "recipient": "Bo Ray", "date": "1900-01-01", "text": "a b c"},
        {"id": "2", "title": "Two", "sender": "Bo Ray", "recipient": "Ann Lee", "date": "1900-02-01", "text": "d e f"},
        {"id": "3", "title": "Three", "sender": "Ann Lee", "recipient": "Bo Ray", "date": "1900-03-01", "text": "g h i",
         "previous": "1"},
    ]  # fmt: skip
    client = client_of({"l.jsonl": "\n".join(map(json.dumps, letters))})
    page = get(client, f"/documents/{id_of(client, 'Three')}")
    assert page.links(page.one("nav", class_="exchange")) == {
        "← Previous letter One": f"/documents/{id_of(client, 'One')}"
    }
    page = get(client, f"/documents/{id_of(client, 'One')}")
    assert list(page.links(page.one("nav", class_="exchange"))) == ["Next letter → Three"]
    page = get(client, f"/documents/{id_of(client, 'Two')}")  # of which its source says nothing: by date
    assert list(page.links(page.one("nav", class_="exchange"))) == ["← Previous letter One", "Next letter → Three"]


def test_a_letter_beside_a_vague_date_is_only_perhaps_the_next(client_of: Make) -> None:
    days = {"One": "1900-01-01", "Two": "1901-03-04", "Vague": "1901", "Four": "1902-01-01", "Five": "1902-01-02",
            "Six": "1903-07-07", "Seven": "1903-07-07"}  # fmt: skip
    letters = [
        {"id": title, "title": title, "sender": "Ann Lee", "recipient": "Bo Ray", "date": day, "text": f"to {title}"}
        for title, day in days.items()
    ]
    client = client_of({"l.jsonl": "\n".join(map(json.dumps, letters))})

    def beside(title: str) -> list[str]:
        page = get(client, f"/documents/{id_of(client, title)}")
        return list(page.links(page.one("nav", class_="exchange")))

    assert beside("One") == ["Next letter, perhaps → Vague"]
    assert beside("Two") == ["← Previous letter, perhaps Vague", "Next letter, perhaps → Four"]
    assert beside("Four") == ["← Previous letter, perhaps Two", "Next letter → Five"]
    assert beside("Five") == ["← Previous letter Four", "Next letter, perhaps → Seven"]


def test_the_original_opens_at_the_passage(client_of: Make) -> None:
    text = "One short line.\n\nThe well-known council, on Tuesday, voted & rose."
    client = client_of({"a.jsonl": json.dumps({"title": "T", "text": text, "url": "https://example.org/a?b=1#c"})})
    id = id_of(client, "T")
    start = text.index("The well")
    page = get(client, f"/documents/{id}?at={start}-{len(text)}")
    url = page.links()["original"]
    assert url.startswith("https://example.org/a?b=1#c:~:text=")
    assert unquote(url.partition("text=")[2]) == text[start:]
    assert "-" not in url.partition("text=")[2]
    assert get(client, f"/documents/{id}").links()["original"] == "https://example.org/a?b=1#c"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//evil.example", " javascript:x"]
)
def test_no_link_to_what_is_no_web_address(client_of: Make, url: str) -> None:
    client = client_of({"a.jsonl": json.dumps({"title": "T", "text": "word " * 9, "url": url})})
    page = get(client, f"/documents/{id_of(client, 'T')}")
    assert "original" not in page.links()
    hrefs = [e.get("href") or e.get("src") or "" for e in page.root.iter()]
    assert all(h.startswith(("/", "#", "http://localhost/")) for h in hrefs if h)


def test_right_to_left_text_runs_so(client_of: Make) -> None:
    client = client_of({"a.jsonl": json.dumps({"title": "מכתב", "text": "שלום רב לכולם", "lang": "he"})})
    page = get(client, f"/documents/{id_of(client, 'מכתב')}")
    text = page.one("div", class_="text")
    assert (text.get("dir"), text.get("lang")) == ("rtl", "he")
    assert words(text) == "שלום רב לכולם"


@pytest.mark.slow
def test_a_letter_of_a_megabyte_opens_in_under_a_second(client_of: Make) -> None:
    paragraph = "The committee sat again upon the bridge. " + "antidisestablishmentarianism " * 28  # few words to index
    client = client_of({"long.txt": "\n\n".join(f"{n}. {paragraph}" for n in range(1250))}, passage_words=1000)
    id = client.get("/api/v1/documents").json["documents"][0]["id"]  # type: ignore[index]
    begun = time.process_time()  # of this process: others may be at work
    response = client.get(f"/documents/{id}?at=500000-500400&q=bridge")
    took = time.process_time() - begun
    assert len(response.data) > 1_000_000
    assert took < 1, f"{took:.2f} s"


def test_an_unknown_document_is_a_page_that_says_so(client: FlaskClient) -> None:
    absent = get(client, "/documents/aaaaaaaaaaaa", status=404)
    assert words(absent.one("h1")) == "Not found"
    assert "no document" in words(absent.one("main"))
    for suffix in (".txt", ".bib", ".ris", ".csl.json"):
        get(client, f"/documents/aaaaaaaaaaaa{suffix}", status=404)
