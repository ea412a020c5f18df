"""The API: as its own description says, field by field; paging, caching, problems, sharing."""

from __future__ import annotations

import json
import shutil
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import BaseModel

from indexer import __version__
from indexer.archive import Archive
from indexer.ingest.documents import document_id
from indexer.keeping.inventory import take_inventory
from indexer.records import Page
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog.versions import Version, VersionStore
from tests.conftest import PAPERS, WordEncoder
from tests.webapp.pages import get, words
from webapp import answers, asking, create_app
from webapp.misfits import FORMS

Make = Callable[..., FlaskClient]


@pytest.fixture
def id(client: FlaskClient) -> str:
    return str(ok(client, "/api/v1/search?q=red+lamp")["hits"][0]["document"]["id"])


def ok(client: FlaskClient, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    return response.json


def problem(client: FlaskClient, path: str, status: int) -> Any:
    response = client.get(path)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    answers.Problem.model_validate(response.json, strict=True)
    assert response.json is not None
    assert response.json["status"] == status
    return response.json


ARTICLE = document_id("corpus/articles/1964-03-07-the-seven-demands.md")
CASES: list[tuple[str, type[BaseModel]]] = [
    ("/api/v1/search?q=red+lamp+-ferry+the+%28", answers.SearchAnswer),
    ("/api/v1/search?q=zeppelin+brigde&kind=letter&after=1960", answers.SearchAnswer),
    ("/api/v1/search?q=&kind=letter", answers.SearchAnswer),
    ("/api/v1/facets?q=bridge", answers.FacetsAnswer),
    ("/api/v1/documents?limit=5", answers.DocumentsAnswer),
    ("/api/v1/documents/{id}?at=0-9", answers.DocumentAnswer),
    ("/api/v1/documents/{id}/versions", answers.VersionsAnswer),
    ("/api/v1/documents/{id}/passages", answers.PassagesAnswer),
    ("/api/v1/documents/{id}/quotations", answers.QuotationsAnswer),
    ("/api/v1/documents/{id}/quoted-by", answers.QuotationsAnswer),
    (f"/api/v1/documents/{ARTICLE}/quotations", answers.QuotationsAnswer),
    ("/api/v1/suggest?q=br", answers.SuggestAnswer),
    ("/api/v1/info", answers.InfoAnswer),
]


@pytest.mark.parametrize(("path", "model"), CASES)
def test_answers_are_as_their_models_say_and_hold_nothing_else(
    client: FlaskClient, id: str, path: str, model: type[BaseModel]
) -> None:
    given = ok(client, path.format(id=id))
    kept = model.model_validate(given, strict=True).model_dump(by_alias=True)
    assert sorted(fields(kept)) == sorted(fields(given))


@pytest.mark.parametrize(
    "sent", [{"document": ARTICLE}, {"text": "“Nobody at all ever wrote down these words”, she said."}]
)
def test_what_is_traced_is_as_its_model_says_and_holds_nothing_else(client: FlaskClient, sent: dict[str, str]) -> None:
    given = client.post("/api/v1/trace", json=sent).get_json()
    kept = answers.TraceAnswer.model_validate(given, strict=True).model_dump(by_alias=True)
    assert given["quotations"]
    assert sorted(fields(kept)) == sorted(fields(given))


PLAIN = {
    "annotation", "bibtex", "blocks", "documents", "end", "facets", "hits", "id", "keyword_matches", "kind", "lang",
    "links", "mode", "neighbours", "passage", "passages", "person", "place", "plain_text", "quotations", "quoted_by",
    "ris", "source", "start", "suggestions", "text", "title", "type", "understood", "versions",
}  # fmt: skip
"""Members that their names and the models around them explain."""


def test_every_member_of_an_answer_is_explained_and_days_are_said_to_be_days(client: FlaskClient) -> None:
    schemas = ok(client, "/api/v1/openapi.json")["components"]["schemas"]
    members = [(model, name, m) for model, schema in schemas.items() for name, m in schema["properties"].items()]
    bare = [f"{model}.{name}" for model, name, m in members if not m.get("description") and name not in PLAIN]
    assert bare == []
    formats = {f"{model}.{name}" for model, name, m in members if '"format"' in json.dumps(m)}
    assert formats == {"Date.earliest", "Date.latest", "InfoAnswer.indexed", "Version.superseded",
                       "Listed.indexed", "DocumentAnswer.indexed"}  # fmt: skip


def test_every_answer_says_of_which_generation_it_is(client: FlaskClient, id: str) -> None:
    name = ok(client, "/api/v1/info")["generation"]
    given = [ok(client, path.format(id=id)) for path, _ in CASES]
    given += [client.post("/api/v1/trace", json=sent).get_json() for sent in ({"document": id}, {"text": "x"})]
    assert [answer["generation"] for answer in given] == [name] * len(given)


def test_generated_clients_get_names_and_fields(client: FlaskClient) -> None:
    described = ok(client, "/api/v1/openapi.json")
    operations = [op for path in described["paths"].values() for op in path.values()]
    assert {op["operationId"] for op in operations} == {
        "search", "facets", "documents", "document", "passages", "versions", "quotations", "quoted_by", "suggest",
        "info", "trace",
    }  # fmt: skip
    summaries = [op["summary"] for op in operations]
    assert len(set(summaries)) == len(summaries)
    said = summaries + [op["responses"]["200"]["description"] for op in operations]
    assert [text for text in said if not text.endswith(".")] == []
    schemas = described["components"]["schemas"]
    for op in operations:
        answer = op["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert ("next" in schemas[answer]["properties"]) == ("Link" in op["responses"]["200"].get("headers", {}))
        assert schemas[answer]["properties"]
    for model in ("QuotationsAnswer", "TraceAnswer"):
        items = schemas[model]["properties"]["quotations"]["items"]
        assert items["discriminator"]["propertyName"] == "motivation"
        assert set(items["discriminator"]["mapping"]) == {"linking", "assessing"}


@pytest.mark.slow
def test_every_documented_field_occurs_and_every_parameter_is_taken(
    town: Settings, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(town, WordEncoder()).test_client()
    whole = Archive.document
    monkeypatch.setattr(Archive, "document", lambda self, id: replace(whole(self, id), pages=(Page(0, "1"),)))
    before = Version(id, "0" * 64, datetime(2026, 3, 2, tzinfo=UTC), 9, "Before", None)
    monkeypatch.setattr(VersionStore, "of", lambda self, id: (before,))
    described = ok(client, "/api/v1/openapi.json")
    assert described["openapi"] == "3.1.0"
    seen = {name for path, _ in CASES for name in names(ok(client, path.format(id=id)))}
    seen |= names(problem(client, "/api/v1/search?limit=0", 400))
    text = "“Nobody at all ever wrote down these words”, she said. They wrote: “licensed for not fewer”."
    seen |= names(client.post("/api/v1/trace", json={"text": text}).get_json())
    documented = {name for schema in described["components"]["schemas"].values() for name in schema["properties"]}
    assert documented - seen == set()
    given = {"limit": "5", "offset": "1", "mode": "keyword", "sort": "date", "exact": "true", "group": "false",
             "copies": "true", "kind": "letter", "dated": "yes", "after": "1950", "before": "1999-12",
             "like": id, "unlike": id, "cursor": "", "at": "0-9", "v": ""}  # fmt: skip
    for path, operations in described["paths"].items():
        for parameter in operations.get("get", {"parameters": []})["parameters"]:
            if parameter["in"] == "query":
                value = (
                    "title"
                    if (path, parameter["name"]) == ("/api/v1/documents", "sort")
                    else given.get(parameter["name"], "x")
                )
                words = "q=bridge&" if parameter["name"] == "unlike" else ""  # from which it goes away
                ok(client, path.format(id=id) + f"?{words}{parameter['name']}={value}")


@pytest.mark.slow
def test_facets_and_what_was_understood_are_called_as_the_parameters_are(client: FlaskClient) -> None:
    asked = {"kind": "letter", "source": "board", "author": "pell", "from": "pell", "to": "clerk", "person": "pell",
             "place": "ferry", "lang": "en", "dated": "yes", "after": "1950", "before": "1970"}  # fmt: skip
    assert set(asked) == set(asking.FilterParameters.model_json_schema()["properties"])
    beside = ok(client, f"/api/v1/search?q=ferry&{urlencode(asked)}")["understood"]["filters"]
    typed = ok(client, f"/api/v1/search?{urlencode({'q': ' '.join(f'{n}:{v}' for n, v in asked.items())})}")
    assert beside == typed["understood"]["typed"]
    assert set(beside) == set(asked)
    for name, values in ok(client, "/api/v1/facets?q=ferry")["facets"].items():
        for value in values if name != "year" else []:
            chosen = ok(client, f"/api/v1/facets?q=ferry&{urlencode({name: value['value']})}")
            assert chosen["keyword_matches"]["documents"] == value["documents"], (name, value)


def test_nothing_finds_nothing_and_all_kinds_everything(client: FlaskClient) -> None:
    assert ok(client, "/api/v1/search?q=+&limit=5")["found"] == 0
    everything = ok(client, "/api/v1/search?kind=article&kind=letter&kind=other")
    assert everything["found"] == everything["keyword_matches"]["documents"] == ok(client, "/api/v1/info")["documents"]


@pytest.mark.slow
def test_the_archive_is_told_as_on_the_terminal(client_of: Make, settings: Settings) -> None:
    told = ok(client_of(PAPERS), "/api/v1/info")
    inventory = take_inventory(settings.archive)
    assert (told["earliest"], told["latest"]) == ("1961-03-04", "1963")
    for number in ("missing", "undated", "skipped"):
        assert told[number] == inventory[number]
    assert told == {"version": __version__} | {name: inventory[name] for name in told if name != "version"}


def test_paths_of_the_description_are_those_that_are_served(app: Flask, client: FlaskClient) -> None:
    served = {
        r.rule.replace("<", "{").replace(">", "}") for r in app.url_map.iter_rules() if r.rule.startswith("/api/v1/")
    }
    assert set(ok(client, "/api/v1/openapi.json")["paths"]) == served - {"/api/v1/openapi.json"}


@pytest.mark.slow
@pytest.mark.parametrize(("token", "security"), [("", [{}, {"token": []}]), ("a secret", [{"token": []}])])
def test_the_description_says_who_may_ask_and_how_everybody_is_refused(
    town: Settings, token: str, security: list[dict[str, list[str]]]
) -> None:
    client = create_app(replace(town, token=token), WordEncoder()).test_client()
    described = client.get("/api/v1/openapi.json", headers={"Authorization": f"Bearer {token}"}).get_json()
    assert described["security"] == security
    assert list(described["components"]["securitySchemes"]) == ["token"]
    assert described["components"]["securitySchemes"]["token"] | {"description": ""} == {
        "type": "http", "scheme": "bearer", "description": "",
    }  # fmt: skip
    responses = described["components"]["responses"]
    for operation in (op for path in described["paths"].values() for op in path.values()):
        for status, header in (
            ("401", "WWW-Authenticate"),
            ("429", "Retry-After"),
            ("503", "Retry-After"),
            ("414", ""),
            ("431", ""),
        ):
            name = operation["responses"][status]["$ref"].removeprefix("#/components/responses/")
            assert list(responses[name]["content"]) == ["application/problem+json"]
            assert not header or header in responses[name]["headers"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "member", "per_page"),
    [("search?q=bridge+council", "hits", 4), ("documents?kind=letter&sort=title", "documents", 10),
     ("documents?sort=-date", "documents", 30)],
)  # fmt: skip
def test_cursors_walk_through_everything_once(client: FlaskClient, path: str, member: str, per_page: int) -> None:
    whole = ok(client, f"/api/v1/{path}&limit=100")[member]
    walked: list[Any] = []
    response = client.get(f"/api/v1/{path}&limit={per_page}")
    while True:
        assert response.json is not None
        walked += response.json[member]
        following = response.json["next"]
        if not following:
            break
        link = response.headers["Link"]
        assert link.endswith('; rel="next"')
        response = client.get(link.partition(">")[0].lstrip("<"))
        assert response.data == client.get(f"/api/v1/{path}&limit={per_page}&cursor={following}").data
    assert walked == whole
    assert len(whole) > per_page
    assert "Link" not in response.headers


def test_the_next_page_of_one_list_is_none_of_another(client: FlaskClient) -> None:
    listed = ok(client, "/api/v1/documents?sort=title&limit=2")["next"]
    found = ok(client, "/api/v1/search?q=bridge&limit=2")["next"]
    for path in (f"documents?limit=2&cursor={listed}", f"documents?sort=title&kind=letter&cursor={listed}",
                 f"documents?sort=title&cursor={found}", f"search?q=bridge&cursor={listed}"):  # fmt: skip
        assert problem(client, f"/api/v1/{path}", 400)["type"] == "/about/api#cursor-foreign"
    assert len(ok(client, f"/api/v1/documents?sort=title&limit=5&cursor={listed}")["documents"]) == 5


def test_links_of_hits_and_documents_lead_on(client: FlaskClient) -> None:
    hit = ok(client, "/api/v1/search?q=red+lamp")["hits"][0]
    found, passage = ok(client, hit["links"]["document"]), hit["passage"]
    assert found["text"][passage["start"] : passage["end"]] == passage["text"] == found["place"]["quote"]
    assert (found["place"]["status"], found["version"]) == ("exact", hit["document"]["version"])
    for name, path in found["links"].items():
        response = client.get(path)
        assert response.status_code == 200, path
        assert (
            name not in ("passages", "versions", "quotations", "quoted_by") or response.mimetype == "application/json"
        )
    passages = ok(client, found["links"]["passages"])["passages"]
    assert hit["links"] in [each["links"] for each in passages]


def test_only_the_limit_may_differ_from_page_to_page(client: FlaskClient) -> None:
    whole = ok(client, "/api/v1/search?q=bridge+council")
    cursor = ok(client, "/api/v1/search?q=bridge+council&limit=2")["next"]
    following = ok(client, f"/api/v1/search?q=bridge+council&limit=5&cursor={cursor}")
    assert [hit["document"]["id"] for hit in following["hits"]] == [h["document"]["id"] for h in whole["hits"][2:7]]
    assert len(following["hits"]) == 5


def test_a_cursor_holds_for_a_query_of_which_a_part_is_left_aside(client: FlaskClient) -> None:
    first = ok(client, "/api/v1/search?q=bridge+quotes:nothing&limit=2")
    assert first["understood"]["ignored"] == ["quotes:nothing"]
    following = ok(client, f"/api/v1/search?q=bridge+quotes:nothing&limit=2&cursor={first['next']}")
    assert following["hits"] != first["hits"]


def test_a_cursor_of_another_query_is_refused(client: FlaskClient) -> None:
    cursor = ok(client, "/api/v1/search?q=bridge&limit=2")["next"]
    assert "another query" in problem(client, f"/api/v1/search?q=ferry&limit=2&cursor={cursor}", 400)["detail"]
    assert problem(client, "/api/v1/search?q=bridge&cursor=%00", 400)


@pytest.mark.parametrize("offset", ["1e999", "-1", "true", "2.7", "1" + 30 * "0", '"4"', "null"])
def test_a_cursor_that_was_made_up_is_refused(client: FlaskClient, offset: str) -> None:
    generation, _, mark = json.loads(urlsafe_b64decode(ok(client, "/api/v1/search?q=bridge&limit=2")["next"] + "=="))
    made_up = urlsafe_b64encode(f'["{generation}",{offset},"{mark}"]'.encode()).decode()
    assert "not one of ours" in problem(client, f"/api/v1/search?q=bridge&limit=2&cursor={made_up}", 400)["detail"]


@pytest.mark.slow
def test_programs_can_tell_cursors_apart_that_are_refused(client_of: Make, papers: Path, settings: Settings) -> None:
    client = client_of({f"{n}.txt": f"The bridge number {n} over the river." for n in range(3)})
    cursor = ok(client, "/api/v1/search?q=bridge&limit=1")["next"]
    listed = ok(client, "/api/v1/documents?limit=1&sort=title")["next"]
    said = [
        problem(client, "/api/v1/search?q=bridge&limit=1&cursor=x", 400),
        problem(client, f"/api/v1/search?q=river&limit=1&cursor={cursor}", 400),
    ]
    (papers / "a.txt").write_text("Another bridge.", encoding="utf-8")
    reindex([papers], replace(settings, rate=""), encoder=WordEncoder())
    said.append(problem(client, f"/api/v1/search?q=bridge&limit=1&cursor={cursor}", 410))
    said.append(problem(client, f"/api/v1/documents?limit=1&sort=title&cursor={listed}", 410))
    types = [each["type"].removeprefix("/about/api#") for each in said]
    assert types == ["cursor-unknown", "cursor-foreign", "cursor-gone", "cursor-gone"]
    assert [[e["parameter"] for e in each["errors"]] for each in said] == [["cursor"]] * 4
    assert len({each["title"] for each in said}) == 3
    described = ok(client, "/api/v1/openapi.json")
    page = get(client, "/about/api")
    for each in said:
        assert words(page.one("dt", id=each["type"].partition("#")[2]))
        name = {400: "BadRequest", 410: "Gone"}[each["status"]]
        assert each["type"] in described["components"]["responses"][name]["description"]
    for path in ("/api/v1/search", "/api/v1/documents"):
        assert "410" in described["paths"][path]["get"]["responses"]
    assert problem(client, "/api/v1/search?limit=0", 400)["type"] == "about:blank"


@pytest.mark.slow
def test_a_page_does_not_go_on_in_another_archive_whose_generation_has_the_same_name(
    client_of: Make, settings: Settings, make_archive: Callable[..., Archive]
) -> None:
    files = {f"{n}.txt": f"The bridge number {n} over the river." for n in range(3)}
    client = client_of(files)
    copy = settings.archive.with_name("copy")
    shutil.copytree(settings.archive, copy)
    first = ok(client, "/api/v1/search?q=bridge&limit=1")
    following = [
        f"/api/v1/search?q=bridge&limit=1&cursor={first['next']}",
        f"/api/v1/documents?limit=1&cursor={ok(client, '/api/v1/documents?limit=1')['next']}",
    ]
    shutil.rmtree(settings.archive)
    make_archive(files | {"2.txt": "The bridge of another town."}, replace(settings, rate="")).close()
    assert ok(client, "/api/v1/info")["generation"] == first["generation"]
    for path in following:
        assert problem(client, path, 410)["type"] == "/about/api#cursor-gone"
    shutil.rmtree(settings.archive)
    copy.rename(settings.archive)
    for path in following:
        assert ok(client, path)  # where it is the very archive again, they do go on


def test_a_list_of_documents_is_in_order_and_says_how_many_it_has(client: FlaskClient) -> None:
    page = ok(client, "/api/v1/documents?kind=letter&limit=100&sort=title")
    titles = [d["title"] for d in page["documents"]]
    assert len(titles) == page["total"] == 28
    assert titles == sorted(titles, key=str.lower)


@pytest.mark.slow
def test_documents_say_when_they_came_so_that_a_program_reads_only_what_is_new(
    client_of: Make, papers: Path, settings: Settings
) -> None:
    client = client_of({"a.txt": "The old ferry.", "b.txt": "The old pier.", "long.txt": "The pier is old. " * 30})
    seen = {d["id"]: d["indexed"] for d in ok(client, "/api/v1/documents?sort=-indexed")["documents"]}
    (papers / "b.txt").write_text("The new pier.", encoding="utf-8")
    (papers / "c.txt").write_text("The new bridge.", encoding="utf-8")
    (papers / "a.txt").unlink()
    later = datetime.fromisoformat(max(seen.values())) + timedelta(hours=1)
    reindex([papers], replace(settings, rate=""), encoder=WordEncoder(), now=lambda: later)
    listed = ok(client, "/api/v1/documents?sort=-indexed")["documents"]
    assert [d["path"] for d in listed if d["indexed"] > max(seen.values())] == ["papers/c.txt", "papers/b.txt"]
    assert [d["path"] for d in listed][:2] == ["papers/c.txt", "papers/b.txt"]
    parted = replace(settings, rate="", passage_words=30)
    reindex([papers], parted, encoder=WordEncoder(), now=lambda: later + timedelta(hours=1))
    assert ok(client, "/api/v1/documents?sort=-indexed")["documents"] == listed, "to split a text again changes nothing"
    hits = ok(client, "/api/v1/search?q=new+OR+old&sort=-indexed")["hits"]
    assert [hit["document"] for hit in hits] == listed
    (gone,) = (d for d in listed if d["missing"])
    assert gone["indexed"] == seen[gone["id"]]
    for each in listed:
        assert ok(client, f"/api/v1/documents/{each['id']}")["indexed"] == each["indexed"]


def test_letters_lead_to_those_before_and_after(client: FlaskClient) -> None:
    letters = ok(client, "/api/v1/search?from=maddox&to=stobbs")["hits"]
    answer = ok(client, letters[0]["links"]["document"])
    before = ok(client, f"/api/v1/documents/{answer['neighbours']['previous']['id']}")
    assert before["title"] == answer["neighbours"]["previous"]["title"]
    assert before["neighbours"]["next"] == {"id": answer["id"], "title": answer["title"], "sure": True}


@pytest.mark.slow
def test_an_etag_answers_before_anything_is_searched(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/api/v1/search?q=bridge&sort=date", "/search?q=bridge&sort=date", "/search.atom?q=bridge"):
        first = client.get(path)
        with monkeypatch.context() as patched:
            patched.setattr(Archive, "search", None)
            again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]
            assert client.get(path).data == first.data  # made lately
        assert client.get(path + "&kind=letter").headers["ETag"] != first.headers["ETag"]


@pytest.mark.slow
def test_whatever_is_asked_by_get_has_an_etag(client: FlaskClient) -> None:
    described = ok(client, "/api/v1/openapi.json")["paths"]
    id = ok(client, "/api/v1/documents?limit=1")["documents"][0]["id"]
    paths = [path.replace("{id}", id) for path, operations in described.items() if "get" in operations]
    paths += ["/api/v1/openapi.json", *(f"/documents/{id}.{suffix}" for suffix in ("txt", "bib", "ris", "csl.json"))]
    for path in paths:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b""), path


@pytest.mark.slow
def test_the_etag_follows_the_generation(client_of: Make, papers: Any, settings: Any) -> None:
    client = client_of({"a.txt": "The bridge over the river."})
    first = client.get("/api/v1/search?q=bridge")
    (papers / "b.txt").write_text("Another bridge.", encoding="utf-8")
    reindex([papers], settings, encoder=WordEncoder())
    again = client.get("/api/v1/search?q=bridge", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.json is not None
    assert again.json["found"] == 2


@pytest.mark.slow
def test_the_etag_tells_archives_apart(client_of: Make, tmp_path: Path) -> None:
    one = client_of({"a.txt": "The bridge over the river."}, archive=tmp_path / "one")
    other = client_of({"a.txt": "No bridge at all."}, archive=tmp_path / "other")
    for path in ("/api/v1/search?q=bridge", "/"):
        seen = one.get(path).headers["ETag"]
        assert one.get(path, headers={"If-None-Match": seen}).status_code == 304
        assert other.get(path, headers={"If-None-Match": seen}).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"semantic_weight": 0.1},
        {"smoothing": False},
        {"fusion": "rrf"},
        {"late_interaction": False},
        {"encoder": "torch"},
    ],
)
def test_the_etag_follows_the_settings_that_rank(client: FlaskClient, town: Settings, changes: dict[str, Any]) -> None:
    seen = client.get("/api/v1/search?q=bridge").headers["ETag"]
    for settings, status in ((replace(town, workers=2), 304), (replace(town, **changes), 200)):
        restarted = create_app(settings, WordEncoder()).test_client()
        assert restarted.get("/api/v1/search?q=bridge", headers={"If-None-Match": seen}).status_code == status


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("limit=0", "limit"), ("limit=x", "limit"), ("offset=-1", "offset"), ("kind=poem", "kind"), ("mode=x", "mode"),
     ("sort=x", "sort"), ("after=soon", "after"), ("after=before+1950", "after"),
     ("before=since+1920", "before"), ("exact=perhaps", "exact"), ("q=" + "x" * 2001, "q"),
     ("like=:", "like"), ("colour=red", "colour"), ("colour=red&colour=blue", "colour"),
     ("cursor=x", "cursor"), ("like=x&mode=keyword", "like"), ("unlike=x&mode=keyword", "unlike"),
     ("limit=5&limit=6", "limit"), ("q=bridge&q=a", "q"), ("q=bridge&mode=hybrid&mode=hybrid", "mode"),
     ("&".join(["person=x"] * 51), "person"), ("&".join(["person="] * 51), "person")],
)  # fmt: skip
def test_what_does_not_fit_is_named(client: FlaskClient, query: str, parameter: str) -> None:
    said = problem(client, f"/api/v1/search?{query}", 400)
    assert [e["parameter"] for e in said["errors"]] == [parameter]
    assert parameter in said["detail"]
    assert said["instance"] == "/api/v1/search"


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        ("search?limit=x", "limit: 'x' is not a whole number: give one, such as 10."),
        ("search?limit=0", "limit: '0' is too small: give 1 or more."),
        ("search?limit=101", "limit: '101' is too large: give 100 or less."),
        ("search?exact=perhaps", "exact: 'perhaps' is not allowed: give true or false."),
        ("search?kind=poem", "kind: There is no kind 'poem': choose 'article', 'letter' or 'other'."),
        ("search?after=soon", "after: 'soon' is not a date: write 1961, 1961-03 or 1961-03-04."),
        ("search?like=:", "like: ':' is not a document's id, with or without a place: write hq4n6k2wz7ab or "),
        ("search?like=x:٧", "like: 'x:٧' is not a document's id, with or without a place: "),
        ("search?person=" + "x" * 301, f"person: '{'x' * 40}'… is too long: give 300 characters at most."),
        ("search?" + "&".join(["person=x"] * 51), "person: These are too many values: give 50 at most."),
        ("documents/{id}?at=x", "at: 'x' is not a place in a text: write START-END, counted in characters, such as "),
        ("documents/{id}?at=٠-٧", "at: '٠-٧' is not a place in a text: "),
        ("documents/{id}?v=x", "v: 'x' is not a version: give 8 to 64 of the figures 0-9 and letters a-f, as v in a "),
        ("documents/{id}?att=1-2", "att: There is no such parameter (did you mean at?); there are at, v."),
        ("documents/{id}/passages?x=1", "x: There is no such parameter; "),
        ("search?after=listopad+1961&lang=pl&lang=hr", "after: 'listopad 1961' is not the same date in all of these "),
        ("search?date=1961", "date: There is no such parameter: write date:… in q; there are after, author, before, "),
        ("facets?quoted=yes", "quoted: There is no such parameter: write quoted:… in q; there are after, "),
    ],
)
def test_what_does_not_fit_is_told_in_plain_words(client: FlaskClient, id: str, asked: str, detail: str) -> None:
    assert problem(client, f"/api/v1/{asked.format(id=id)}", 400)["detail"].startswith(detail)


