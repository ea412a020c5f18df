"""Who may come in, how much may be asked, and what every answer tells browsers."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from socket import gethostname

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.archive import Archive
from indexer.errors import TooSlow
from indexer.settings import Settings
from tests.conftest import WordEncoder
from tests.webapp.pages import get, words
from webapp import create_app
from webapp.gate import MAX_ADDRESS, MAX_BODY, MAX_FIELD
from webapp.metrics import Stopwatch

Make = Callable[..., FlaskClient]
PATHS = (
    "/", "/search?q=bridge", "/documents", "/about/search", "/api/", "/api/v1/search?q=bridge", "/api/v1/nothing",
    "/nothing", "/search.atom?q=x", "/opensearch.xml", "/sitemap.xml", "/metrics", "/healthz", "/login",
    "/static/page.js",
)  # fmt: skip


@pytest.fixture
def guarded(town: Settings) -> FlaskClient:
    return create_app(replace(town, token="a secret"), WordEncoder()).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_what_browsers_may_do(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in PATHS if p.startswith(("/search?", "/documents", "/about"))] + ["/"])
def test_pages_hold_no_script_and_no_style_of_their_own(client: FlaskClient, path: str) -> None:
    page = get(client, path)
    assert not page.all("style")
    assert not [e for e in page.root.iter() if e.get("style") or any(name.startswith("on") for name in e.attrib)]
    for script in page.all("script"):
        assert script.get("src", "").startswith("/static/") or script.get("type") == "application/ld+json"


@pytest.mark.slow
def test_structured_data_cannot_end_its_script(client_of: Make) -> None:
    title = "</script><script>alert(1)</script><!--"
    client = client_of({"a.jsonl": json.dumps({"title": title, "text": "x " * 9, "kind": "article"})})
    id = client.get("/api/v1/documents").json["documents"][0]["id"]  # type: ignore[index]
    page = get(client, f"/documents/{id}")
    assert len(page.all("script")) == 2
    assert json.loads(page.one("script", type="application/ld+json").text or "")["headline"] == title


@pytest.mark.parametrize(
    "path", ["/", "/search?q=x", "/documents/aaaaaaaaaaaa", "/search.atom?q=x", "/sitemap.xml", "/api/"]
)
def test_with_a_token_pages_lead_to_the_login(guarded: FlaskClient, path: str) -> None:
    response = guarded.get(path)
    assert response.status_code == 302
    assert response.location.startswith("/login?next=")


@pytest.mark.slow
def test_with_a_token_the_api_asks_for_it(guarded: FlaskClient) -> None:
    refused = guarded.get("/api/v1/info")
    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert guarded.get("/metrics").status_code == 401
    assert guarded.get("/api/v1/info", headers={"Authorization": "Bearer a secre"}).status_code == 401
    assert guarded.get("/api/v1/info", headers={"Authorization": "Bearer a secret"}).status_code == 200
    assert guarded.get("/", headers={"Authorization": "bearer a secret"}).status_code == 200
    described = guarded.get("/api/v1/openapi.json", headers={"Authorization": "Bearer a secret"}).json
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"  # type: ignore[index]
    assert guarded.get("/healthz").status_code == 200


def test_a_token_may_have_any_letters(town: Settings) -> None:
    client = create_app(replace(town, token="clé, mot, voilà"), WordEncoder()).test_client()
    sent = "clé, mot, voilà".encode().decode("latin-1")  # as WSGI gives the bytes of a header
    assert client.get("/api/v1/info", headers={"Authorization": f"Bearer {sent}"}).status_code == 200
    assert client.get("/api/v1/info", headers={"Authorization": f"Bearer {sent[:-1]}"}).status_code == 401
    assert client.post("/login", data={"token": "clé, mot, voilà"}).status_code == 303


@pytest.mark.slow
def test_signing_in_once_is_enough(guarded: FlaskClient) -> None:
    page = get(guarded, "/login?next=/search?q=bridge%26kind=letter")
    assert page.one("input", name="next").get("value") == "/search?q=bridge&kind=letter"
    assert guarded.post("/login", data={"token": "wrong"}).status_code == 403
    assert guarded.get("/").status_code == 302
    answer = guarded.post("/login", data={"token": "a secret", "next": "/search?q=bridge"})
    assert (answer.status_code, answer.location) == (303, "/search?q=bridge")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "a secret" not in cookie
    response = guarded.get("/search?q=bridge")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("private")
    for path in ("/about/api", "/api/v1/openapi.json"):
        assert guarded.get(path).headers["Cache-Control"] == "private, no-cache"
    assert guarded.post("/trace", data={"text": "Nothing."}).headers["Cache-Control"] == "private, no-cache"


def test_a_cookie_signed_by_another_key_is_worth_nothing(guarded: FlaskClient, town: Settings) -> None:
    other = create_app(replace(town, token="another"), WordEncoder()).test_client()
    other.post("/login", data={"token": "another"})
    cookie = other.get_cookie("pressmark")
    assert cookie is not None
    guarded.set_cookie("pressmark", cookie.value)
    assert guarded.get("/").status_code == 302


@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:x",
        "/a\r\nb",
        "//[",
        "http://[x",
    ],
)
def test_the_login_leads_nowhere_else(guarded: FlaskClient, next: str) -> None:
    answer = guarded.post("/login", data={"token": "a secret", "next": next})
    assert answer.location == "/"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200), ("LOCALHOST.", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200),
        ("192.168.0.7", 200), (f"{gethostname()}:8000", 200), ("papers.example:8000", 200), ("reading-room", 200),
        ("evil.example:8000", 400), ("evil_one.example", 400), ("x.papers.example", 400),
        ("127.0.0.1.evil.example", 400), ("[::1", 400), ("", 200),
    ],
)  # fmt: skip
def test_without_a_token_the_server_answers_to_its_own_names_alone(town: Settings, host: str, status: int) -> None:
    client = create_app(replace(town, host="reading-room", hosts=("papers.example",)), WordEncoder()).test_client()
    for path in ("/", "/api/v1/search?q=bridge", "/metrics"):
        assert client.get(path, headers={"Host": host}).status_code == status
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_who_calls_it_by_another_name_is_told_how_to_mend_it(client: FlaskClient, guarded: FlaskClient) -> None:
    evil = {"Host": "evil.example:8000"}
    answer = client.get("/api/v1/info", headers=evil)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "(PRESSMARK_HOSTS=evil.example)" in answer.json["detail"]  # type: ignore[index]
    assert "the name evil.example" in client.get("/", headers=evil).text
    given = {"Authorization": "Bearer a secret"}
    assert guarded.get("/api/v1/info", headers=evil | given).status_code == 200, "who has the token is no stranger"
    assert guarded.get("/api/v1/info", headers=evil).status_code == 401


FORWARDED = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "archive.example"}


@pytest.mark.slow
def test_readers_behind_a_proxy_of_ours_are_counted_one_by_one(town: Settings) -> None:
    settings = replace(town, rate="1/minute", hosts=("archive.example",))
    behind = create_app(replace(settings, proxies=1), WordEncoder()).test_client()
    bare = create_app(settings, WordEncoder()).test_client()
    other = FORWARDED | {"X-Forwarded-For": "198.51.100.8"}
    assert [behind.get("/", headers=h).status_code for h in (FORWARDED, other, FORWARDED)] == [200, 200, 429]
    assert [bare.get("/", headers=h).status_code for h in (FORWARDED, other)] == [200, 429]


def test_a_page_cannot_make_up_the_name_that_it_asks_by(town: Settings) -> None:
    client = create_app(replace(town, proxies=1), WordEncoder()).test_client()
    ours, evil = {"X-Forwarded-Host": "localhost"}, {"X-Forwarded-Host": "evil.example"}
    asked = [ours, ours | {"Host": "evil.example"}, evil]
    assert [client.get("/api/v1/info", headers=h).status_code for h in asked] == [200, 400, 400]


@pytest.mark.parametrize(("proxies", "secure"), [(0, False), (1, True)])
def test_a_cookie_given_over_https_stays_there(town: Settings, proxies: int, secure: bool) -> None:
    client = create_app(replace(town, token="a secret", proxies=proxies), WordEncoder()).test_client()
    answer = client.post("/login", data={"token": "a secret"}, headers=FORWARDED)
    assert ("Secure" in answer.headers["Set-Cookie"].split("; ")) is secure


def test_no_token_means_no_door(client: FlaskClient) -> None:
    assert client.post("/login", data={"token": ""}).status_code == 403


@pytest.mark.slow
def test_a_client_may_not_ask_without_end(town: Settings) -> None:
    client = create_app(replace(town, rate="3/minute"), WordEncoder()).test_client()
    assert [client.get("/api/v1/info").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/")
    assert (refused.status_code, refused.mimetype) == (429, "text/html")
    assert client.get("/api/v1/info").mimetype == "application/problem+json"
    assert client.get("/healthz").status_code == 200
    assert client.get("/", environ_base={"REMOTE_ADDR": "127.0.0.2"}).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/api/v1/info", "/"])
def test_who_asks_too_often_is_told_when_to_come_again(town: Settings, path: str) -> None:
    client = create_app(replace(town, rate="1/minute", cors=("*",)), WordEncoder()).test_client()
    first, refused = client.get(path), client.get(path)
    assert (first.status_code, refused.status_code) == (200, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert "Retry-After" not in first.headers


def test_what_a_browser_asks_before_it_asks_is_not_counted(town: Settings) -> None:
    client = create_app(replace(town, rate="2/minute", cors=("*",)), WordEncoder()).test_client()
    preflight = {"Origin": "https://reader.example", "Access-Control-Request-Method": "POST"}
    assert {client.options("/api/v1/trace", headers=preflight).status_code for _ in range(4)} == {200}
    answer = client.get("/api/v1/info")
    assert answer.status_code == 200
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert [client.options("/api/v1/info").status_code for _ in range(2)] == [200, 429]  # no preflight


@pytest.mark.parametrize("path", ["/api/v1/info", "/api/v1/nothing"])
def test_nobody_guesses_at_the_token_without_end(town: Settings, path: str) -> None:
    client = create_app(replace(town, token="a secret", rate="3/minute"), WordEncoder()).test_client()
    guesses = [client.get(path, headers={"Authorization": f"Bearer {n}"}) for n in range(5)]
    assert [guess.status_code for guess in guesses] == [401, 401, 401, 429, 429]


def test_the_pages_of_other_sites_may_post_json(town: Settings) -> None:
    client = create_app(replace(town, cors=("https://reader.example",)), WordEncoder()).test_client()
    asked = {"Origin": "https://reader.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/v1/trace", headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://reader.example"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"].split(", ")


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/info", "application/problem+json"), ("/about/search", "text/html")]
)
def test_addresses_and_headers_have_their_limits_and_are_refused_in_the_shape_of_their_room(
    client: FlaskClient, path: str, kind: str
) -> None:
    def refused(length: int, field: int) -> tuple[int, str]:
        answer = client.get(f"{path}?".ljust(length, "x"), headers={"X-A": "b" * field})
        return answer.status_code, answer.mimetype

    assert refused(MAX_ADDRESS, MAX_FIELD - 5)[0] == 200
    assert refused(MAX_ADDRESS + 1, 1) == (414, kind)
    assert refused(20, MAX_FIELD - 4) == (431, kind)


@pytest.mark.parametrize("asked", ["search?q=caf%E9", "search?q=%ED%A0%80", "documents?from=M%FCller", "search?%FF=1"])
def test_an_address_that_is_not_in_utf_8_is_refused(client: FlaskClient, asked: str) -> None:
    for room, kind in (("/", "text/html"), ("/api/v1/", "application/problem+json")):
        response = client.get(room + asked)
        assert (response.status_code, response.mimetype) == (400, kind)
        assert "UTF-8" in response.text
    assert client.get("/api/v1/search?q=caf%C3%A9").get_json()["query"] == "café"


def test_a_body_has_its_limit(guarded: FlaskClient) -> None:
    assert guarded.post("/login", data={"token": "x" * (MAX_BODY + 1)}).status_code == 413


def test_what_is_searched_for_is_not_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/search?q=unspeakable")
        client.get("/api/v1/search?q=unspeakable&limit=0")
        monkeypatch.setattr(Archive, "search", lambda *_: 1 / 0)
        assert client.get("/search?q=unspeakable+matters").status_code == 500
    assert "failed" in caplog.text
    assert "unspeakable" not in caplog.text


def test_a_search_that_takes_too_long_is_given_up(town: Settings) -> None:
    app: Flask = create_app(replace(town, time_limit=1e-9), WordEncoder())
    late = get(app.test_client(), "/search?q=bridge", status=503)
    assert words(late.one("h1")) == "This cannot be answered now"
    assert "seconds" in words(late.one("main"))
    assert app.test_client().get("/api/v1/search?q=bridge").mimetype == "application/problem+json"


def test_so_is_a_document_whose_hits_take_too_long(town: Settings) -> None:
    client = create_app(replace(town, time_limit=1e-9), WordEncoder()).test_client()
    id = client.get("/api/v1/documents").json["documents"][0]["id"]  # type: ignore[index]
    assert client.get(f"/documents/{id}").status_code == 200
    late = get(client, f"/documents/{id}?q=bridge", status=503)
    assert "seconds" in words(late.one("main"))


def test_a_text_whose_quotations_take_too_long_is_given_up(town: Settings) -> None:
    client = create_app(replace(town, time_limit=1e-9), WordEncoder()).test_client()
    text = "He said: “The ferry was late again and nobody at all minded it.”"
    answer = client.post("/api/v1/trace", json={"text": text})
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) > 0
    assert "Checking the quotations took more than" in answer.json["detail"]  # type: ignore[index]
    assert client.post("/trace", data={"text": text}).status_code == 503


def test_the_stopwatch_counts_from_its_beginning() -> None:
    times = iter([0.0, 4.0, 9.0, 11.0])
    watch = Stopwatch(10, clock=lambda: next(times))
    watch("keyword")
    watch("semantic")
    with pytest.raises(TooSlow, match="more than 10 seconds"):
        watch("hits")


def test_an_answer_that_is_finished_is_not_thrown_away() -> None:
    times = iter([0.0, 4.0, 9.0, 9.5, 11.0])
    watch = Stopwatch(10, clock=lambda: next(times))
    for step in ("keyword", "semantic", "hits", "facets"):
        watch(step)
