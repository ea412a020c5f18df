"""Of a page's date no more is believed than the page has."""

from datetime import date, datetime

import pytest

from indexer.ingest.pages import published
from indexer.ingest.pages.published import spelled_out
from indexer.records import Document
from tests.indexer.ingest.reading import read_all

WORDS = "The ferry was late again, and nobody on the pier was surprised by it. " * 20


def test_a_date_that_htmldate_cannot_read_itself_does_not_start_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("dateparser compiles expressions for 200 languages")

    monkeypatch.setattr("htmldate.extractors.get_external_parser", refuse)
    page = f"<html><body><p class='date'>Wtorek, 3 stycznia 1998</p><p>{WORDS}</p></body></html>"
    assert read_all(page, "a.html")
    assert published._one_day("3 mars 1998") == datetime(1998, 3, 3)
    assert published._one_day("mars 1998") is None


@pytest.mark.parametrize(
    ("guess", "page", "known"),
    [
        ("2015-02-17", "nothing", "2015-02-17"),
        ("2015-02-01", "see /2015/02/the-ferry.html", "2015-02"),
        ("2015-02-01", "February 2015", "2015-02"),
        ("1998-01-01", "© 1998 The Packet", "1998"),
        ("1998-01-01", "January 1998", "1998-01"),
        ("1998-01-01", "/1998/01/ferry", "1998-01"),
        ("1998-01-01", "11.1.1998 and 21 January 1998", "1998-01"),
        ("2015-02-01", "posted 2015-02-01T10:00", "2015-02-01"),
        ("2015-02-01", "/2015/2/1/ferry", "2015-02-01"),
        ("2015-02-01", "20150201", "2015-02-01"),
        ("2015-02-01", "am 01.02.2015 um", "2015-02-01"),
        ("2015-02-01", "on 2/1/15 at", "2015-02-01"),
        ("2015-02-01", "1. Februar 2015", "2015-02-01"),
        ("2015-02-01", "le 1er février 2015", "2015-02-01"),
        ("2015-02-01", "Feb. 1, 2015", "2015-02-01"),
        ("2015-02-01", "2015年2月1日", "2015-02-01"),
        ("2015-02-01", "2015-02-11, 21.02.2015, 11 February 2015, February 12, 2015", "2015-02"),
    ],
)
def test_a_first_of_the_month_must_be_spelled_out(guess: str, page: str, known: str) -> None:
    assert spelled_out(guess, page) == known


def dated(body: str, head: str = "", lang: str = "en") -> Document:
    article = f"<article><h1>The ferry</h1>{body}<p>{WORDS}</p></article>"
    page = f"<html lang='{lang}'><head>{head}</head><body>{article if '<article>' not in body else body}</body></html>"
    (document,) = read_all(page, "a.html")
    return document


MODIFIED = "<meta property='article:modified_time' content='2023-06-05T10:00:00Z'>"
ARTICLE = f"<article><h1>The ferry</h1><p>{WORDS}</p></article>"


@pytest.mark.parametrize(
    ("body", "head", "day"),
    [
        ("<p class='meta'>Published on 3 June 2019</p>", MODIFIED, date(2019, 6, 3)),
        ("<p>Published 3 June 2019. Last updated: 5 June 2023</p>", "", date(2019, 6, 3)),
        ("<p>Published 3 June 2023</p><p>Last updated: <b>5 June 2019</b></p>", "", date(2023, 6, 3)),
        ("", MODIFIED, None),
        ("<p>Last updated: 5 June 2023</p>", "", None),
        ("<p><b>Updated:</b> 5 June 2023</p>", "", None),
        ("", '<script>state = {"updated": "2023-06-05T10:00:00Z"}</script>', None),
        ("", '<script type="application/ld+json">{"dateModified": "2023-06-05T10:00:00Z"}</script>', None),
        (f"{ARTICLE}<footer>© 2019-2024 The Packet</footer>", "", None),
        (f"{ARTICLE}<div id='comments'><b>bob</b> <time datetime='2022-02-02'>2 Feb</time></div>", "", None),
        (f"{ARTICLE}<ul class='comment-list'><li>on 2 February 2022</li></ul>", "", None),
        (f"{ARTICLE}<aside><time datetime='2022-02-02'>2 Feb</time> Another story</aside>", "", None),
        (f"{ARTICLE}<p><a href='/2012/04/02/other.html'>Another</a></p>", "", None),
        ("<p>The mole broke in <b>2003</b> and was mended.</p>", "", None),
        (f"<div class='comments'>{ARTICLE}<p class='date'>3 June 2019</p></div>", "", date(2019, 6, 3)),
        ("<p>Updated 5 June 2023 | Published 3 June 2019</p>", "", date(2019, 6, 3)),
        ("<p>Published 3 June 2019 | Updated 5 June 2023</p>", "", date(2019, 6, 3)),
        ("<p>Published: Feb. 13, 2019 at 7:00 a.m. EST | Updated: Feb. 15, 2023</p>", "", date(2019, 2, 13)),
        ("<p>Updated on <b>June 5, 2023</b> — originally published June 3, 2019</p>", "", date(2019, 6, 3)),
        ("<p>Aktualisiert: 5. Juni 2023, veröffentlicht am 3. Juni 2019</p>", "", date(2019, 6, 3)),
        (f"{ARTICLE}<aside><p>Published 3 June 2019</p></aside>", "", None),
        ("", "<title>The ferry that was late and late again, as it always is - 13.06.2019 - The Packet</title>",
         date(2019, 6, 13)),
    ],
)  # fmt: skip
def test_only_a_date_that_may_be_its_own_is_the_pages(body: str, head: str, day: date | None) -> None:
    when = dated(body, head).date
    assert (when.earliest if when else None) == day


