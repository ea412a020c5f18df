from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.ingest.documents import document_id
from indexer.records import MOST_SOURCES
from tests.webapp.pages import HTML, Page, get, words
from webapp.asking import MOST_CHARACTERS

LETTER = document_id("corpus/letters/1964-02-28-open-letter-of-farness.md")
ARTICLE = document_id("corpus/articles/1964-03-07-the-seven-demands.md")
WRONG = "licensed for not fewer than thirty persons"
RIGHT = "licensed for not fewer than forty persons"


@pytest.mark.slow
def test_a_document_lists_its_quotations_with_what_was_changed(client: FlaskClient) -> None:
    html = client.get(f"/documents/{ARTICLE}").get_data(as_text=True)
    assert "Quotations in this text" in html
    assert "<del>forty</del> <ins>fourteen</ins>" in html
    assert f'href="/documents/{LETTER}?at=' in html


def test_a_letter_says_who_quotes_it(client: FlaskClient) -> None:
    html = client.get(f"/documents/{LETTER}").get_data(as_text=True)
    assert "Quoted by" in html
    assert f'href="/documents/{ARTICLE}?at=' in html


def test_quotations_are_underlined_by_label_and_lead_to_their_entries(client: FlaskClient) -> None:
    page = get(client, f"/documents/{ARTICLE}")
    lines = {e.get("data-entry"): e for e in page.all("span") if "quotation" in (e.get("class") or "").split()}
    altered = next(e for e in lines.values() if "fourteen" in words(e))
    assert altered.get("class") == "quotation altered"
    number = altered.get("data-entry")
    assert altered.get("id") == f"at-{number}"
    ref = page.one("a", href=f"#quotation-{number}")
    note = ref.get("data-n")
    assert (ref.get("class"), ref.get("aria-label")) == ("ref", f"Quotation {note}, altered: its source")
    assert "".join(ref.itertext()) == ""
    entry = page.one("li", id=f"quotation-{number}")
    assert [words(e) for e in entry.iter() if e.tag in (HTML + "del", HTML + "ins")] == ["forty", "fourteen"]
    assert RIGHT in words(entry)
    assert page.links(entry)[note] == f"#at-{number}"


@pytest.mark.slow
@pytest.mark.parametrize(("rain", "shown"), [(2, "it rained it rained"), (120, "…")])
def test_a_source_is_shown_from_the_first_word_to_the_last_unless_that_is_long(
    client_of: Callable[..., FlaskClient], rain: int, shown: str
) -> None:
    between = "it rained " * rain
    client = client_of({"a.txt": f"The ferry shall leave the upper stairs while {between}and come again at five."})
    said = "“The ferry shall leave the upper stairs,” they wrote, “and come again at five.”"
    entry = Page(client.post("/trace", data={"text": said}).text).one("p", class_="there")
    assert [shown in words(e) for e in entry.iter(HTML + "b")] == [True]


@pytest.mark.slow
def test_other_documents_with_the_words_are_named(client_of: Callable[..., FlaskClient]) -> None:
    letter = "---\ntitle: Letter {0}\ndate: 191{0}\n---\n\nWe ask that the ferry shall leave the upper stairs at five."
    client = client_of({f"{n}.md": letter.format(n) for n in range(5)})
    pasted = client.post("/trace", data={"text": "They ask that “the ferry shall leave the upper stairs at five”."})
    entry = Page(pasted.text).one("li", class_="exact")
    from_first, also = (e for e in entry.iter(HTML + "p") if e.get("class") == "facts")
    assert words(from_first).startswith("from Letter 0, 1910 · ")
    assert words(also) == "also in Letter 1, Letter 2 and 2 more"
    there = get(client, Page(pasted.text).links(also)["Letter 2"])
    assert words(there.one("mark", class_="passage")) == "the ferry shall leave the upper stairs at five"