def test_each_parameter_with_a_pattern_has_words_for_it() -> None:
    models = [m for m in vars(asking).values() if isinstance(m, type) and issubclass(m, asking.Parameters)]
    fields = [field for m in models for field in m.model_json_schema().get("properties", {}).items()]
    assert {name for name, field in fields if '"pattern"' in json.dumps(field)} == set(FORMS)


@pytest.mark.parametrize(
    ("path", "parameter", "status"),
    [("search?q=bridge&like=nope", "like", 404), ("search?q=bridge&unlike=nope", "unlike", 404),
     ("facets?like={id}:99999999", "like", 404), ("documents/{id}?at=10-0", "at", 400),
     ("documents/{id}?at=0-999999999", "at", 400), ("documents/{id}?at=0-9&v=00000000", "v", 404),
     ("documents?cursor=x", "cursor", 400)],
)  # fmt: skip
def test_what_fits_no_document_is_named_too(
    client: FlaskClient, id: str, path: str, parameter: str, status: int
) -> None:
    said = problem(client, "/api/v1/" + path.format(id=id), status)
    assert said["errors"] == [{"parameter": parameter, "detail": said["detail"]}]
    assert not said["detail"].startswith(parameter)


@pytest.mark.parametrize("given", ["limit=&limit=3", "limit=3&limit=", "limit=3&kind=&kind=letter&kind=&colour="])
def test_what_is_given_empty_counts_as_absent_wherever_it_stands(client: FlaskClient, given: str) -> None:
    assert len(ok(client, f"/api/v1/search?q=bridge&{given}")["hits"]) == 3


