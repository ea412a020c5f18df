"""The results page: what was understood, what was found and why, and every choice as a link."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.archive import Archive
from indexer.search.query import parse_query
from tests.conftest import WordEncoder, index_papers
from tests.webapp.pages import HTML, Page, get, words
from webapp import create_app
from webapp.parts.examples import examples


def hits(page: Page) -> list[str]:
    return [words(h) for level in ("h2", "h3") for h in page.all(level, class_="title")]


def asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


@pytest.mark.slow
def test_what_is_shown_of_a_longer_passage_goes_on(tmp_path: Path) -> None:
    text = f"It was {'very ' * 70}late when the lamp of the ferry {'slowly ' * 60}went out."
    settings = index_papers(tmp_path, {"long.txt": f"{text} Bertha smoked. So it did."})
    client = create_app(settings, WordEncoder()).test_client()
    page = get(client, "/search?q=lamp+ferry")
    shown = words(page.one("blockquote"))
    assert (shown[:7], "lamp of the ferry" in shown, shown[-8:]) == ("… very ", True, "slowly …")
    assert words(get(client, "/search?q=Bertha").one("blockquote")) == "… Bertha smoked. So it did."


@pytest.mark.slow
@pytest.mark.parametrize(("head", "incipits"), [("", 1), ("---\ntitle: The lamp\n---\n", 0)])
def test_the_first_words_of_a_text_without_a_title_do_not_pass_for_one(
    tmp_path: Path, head: str, incipits: int
) -> None:
    settings = index_papers(tmp_path, {"a.md": f"{head}the lamp of the ferry went out."})
    client = create_app(settings, WordEncoder()).test_client()
    found = get(client, "/search?q=lamp")
    read = found.links(found.one("h2", class_="title"))
    for page in (found, get(client, "/documents"), get(client, *read.values())):
        assert sum(len(page.all(tag, class_="incipit")) for tag in ("a", "h1")) == incipits
    assert words(get(client, *read.values()).one("title")).startswith("“the lamp" if incipits else "The lamp")


def test_a_query_in_the_address_of_the_home_page_is_asked(client: FlaskClient) -> None:
    answer = client.get("/?q=red+lamp%20%C3%A9&kind=letter&endpoint=x")
    assert (answer.status_code, answer.location) == (302, "/search?q=red+lamp%20%C3%A9&kind=letter&endpoint=x")
    assert client.get("/?q=").status_code == 200


def test_the_date_comes_first_and_the_title_leads_to_the_passage(client: FlaskClient) -> None:
    page = get(client, "/search?q=red+lamp+stairs")
    first = page.one("article")
    assert words(first).startswith("2 October 1958 The order about the red lamp")
    title = next(first.iter(HTML + "h2"))
    url = urlsplit(page.links(title)["The order about the red lamp"])
    assert url.fragment == "passage"
    assert asked(url.geturl())["q"] == ["red lamp stairs"]
    start, end = map(int, asked(url.geturl())["at"][0].split("-"))
    text = client.get(url.path + ".txt").text
    assert "red lamp" in text[start:end]
    (printed,) = filter(None, (div.get("data-where") for div in first.iter(HTML + "div")))
    where, id = f"characters {start} to {end}.", url.path.rpartition("/")[2]
    assert re.fullmatch(rf"corpus/letters/\S+, {where} Pressmark {id}", printed)


def test_a_day_has_one_form_and_the_source_s_own_stands_behind_it(client: FlaskClient) -> None:
    page = get(client, "/documents?after=1965-03&before=1965-03&limit=50")
    days = {words(time): time.get("title") for time in page.all("time")}
    assert days["22 March 1965"] == "22nd March, 1965"
    assert days["8 March 1965"] in (None, "1965-03-08")
    assert words(get(client, "/").one("section", class_="holds").findall(f".//{HTML}time")[-1])[-4:].isdigit()


def test_letters_name_who_wrote_to_whom_from_where(client: FlaskClient) -> None:
    page = get(client, "/search?q=red+lamp+stairs")
    facts = words(page.one("p", class_="facts"))
    assert facts.startswith(
        "Captain Edmund Thrale, Harbourmaster → Amos Pell, keeper of the ferry, from Harbour Office"
    )
    assert words(page.one("span", class_="source")) == "Town Archive, Harbour Board papers"


@pytest.mark.slow
def test_a_hit_of_no_named_source_shows_its_path(client: FlaskClient) -> None:
    page = get(client, "/search?q=I+make+no+comment+on+whether+the+lamp+was+seen")
    article = next(a for a in page.all("article") if words(a).startswith("20 January 1960"))
    (facts,) = (p for p in article.iter(HTML + "p") if p.get("class") == "facts")
    assert words(facts).startswith("corpus/letters/")


@pytest.mark.slow
def test_what_is_counted_is_said_where_it_puzzles(client: FlaskClient) -> None:
    api = client.get("/api/v1/search?q=bridge+ferry").json
    assert api is not None
    page = get(client, "/search?q=bridge+ferry")
    held = sum(kind["documents"] for kind in api["facets"]["kind"])
    assert words(page.one("p", role="status")).endswith(f" answer; {held} hold some of the words.")
    note = next(iter(page.one("aside", class_="narrow").iter(HTML + "p")))
    assert words(note).startswith(f"Counted here: {held} documents with some of the words, not only ")


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", "&sort=date", "&kind=letter"])
def test_all_that_hold_the_words_are_a_link_away_where_some_are_no_answer(client: FlaskClient, more: str) -> None:
    (link,) = get(client, f"/search?q=the+harbour+was+closed+in+winter{more}").one("p", role="status")
    held, _, said = words(link).partition(" ")
    all_of_them = get(client, link.get("href", ""))
    assert said == "hold some of the words"
    assert words(all_of_them.one("p", role="status")).removesuffix(".").startswith(f"{held} documents answer")


def test_where_all_that_hold_the_words_answer_nothing_is_said_of_others(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge&mode=keyword")
    assert words(page.one("p", role="status")) in {f"{n} documents answer." for n in range(2, 50)}
    assert not page.all("p", class_="counted")


def test_two_titles_at_the_most_say_who_quotes(client: FlaskClient) -> None:
    page = get(client, "/search?q=licensed+for+forty+persons&group=0")
    lines = [line for line in page.all("p", class_="tied") if "more" in words(line)]
    assert lines
    for line in lines:
        titles = list(page.links(line).items())
        assert len(titles) == 3
        assert titles[2][0].endswith(" more")
        assert titles[2][1].partition("#")[2] in ("quotations", "quoted-by")
        assert all(len(title) <= 70 for title, _ in titles)


def test_matched_words_are_marked_and_nothing_else(client: FlaskClient) -> None:
    marked = {mark.text.lower() for mark in get(client, "/search?q=lamps+seen").all("mark") if mark.text}
    assert marked <= {"lamp", "lamps", "seen", "see"}
    assert "lamp" in marked


def test_says_why_each_hit_is_here_with_both_ranks(client: FlaskClient) -> None:
    why = words(get(client, "/search?q=red+lamp").one("details", class_="why"))
    assert why.startswith("#1 by words, #")
    assert "by meaning: why" in why
    assert "No. 1 by words." in why
    assert "by meaning (0." in why


def test_says_how_the_query_was_understood(client: FlaskClient) -> None:
    said = words(get(client, '/search?q=the+bridge+"swing+bridge"+-ferry+(+').one("p", class_="understood"))
    assert "bridge" in said
    assert 'the phrase "swing bridge"' in said
    assert "without ferry" in said
    assert "too common to rank by: the" in said
    assert "ignored: (" in said


def test_what_is_left_aside_is_said_with_the_reason(client: FlaskClient) -> None:
    page = get(client, "/search?q=quotes:nothing+kind:poem")
    assert words(page.one("p", role="status")) == "Nothing of quotes:nothing kind:poem is left to search for."
    said = words(page.one("p", class_="understood"))
    kind, quotes = "kind:poem (the kinds are article, letter and other)", "quotes:nothing (no document has this id)"
    assert said == f"(ignored: {kind}, {quotes})"


def test_a_filter_is_a_chip_that_can_be_taken_away(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge+from:Ansell&kind=letter&after=1960&page=1")
    chips = page.one("ul", class_="chips")
    assert words(chips) == "kind letter × from the date 1960 × from Ansell"
    without = {a.get("aria-label"): asked(a.get("href", "")) for a in chips.iter(HTML + "a")}
    assert without["Remove the filter kind letter"] == {"q": ["bridge from:Ansell"], "after": ["1960"]}
    assert len(without) == 2  # what is typed in the query is not beside it


@pytest.mark.slow
def test_each_facet_beside_a_typed_filter_finds_as_many_as_it_counts(client: FlaskClient) -> None:
    page = get(client, "/search?q=kind:letter+person:thrale&limit=100")
    chips = words(page.one("ul", class_="chips"))
    assert chips == "kind letter person thrale"
    links = [(words(li), page.links(li)) for facet in page.all("ul", class_="facet") for li in facet.iter(HTML + "li")]
    assert links
    for said, link in links:
        narrowed = get(client, next(iter(link.values())))
        assert words(narrowed.one("p", role="status")).startswith(said.rpartition(" ")[2] + " document"), said


def test_a_date_that_is_typed_is_shown_beside_the_one_that_is_chosen(client: FlaskClient) -> None:
    chips = get(client, "/search?q=bridge+after:1962&after=1960").one("ul", class_="chips")
    assert words(chips) == "from the date 1960 × from the date 1962-01-01"


@pytest.mark.slow
def test_facets_count_as_the_api_does_and_their_links_narrow(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge")
    api = client.get("/api/v1/search?q=bridge").json
    assert api is not None
    shown = [words(li) for li in page.one("ul", class_="facet").iter(HTML + "li")]
    assert shown == [f"{v['value']} {v['documents']}" for v in api["facets"]["kind"]]
    narrowed = get(client, page.links(page.one("ul", class_="facet"))["letter"])
    assert len(hits(narrowed)) > 0
    assert "letter" in words(narrowed.one("ul", class_="chips"))


@pytest.mark.slow
def test_a_facet_folds_away_as_many_values_as_it_says(tmp_path: Path) -> None:
    papers = [{"title": f"T{n}", "text": f"The ferry of day {n}.", "source": f"Paper {n}"} for n in range(40)]
    settings = index_papers(tmp_path, {"p.jsonl": "\n".join(map(json.dumps, papers))})
    page = get(create_app(settings, WordEncoder()).test_client(), "/search?q=ferry")
    folded = next(d for d in page.all("details") if words(d).startswith("34 more"))
    assert len(list(folded.iter(HTML + "li"))) == 34


def test_the_histogram_is_links_with_a_table_behind(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge")
    table = page.one("table")
    rows = {
        words(row.find(HTML + "th")): words(row.find(HTML + "td"))
        for row in table.iter(HTML + "tr")
        if row.find(HTML + "td") is not None
    }  # type: ignore[arg-type]
    api = client.get("/api/v1/search?q=bridge").json
    assert api is not None
    assert rows == {v["value"]: str(v["documents"]) for v in api["facets"]["year"]}
    assert asked(page.links(table)["1964"]) == {"q": ["bridge"], "after": ["1964"], "before": ["1964"]}
    svg = "{http://www.w3.org/2000/svg}"
    bars = [a.get("href", "") for a in page.root.iter(svg + "a")]
    assert len(bars) == len(rows)
    assert asked(bars[0])["after"] == [min(rows)]


@pytest.mark.slow
def test_numbered_pages_continue_the_list(client: FlaskClient) -> None:
    first = get(client, "/search?q=bridge+council+ferry&limit=3")
    second = get(client, first.links(first.one("nav", aria_label="Pages"))["2"])
    assert second.one("ol", class_="hits").get("start") == "4"
    assert not set(hits(first)[:3]) & set(hits(second)[:3])
    assert words(second.one("a", aria_current="page")) == "2"
    assert second.links(second.one("nav", aria_label="Pages"))["1"] == "/search?q=bridge+council+ferry&limit=3"


@pytest.mark.slow
def test_copies_are_counted_and_lead_to_no_page_without_hits(client_of: Callable[..., FlaskClient]) -> None:
    copies = {f"{n}.txt": "The ferry was late again this morning, and nobody would say why." for n in range(25)}
    client = client_of({**copies, "other.txt": "A ferry."})
    page = get(client, "/search?q=ferry&mode=keyword")
    assert words(page.one("p", role="status")) == "26 documents answer, copies counted."
    assert len(hits(page)) == 2
    assert not page.all("nav", aria_label="Pages")
    assert not page.all("link", rel="next")
    beyond = get(client, "/search?q=ferry&mode=keyword&page=2")
    assert words(beyond.one("p", role="status")) == "The answers end before page 2."
    assert beyond.links()["To the first page"] == "/search?q=ferry&mode=keyword"
    apart = get(client, "/search?q=ferry&mode=keyword&copies=1&page=3")
    assert words(apart.one("p", role="status")) == "26 documents answer, page 3."
    assert len(hits(apart)) == 6
    assert not apart.all("link", rel="next")
    assert "Next →" not in apart.links()


@pytest.mark.slow
def test_all_pages_are_walked_by_their_next(client: FlaskClient) -> None:
    path, seen = "/search?q=bridge&mode=keyword&limit=3", []
    while path:
        page = get(client, path)
        seen += [words(h) for h in page.one("ol", class_="hits").iter(HTML + "h2")]
        (path, *_) = [link.get("href", "") for link in page.all("link", rel="next")] or [""]
    whole = get(client, "/search?q=bridge&mode=keyword&limit=100")
    assert seen == [words(h) for h in whole.one("ol", class_="hits").iter(HTML + "h2")]


def test_what_no_document_can_be_is_said_where_nothing_answers(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge+kind:letter&kind=article")
    assert words(page.one("p", role="status")) == (
        "Nothing answers bridge kind:letter. No document is of the kind letter and of the kind article."
    )


def test_near_misses_stand_under_a_heading_of_their_own(client: FlaskClient) -> None:
    page = get(client, "/search?q=zeppelin+aerodrome")
    assert words(page.one("p", role="status")) == "Nothing answers zeppelin aerodrome."
    some = get(client, "/search?q=zeppelin+aerodrome+Bertha+hangar+airship+pilots")
    assert words(some.one("p", role="status")).endswith("airship pilots; 4 hold some of the words.")
    section = page.one("section", class_="weak")
    assert words(next(section.iter(HTML + "h2"))) == "Less likely: few of the words, or a meaning further off"
    assert len(list(section.iter(HTML + "h3"))) == 5


def test_nothing_found_offers_ways_on(client: FlaskClient) -> None:
    page = get(client, '/search?q="bridge+zeppelin"&kind=letter')
    links = page.links(page.one("section", class_="help"))
    assert asked(links["search again without letter"]) == {"q": ['"bridge zeppelin"']}
    assert asked(links["Search by meaning only"])["mode"] == ["semantic"]
    assert asked(links["Search for the plain words"])["q"] == ["bridge zeppelin"]


def test_a_misspelt_word_is_put_right_on_demand(client: FlaskClient) -> None:
    page = get(client, "/search?q=brigde")
    assert asked(page.links(page.one("p", class_="meant"))["bridge"]) == {"q": ["bridge"]}


@pytest.mark.slow
def test_words_that_no_text_has_are_told_beside_what_is_found_without_them(client: FlaskClient) -> None:
    assert words(get(client, "/search?q=bridge+typhus").one("p", class_="lacking")) == "In no text: typhus."
    assert not get(client, "/search?q=bridge").all("p", class_="lacking")


@pytest.mark.slow
def test_more_like_this_keeps_the_filters_and_names_its_example(client: FlaskClient) -> None:
    page = get(client, "/search?q=red+lamp&kind=letter")
    like = page.links(page.one("article"))["more like this"]
    assert asked(like)["kind"] == ["letter"]
    assert "q" not in asked(like)
    more = get(client, like)
    assert "The order about the red lamp" in words(more.one("ul", class_="chips"))
    assert len(hits(more)) > 1
    assert words(more.one("title")) == "Documents like this – Pressmark"


@pytest.mark.slow
def test_more_like_this_leads_from_words_alone_to_meaning_and_not_back(client: FlaskClient) -> None:
    like = get(client, "/search?q=red+lamp&mode=keyword").links()["more like this"]
    more = get(client, like)
    assert hits(more)
    assert "words" not in more.links(more.one("ul", aria_label="Search"))
    assert "mode" in asked(get(client, "/search?q=red+lamp&mode=semantic").links()["more like this"])


def test_what_is_asked_of_quotations_is_said(client: FlaskClient) -> None:
    page = get(client, "/search?q=quoted:yes&group=0")
    assert words(page.one("p", class_="understood")) == 'Read as: only quoted:"yes"'
    assert "with the word" not in words(page.one("main"))


@pytest.mark.parametrize(
    ("asked", "title"), [("q=", "Search"), ("kind=letter", "Documents"), ("q=red+lamp", "red lamp")]
)
def test_the_title_says_what_is_asked(client: FlaskClient, asked: str, title: str) -> None:
    assert words(get(client, f"/search?{asked}").one("title")) == f"{title} – Pressmark"


def test_sorting_by_date(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge&sort=date")
    days = [t.get("datetime", "") for t in page.one("ol", class_="hits").iter(HTML + "time")]
    known = [day for day in days if day]
    assert known == sorted(known)
    assert words(page.one("ul", aria_label="Sort").find(f".//{HTML}a[@aria-current]")) == "oldest"  # type: ignore[arg-type]


def test_zotero_reads_each_hit(client: FlaskClient) -> None:
    spans = get(client, "/search?q=red+lamp+stairs").all("span", class_="Z3988")
    first = parse_qs(spans[0].get("title", ""))
    assert first["rft.type"] == ["letter"]
    assert first["rft.title"] == ["The order about the red lamp"]
    assert first["rft.creator"] == ["Captain Edmund Thrale, Harbourmaster"]
    assert first["rft.date"] == ["1958-10-02"]


def test_the_form_keeps_the_state(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge&kind=letter&mode=keyword&page=2")
    hidden = {i.get("name"): i.get("value") for i in page.one("form").iter(HTML + "input") if i.get("type") == "hidden"}
    assert hidden == {"kind": "letter", "mode": "keyword"}


@pytest.mark.parametrize("wrong", ["mode=guess", "after=soon", "limit=0", "kind=poem", "page=0", "like=::"])
def test_a_parameter_that_means_nothing_is_refused_in_words(client: FlaskClient, wrong: str) -> None:
    page = get(client, f"/search?q=bridge&{wrong}", status=400)
    (field,) = page.all("input", aria_invalid="true")
    assert field.get("name") == wrong.partition("=")[0]
    assert "should be '" not in words(page.one("main"))


def test_what_was_typed_beside_a_parameter_that_is_refused_stays(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge&kind=letter&after=soon&from=Thrale", status=400)
    said = words(page.one("main"))
    assert "'soon' is not a date: write 1961, 1961-03 or 1961-03-04." in said
    assert "Bad Request" not in said
    form = next(page.one("main").iter(HTML + "form"))
    kept = {i.get("name"): i.get("value") for i in form.iter(HTML + "input")}
    assert kept == {"q": "bridge", "kind": "letter", "from": "Thrale", "after": "soon"}


def test_an_empty_box_is_no_question(client: FlaskClient) -> None:
    assert words(get(client, "/search?q=").one("p", role="status")) == "Nothing is asked for yet."


@pytest.mark.parametrize("path", ["/search?q=bridge&", "/documents?sort=title&"])
def test_what_does_not_fit_is_told_beside_its_field(client: FlaskClient, path: str) -> None:
    page = get(client, f"{path}after=soon&kind=poem", status=400)
    form = next(page.one("main").iter(HTML + "form"))
    assert form.get("action") == path.partition("?")[0]
    assert len(page.all("input", aria_invalid="true")) == 2
    for name, label, why in (
        ("kind", "kind", "There is no kind 'poem': choose 'article', 'letter' or 'other'."),
        ("after", "from the date", "'soon' is not a date: write 1961, 1961-03 or 1961-03-04."),
    ):
        field = page.one("input", aria_invalid="true", name=name)
        assert words(page.one("p", id=field.get("aria-describedby", ""))) == why
        assert label in [words(e) for e in page.all("label")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("bridge+-ferry", "bridge without ferry"),
        ("fog+bridge+AND+ferry", "fog all of bridge and ferry"),
        ("fog+AND+kind:letter", "required fog"),
    ],
)
def test_words_are_read_with_a_space_before_them(client: FlaskClient, asked: str, read: str) -> None:
    assert words(get(client, f"/search?q={asked}").one("p", class_="understood")).startswith(f"Read as: {read}")


def test_marks_of_other_sites_do_no_harm(client: FlaskClient) -> None:
    get(client, "/search?q=bridge&utm_source=elsewhere&fbclid=1")


def test_empty_fields_of_a_form_count_as_absent(client: FlaskClient) -> None:
    page = get(client, "/search?q=bridge&after=&before=&kind=&from=&mode=")
    assert not page.all("ul", class_="chips")


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["/", "/search", "/search?q=bridge", "/search?q=bridge&limit=100&group=0", "/search?q=nothingatall", "/documents",
     "/documents?sort=-date&kind=letter", "/documents/by/people", "/documents/by/places", "/documents/by/sources",
     "/about/search"],
)  # fmt: skip
def test_every_page_is_valid_and_has_its_landmarks(client: FlaskClient, path: str) -> None:
    page = get(client, path)
    assert len(page.all("main")) == 1
    assert len(page.all("h1")) == 1
    assert page.all("search")
    assert page.one("a", class_="skip").get("href") == "#main"
    ids = [e.get("id") for e in page.root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.all("label")}
    assert "q" in labelled


def test_a_results_page_is_small(client: FlaskClient) -> None:
    page = get(client, "/search?q=licensed+for+forty+persons")
    assert page.all("p", class_="tied")
    assert len(page.text.encode()) <= 100_000
    sheets = [client.get(link.get("href", "")) for link in page.all("link", rel="stylesheet")]
    assert sheets
    assert sum(len(sheet.data) for sheet in sheets) <= 15_000
    for sheet in sheets:
        sheet.close()


@pytest.mark.slow
def test_home_says_what_the_archive_holds_and_its_examples_find_something(client: FlaskClient) -> None:
    page = get(client, "/")
    assert words(page.one("label")).startswith("Search 49 documents of the years 1958 to 1974")
    links = page.links(page.one("section", class_="holds"))
    assert links["28 letters"] == "/documents?kind=letter"
    examples = page.links(page.one("section", class_="try")).values()
    assert len(examples) == 4
    for link in examples:
        assert hits(get(client, link)), link


@pytest.mark.slow
def test_of_the_language_by_example_only_what_is_of_this_archive_is_a_link_and_finds(client: FlaskClient) -> None:
    page = get(client, "/about/search")
    assert not page.links(page.one("table"))
    links = [link for link in page.links(page.one("main")).values() if link.startswith("/search")]
    assert len(links) == 4
    for link in links:
        assert hits(get(client, link)), link


@pytest.mark.slow
def test_many_names_have_a_list_for_each_letter(client_of: Callable[..., FlaskClient]) -> None:
    named = ["Émile Zola", "3rd Earl", "zachary", *(f"Anna {n}" for n in range(100))]
    client = client_of({"a.md": f"---\ntitle: A petition\npeople: {json.dumps(named)}\n---\n\nAll of us."})
    page = get(client, "/documents/by/people")
    assert words(page.one("p", role="status")).startswith("103 names")
    assert {
        words(page.one("h2", id=to[1:])): text for text, to in page.links(page.one("nav", class_="letters")).items()
    } == {letter: letter for letter in "#AEZ"}
    assert [len(ul) for ul in page.all("ul", class_="names")] == [1, 100, 1, 1]


@pytest.mark.parametrize("path", ["/search?q=bridge", "/search?q=red+lamp&kind=letter"])
def test_what_is_read_aloud_of_a_link_has_what_is_seen_of_it(client: FlaskClient, path: str) -> None:
    """https://www.w3.org/TR/WCAG22/#label-in-name: who speaks to a browser says what he sees."""
    links = [(words(a), a.get("aria-label", "")) for a in get(client, path).all("a")]
    assert [
        (seen, heard) for seen, heard in links if heard and seen not in ("", "×") and seen not in heard.lower()
    ] == []


