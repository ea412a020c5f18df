from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.ingest.documents import document_id

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    def ask(**parameters: Any) -> dict[str, Any]:
        answer = client.get("/api/v1/search", query_string=parameters)
        assert answer.status_code == 200
        assert answer.mimetype == "application/json"
        table: dict[str, Any] = answer.get_json()
        return table

    return ask


def paths(found: dict[str, Any]) -> list[str]:
    return sorted({hit["document"]["path"].split("/")[-1] for hit in found["hits"]})


def test_a_search_says_what_it_found_and_where(ask: Ask, app: Flask) -> None:
    found = ask(q="late ferry", limit=1)
    assert (found["query"], found["mode"], found["generation"]) == ("late ferry", "hybrid", "000001")
    assert found["keyword_matches"] == {
        "documents": 2,
        "passages": 3,
    }  # bridge.md has two of them, and its title counts
    (hit,) = found["hits"]
    id = document_id("papers/letters/ferry.md")
    assert hit["document"]["id"] == id
    assert hit["document"]["senders"] == [{"name": "Thomas Ruddock", "ref": ""}]
    text = app.extensions["shelf"].archive().document(id).text
    quote, position = hit["selectors"]
    assert text[position["start"] : position["end"]] == quote["exact"] == hit["passage"]
    assert [text[mark["start"] : mark["end"]] for mark in hit["marks"]] == ["ferry", "late"]
    assert hit["links"]["read"] == f"/documents/{id}?at={position['start']}-{position['end']}"
    assert (hit["keyword"]["rank"], hit["semantic"]["rank"]) == (1, 1)


def test_a_quotation_that_the_api_gives_is_found_again_by_its_context(ask: Ask, app: Flask) -> None:
    for hit in ask(q="bridge")["hits"]:
        quote = hit["selectors"][0]
        text = app.extensions["shelf"].archive().document(hit["document"]["id"]).text
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["bridge.md", "ferry.md"]),
        ({"kind": "letter"}, ["ferry.md"]),
        ({"kind": ["letter", "article"]}, ["bridge.md", "ferry.md"]),
        ({"kind": "other"}, []),
        ({"source": "County Herald"}, ["bridge.md"]),
        ({"after": "1962"}, ["ferry.md"]),
        ({"before": "1962"}, ["bridge.md"]),
        ({"kind": "", "source": "", "after": "", "before": ""}, ["bridge.md", "ferry.md"]),
    ],
)
def test_filters_hold_in_every_mode(ask: Ask, mode: str, filters: dict[str, Any], expected: list[str]) -> None:
    assert paths(ask(q="ferry", mode=mode, **filters)) == expected


def test_pages_of_hits_follow_one_another(ask: Ask) -> None:
    whole = ask(q="ferry bridge", mode="keyword", group="false", limit=100)["hits"]
    assert len(whole) == 3
    assert [
        ask(q="ferry bridge", mode="keyword", group="false", limit=1, offset=n)["hits"][0] for n in range(3)
    ] == whole
    first = ask(q="ferry bridge", mode="keyword", group="false", limit=2)
    second = ask(q="ferry bridge", mode="keyword", group="false", limit=2, cursor=first["next"])
    assert [*first["hits"], *second["hits"]] == whole
    assert second["next"] is None
    assert ask(q="ferry bridge", mode="keyword", group="false", offset=3)["hits"] == []


@pytest.mark.parametrize("q", ["", " ", '"', "((((", "a" * 2000, "\0", "\ud83d", "-", "OR", '""', "*", "=", ":"])
def test_no_text_is_an_error(client: FlaskClient, q: str) -> None:
    query = q.encode("utf-8", "surrogatepass")
    assert client.get("/api/v1/search", query_string={"q": query}).status_code == 200
    assert client.get("/search", query_string={"q": query}).status_code == 200