@pytest.mark.parametrize(
    ("body", "day", "modified"),
    [
        ("<p>Last updated <time itemprop=dateModified datetime=2023-06-05T11:00:00Z>5 June</time> · First published on "
         "<time itemprop=datePublished datetime=2019-06-03T08:00Z>3 June</time></p>", date(2019, 6, 3), "2023-06-05"),
        ("<span itemprop=datePublished content=2019-06-03></span>", date(2019, 6, 3), ""),
        ("<span itemprop=datePublished>3 June 2019</span>", date(2019, 6, 3), ""),
        ("<aside><time itemprop=datePublished datetime=2019-06-03></time></aside>", None, ""),
        ("<div itemtype=http://schema.org/Comment><time itemprop=datePublished datetime=2019-06-03></time></div>",
         None, ""),
    ],
)  # fmt: skip
def test_what_microdata_call_the_day_of_publishing_is_stated(body: str, day: date | None, modified: str) -> None:
    document = dated(body)
    assert document.metadata.get("modified", "") == modified
    assert (document.date.earliest if document.date and document.date.sure == "stated" else None) == day


@pytest.mark.parametrize(
    ("content", "body", "first", "last", "told"),
    [
        ("11/01/2023 12:43:42", "", date(2023, 1, 11), date(2023, 11, 1), "can be read in two ways"),
        ("11/01/2023", "Erstellt am: 01.11.2023", date(2023, 11, 1), date(2023, 11, 1), "as the page has it elsewhere"),
        ("11/01/2023", "Am 1. November 2023", date(2023, 11, 1), date(2023, 11, 1), "as the page has it elsewhere"),
        ("11/01/2023", "Seen on 1 May 2023", date(2023, 1, 11), date(2023, 11, 1), "can be read in two ways"),
        ("11/01/2023", "Seen on 11.01.2023", date(2023, 1, 11), date(2023, 1, 11), "date 2023-01-11 inferred"),
    ],
)  # fmt: skip
def test_which_of_two_figures_in_a_tag_is_the_day_no_language_tells(
    content: str, body: str, first: date, last: date, told: str
) -> None:
    document = dated(f"<p>{body}</p>{ARTICLE}", f'<meta name="date" content="{content}">', lang="de")
    assert document.date
    assert (document.date.earliest, document.date.latest, document.date.sure) == (first, last, "inferred")
    assert len(document.warnings) == 1
    assert told in document.warnings[0]


@pytest.mark.parametrize(
    ("lang", "line", "first", "last", "told"),
    [
        ("en-US", "By Jane Roe | 03/04/2021", date(2021, 3, 4), date(2021, 3, 4), "read with the month first"),
        ("en-US", "By JANE ROE | 03/04/2021", date(2021, 3, 4), date(2021, 3, 4), "read with the month first"),
        ("en-GB", "By Jane Roe | 03/04/2021", date(2021, 4, 3), date(2021, 4, 3), "read with the day first"),
        ("fr", "Par Jane Roe, 03-04-2021", date(2021, 4, 3), date(2021, 4, 3), "read with the day first"),
        ("en", "By Jane Roe | 03/04/2021", date(2021, 3, 4), date(2021, 4, 3), "can be read in two ways"),
        ("en", "By Jane Roe | 03/04/21", date(2021, 3, 4), date(2021, 4, 3), "can be read in two ways"),
        ("en", "By Jane Roe | 03/14/2021", date(2021, 3, 14), date(2021, 3, 14), "date 2021-03-14 inferred"),
        ("en", "By Jane Roe | 04/04/2021", date(2021, 4, 4), date(2021, 4, 4), "date 2021-04-04 inferred"),
        ("en", "03/04/2021, a 3 April 2021", date(2021, 4, 3), date(2021, 4, 3), "date 2021-04-03 inferred"),
        ("en", "Von Jane Roe, 03.04.2021", date(2021, 4, 3), date(2021, 4, 3), "date 2021-04-03 inferred"),
    ],
)  # fmt: skip
def test_which_of_two_figures_is_the_day(lang: str, line: str, first: date, last: date, told: str) -> None:
    document = dated(f"<p class='byline'>{line}</p>", lang=lang)
    assert document.date
    assert (document.date.earliest, document.date.latest, document.date.sure) == (first, last, "inferred")
    assert len(document.warnings) == 1
    assert told in document.warnings[0]
