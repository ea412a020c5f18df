from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.settings import Settings
from tests.conftest import WordEncoder
from webapp import create_app

BAD = [
    ("q=" + "x" * 2001, "The query has 2001 characters: 2000 are the most."),
    ("q=x&limit=0", "limit = '0' is no number from 1 to 100."),
    ("q=x&limit=101", "limit = '101' is no number from 1 to 100."),
    ("q=x&limit=ten", "limit = 'ten' is no number"),
    ("q=x&limit=" + "9" * 5000, "is no number from 1 to 100."),
    ("q=x&offset=-1", "offset = '-1' is no number from 0 to 10000."),
    ("q=x&offset=10001", "offset = '10001' is no number"),
    ("q=x&mode=magic", "There is no mode 'magic'"),
    ("q=x&kind=poem", "There is no kind 'poem'"),
    ("q=x&after=Tuesday", "after = 'Tuesday' is no date"),
    ("q=x&before=1961-13", "before = '1961-13' is no date"),
]


@pytest.mark.parametrize(("query", "detail"), BAD)
def test_the_api_answers_with_problem_details(client: FlaskClient, query: str, detail: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert detail in problem.pop("detail")
    assert problem == {"type": "about:blank", "title": "Bad Request", "status": 400, "instance": "/api/v1/search"}


@pytest.mark.parametrize(("query", "detail"), BAD)
def test_the_page_answers_with_a_page(client: FlaskClient, query: str, detail: str) -> None:
    answer = client.get(f"/search?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert detail.replace("'", "&#39;") in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/api/v1/nothing", 404), ("/documents/nothing", 404), ("/documents/..%2f..%2fetc", 404)],
)
def test_what_is_not_there(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == ("application/problem+json" if path.startswith("/api") else "text/html")


@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
def test_a_method_that_is_not_allowed(client: FlaskClient, path: str) -> None:
    answer = client.post(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["/", "/search?q=x", "/documents/x", "/api/v1/search?q=x"])
def test_without_an_archive_every_answer_says_how_to_make_one(settings: Settings, path: str) -> None:
    answer = create_app(settings, WordEncoder()).test_client().get(path)
    assert answer.status_code == 503
    assert "pressmark index" in answer.get_data(as_text=True)


def test_another_model_is_told(shared: Settings) -> None:
    class Other(WordEncoder):
        fingerprint = "other"

    answer = create_app(shared, Other()).test_client().get("/")
    assert answer.status_code == 503
    assert "--rebuild" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/search?q=x", "/api/v1/search?q=x"])
def test_what_nobody_foresaw_is_told_without_a_traceback(
    app: Flask, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret " + str(Path.cwd()))

    app.testing = False
    monkeypatch.setattr("indexer.archive.Archive.search", broken)
    monkeypatch.setattr(app.logger, "disabled", True)
    answer = app.test_client().get(path)
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)
