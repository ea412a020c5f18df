"""Bars over time count what their links open."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.records import Facet
from tests.webapp.pages import HTML, get, words
from webapp.parts.histogram import histogram


def test_a_document_of_several_years_of_a_bar_is_counted_once_in_it() -> None:
    # 1885..1887, 1886..1890, and one of 1999, so that a bar is two years
    years = Facet(
        "year",
        (("1885", 1), ("1886", 2), ("1887", 2), ("1888", 1), ("1889", 1), ("1890", 1), ("1999", 1)),
        (1, 1, 0, 0, 0, 0, 1),
    )
    bars = {bar.label: bar.documents for bar in histogram(years) if bar.documents}
    assert bars == {"1884–1885": 1, "1886–1887": 2, "1888–1889": 1, "1890–1891": 1, "1998–1999": 1}


def test_a_document_of_many_years_is_drawn_where_it_begins_alone() -> None:
    years = Facet("year", (("1885", 2), ("1886", 2), ("1887", 1), ("1888", 5)), (2, 1, 0, 4))
    assert [(bar.documents, bar.height) for bar in histogram(years)] == [(2, 20.0), (2, 10.0), (1, 0.0), (5, 40.0)]


def test_years_of_a_bar_each() -> None:
    years = Facet("year", (("1885", 1), ("1886", 2), ("1888", 1)), (1, 1, 1))
    assert [(bar.label, bar.documents) for bar in histogram(years)] == [
        ("1885", 1), ("1886", 2), ("1887", 0), ("1888", 1),
    ]  # fmt: skip


def test_a_bar_opens_years_as_filters_have_them() -> None:
    early = histogram(Facet("year", (("0003", 1), ("0870", 1)), (1, 1)))
    assert [(bar.after, bar.before) for bar in early if bar.documents] == [("0001", "0019"), ("0860", "0879")]


@pytest.mark.parametrize("years", [Facet("year", ()), Facet("year", (("1885", 3),), (3,))])
def test_no_bars_where_all_is_of_one_year(years: Facet) -> None:
    assert histogram(years) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "2 documents of no known year"),
        ("/documents", "2 documents of no known year"),
        ("/search?q=ferry", "2 documents of no known year"),
        ("/search?q=pilot", "1 document of no known year"),
        ("/search?q=monsoon", "1 document of no known year"),
        ("/search?q=pilot&after=1886", ""),
        ("/search?q=pilot&dated=no", ""),
    ],
)
def test_documents_of_no_year_are_counted_and_their_number_leads_to_them(
    client_of: Callable[..., FlaskClient], path: str, said: str
) -> None:
    texts = {
        "1885": "ferry",
        "1889": "pilot of the ferry",
        "1891": "pilot",
        "": "ferry",
        "Monday": "pilot ferry monsoon",
    }
    client = client_of({f"{n}.md": f"---\ndate: '{when}'\n---\nThe {texts[when]}.\n" for n, when in enumerate(texts)})
    page = get(client, path)
    counted = [link for link in page.all("a") if words(link).endswith("of no known year")]
    assert [words(link) for link in counted] == ([said] if said else [])
    for link in counted:
        query = dict(parse_qsl(urlsplit(link.get("href", "")).query))
        listed = client.get("/api/v1/search" if "q" in query else "/api/v1/documents", query_string=query).json
        assert listed is not None
        assert listed.get("total", listed.get("keyword_matches", {}).get("documents")) == int(said.split()[0])


DATES = (
    "1885-03-04", "c. 1887", "1889", "1890/91", "before 1871", "after 1893", "March or April 1890", "1880s",
    "1700..1900", "c. 3 May 1888", "undated", "1888-12-31", "1886..1887", "1850..1860",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents",
        "/documents?after=1886&before=1892",
        "/search?q=ferry",
        "/search?q=ferry&after=1886&before=1891",
    ],
)
def test_each_bar_opens_as_many_documents_as_it_says(client_of: Callable[..., FlaskClient], path: str) -> None:
    client = client_of(
        {f"{i}.md": f"---\ndate: '{when}'\n---\nThe ferry of day {i}.\n" for i, when in enumerate(DATES)}
    )
    table = get(client, path).one("table")
    rows = [row for row in table.iter(HTML + "tr") if row.find(HTML + "td") is not None]
    assert len(rows) > 4
    for row in rows:
        link = next(row.iter(HTML + "a")).get("href", "")
        asked = {
            name: value for name, (value,) in parse_qs(urlsplit(link).query).items() if name in ("after", "before")
        }
        listed = client.get("/api/v1/documents", query_string=asked).json
        assert listed is not None
        assert words(row) == f"{words(next(row.iter(HTML + 'a')))}{listed['total']}", link