def test_of_a_parameter_given_twice_a_page_takes_the_first(client: FlaskClient) -> None:
    assert get(client, "/search?q=bridge&q=zzz").one("input", name="q").get("value") == "bridge"


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "EN", "En"])
def test_a_language_is_known_by_its_code_in_any_case(client: FlaskClient, code: str) -> None:
    beside, typed = (
        ok(client, f"/api/v1/search?{asked}") for asked in (f"q=bridge&lang={code}", f"q=bridge+lang:{code}")
    )
    assert beside["found"] == typed["found"] > 0
    assert ok(client, f"/api/v1/documents?lang={code}")["total"] == ok(client, "/api/v1/documents?lang=en")["total"] > 0


def test_a_language_that_is_chosen_says_what_months_are_called(client: FlaskClient) -> None:
    asked = ok(client, '/api/v1/search?q=date:"29+listopada+1918"&lang=hr&after=1+listopad+1918')["understood"]
    assert asked["typed"] == {"after": "1918-10-29", "before": "1918-10-29"}
    assert asked["filters"] == {"lang": ["hr"], "after": "1918-10-01"}


def test_quotations_and_examples_that_are_asked_for_are_among_what_is_understood(client: FlaskClient, id: str) -> None:
    found = ok(client, f"/api/v1/search?q=quoted:yes+-quoted:no+quotes:{id}&like={id}:0&unlike={id}")["understood"]
    assert {name: value for name, value in found.items() if value} == {
        "quotations": ['quoted:"yes"', f'quotes:"{id}"'], "excluded": ['quoted:"no"'],
        "like": [f"{id}:0"], "unlike": [id],
    }  # fmt: skip
    both = ok(client, "/api/v1/search?q=bridge+AND+ferry+AND+NOT+stove+fog")["understood"]
    assert {name: value for name, value in both.items() if value} == {
        "words": ["bridge", "ferry", "fog"], "required": ["bridge", "ferry"], "excluded": ["stove"],
    }  # fmt: skip


