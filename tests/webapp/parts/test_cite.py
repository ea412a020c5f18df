"""Citations: by format, and that no format invents a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask.testing import FlaskClient

from indexer.presentation.datewords import cited
from indexer.records import DateRange, Document, Kind, Name
from indexer.text.dates import parse_date
from tests.webapp.pages import get, words
from webapp.parts import cite

LINK = "https://archive.example/documents/abc"


def document(kind: Kind = "article", said: str | None = "1961-03-04", **more: Any) -> Document:
    given: dict[str, Any] = {"source": "The Packet", "authors": (Name("Ann Lee"),), **more}
    when = parse_date(said) if said else None
    return Document(id="abc", text="x", title="Eleven to nine", kind=kind, date=when, **given)


def letter(**more: Any) -> Document:
    return document(
        "letter", senders=(Name("Ann Lee"),), recipients=(Name("Bo Ray"),), places=(Name("Farness"),), **more
    )


def test_in_words() -> None:
    assert cite.citation(document(), LINK) == f"Ann Lee. “Eleven to nine”. The Packet, 4 March 1961. {LINK}"
    assert cite.citation(letter(), LINK) == (
        f"Ann Lee to Bo Ray, “Eleven to nine”, 4 March 1961. The Packet, Farness. {LINK}"
    )
    assert cite.citation(document(said=None, authors=()), LINK) == f"“Eleven to nine”. The Packet, undated. {LINK}"
    sentence = replace(document(said=None, authors=()), title="It was late.", title_derived=True)
    assert cite.citation(sentence, LINK) == f"“It was late”. The Packet, undated. {LINK}"
    assert cite.quotation(document(), "so\n it went", LINK).startswith("“so it went” — Ann Lee.")


def test_names_that_hold_commas_are_parted_otherwise() -> None:
    names = (Name("Kraus, Karl"), Name("Loos, Adolf"))
    assert cite.citation(document(authors=names), LINK).startswith("Kraus, Karl; Loos, Adolf. “")
    assert "howpublished = {Letter to Kraus, Karl; Loos, Adolf}" in cite.bibtex(
        replace(letter(), recipients=names), LINK
    )


HERE = "http://127.0.0.1:8000/documents/abc"


def test_a_mail_is_cited_by_its_subject_and_its_file() -> None:
    to_all = {"senders": (Name("Dolores Vane"),), "recipients": (Name("All staff"),), "path": "mail/b.mbox#x@y"}
    mail = replace(document("letter", "2021-05-04", source="", **to_all), title="Sediment figures.")
    said = "Dolores Vane to All staff, “Sediment figures”, 4 May 2021."
    assert cite.citation(mail, HERE) == f"{said} mail/b.mbox#x@y. Pressmark abc"
    assert cite.citation(mail, LINK) == f"{said} {LINK}"
    assert cite.citation(replace(mail, source="Board papers"), HERE) == f"{said} Board papers. Pressmark abc"
    article = document(source="", path="papers/a.txt")
    assert cite.citation(article, HERE) == "Ann Lee. “Eleven to nine”. papers/a.txt, 4 March 1961. Pressmark abc"


@pytest.mark.parametrize(
    "title",
    [
        "Ann Lee to Bo Ray", "Letter from Lee to Mrs. Ray, 4 March 1961", "LEE, Ann an RAY, Bo", "Ann an Bo", "Ann Lee",
        "Letter to Bo Ray", "Brief an Bo Ray, 2. Mai 1893", "Lettre à Bo Ray, lundi 2 février 1893",
    ],
)  # fmt: skip
def test_a_title_made_of_the_people_is_not_said_beside_them(title: str) -> None:
    assert cite.citation(replace(letter(), title=title), LINK).startswith("Ann Lee to Bo Ray, 4 March 1961.")


@pytest.mark.parametrize("title", ["Re: Lee", "Meeting Ray at the pier", "The order to Bo Ray about the lamp"])
def test_a_title_that_says_more_is_said(title: str) -> None:
    assert f"Bo Ray, “{title}”, 4 March" in cite.citation(replace(letter(), title=title), LINK)


def test_a_title_that_is_only_the_letters_first_words_is_not_cited() -> None:
    derived = replace(letter(), title="It was late.", title_derived=True)
    assert cite.citation(derived, LINK).startswith("Ann Lee to Bo Ray, 4 March 1961.")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_an_address_that_nobody_else_can_reach_is_not_cited(host: str) -> None:
    here = f"http://{host}/documents/abc"
    cited_here = cite.citation(letter(), here)
    assert cited_here == "Ann Lee to Bo Ray, “Eleven to nine”, 4 March 1961. The Packet, Farness. Pressmark abc"
    assert host not in cite.bibtex(document(), here) + cite.ris(document(), here) + json.dumps(cite.csl(letter(), here))
    web = "https://packet.example/1961"
    assert cite.citation(document(url=web), here).endswith(f"4 March 1961. {web}")
    assert cite.csl(document(url=web), LINK)["URL"] == web
    assert f"url = {{{web}}}" in cite.bibtex(document(url=web), LINK)


def test_bibtex() -> None:
    assert cite.bibtex(document(), LINK) == (
        "@article{abc,\n  author = {{Ann Lee}},\n  title = {{Eleven to nine}},\n  journal = {The Packet},\n"
        "  year = {1961},\n  month = {mar},\n  date = {1961-03-04},\n  library = {Pressmark abc},\n"
        f"  url = {{{LINK}}},\n}}\n"
    )
    assert "howpublished = {Letter to Bo Ray}" in cite.bibtex(letter(), LINK)


def test_bibtex_keeps_what_tex_would_read() -> None:
    made = cite.bibtex(document(source="A & B_C 100% {x} \\input{y} $m$ #1 ~^"), LINK)
    assert (
        r"journal = {A \& B\_C 100\% \{x\} \textbackslash{}input\{y\} \$m\$ \#1 \textasciitilde{}\textasciicircum{}}"
        in made
    )


def test_ris() -> None:
    assert cite.ris(letter(language="en"), LINK).split("\r\n") == [
        "TY  - PCOMM", "TI  - Eleven to nine", "AU  - Ann Lee", "A2  - Bo Ray", "T2  - The Packet", "CY  - Farness",
        "PY  - 1961", "DA  - 1961/03/04/", "LA  - en", f"UR  - {LINK}", "CN  - Pressmark abc",
        "ER  - ", "",
    ]  # fmt: skip


def test_a_title_cannot_begin_a_field_of_its_own() -> None:
    evil = Document(id="a", text="x", title="one\r\nER  - \r\nTY  - BOOK\u2028AU  - Me", kind="article")
    assert len(cite.ris(evil, LINK).strip().split("\r\n")) == 5
    assert cite.ris(evil, LINK).count("\nTY") == 0


def test_csl() -> None:
    assert cite.csl(document(), LINK) == {
        "id": "abc", "type": "article-newspaper", "title": "Eleven to nine", "author": [{"literal": "Ann Lee"}],
        "container-title": "The Packet", "issued": {"date-parts": [[1961, 3, 4]]}, "URL": LINK,
        "call-number": "Pressmark abc",
    }  # fmt: skip
    made = cite.csl(letter(), LINK)
    assert (made["type"], made["recipient"], made["archive"]) == (
        "personal_communication", [{"literal": "Bo Ray"}], "The Packet",
    )  # fmt: skip


def test_a_year_has_four_digits_in_a_day() -> None:
    early = document(said="0865-03-04")
    assert "DA  - 0865/03/04/" in cite.ris(early, LINK).split("\r\n")
    assert dict(cite.meta_tags(early, LINK))["citation_publication_date"] == "0865/03/04"


@pytest.mark.parametrize(
    ("said", "issued"),
    [
        ("1961", {"date-parts": [[1961]]}),
        ("1961-03", {"date-parts": [[1961, 3]]}),
        ("1961-02", {"date-parts": [[1961, 2]]}),
        ("spring 1964", {"date-parts": [[1964, 3, 1], [1964, 5, 31]]}),
        ("before 1959", {"literal": "before 1959"}),
        ("about 1960", {"date-parts": [[1958, 1, 1], [1962, 12, 31]], "circa": True}),
        ("Tuesday", {"literal": "Tuesday"}),
    ],
)
def test_no_day_is_invented(said: str, issued: dict[str, Any]) -> None:
    vague = document(said=said)
    assert cite.csl(vague, LINK)["issued"] == issued
    assert "DA  -" not in cite.ris(vague, LINK)
    assert f"N1  - Date: {said}" in cite.ris(vague, LINK)
    assert not [value for name, value in cite.meta_tags(vague, LINK) if name == "citation_publication_date"]
    assert "datePublished" not in cite.json_ld(vague, LINK)


INFERRED = DateRange("1961-03-04T09:00:00Z", date(1961, 3, 4), date(1961, 3, 4), "inferred")


def test_a_day_that_is_not_stated_is_cited_as_such() -> None:
    memo = replace(document("other"), date=INFERRED)
    assert cite.citation(memo, LINK) == f"Ann Lee. “Eleven to nine”. The Packet, [4 March 1961]. {LINK}"
    assert {"DA  - 1961/03/04/inferred", "N1  - Date: [4 March 1961]"} <= set(cite.ris(memo, LINK).split("\r\n"))
    made = cite.bibtex(memo, LINK)
    assert "year = {1961},\n  date = {1961-03-04?},\n  note = {Date: [4 March 1961]}," in made
    assert "month" not in made
    assert cite.csl(memo, LINK)["issued"] == {"date-parts": [[1961, 3, 4]]}
    assert "datePublished" not in cite.json_ld(memo, LINK)
    assert not [
        name for name, _ in cite.meta_tags(memo, LINK) if name in ("citation_publication_date", "citation_year")
    ]
    assert parse_qs(cite.coins(memo, LINK))["rft.date"] == ["[4 March 1961]"]
    unsure = replace(memo, date=replace(INFERRED, sure="uncertain"))
    assert {"DA  - 1961/03/04/circa", "N1  - Date: c. 4 March 1961"} <= set(cite.ris(unsure, LINK).split("\r\n"))
    assert "year = {c. 1961},\n  date = {1961-03-04~},\n  note = {Date: c. 4 March 1961}," in cite.bibtex(unsure, LINK)
    assert cite.csl(unsure, LINK)["issued"] == {"date-parts": [[1961, 3, 4]], "circa": True}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (INFERRED, "[4 March 1961]"),
        (replace(INFERRED, sure="uncertain"), "c. 4 March 1961"),
        (replace(INFERRED, sure="stated"), "4 March 1961"),
        (replace(parse_date("4 March 1961"), sure="inferred"), "[4 March 1961]"),
        (replace(parse_date("1961-03"), sure="inferred"), "[March 1961]"),
        (replace(parse_date("1961"), sure="inferred"), "[1961]"),
        (replace(parse_date("(postmark 4 March 1961)"), sure="inferred"), "[4 March 1961]"),
        (parse_date("about 1960"), "about 1960"),
        (parse_date("[4 March 1961]"), "[4 March 1961]"),
        (DateRange("Easter 1910", date(1910, 1, 1), date(1910, 12, 31), "inferred"), "Easter 1910"),
        (DateRange("Tuesday"), "Tuesday"),
    ],
)  # fmt: skip
def test_words_that_are_vague_themselves_need_no_circa(when: DateRange, words: str) -> None:
    assert cited(replace(document(), date=when)) == words


def test_meta_tags_and_structured_data_on_the_page(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=red+lamp+stairs").json["hits"][0]  # type: ignore[index]
    id = hit["document"]["id"]
    page = get(client, f"/documents/{id}")
    meta = {m.get("name"): m.get("content") for m in page.all("meta")}
    assert meta["citation_title"] == "The order about the red lamp"
    assert meta["citation_author"] == "Captain Edmund Thrale, Harbourmaster"
    assert meta["citation_publication_date"] == "1958/10/02"
    data = json.loads(page.one("script", type="application/ld+json").text or "")
    assert (data["@type"], data["dateSent"], data["recipient"][0]["name"]) == (
        "Message", "1958-10-02", "Amos Pell, keeper of the ferry",
    )  # fmt: skip
    assert data["url"] == f"http://localhost/documents/{id}"
    coins = parse_qs(page.one("span", class_="Z3988").get("title", ""))
    assert coins["rft.identifier"] == [data["url"]]


def test_the_page_cites_the_passage_and_offers_every_format(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=red+lamp+stairs").json["hits"][0]  # type: ignore[index]
    page = get(client, hit["links"]["read"])
    passage = " ".join(hit["passage"]["text"].split())
    assert words(page.one("p", id="cite-quote")).startswith(f"“{passage}” — Captain Edmund Thrale")
    assert words(page.one("p", id="cite-link")) == "http://localhost" + hit["links"]["read"]
    for name, mime in (("BibTeX", "application/x-bibtex"), ("RIS", "application/x-research-info-systems"),
                       ("CSL-JSON", "application/vnd.citationstyles.csl+json")):  # fmt: skip
        link = page.links(page.one("section", class_="cite"))[name]
        made = client.get(link, base_url="https://archive.example")
        assert made.mimetype == mime
        assert "https://archive.example" + hit["links"]["read"] in made.text.replace("\\u0026", "&")