def test_browsing_by_person_place_and_source(client: FlaskClient) -> None:
    for room, name in (("people", "Silas Orme"), ("places", "Selbury"), ("sources", "Selshire County Herald")):
        page = get(client, f"/documents/by/{room}")
        listed = get(client, page.links(page.one("ul", class_="names"))[name])
        assert len(listed.one("ol", class_="list")) >= 1
        assert name in words(listed.one("ul", class_="chips"))
    get(client, "/documents/by/shoe-size", status=404)


@pytest.mark.slow
def test_browsing_pages_are_in_order_and_whole(client: FlaskClient) -> None:
    titles: list[str] = []
    for number in (1, 2, 3):
        page = get(client, f"/documents?limit=20&page={number}")
        titles += [words(h) for h in page.one("ol", class_="list").iter(HTML + "h2")]
    assert len(titles) == 49
    assert get(client, "/documents?limit=20&page=3").one("ol", class_="list").get("start") == "41"
    beyond = get(client, "/documents?limit=20&page=9&kind=letter")
    assert words(beyond.one("p", role="status")) == "28 documents: they end before page 9. To the last page"
    last = beyond.links()["To the last page"]
    assert asked(last) == {"limit": ["20"], "kind": ["letter"], "page": ["2"]}
    assert len(get(client, last).one("ol", class_="list").findall(HTML + "li")) == 8
    assert words(beyond.one("title")) == "Browse: letter, page 9 – Pressmark"
    for alone in ("limit=50", "person=nobody"):
        beyond = get(client, f"/documents?page=99999&{alone}")
        assert "they end before page 99999" in words(beyond.one("p", role="status"))
        assert "page" not in asked(beyond.links()["To the first page"])


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/search", "/documents"])
def test_a_query_of_blanks_asks_nothing_and_goes_no_further(client: FlaskClient, path: str) -> None:
    page = get(client, f"{path}?q=%20%20")
    assert [link for link in page.links().values() if "q=+" in link] == []
    assert [field for field in page.all("input") if "  " in (field.get("value") or "")] == []
    if path == "/search":
        assert words(page.one("p", role="status")) == "Nothing is asked for yet."