@pytest.mark.slow
def test_another_document_with_other_words_is_named_with_how_true_the_quotation_is_to_it(
    client_of: Callable[..., FlaskClient],
) -> None:
    said = "the public ferry shall never again leave the upper stairs at five"
    opposite = said.replace("never again ", "")
    letter = "---\ntitle: Letter {0}\ndate: 191{0}\n---\n\nWe ask that {1}."
    told = {0: said, 1: said, 2: opposite, 3: opposite, 4: said.replace("public", "publick")}
    client = client_of({f"{n}.md": letter.format(n, words) for n, words in told.items()})

    def also(html: str) -> list[str]:
        return [words(e) for e in Page(html).all("p", class_="facts") if words(e).startswith("also in")]

    pasted = [client.post("/trace", data={"text": f"They ask that “{asked}”."}).text for asked in (said, opposite)]
    assert also(pasted[0]) == ["also in Letter 1, Letter 4 (near) and 2 more (2 altered)"]
    assert also(pasted[1]) == ["also in Letter 3, Letter 0 (altered) and 2 more (2 altered)"]
    client_of({"paper.md": f"---\ndate: 1924\n---\n\nThey ask that “{said}”, as one hears."})
    assert also(client.get(f"/documents/{document_id('papers/paper.md')}").text) == also(pasted[0])


@pytest.mark.slow
@pytest.mark.slow
def test_first_words_do_not_pass_for_a_title_where_another_text_is_named(client_of: Callable[..., FlaskClient]) -> None:
    said = "the ferry shall leave the upper stairs at five, and the red lamp shall burn"
    letter = f"We ask for this. Every day {said}."
    files = {"1910-01-01.txt": letter, "1911-01-01.txt": letter, "1912-01-01.txt": f"So it was. They asked: “{said}”."}
    client = client_of(files)
    page = get(client, "/search?q=ferry&sort=date")
    tied = [words(e) for e in page.all("p", class_="tied")]
    assert "1 near-identical text: “We ask for this.”" in tied
    assert {"quotes “We ask for this.”", "quoted by “So it was.”"} <= {*tied}
    paper = get(client, f"/documents/{document_id('papers/1912-01-01.txt')}")
    facts = [words(e) for e in paper.one("li", class_="exact").iter(HTML + "p") if e.get("class") == "facts"]
    assert facts[0].startswith("from “We ask for this.”, 1 January 1910 · ")
    assert facts[1] == "also in “We ask for this.”"


