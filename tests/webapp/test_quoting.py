from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.ingest.documents import document_id

LETTER = document_id("corpus/letters/1964-02-28-open-letter-of-farness.md")
ARTICLE = document_id("corpus/articles/1964-03-07-the-seven-demands.md")
WRONG = "licensed for not fewer than thirty persons"
RIGHT = "licensed for not fewer than forty persons"


def test_a_document_lists_its_quotations_with_what_was_changed(client: FlaskClient) -> None:
    html = client.get(f"/documents/{ARTICLE}").get_data(as_text=True)
    assert "Quotations in this text" in html
    assert "<del>forty</del> <ins>fourteen</ins>" in html
    assert f'href="/documents/{LETTER}?at=' in html


def test_a_letter_says_who_quotes_it(client: FlaskClient) -> None:
    html = client.get(f"/documents/{LETTER}").get_data(as_text=True)
    assert "Quoted by" in html
    assert f'href="/documents/{ARTICLE}?at=' in html


@pytest.mark.parametrize(
    ("words", "label"),
    [(RIGHT, "exact"), (WRONG, "altered"), ("these words stand nowhere in the whole archive", "not found")],
)
def test_a_pasted_text_is_checked(client: FlaskClient, words: str, label: str) -> None:
    text = f"The letter of the Committee asks for a boat “{words}, decked, and fitted with a cabin”, and no less."
    if label == "not found":
        text = f"He said: “{words}”."
    html = client.post("/trace", data={"text": text}).get_data(as_text=True)
    assert f'<p class="label">{label}</p>' in html
    found = client.post("/api/v1/trace", json={"text": text}).get_json()
    assert [q["label"] for q in found["quotations"]] == [label]


def test_what_is_pasted_is_escaped(client: FlaskClient) -> None:
    html = client.post(
        "/trace", data={"text": "</textarea><script>alert(1)</script> “<b>bold</b> words of no one here”"}
    )
    assert "<script>alert" not in html.get_data(as_text=True)
    assert "<b>bold" not in html.get_data(as_text=True)


def test_annotations_of_a_document(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/documents/{ARTICLE}/quotations").get_json()["annotations"]
    assert {"altered", "exact"} <= {annotation["label"] for annotation in found}
    assert all(a["motivation"] == "linking" for a in found)
    quoting = client.get(f"/api/v1/documents/{LETTER}/quoted-by").get_json()["annotations"]
    assert f"/documents/{ARTICLE}" in {annotation["target"][0]["source"] for annotation in quoting}


def test_the_same_by_id(client: FlaskClient) -> None:
    found = client.post("/api/v1/trace", json={"document": ARTICLE}).get_json()
    assert found["document"]["id"] == ARTICLE


@pytest.mark.parametrize("sent", [{}, {"text": 5}, [], None])
def test_what_cannot_be_checked_is_a_problem(client: FlaskClient, sent: object) -> None:
    response = client.post("/api/v1/trace", json=sent)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_unknown_documents(client: FlaskClient, app: Flask) -> None:
    for path in ("quotations", "quoted-by"):
        assert client.get(f"/api/v1/documents/none/{path}").status_code == 404