@pytest.mark.slow
def test_a_hit_names_its_copies_before_anything_is_opened(tmp_path: Path) -> None:
    wire = "A storm sank the ferry Patience off the Farness shore on Tuesday night with all hands lost to the sea."
    files = {f"{year}.md": f"---\ndate: {year}\ntitle: Told in {year}\n---\n{wire}" for year in (1959, 1960, 1961)}
    client = create_app(index_papers(tmp_path, files), WordEncoder()).test_client()
    page = get(client, "/search?q=ferry+Patience+sank")
    line = page.one("p", class_="tied")
    assert words(line) == "2 near-identical texts: Told in 1960 and 1 more"
    there = page.links(line)
    assert words(get(client, there["Told in 1960"]).one("h1")) == "Told in 1960"
    assert len(get(client, there["1 more"]).all("article")) == 3
    assert "Told in 1961" in page.links(page.one("details", class_="why"))


@pytest.mark.slow
def test_an_example_with_dates_finds_something_where_one_date_is_far_from_all_others(tmp_path: Path) -> None:
    files = {
        f"{n}.md": f"---\ndate: 1916-04-{n:02}\n---\nThe printers met at the foundry on day {n}." for n in range(1, 6)
    }
    files["old.md"] = "---\ndate: 1790\n---\nA charter."
    client = create_app(index_papers(tmp_path, files), WordEncoder()).test_client()
    home = get(client, "/")
    links = home.links(home.one("section", class_="try"))
    assert any("date:1853..1916" in query for query in links)
    for link in links.values():
        assert hits(get(client, link)), link