def test_of_a_source_that_goes_on_only_so_much_is_shown_and_that_it_does(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of({"a.txt": "The Council promises that the upper stairs would be opened to all before Christmas."})
    said = "They wrote “The Council promises that the upper stairs would be opened by Easter”."
    entry = Page(client.post("/trace", data={"text": said}).text).one("li", class_="altered")
    assert [words(e) for e in entry.iter() if e.tag in (HTML + "del", HTML + "ins")] == ["to all …", "by Easter"]


@pytest.mark.slow
def test_of_more_sources_than_are_looked_for_it_is_said_that_there_are_at_least_so_many(
    client_of: Callable[..., FlaskClient],
) -> None:
    said = "the ferry shall leave the upper stairs at five"
    letters = {f"{n}.md": f"---\ndate: {1900 + n}\n---\n\nWe ask that {said}." for n in range(MOST_SOURCES + 1)}
    entry = Page(client_of(letters).post("/trace", data={"text": f"They ask that “{said}”."}).text)
    (also,) = (words(e) for e in entry.all("p", class_="facts") if words(e).startswith("also in"))
    assert also.endswith(f" and at least {MOST_SOURCES - 3} more")


@pytest.mark.slow
def test_notes_are_numbered_as_they_are_shown(client_of: Callable[..., FlaskClient]) -> None:
    one, two = "the ferry shall leave the upper stairs at five", "nobody shall hold the lantern against the weather"
    client = client_of({
        "letter.txt": f"We ask that {one} and that {two}, every day.",
        "paper.txt": f"“These very words stand nowhere else at all”, said the clerk. “{one}”, he read. "
        f"“Nor do these peculiar ones, so far as anybody knows”. “{two}”, he read.",
    })  # fmt: skip
    paper = document_id("papers/paper.txt")
    page = get(client, f"/documents/{paper}")
    refs = page.all("a", class_="ref")
    assert [ref.get("data-n") for ref in refs] == ["1", "2"]
    shown = [page.one("li", id=(ref.get("href") or "")[1:]) for ref in refs]
    assert [one in words(shown[0]), two in words(shown[1])] == [True, True]
    assert [next(iter(page.links(entry))) for entry in shown] == ["1", "2"]
    missing = [words(e) for e in page.all("li", class_="not-found")]
    assert len(missing) == 2
    assert all(entry.endswith("No other text here has these words.") for entry in missing)


def test_what_interrupts_a_quotation_is_shown_and_is_no_ellipsis(client: FlaskClient) -> None:
    paper = document_id("corpus/articles/1966-03-30-county-votes-to-close.txt")
    page = get(client, f"/documents/{paper}")
    (entry,) = (e for e in page.all("li", class_="exact") if "frightened" in words(e))
    quote = next(entry.iter(HTML + "blockquote"))
    assert words(quote) == ('I am not frightened of the river," she wrote. "I only think that it should be asked.')
    (between,) = quote.iter(HTML + "span")
    assert words(between) == '" she wrote. "'
    assert "The same 15 words in the same order" in words(entry)


@pytest.mark.slow
def test_marks_of_quoted_mail_are_no_words_of_a_quotation(client_of: Callable[..., FlaskClient]) -> None:
    letter = "We can not publish the figures of the fourth quarter unless the annex is left out of the report."
    reply = (
        "From: Tom Reed <tom@x.example>\nSubject: Re: annex\nContent-Type: text/plain\n\n{}\n\n"
        "On Monday, Peter Lang wrote:\n\n> We can\n> not publish the figures of\n> > the fourth quarter "
        "unless our annex\n> is left out of\n>\n> the report.\n"
    )
    client = client_of({"letter.txt": f"Sir,\n\n{letter}", "reply.eml": reply.format("I do not agree.")})
    id = document_id("papers/reply.eml")
    (entry,) = get(client, f"/documents/{id}").all("li", class_="altered")
    (quote,) = entry.iter(HTML + "blockquote")
    assert words(quote) == letter.replace("the annex", "the our annex")
    (annotation,) = client.get(f"/api/v1/documents/{id}/quotations").get_json()["quotations"]
    assert " ".join(annotation["quote"].split()) == letter.replace("the annex", "our annex")
    assert "\n> not publish" in annotation["target"][0]["selector"][0]["exact"]
    html = client.post("/trace", data={"text": f"“{letter.replace('the annex', 'our annex')}”"}).get_data(as_text=True)
    there = words(Page(html).one("p", class_="there"))
    assert "We can not publish the figures of the fourth quarter unless our annex is left out of the report." in there


def test_a_quoted_passage_has_a_mark_in_the_margin(client: FlaskClient) -> None:
    page = get(client, f"/documents/{LETTER}")
    marks = page.all("a", class_="quoted-by")
    assert max(int(mark.get("data-says").removeprefix("quoted by ")) for mark in marks) == 4  # type: ignore[union-attr]
    for mark in marks:
        for number in mark.get("data-entries").split():  # type: ignore[union-attr]
            assert page.one("li", id=f"quoting-{number}") is not None
    shown = " ".join(words(e) for e in page.all("span", class_="quoted"))
    assert RIGHT in shown
    assert "We have not met in" not in shown


@pytest.mark.slow
def test_hits_say_what_they_quote_and_who_quotes_them(client: FlaskClient) -> None:
    hits = client.get("/api/v1/search?q=licensed+for+forty+persons&group=0").get_json()["hits"]
    letter = next(h for h in hits if h["document"]["id"] == LETTER and RIGHT in h["passage"]["text"])
    assert ARTICLE in {linked["id"] for linked in letter["quoted_by"]}
    article = next(h for h in hits if h["document"]["id"] == ARTICLE and "fourteen persons" in h["passage"]["text"])
    (quoted,) = (linked for linked in article["quotes"] if linked["id"] == LETTER)
    text = client.get(f"/documents/{LETTER}.txt").text
    assert text[quoted["start"] : quoted["end"]] == RIGHT + ", decked, and fitted with a cabin"
    page = get(client, "/search?q=licensed+for+forty+persons&group=0")
    said = [words(e) for e in page.all("p", class_="tied")]
    assert any(line.startswith("quotes Open letter of the Farness") for line in said)
    assert any(line.startswith("quoted by ") for line in said)


@pytest.mark.slow
def test_the_first_page_names_the_passages_quoted_most(client: FlaskClient) -> None:
    page = get(client, "/")
    first = page.one("section", class_="most").find(".//{*}li")
    assert first is not None
    assert words(first).endswith("quoted by 3")
    (link,) = page.links(first).values()
    assert link.startswith(f"/documents/{LETTER}?at=")
    assert words(get(client, link).one("mark")) == next(iter(page.links(first)))


@pytest.mark.slow
def test_where_nothing_is_quoted_twice_the_first_page_says_nothing(client_of: Callable[..., FlaskClient]) -> None:
    text = "the ferry shall leave the upper stairs at five in the morning"
    client = client_of({"a.txt": f"We ask that {text}, every day.", "b.txt": f"They wrote “{text}” to us."})
    assert not get(client, "/").all("section", class_="most")


@pytest.mark.parametrize(
    ("words", "label"),
    [(RIGHT, "exact"), (WRONG, "altered"), ("these words stand nowhere in the whole archive", "not found")],
)
def test_a_pasted_text_is_checked(client: FlaskClient, words: str, label: str) -> None:
    text = f"The letter of the Committee asks for a boat “{words}, decked, and fitted with a cabin”, and no less."
    if label == "not found":
        text = f"He said: “{words}”."
    html = client.post("/trace", data={"text": text}).get_data(as_text=True)
    assert f"<span>{label}</span>" in html
    found = client.post("/api/v1/trace", json={"text": text}).get_json()
    assert [q["label"] for q in found["quotations"]] == [label]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('---\ntitle: "The boat is to be licensed for fewer"\ndate: {day}\n---\n', 1),
        ('+++\ntitle = "The boat is to be licensed for fewer"\ndate = {day}\n+++\n\n', 1),
        ("date {day} ", 1),
        ('From: Jo Pike <jo@x.example>\nTo: A\nSubject: "The boat is to be licensed"\nDate: {day}\n\n', 1),
        ('Title: "The boat is to be licensed for fewer"\n\n', 2),
        ("---\n", 1),
        ("SQLite format 3, ", 1),
        ("GIF89a is no picture. ", 1),
    ],
)
def test_what_heads_a_pasted_text_is_no_quotation_and_dates_it(client: FlaskClient, head: str, found: int) -> None:
    from_letter = []
    for day in ("1964-02-27", "1964-03-07"):
        text = f"{head.format(day=day)}They ask for a boat “{RIGHT}, decked, and fitted with a cabin”, and no less."
        quotations = client.post("/api/v1/trace", json={"text": text}).get_json()["quotations"]
        quote, place = quotations[-1]["target"][0]["selector"]
        assert (len(quotations), quote["exact"]) == (found, text[place["start"] : place["end"]])
        assert text[: place["start"]].endswith(quote["prefix"])
        from_letter.append(quotations[-1].get("source_document", {}).get("id") == LETTER)
    assert from_letter == ["{day}" not in head, True]  # the letter is of the day between


