import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.archive import Archive
from indexer.ingest.documents import document_id
from indexer.records import Span
from indexer.settings import Settings
from tests.conftest import PAPERS, WordEncoder
from webapp import create_app
from webapp.marking import Piece, pieces
from webapp.serve import free_port

BRIDGE = document_id("papers/articles/bridge.md")


def marked(html: str) -> list[str]:
    return re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)


def test_home_has_a_search_box_and_says_what_there_is(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    assert '<form action="/search">' in html
    assert 'name="q"' in html
    assert " ".join(html.split("<p>")[1].split("</p>")[0].split()) == "1 article, 1 letter from 1961 to 1963."


def test_results_show_the_passage_with_its_words_marked_and_link_to_it(client: FlaskClient) -> None:
    html = client.get("/search?q=ferry").get_data(as_text=True)
    assert marked(html) == ["ferry"] * 2
    assert "The words occur in 2 documents." in html
    assert f'href="/documents/{BRIDGE}?at=0-' in html
    assert 'value="ferry"' in html
    assert 'href="https://example.org/bridge#:~:text=' in html


def test_the_facts_of_a_document_stand_apart(client: FlaskClient) -> None:
    facts = "1961-03-04 · Ruth Ansell · County Herald"
    assert f'<p class="facts">{facts}</p>' in client.get("/search?q=ferry").get_data(as_text=True)
    shown = client.get(f"/documents/{BRIDGE}").get_data(as_text=True)
    assert f'<p class="facts">{facts} · papers/articles/bridge.md</p>' in shown


def test_what_a_source_or_a_reader_writes_is_escaped(client: FlaskClient) -> None:
    for path in ("/search?q=ferry+bridge", f"/documents/{BRIDGE}", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        html = client.get(path).get_data(as_text=True)
        assert "<script" not in html
        assert "<b>" not in html
    assert "The &lt;b&gt;Bridge&lt;/b&gt; &amp; the Ferry" in client.get("/search?q=ferry").get_data(as_text=True)


def test_nothing_found_says_so(client: FlaskClient) -> None:
    assert "Nothing found." in client.get("/search?q=zeppelin&mode=keyword").get_data(as_text=True)


def test_a_document_is_shown_whole_with_the_passage_marked(client: FlaskClient, app: Flask) -> None:
    text = PAPERS["articles/bridge.md"].split("---\n", 2)[2].strip("\n").replace("\n> ", "\n")
    html = client.get(f"/documents/{BRIDGE}?at=4-18").get_data(as_text=True)
    assert marked(html) == [text[4:18]] == ["harbour bridge"]
    shown = html.split('<div class="text">')[1].split("</div>")[0]
    plain = re.sub(r"</?mark[^>]*>", "", shown)
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&amp;", "&")):
        plain = plain.replace(written, meant)
    assert plain == text


@pytest.mark.parametrize(
    "at", ["", "x", "5", "5-", "-5", "9-4", "4-4", "0-99999", "1.5-3", "٣-٤٤٤٤", "9" * 5000 + "-" + "9" * 5001, "²-³"]
)
def test_a_place_that_is_none_marks_nothing(client: FlaskClient, at: str) -> None:
    answer = client.get(f"/documents/{BRIDGE}", query_string={"at": at})
    assert answer.status_code == 200
    assert marked(answer.get_data(as_text=True)) == []


def test_every_answer_carries_its_headers(client: FlaskClient) -> None:
    for path in ("/", "/search?q=x", "/nothing", "/api/v1/search?q=x", "/static/style.css"):
        with client.get(path) as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_new_generation_is_noticed(make_archive: Callable[..., Archive], settings: Settings) -> None:
    make_archive({"one.txt": "A ferry came."})
    client = create_app(settings, WordEncoder()).test_client()
    assert "Nothing found." in client.get("/search?q=zeppelin&mode=keyword").get_data(as_text=True)
    make_archive({"more.txt": "A zeppelin came."})
    assert marked(client.get("/search?q=zeppelin&mode=keyword").get_data(as_text=True)) == ["zeppelin"]


def test_the_archive_is_opened_once(client: FlaskClient, app: Flask) -> None:
    client.get("/")
    first = app.extensions["shelf"].archive()
    client.get("/search?q=x")
    assert app.extensions["shelf"].archive() is first


def test_making_the_application_opens_nothing(settings: Settings) -> None:
    create_app(settings, WordEncoder())


def test_pieces_cover_the_text_and_mark_the_spans() -> None:
    assert pieces("abcdef", 1, 6, Span(2, 3), Span(3, 5)) == [
        Piece("b", False), Piece("c", True), Piece("de", True), Piece("f", False),
    ]  # fmt: skip
    assert pieces("abc", 0, 3) == [Piece("abc", False)]


def test_the_next_free_port_is_taken() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port