@pytest.mark.slow
def test_examples_ask_all_that_they_say_before_the_year_1000_too(make_archive: Callable[..., Archive]) -> None:
    files = {f"{year}.md": f"---\ndate: '{year}'\n---\nThe printers of {year}." for year in ("0476", "0700")}
    title = "The ballads of the printers, of kind:verse"
    archive = make_archive({**files, "a.md": f"---\ntitle: '{title}'\n---\nPrinters print."})
    assert archive.search(parse_query(title, mode="keyword")).hits
    found = examples(archive)
    assert "printers date:0476..0588" in [example.query for example in found]
    assert not any(parse_query(example.query).ignored for example in found)


@pytest.mark.slow
def test_the_example_of_a_person_says_that_one_may_be_named_only(tmp_path: Path) -> None:
    files = {f"{n}.md": f"---\npeople: [Bob Fry]\n---\nThe printers met on day {n}." for n in range(1, 4)}
    client = create_app(index_papers(tmp_path, files), WordEncoder()).test_client()
    home = get(client, "/")
    assert 'person:"Bob Fry" by, from, to or naming Bob Fry' in words(home.one("section", class_="try"))


@pytest.mark.slow
def test_a_title_that_has_the_words_shows_them(tmp_path: Path) -> None:
    files = {"a.md": "---\ntitle: A <b>ferry</b> & its pilots\n---\nNothing of the kind stands here."}
    client = create_app(index_papers(tmp_path, files), WordEncoder()).test_client()
    page = get(client, "/search?q=ferry+pilot&mode=keyword")
    title = page.one("h2", class_="title")
    assert [words(mark) for mark in title.iter(HTML + "mark")] == ["ferry", "pilots"]
    assert words(title) == "A <b>ferry</b> & its pilots"
    (hit,) = client.get("/api/v1/search?q=ferry+pilot&mode=keyword").json["hits"]  # type: ignore[index]
    marked = [hit["document"]["title"][mark["start"] : mark["end"]] for mark in hit["title_marks"]]
    assert (marked, hit["passage"]["marks"]) == (["ferry", "pilots"], [])