def test_what_is_not_traced_is_folded_together_and_keeps_its_number(client_of: Callable[..., FlaskClient]) -> None:
    text = f"The “so-called” pilot said that “{RIGHT}, decked, and fitted with a cabin” is a “so-called” boat."
    client = client_of({"a.txt": text})
    (document,) = client.get("/api/v1/documents").get_json()["documents"]
    found = client.get(f"/api/v1/documents/{document['id']}/quotations").get_json()["quotations"]
    assert [q["label"] for q in found] == ["not traced", "not found", "not traced"]
    page = get(client, f"/documents/{document['id']}")
    folded = page.one("details", class_="untraced")
    assert words(folded).startswith("2 not traced: too short or too common, names or titles")
    items = [item.get("id") for item in folded.iterfind(".//{*}li")]
    assert items == ["quotation-1", "quotation-3"]
    assert [item.get("id") for item in page.all("li", class_="not-found")] == ["quotation-2"]


def test_above_the_quotations_of_a_pasted_text_stands_their_tally(client: FlaskClient) -> None:
    missing = "these words stand nowhere in the whole archive"
    texts = {
        f"“{RIGHT}”, “{WRONG}” and “{RIGHT}”, he said: “{missing}”.":
            "4 quotations: 2 exact, 1 altered, 1 not found.",
        f"He said: “{missing}”.": "1 quotation: 1 not found.",
        "Nothing.": "No quotations found.",
    }  # fmt: skip
    for text, tally in texts.items():
        page = Page(client.post("/trace", data={"text": text}).get_data(as_text=True))
        assert words(page.one("p", role="status")) == tally
        assert [words(h) for h in page.all("h2") if h.get("role") is None] == ["Quotations in this text"]


def test_the_place_that_comes_nearest_is_linked(client: FlaskClient) -> None:
    text = f"They wrote: “{' '.join(RIGHT.split()[:3])}”, and no more."
    page = Page(client.post("/trace", data={"text": text}).get_data(as_text=True))
    (link,) = page.links(page.one("p", class_="facts")).values()
    assert link.startswith(f"/documents/{LETTER}?at=")
    assert words(page.one("p", class_="facts")).startswith("nearest: ")
    assert words(get(client, link).one("mark")) == " ".join(RIGHT.split()[:3])