def test_what_is_not_there_is_a_problem_too(client: FlaskClient) -> None:
    problem(client, "/api/v1/documents/aaaaaaaaaaaa", 404)
    problem(client, "/api/v1/nothing", 404)
    problem(client, "/api/v1/search?like=aaaaaaaaaaaa", 404)
    refused = client.post("/api/v1/search")
    assert (refused.status_code, refused.mimetype) == (405, "application/problem+json")
    assert "GET" in refused.headers["Allow"]
    assert refused.get_json()["detail"] == "This address does not take POST: it takes GET."
    assert problem(client, "/api/v1/trace", 405)["detail"] == "This address does not take GET: it takes POST."
    beside = client.post("/api/v1/trace?text=x", json={"text": "x"}).get_json()
    assert [error["parameter"] for error in beside["errors"]] == ["text"]


def test_an_error_nobody_foresaw_tells_nothing_of_the_inside(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Archive, "suggest", lambda *_: 1 / 0)
    said = problem(client, "/api/v1/suggest?q=secret", 500)
    assert "ZeroDivision" not in json.dumps(said)


@pytest.mark.slow
def test_other_sites_may_ask_only_where_the_settings_say_so(client: FlaskClient, town: Any) -> None:
    origin = {"Origin": "https://example.org"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/info", headers=origin).headers
    shared = create_app(replace(town, cors=("https://example.org",)), WordEncoder()).test_client()
    answer = shared.get("/api/v1/info", headers=origin).headers
    assert answer["Access-Control-Allow-Origin"] == "https://example.org"
    assert "Origin" in answer["Vary"]
    assert (
        "Access-Control-Allow-Origin"
        not in shared.get("/api/v1/info", headers={"Origin": "https://evil.example"}).headers
    )
    assert "Access-Control-Allow-Origin" not in shared.get("/", headers=origin).headers
    assert shared.options("/api/v1/info", headers=origin).headers["Access-Control-Allow-Headers"]


def test_swagger_ui_is_served_from_here(client: FlaskClient) -> None:
    page = client.get("/api/")
    assert "http" not in page.text.replace("http-equiv", "")
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        with client.get(f"/api/swagger/{name}") as file:
            assert file.status_code == 200
    assert client.get("/api/swagger/..%2f__init__.py").status_code == 404


def fields(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all keys, list places left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from fields(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, path)


def names(value: Any) -> set[str]:
    """The names of all keys."""
    return {path.rpartition(".")[2] for path in fields(value)}