@pytest.mark.slow
def test_names_of_a_letter_have_a_direction_of_their_own(client_of: Callable[..., FlaskClient]) -> None:
    """Else the arrow between two Hebrew names, which is no letter, points from the one who was written to."""
    letter = "---\nkind: letter\nsender: דוד\nrecipient: דוד כהן\nplace: חיפה\n---\nThe ferry was late."
    (facts,) = get(client_of({"a.md": letter}), "/search?q=ferry").all("p", class_="facts")
    assert words(facts).startswith("דוד → דוד כהן, from חיפה")
    assert [words(name) for name in facts.iter(HTML + "bdi")] == ["דוד", "דוד כהן", "חיפה"]


def test_a_list_between_days_that_leave_none_says_so(client: FlaskClient) -> None:
    page = get(client, "/documents?after=1970&before=1960")
    told = "0 documents. No day is 1970-01-01 or later and 1960-12-31 or earlier."
    assert words(page.one("p", role="status")) == told


@pytest.mark.slow
def test_paragraphs_and_lines_ended_by_hand_begin_a_line_of_a_snippet_and_no_other_does(tmp_path: Path) -> None:
    files = {
        "a.md": "# Boats\n\n## Her <end>\n\nShe was sold\nfor scrap.\n",
        "b.txt": "3 March\nThe Clerk\n\nSir, we shall have no boat before\nthe spring tides; the tug is late.\n",
    }
    client = create_app(index_papers(tmp_path, files), WordEncoder()).test_client()
    assert "Her &lt;end&gt;<br>She was sold for <mark>scrap</mark>." in get(client, "/search?q=scrap").text
    head = "3 March<br>The Clerk<br>Sir, we shall have no boat before the spring tides; the <mark>tug</mark> is late."
    assert head in get(client, "/search?q=tug").text