def test_what_is_pasted_is_escaped(client: FlaskClient) -> None:
    html = client.post(
        "/trace", data={"text": "</textarea><script>alert(1)</script> “<b>bold</b> words of no one here”"}
    )
    assert "<script>alert" not in html.get_data(as_text=True)
    assert "<b>bold" not in html.get_data(as_text=True)


@pytest.mark.slow
@pytest.mark.parametrize("character", ["a", "𐤀", "\n"])
@pytest.mark.parametrize(("length", "status"), [(20_000, 200), (MOST_CHARACTERS, 200), (MOST_CHARACTERS + 1, 400)])
def test_a_text_may_be_as_long_whatever_its_letters(
    client: FlaskClient, character: str, length: int, status: int
) -> None:
    text = character * length
    sent = text.replace("\n", "\r\n")  # by a browser
    parts = f'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n{sent}\r\n--b--\r\n'.encode()
    answers = [
        client.post("/trace", data={"text": sent}),
        client.post("/trace", data=parts, content_type="multipart/form-data; boundary=b"),
        client.post("/api/v1/trace", json={"text": text}),
    ]
    assert [answer.status_code for answer in answers] == [status] * 3
    said = [f"The text has {MOST_CHARACTERS + 1:,} characters" in answer.text for answer in answers]
    assert said == [status == 400] * 3


def test_a_text_that_is_too_long_stays_to_be_shortened(client: FlaskClient) -> None:
    answer = client.post("/trace", data={"text": "The end of it." + "a" * MOST_CHARACTERS})
    assert answer.status_code == 400
    page = Page(answer.text)
    box = page.one("textarea", aria_invalid="true")
    assert words(box).startswith("The end of it.a")
    assert words(page.one("p", id=box.get("aria-describedby", ""))).startswith("The text has 500,014 characters")


@pytest.mark.parametrize(("path", "form"), [("/trace", "data"), ("/api/v1/trace", "json")])
def test_a_request_longer_than_any_text_needs_is_not_read(client: FlaskClient, path: str, form: str) -> None:
    sent: dict[str, Any] = {form: {"text": "a" * 13 * MOST_CHARACTERS}}
    response = client.post(path, **sent)
    assert response.status_code == 413
    assert "bytes long: 6,001,024 are allowed." in response.text


@pytest.mark.slow
def test_annotations_of_a_document(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/documents/{ARTICLE}/quotations").get_json()["quotations"]
    assert {"altered", "exact"} <= {annotation["label"] for annotation in found}
    assert all(a["motivation"] == "linking" for a in found)
    quoting = client.get(f"/api/v1/documents/{LETTER}/quoted-by").get_json()["quotations"]
    assert f"http://localhost/documents/{ARTICLE}" in {annotation["target"][0]["source"] for annotation in quoting}
    assert ARTICLE in {annotation["quoting_document"]["id"] for annotation in quoting}
    assert {annotation["source_document"]["id"] for annotation in quoting} == {LETTER}
    for annotation in found + quoting:
        for name, ends in (("quoting_document", "target"), ("source_document", "body")):
            place = annotation[name]
            spans = [resource["selector"][1] for resource in annotation[ends]]
            assert (place["start"], place["end"]) == (min(s["start"] for s in spans), max(s["end"] for s in spans))
            page = get(client, place["read"])
            assert page.one("mark", id="passage") is not None
            assert not page.all("aside", class_="followed")


def test_the_same_by_id(client: FlaskClient) -> None:
    found = client.post("/api/v1/trace", json={"document": ARTICLE}).get_json()
    assert found["document"]["id"] == ARTICLE
    stored = client.get(f"/api/v1/documents/{ARTICLE}/quotations").get_json()["quotations"]
    assert [a["target"] for a in found["quotations"]] == [a["target"] for a in stored]


def test_a_text_that_is_sent_has_a_name_of_its_own_and_its_sources_have_addresses(client: FlaskClient) -> None:
    def ends(text: str) -> tuple[str, str]:
        (found,) = client.post("/api/v1/trace", json={"text": text}).get_json()["quotations"]
        return found["target"][0]["source"], found["body"][0]["source"]

    quoting = f"She wrote “{RIGHT}” in the open letter."
    (one, source), (other, _) = ends(quoting), ends(quoting + " And that was all.")
    assert one.startswith("tag:")
    assert one != other
    assert source == f"http://localhost/documents/{LETTER}"


@pytest.mark.parametrize(
    ("before", "between"),
    [("A line.\r\n\r\nAnd one.\r\n", " "), ("\ufeff\ufeff", "\r"), ("\ufeffdate 1964-03-07 \r\n\0\ud800\r", "\r\n")],
)
def test_positions_count_in_the_text_as_it_was_sent(client: FlaskClient, before: str, between: str) -> None:
    said = WRONG.replace(" thirty ", between + "thirty ")
    text = f"{before}They asked, says Mr. Stobbs:\r\n“{said}”,\r\nhe adds, “decked, and fitted with a cabin”.\r\n"
    (found,) = client.post("/api/v1/trace", json={"text": text}).get_json()["quotations"]
    assert (found["label"], found["quote"]) == ("altered", f"{said} … decked, and fitted with a cabin")
    quoted = (said, "decked, and fitted with a cabin")
    for part, target, stretch in zip(found["parts"], found["target"], quoted, strict=True):
        quote, place = target["selector"]
        start, end = part["quoted"]["start"], part["quoted"]["end"]
        assert (place["start"], place["end"], quote["exact"], text[start:end]) == (start, end, stretch, stretch)
        assert (quote["prefix"], quote["suffix"]) == (text[max(0, start - 32) : start], text[end : end + 32])
        assert target["source"].endswith(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    (change,) = found["changes"]
    assert text[change["quoted"]["start"] : change["quoted"]["end"]] == change["quoted"]["text"] == "thirty"
    assert found["attribution"] == {"speaker": "he", "verb": "adds"}


@pytest.mark.parametrize("sent", [{}, {"text": 5}, [], None])
def test_what_cannot_be_checked_is_a_problem(client: FlaskClient, sent: object) -> None:
    response = client.post("/api/v1/trace", json=sent)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("sent", "parameter", "says"),
    [({"text": "x", "document": "y"}, "document", "not both"), ({"text": "x", "txet": "y"}, "txet", "no such"),
     ({"text": 5}, "text", "string"), ({"document": ["y"]}, "document", "string"), ({}, "", '"text"'),
     ({"text": None}, "", '"text"'),
     ({"txt": 1}, "txt text", "(did you mean text?); there are document, text. text: Send text or document."),
     (["text"], "", "object"), ("text", "", "object"),
     ({"text": "a" * (MOST_CHARACTERS + 1)}, "text", "characters")],
)  # fmt: skip
def test_what_does_not_fit_of_what_is_sent_is_named(
    client: FlaskClient, sent: object, parameter: str, says: str
) -> None:
    response = client.post("/api/v1/trace", json=sent)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    said = response.get_json()
    assert [error["parameter"] for error in said["errors"]] == parameter.split()
    assert says in said["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_is_not_said_to_be_json_is_not_read(client: FlaskClient, kind: str) -> None:
    response = client.post("/api/v1/trace", data='{"text": "x"}', content_type=kind or None)
    assert (response.status_code, response.mimetype) == (415, "application/problem+json")
    assert "application/json" in response.get_json()["detail"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/ld+json"])
def test_json_by_any_of_its_names_is_read(client: FlaskClient, kind: str) -> None:
    assert client.post("/api/v1/trace", data='{"text": "x", "document": null}', content_type=kind).status_code == 200


def test_where_json_breaks_off_is_said(client: FlaskClient) -> None:
    response = client.post("/api/v1/trace", data='{"text": ', content_type="application/json")
    assert "line 1 column 10" in response.get_json()["detail"]


def test_unknown_documents(client: FlaskClient, app: Flask) -> None:
    sent = client.post("/api/v1/trace", json={"document": "none"})
    assert sent.status_code == 404
    assert [error["parameter"] for error in sent.get_json()["errors"]] == ["document"]
    for path in ("quotations", "quoted-by"):
        assert client.get(f"/api/v1/documents/none/{path}").status_code == 404


@pytest.mark.parametrize("body", ["[", "[" * 10_000, '{"text": ' * 1_500])
def test_broken_json_is_told_however_deep(client: FlaskClient, body: str) -> None:
    response = client.post("/api/v1/trace", data=body, content_type="application/json")
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
