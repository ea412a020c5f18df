from __future__ import annotations

from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.ingest.markup.tree import parsed
from indexer.ingest.pages.lead import lead_of
from indexer.records import DateRange
from tests.indexer.ingest.reading import blocks_of, read_one

WORDS = "The ferry was late again, and nobody on the pier was surprised at it, least of all the pilot. " * 3


def page(head: str = "", body: str = "", lang: str = "") -> str:
    return f"<!DOCTYPE html><html {lang}><head>{head}</head><body><article>{body}<p>{WORDS}</p></article></body></html>"


JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "x"},
 {"@type": "NewsArticle", "headline": "Ferry late", "datePublished": "1998-03-12T23:30:00-05:00",
  "dateModified": "1998-03-14", "author": [{"name": "Ruth Ansell"}], "publisher": {"name": "The Packet"},
  "inLanguage": "en-GB"}]}</script>"""
META = """<meta property="og:title" content="Another title">
 <meta property="article:published_time" content="2001-01-01">
 <meta property="og:site_name" content="Another site"><link rel="canonical" href="https://packet.example/late">"""


def test_json_ld_comes_before_meta_tags() -> None:
    document = read_one(page(META + JSON_LD), "a.html")
    assert (document.title, document.source, document.kind) == ("Ferry late", "The Packet", "article")
    assert document.date == DateRange("1998-03-12T23:30:00-05:00", date(1998, 3, 12), date(1998, 3, 12))
    assert [a.text for a in document.authors] == ["Ruth Ansell"]
    assert (document.url, document.language) == ("https://packet.example/late", "en")
    assert document.metadata == {"modified": "1998-03-14"}


def test_json_ld_may_refer_to_its_author_and_publisher() -> None:
    graph = """{"@graph": [
     {"@type": "Article", "headline": "x", "author": [{"@id": "#r"}, "#m"], "publisher": {"@id": "#p"}},
     {"@id": "#r", "@type": "Person", "name": "Ruth Ansell"}, {"@id": "#m", "name": "Moira Thrale"},
     {"@id": "#p", "name": "The Packet"}, {"@id": "#m"}]}"""
    document = read_one(page(f'<script type="application/ld+json">{graph}</script>'), "a.html")
    assert [author.text for author in document.authors] == ["Ruth Ansell", "Moira Thrale"]
    assert document.source == "The Packet"


def test_meta_tags_where_there_is_no_json_ld() -> None:
    document = read_one(page(META), "a.html")
    assert (document.title, document.source, document.kind) == ("Another title", "Another site", "other")
    assert document.date == DateRange("2001-01-01", date(2001, 1, 1), date(2001, 1, 1))


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ('<meta property="og:type" content="Article">', "", "article"),
        ('<meta property="og:type" content="website">', "", "other"),
        ('<meta name="parsely-type" content="post">', "", "article"),
        ('<meta name="parsely-type" content="sectionpage">', "", "other"),
        ('<meta name="twitter:card" content="summary">', "", "other"),
        ("", '<div itemscope itemtype="https://schema.org/BlogPosting"><p>One.</p></div>', "article"),
        ("", '<div itemtype="https://schema.org/BlogPosting"></div>' * 2, "other"),
        (JSON_LD.replace("NewsArticle", "WebPage"), "", "other"),
        (JSON_LD.replace("NewsArticle", "BlogPosting"), "", "article"),
        (JSON_LD.replace("NewsArticle", "Report"), "", "article"),
        (JSON_LD.replace('"NewsArticle"', '["Thing", "https://schema.org/AnalysisNewsArticle"]'), "", "article"),
    ],
)
def test_what_makes_a_page_an_article(head: str, body: str, kind: str) -> None:
    assert read_one(page(head, body), "a.html").kind == kind


def test_people_and_places_that_json_ld_says_it_is_about() -> None:
    about = (
        '"about": [{"@type": "Person", "name": "Ada Hale"}, {"@type": "Thing", "name": "Tides"}], "mentions": '
        '[{"@type": "Organization", "name": "Harbour Board"}, {"@type": "City", "name": "Selbury"}], "inLanguage"'
    )
    document = read_one(page(JSON_LD.replace('"inLanguage"', about)), "a.html")
    assert [name.text for name in document.people] == ["Ada Hale", "Harbour Board"]
    assert [name.text for name in document.named_places] == ["Selbury"]


def test_a_date_that_is_only_inferred_says_so() -> None:
    document = read_one(page(body='<p class="date">12 March 1998</p>'), "a.html")
    assert document.date
    assert (document.date.earliest, document.date.sure) == (date(1998, 3, 12), "inferred")
    assert any("inferred" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>The ferry is late again - The Packet</title>", "The ferry is late again"),
        ("<title>The ferry</title>", "The ferry"),
        ('<title>Late | Packet</title><meta property="og:site_name" content="Packet">', "Late"),
    ],
)
def test_titles_without_what_the_site_adds(head: str, title: str) -> None:
    assert read_one(page(head), "a.html").title == title


def test_a_low_heading_that_begins_the_title_is_it_where_the_highest_is_the_sites() -> None:
    head = "<title>The ferry is late again : Packet-Archive | News of the isles | Since 2005</title>"
    body = "<h1>Packet-Archive</h1><h3>The ferry is late again</h3><h4>News of the isles</h4>"
    assert read_one(page(head, body), "a.html").title == "The ferry is late again"


def test_a_heading_is_found_in_a_title_behind_letters_that_have_no_capital() -> None:
    """`ß` is two letters where case is set aside."""
    heading = "Der Fluss steigt weiter"
    found = read_one(page(f"<title>Die Straße | {heading}</title>", f"<h1>{heading}</h1>"), "a.html")
    assert found.title == heading


def test_blocks() -> None:
    document = read_one(page(body="<h2>On time</h2><blockquote>Never.</blockquote><ul><li>One</li></ul>"), "a.html")
    assert blocks_of(document, "heading") == ["On time"]
    assert blocks_of(document, "quote") == ["Never."]
    assert blocks_of(document, "list") == ["One"]


def test_a_table_that_lays_out_a_page_keeps_paragraphs_apart_and_one_of_figures_its_rows() -> None:
    told = [
        f"The ferry {n} was late on the {n}th, and of {n * 7} on the pier nobody was surprised." for n in range(2, 6)
    ]
    body = "".join(f"<p>{line}</p>" for line in told[:3]) + f"<table><tr><td>Ship</td><td>{told[3]}</td></tr></table>"
    document = read_one(f"<html><body><table><tr><td>{body}</td></tr></table></body></html>", "a.html")
    assert document.text.split("\n\n") == [*told[:3], f"Ship {told[3]}"]


def test_what_the_page_hides_is_left_out() -> None:
    document = read_one(page(body=f'<p style="display:none">Subscribe. {WORDS}</p>'), "a.html")
    assert "Subscribe" not in document.text


@pytest.mark.parametrize("charset", ["idna", "undefined", "hex", "nonsense"])
def test_a_charset_that_is_none_is_guessed(charset: str) -> None:
    source = page(f'<meta charset="{charset}">', "<p>Schöne Größe – über alles</p>")
    assert "Schöne Größe – über alles" in read_one(source.encode("cp1252"), "a.html").text


def test_the_charset_that_the_page_declares() -> None:
    source = page('<meta charset="windows-1252">', "<p>Schöne Größe – über alles</p>")
    assert "Schöne Größe – über alles" in read_one(source.encode("cp1252"), "a.html").text


@pytest.mark.slow
def test_a_page_without_an_article_is_taken_whole() -> None:
    document = read_one("<html><body><p>Hi.</p></body></html>", "a.html")
    assert document.text == "Hi."


def test_a_piece_of_a_page() -> None:
    assert read_one(f"<div><p>{WORDS}</p></div>", "a.html").text.startswith("The ferry was late")
    odd = f"<math><p>{WORDS}<a href=x>x</a><h1>Late</h1>{WORDS}</p></math>"  # which no library expects
    assert read_one(odd, "a.html").text.startswith("The ferry was late")


@pytest.mark.parametrize(
    ("body", "said", "warnings"),
    [
        ("<p>It was <del>the owner <s>himself</s></del> <ins>nobody</ins>.</p>", "It was nobody.",
         ("struck words left out: 3",)),
        ("<p>It was on <s>Monday</s> Tuesday.</p>", "It was on Tuesday.", ("struck words left out: 1",)),
        ("<p>It was on <strike>Monday</strike> Tuesday.</p>", "It was on Tuesday.", ("struck words left out: 1",)),
        (f"<s><div><p>It was never closed.</p><p>{WORDS}</p></div><script>{'one two ' * 200}</script>",
         "It was never closed.", ("more than half of the text is struck out, and was kept",)),
    ],
)  # fmt: skip
def test_struck_words_are_no_text(body: str, said: str, warnings: tuple[str, ...]) -> None:
    document = read_one(page(body=body), "a.html")
    assert document.text.startswith(said)
    assert document.warnings == warnings


BYLINE = '<p>By <a rel="author" href="/jane">Jane Roe</a> and <a rel="nofollow author">Tom van Poe</a></p>'


@pytest.mark.parametrize(
    ("stated", "byline", "authors"),
    [
        ("admin", BYLINE, ["Jane Roe", "Tom van Poe"]),
        ("Staff Writer", BYLINE, ["Jane Roe", "Tom van Poe"]),
        ("packet.example", BYLINE, ["Jane Roe", "Tom van Poe"]),
        ("Ruth Ansell", BYLINE, ["Ruth Ansell"]),
        ("By Ruth Ansell, Housing Correspondent", BYLINE, ["Ruth Ansell"]),
        ("von Hayek", BYLINE, ["von Hayek"]),
        ("admin", '<p itemprop="author"><img><b itemprop="name">Jane Roe</b> writes daily</p>', ["Jane Roe"]),
        ("admin", '<a rel="author">By Jane Roe</a>', ["Jane Roe"]),
        ("admin", '<a rel="author">all posts</a>', ["admin"]),
        ("admin", '<a rel="author">Site Admin</a>', ["admin"]),
        ("", BYLINE, ["Jane Roe", "Tom van Poe"]),
    ],
)
def test_an_account_is_no_author_where_a_byline_has_a_name(stated: str, byline: str, authors: list[str]) -> None:
    document = read_one(page(f'<meta name="author" content="{stated}">', byline), "a.html")
    assert [author.text for author in document.authors] == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<p class="byline">By JANE ROE, Housing Correspondent</p>', ["JANE ROE"]),
        ('<p class="author">Jane Roe</p>', ["Jane Roe"]),
        ('<div class="c-byline__author"><em>By</em> <b>Jane Roe</b><b>Staff Writer</b></div>', ["Jane Roe"]),
        ("<p>By Jane Roe and Tom van Poe</p>", ["Jane Roe", "Tom van Poe"]),
        ("<p>Posted by: Jane Roe, Al Poe, and <b>Cy Dunn</b>, Selbury</p>", ["Jane Roe", "Al Poe", "Cy Dunn"]),
        ("<p>Von Jane Roe | 3. März</p>", ["Jane Roe"]),
        (BYLINE, ["Jane Roe", "Tom van Poe"]),
        ('<p><a rel="author">Jane Roe</a> <a rel="author">Tom van Poe</a></p>', ["Jane Roe", "Tom van Poe"]),
        ('<span itemprop="author"><span itemprop="name">Jane Roe</span> writes</span>', ["Jane Roe"]),
        ('<p class="byline">Our Foreign Staff</p>', []),
        ("<p>By the river</p>", []),
        ("<p>By The Numbers</p>", []),
        ("<p>By Jane Roe in Selbury</p>", ["Jane Roe"]),
        ("<h2>By Popular Demand</h2><p>By Jane Roe</p>", ["Jane Roe"]),
        ("<h3><span>By Popular Demand</span></h3>", []),
        ('<h3 class="byline">By Jane Roe</h3>', ["Jane Roe"]),
        ('<div class="comments"><p class="author">Jane Roe</p></div>', []),
        ('<div itemtype="http://schema.org/Comment"><b itemprop="author">Jane Roe</b></div>', []),
        (f'<p>{WORDS}</p><p class="author">Jane Roe</p>', []),
    ],
)  # fmt: skip
def test_the_names_in_a_byline_are_the_authors_where_none_is_stated(byline: str, authors: list[str]) -> None:
    document = read_one(page(body=f"<h1>Late</h1>{byline}"), "a.html")
    assert [author.text for author in document.authors] == authors


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ('{"@type": "NewsMediaOrganization", "name": "The Selbury Post"}', ["Jane Roe"]),
        ('{"name": "The Packet"}', ["Jane Roe"]),
        ('{"@type": "Person", "name": "Ruth Ansell"}', ["Ruth Ansell"]),
        ('{"@type": "Organization", "name": "The Packet"}, {"name": "Ruth Ansell"}', ["The Packet", "Ruth Ansell"]),
    ],
)
def test_a_person_in_a_byline_comes_before_the_paper(author: str, authors: list[str]) -> None:
    stated = JSON_LD.replace('{"name": "Ruth Ansell"}', author)
    document = read_one(page(stated, "<h1>Late</h1><p class=byline>By Jane Roe</p>"), "a.html")
    assert [author.text for author in document.authors] == authors
    without = read_one(page(JSON_LD.replace('{"name": "Ruth Ansell"}', '{"name": "The Packet"}')), "a.html")
    assert [author.text for author in without.authors] == ["The Packet"]


def entry(title: str, words: str, heading: str = "h2") -> str:
    return f"<article><{heading}>{title}</{heading}><p>{words}</p></article>"


NOON = "At noon the mayor told the chamber who had taken the pages, and left without a word."
TEASER = entry("<a href='/other'>Another</a>", NOON)
COMMENTS = f"<ul class='comments'><li>{entry('bob', NOON)}</li></ul>"


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        (entry("10:15", WORDS) + entry("12:05", NOON), ["10:15", "12:05"]),
        (f"<ol><li>{entry('10:15', WORDS)}</li><li>{entry('12:05', NOON)}</li></ol>", ["10:15", "12:05"]),
        (entry("10:15", WORDS) + entry("<a href='#e2'>12:05</a>", NOON), ["10:15", "12:05"]),
        (entry("<a href='/1'>One</a>", WORDS * 2) + entry("<a href='/2'>Two</a>", WORDS * 2), ["One", "Two"]),
        (entry("One", WORDS) + TEASER, ["One"]),
        (entry("One", WORDS) + entry("Two", "Read on."), ["One"]),
        (entry("One", WORDS) + COMMENTS, ["One"]),
        (f"{entry('One', WORDS)}<a href='/2'>{entry('Two', NOON)}</a>{entry('Three', NOON)}", ["One", "Three"]),
    ],
)
def test_articles_side_by_side_are_read_as_one(body: str, headings: list[str]) -> None:
    document = read_one(f"<html><body><main>{body}</main></body></html>", "a.html")
    assert blocks_of(document, "heading") == headings
    assert document.warnings == ()


def test_of_several_articles_on_the_page_of_one_the_first_is_taken() -> None:
    both = entry("The ferry", WORDS, "h1") + entry("The brewer", NOON, "h1")
    head = '<meta property="og:type" content="article">'
    document = read_one(f"<html><head>{head}</head><body><main>{both}</main></body></html>", "a.html")
    assert blocks_of(document, "heading") == ["The ferry"]
    assert document.warnings == ("the page holds 2 articles: the first was taken",)


@pytest.mark.parametrize(
    ("items", "read"),
    [
        ("<li>A bridge<ul><li>for foot<ul><li>and dogs</li></ul></li></ul></li><li>A boat</li>",
         ["A bridge", "for foot", "and dogs", "A boat"]),
        ("<li>A <b>bridge</b> of iron<ul><li>for foot</li></ul></li>", ["A bridge of iron", "for foot"]),
        ("<li>A bridge</li><ul><li>for foot</li></ul>", ["A bridge", "for foot"]),
        ("<li><p>A bridge</p><p>of iron</p></li>", ["A bridge\nof iron"]),
    ],
    ids=["lists in lists", "marks", "a list beside items", "paragraphs"],
)  # fmt: skip
def test_an_item_is_read_once_and_before_the_list_in_it(items: str, read: list[str]) -> None:
    page = f"<html><body><article><h1>Demands</h1><p>{WORDS}</p><ul>{items}</ul><p>{NOON}</p></article></body></html>"
    assert blocks_of(read_one(page, "a.html"), "list") == read


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("<p>Some 10<sup>6</sup> men, 5 km<sup>2</sup>, 2<sup>1</sup>/<sub>2</sub> days</p>",
         ["Some 10⁶ men, 5 km², 2 1/2 days"]),
        ("<p>The <b>Board</b><sup>3</sup> met.</p>", ["The Board[3] met."]),
        ("<p>Late<sup><a href='#n1'>1</a></sup> again<a href='#n2'><sup>2</sup></a>.</p>"
         "<ol><li id=n1><p>So it was. <a href='#r1'>↩︎</a></p></li><li id=n2>2. And again.</li></ol>",
         ["Late[1] again[2].", "[1] So it was.", "2. And again."]),
        ("<p>Late<sup><a href='#n1'><span>[</span>1<span>]</span></a></sup>.</p><h2>So<span class=mw-editsection>[edit]"
         "</span></h2><ol><li id=n1><span class=mw-cite-backlink>^ <sup>a</sup></span> So it was.</li></ol>",
         ["Late[1].", "So", "[1] So it was."]),
        ("<p>Late<a href='notes.html#n1' epub:type='noteref'>1</a> again<a role=doc-noteref href='#n2'>2</a>.</p>"
         "<div id=n2><p>So it was.</p></div>", ["Late[1] again[2].", "[2] So it was."]),
        ("<p>Late<a name=n1anc href='#n1sym'><sup>1</sup></a>.</p><div id=n1><p><a name=n1sym href='#n1anc'>1</a>So it "
         "was, <a href='#n2'>2</a></p></div>", ["Late[1].", "[1] So it was, 2"]),
    ],
)  # fmt: skip
def test_raised_figures_and_marks_of_notes(body: str, read: list[str]) -> None:
    assert read_one(page(body=body), "a.html").text.split("\n\n")[:-1] == read
    assert read_one(f"<body>{body}</body>", "a.html").text


def saved(html: bytes, headers: str, of_page: str) -> bytes:
    """A page as a browser saves it in one file, with a frame and a picture behind it."""
    others = "--b\r\nContent-Type: text/html\r\n\r\n<p>Frame.</p>\r\n--b\r\n\r\nx\r\n--b--\r\n"
    head = f'{headers}MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n'
    return f"{head}--b\r\n{of_page}\r\n\r\n".encode() + html + b"\r\n" + others.encode()


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0031)http://packet.example/ferry.htm -->",
        "<!--\n Page saved with SingleFile \n url: http://packet.example/ferry.htm \n saved date: Mon May 03 2021\n-->",
    ],
)
def test_a_saved_page_has_the_address_that_the_browser_noted(note: str) -> None:
    assert read_one(f"<!DOCTYPE html>{note}<p>Late.</p>", "a.html").url == "http://packet.example/ferry.htm"


def test_a_page_that_says_its_encoding_and_language_as_xml_does() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html><html xml:lang="de"><p>Die Fähre.</p></html>'
    document = read_one(page.encode("latin-1"), "a.xhtml")
    assert (document.text, document.language, document.warnings) == ("Die Fähre.", "de", ())


def test_a_page_of_frames_is_told_to_be_one_unless_it_has_words_of_its_own() -> None:
    page = "<html><frameset cols='*'><frame src=a.html><noframes><body><p>{}</p></body></noframes></frameset></html>"
    with pytest.raises(Unreadable, match="made of frames"):
        read_one(page.format("Your browser has none."), "a.html")
    assert WORDS.strip() in read_one(page.format(WORDS * 5), "a.html").text


def test_a_page_saved_in_one_file_has_its_address_and_the_day_it_was_saved() -> None:
    address = "https://packet.example/late?x=1"
    headers = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n"
    html = page(body="<p>The caf\xe9 was open.</p>").encode("cp1252")
    of_page = f"Content-Type: text/html; charset=windows-1252\r\nContent-Location: {address}"
    document = read_one(saved(html, f"{headers}Date: Sat, 4 Mar 2023 23:30:00 -0500\r\n", of_page), "a.mhtml")
    assert document.text.startswith("The café was open.\n\nThe ferry was late again")
    assert (document.title, document.url, document.path) == ("Café", address, "papers/a.mhtml")
    assert document.date == DateRange("2023-03-04", date(2023, 3, 4), date(2023, 3, 4), "inferred")
    assert document.warnings == ("date 2023-03-04 inferred from when the page was saved",)
    assert document.metadata == {"captured": "2023-03-04T23:30:00-05:00"}


def test_what_a_page_saved_in_one_file_says_itself_holds() -> None:
    headers = "Subject: Saved\r\nDate: Sat, 4 Mar 2023 23:30:00 -0500\r\n"
    of_page = "Content-Type: text/html\r\nContent-Location: file:///home/late.html"
    document = read_one(saved(page(META + JSON_LD).encode(), headers, of_page), "a.mht")
    assert (document.title, document.url) == ("Ferry late", "https://packet.example/late")
    assert document.date == DateRange("1998-03-12T23:30:00-05:00", date(1998, 3, 12), date(1998, 3, 12))
    with pytest.raises(Unreadable, match="the file holds no web page"):
        read_one("MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "a.mht")


LEAD = "The ferry is late for the third week running, and nobody can say why."


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (f"<header><h1>Late</h1><p class='lead'>{LEAD}</p></header>", ""),
        (f"<h1>Late</h1><section class=articleTeaser><p>{LEAD}</p><p>By Ruth</p></section>", ""),
        (f"<div><h1>Late</h1><div class=x>{LEAD}</div></div>", f"<meta name=description content='{LEAD[:60]}…'>"),
        (f"<h1>Late</h1><p class=dek>{LEAD.replace('running', '<em>running</em>')}</p>", ""),
        (f"<h1>Late</h1><div class=teaser><img>Not this one, says the captain.</div><h2 class=dek>{LEAD}</h2>", ""),
        (f"<header><h1>Late</h1><h2>{LEAD}</h2><p>By Ruth Ansell</p></header>", ""),
        (f"<h1>Late</h1><div class=teaser>{LEAD}</div><div class=teaser>Another story of theirs, elsewhere.</div>", ""),
    ],
)
def test_the_lead_before_the_body_is_read_once(above: str, head: str) -> None:
    paragraphs = f"<p>{WORDS}</p><p>{WORDS}</p>"
    apart = f"<html><head>{head}</head><body><article>{above}<div class=article-body>{paragraphs}</div></article>"
    within = f"<html><head>{head}</head><body><article>{above}{paragraphs}</article>"
    for source in (apart, within):
        text = read_one(source, "a.html").text
        assert text.count(LEAD) == 1
        assert text.removeprefix("Late\n\n").startswith(LEAD)


def test_a_lead_may_be_a_long_paragraph() -> None:
    lead = f"{LEAD} {'It sails when it sails. ' * 25}Ask the captain."
    body = f"<h1>Late</h1><div class=chapo><p>{lead}</p></div><div class=article-body><p>{WORDS}</p></div>"
    assert lead_of(parsed(f"<html><body>{body}".encode()), "") == lead


def test_errors_that_php_prints_are_no_article() -> None:
    error = (
        "<br />\n<b>Warning</b>:  include(x) [<a href='function.include'>function.include</a>]: Use of constant x, "
        "this will throw an Error in a future version in <b>/homepages/15/plugins/comments.php</b> on line <b>9</b>"
    )
    menu = f"<div id=side><h1><a href=/>Packet</a></h1><ul class=menu>{f'{error}<br />' * 4}<li>Home</li></ul></div>"
    story = "<div class=post><h2>Late</h2><div class=postentry><p>The ferry was late again on Sunday.</p></div></div>"
    text = read_one(f"<html><body>{story}{menu}</body></html>", "a.html").text
    assert "The ferry was late again on Sunday." in text
    assert "line 9" not in text
    quoted = f"<p>{WORDS}</p><blockquote>PHP said:{error}</blockquote><p>{WORDS}</p>"
    assert "on line 9" in read_one(page(body=quoted), "a.html").text


def test_what_is_called_a_lead_elsewhere_is_none() -> None:
    above = f"<h1>Late</h1><aside><p class=lead>{LEAD}</p></aside><p>{WORDS}{WORDS}</p><p class=lead>{LEAD}</p>"
    body = f"<article>{above}<div class=article-body><p>{WORDS}</p><p>{WORDS}</p></div></article>"
    assert not read_one(f"<html><body>{body}", "a.html").text.startswith(LEAD)


def test_captions_are_notes_after_the_text() -> None:
    def figure(words: str) -> str:
        return f"<figure><img src=x><figcaption>{words}</figcaption></figure>"

    pictures = figure("Ruth Ansell on <b>the pier</b>, 1961.<span>Photo: AP</span>") * 2 + figure("Photo: AP")
    pictures += f"<aside>{figure('Not of this page.')}"
    document = read_one(page(body=f"{pictures}</aside>"), "a.html")
    assert document.text == f"{WORDS.strip()}\n\nRuth Ansell on the pier, 1961. Photo: AP"
    assert blocks_of(document, "note") == ["Ruth Ansell on the pier, 1961. Photo: AP"]
    told = f"<p>{WORDS}</p><p>Ruth Ansell on the pier, 1961. Photo: AP, it said.</p>{pictures}</aside>"
    assert read_one(page(body=told), "a.html").text.count("Ruth Ansell") == 1


def test_a_caption_of_a_flat_page_is_a_note_and_a_short_article_keeps_its_paragraphs() -> None:
    figure = "<figure><img src=x><figcaption>Ruth Ansell on the pier</figcaption></figure>"
    told = f"<div><h1>Late</h1><p>{WORDS}</p>{figure}<p>{WORDS}</p></div>"
    flat = f"<html><body><div class=nav><a href=/>Home</a></div>{told}"
    assert blocks_of(read_one(flat, "a.html"), "note") == ["Ruth Ansell on the pier"]
    short = f"<html><body><article><h1>Late</h1><p>It fell.</p>{figure}<p>It fell again.</p></article>"
    assert read_one(short, "a.html").text == "Late\n\nIt fell.\n\nRuth Ansell on the pier\n\nIt fell again."


def test_a_page_that_only_asks_for_javascript_is_refused_and_one_that_has_its_text_there_is_read() -> None:
    page = "<html><body><div id=root></div><script>x()</script><noscript>{}</noscript></body></html>"
    with pytest.raises(Unreadable, match="by JavaScript: open it in a browser"):
        read_one(page.format("You need to enable JavaScript to run this app."), "a.html")
    assert read_one(page.format(f"<p>{WORDS}</p>"), "a.html").text == WORDS.strip()


def test_a_page_that_is_a_text_and_nothing_else_is_read_whole() -> None:
    lists = "<ol><li>One<ul><li>two</li></ul><li><ol type=a><li>Six</ol></ol><dl><dt>Fare</dt><dd>4d</dd></dl>"
    body = f"<h2>Papers</h2><p>{WORDS}</p>{lists}"
    authors = "<meta name=author content='Ruth Ansell; Amos Pell'><meta name=author content='Moira Thrale'>"
    document = read_one(f"<html><head><title>x</title>{authors}</head><body>{body}<p>End.</p></body></html>", "a.html")
    assert document.text.split("\n\n") == ["Papers", WORDS.strip(), "1. One", "two", "2. a. Six", "Fare", "4d", "End."]
    assert [author.text for author in document.authors] == ["Ruth Ansell", "Amos Pell", "Moira Thrale"]


@pytest.mark.parametrize(
    "around", ["<nav>Home</nav>", "<div class=sidebar>Home</div>", "<p><a href=/>Home</a></p>" * 9]
)
def test_what_surrounds_an_article_is_not_read(around: str) -> None:
    assert "Home" not in read_one(f"<html><body>{around}<div><p>{WORDS}</p></div></body></html>", "a.html").text


LETTER = f"""<h1>To the Harbour Board</h1><p>Dear Sirs,</p><p>{WORDS}</p><p>We ask you:</p><ol><li>mend the pier;<li>
 pay the pilot.</ol><p>{WORDS.replace("late", "slow")}</p><blockquote>The sea waits for nobody.</blockquote>
 <h2>Signed by</h2><ul><li>Ruth Ansell<li><a href="/pell">Amos Pell</a>, pilot</ul>"""


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><ul><li><a href=/>Home</a></ul></nav>{LETTER}<footer><p>Imprint</p></footer>",
        f"<div class=menu><a href=/>Home</a></div><div id=wrap>{LETTER}</div><div id=comments><p>{WORDS}</p></div>",
        f"<ul class=nav><li><a href=/>Home</a></ul>{LETTER}<h3>Related</h3><ul><li><a href=/a>Fog</a></ul>",
        f"<nav><a href=/>Home</a></nav>{LETTER}<div class=newsletter><h3>News</h3><p>All we write, by mail.</p></div>",
    ],
)
def test_what_stands_among_paragraphs_is_read_where_no_element_holds_the_article(body: str) -> None:
    assert read_one(f"<html><body>{body}</body></html>", "a.html").text.split("\n\n") == [
        "To the Harbour Board", "Dear Sirs,", WORDS.strip(), "We ask you:", "1. mend the pier;", "2. pay the pilot.",
        WORDS.replace("late", "slow").strip(), "The sea waits for nobody.", "Signed by", "Ruth Ansell",
        "Amos Pell, pilot",
    ]  # fmt: skip


def test_paragraphs_that_do_not_stand_side_by_side_are_read_wherever_they_are() -> None:
    halves = f"<div><p>{WORDS}</p></div><div><p>{WORDS.replace('late', 'slow')}</p></div>"
    text = read_one(f"<html><body><nav>Home</nav>{halves}</body></html>", "a.html").text
    assert text == f"{WORDS.strip()}\n\n{WORDS.replace('late', 'slow').strip()}"


def test_a_letter_on_a_page_without_a_date_is_dated_at_its_head() -> None:
    letter = f"<p align=right>Farness, 9 March 1861<p>Dear Brother,<p>{WORDS}<p>Ruth"
    changed = "<html><body>{}<hr><address>Last updated 3 May 1998.</address></body></html>"
    document = read_one(changed.format(letter), "a.html")
    assert document.date == DateRange("9 March 1861", date(1861, 3, 9), date(1861, 3, 9), "inferred")
    assert document.warnings == ()
    stated = read_one(page(META, letter), "a.html")
    assert stated.date == DateRange("2001-01-01", date(2001, 1, 1), date(2001, 1, 1))


@pytest.mark.parametrize("around", ["{}", "<article><h1>Papers</h1>{}</article>"])
@pytest.mark.parametrize(
    ("items", "read"),
    [
        ("<ol><li>One<li> <p>two</p></ol>", ["1. One", "2. two"]),
        ("<ol start=3><li><b>One</b> day<ol type=a><li>two<li value=5>three</ol></ol>",
         ["3. One day", "a. two", "e. three"]),
        ("<ol type=I reversed><li>One<li>two</ol>", ["II. One", "I. two"]),
        ("<ol style='list-style-type: lower-roman'><li>One<li type=A>two</ol>", ["i. One", "B. two"]),
        ("<ol style='list-style: none'><li>One<li style='list-style-type:decimal'>two</ol>", ["One", "2. two"]),
        ("<ol><li>One<li hidden>two<li><!-- x --><br> three</ol>", ["1. One", "2. three"]),
        ("<ol><li>1. One<li>(b) two</ol>", ["1. One", "(b) two"]),
        ("<ol><li>[a] One<li>two</ol>", ["[a] One", "two"]),
        ("<ul><li>One<li>two</ul>", ["One", "two"]),
        ("<ol start=99999999999 type=x><li>One<li value=-1 type=i>two</ol>", ["1. One", "-1. two"]),
    ],
)  # fmt: skip
def test_items_of_ordered_lists_are_read_with_their_numbers(around: str, items: str, read: list[str]) -> None:
    body = around.format(f"<p>{WORDS}</p>{items}<p>{WORDS}</p>")
    text = read_one(f"<html><head><title>x</title></head><body>{body}</body></html>", "a.html").text
    assert text.split(WORDS.strip())[1].split() == " ".join(read).split()


@pytest.mark.parametrize("list_", ["<nav><ol>{}</ol></nav>", "<ol class=breadcrumb>{}</ol>"])
def test_lists_that_are_menus_have_no_numbers(list_: str) -> None:
    page = f"<html><body>{list_.format('<li>Home<li>Letters')}<p>Late.</p></body></html>"
    assert read_one(page, "a.html").text.split() == ["Home", "Letters", "Late."]


TEX = "<annotation encoding='application/x-tex'>x^2</annotation>"
SQUARE = f"<math><semantics><msup><mi>x</mi><mn>2</mn></msup>{TEX}</semantics></math>"


@pytest.mark.parametrize("around", ["{}", "<article><h1>Papers</h1>{}</article>"])
@pytest.mark.parametrize(
    ("body", "read"),
    [
        (f"<p>So {SQUARE}.</p>", "So x²."),
        (f"<p>So.</p>{SQUARE.replace('<math', '<math display=block')}<p>So.</p>", "So. x² So."),
        (f"<p>So <span class=mwe-math-element><span class=mwe-math-mathml-inline style='display: none'>{SQUARE}</span>"
         "<img alt='x^{2}' src=x></span>.</p>", "So x²."),
        (f"<p>So <span class=katex><span class=katex-mathml>{SQUARE}</span><b class=katex-html>x2</b></span>.</p>",
         "So x²."),
        (f"<p>So <span class=katex-mathml style='display:none'>{SQUARE}</span>.</p>", "So x²."),
        ("<p>So <math alttext='x^2'></math>.</p>", "So x^2."),
        (f"<p>So <math><semantics><mrow></mrow>{TEX}</semantics></math>.</p>", "So x^2."),
        (f"<p>So <span class=katex>{SQUARE} and {SQUARE}</span>.</p>", "So x² and x²."),
    ],
)  # fmt: skip
def test_formulas_are_read_in_one_line(around: str, body: str, read: str) -> None:
    page = f"<html><head><title>x</title></head><body>{around.format(f'<p>{WORDS}</p>{body}<p>{WORDS}</p>')}</body>"
    assert read_one(page, "a.html").text.split(WORDS.strip())[1].split() == read.split()


ANCHOR = "<a class=msocomanchor href='#_msocom_1' name='_msoanchor_1'>[RA1]</a>"
COMMENT = (
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><div id=_com_1><span style='"
    'mso-comment-author:"Ruth Ansell"\'><a name="_msocom_1"></a><p><a class=msocomoff href="#_msoanchor_1">[RA1]</a>'
    "Less <b>bluntly?</b></p></span></div></div></div>"
)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7pt \"Times\"'>&nbsp; a"
         "</span></span></span> late</p>", ["• a late"]),
        ("<p><span style='font-family: &quot;Wingdings&quot;, serif'>J<i>ü</i> </span>late</p>", ["☺✓ late"]),
        ("<p><font face=Symbol>a</font><font face='Segoe UI Symbol'>a</font><font face=Symbol>β</font></p>", ["αaβ"]),
        ("<p class=MsoToc1>The ferry<span>....</span>2</p><h1>The ferry</h1><p>Late again.</p>",
         ["The ferry", "Late again."]),
        ("<p class=MsoToc1>The ferry 2</p><h1>Report</h1>", ["The ferry 2", "Report"]),
        (f"<p>Late{ANCHOR} again.</p>{COMMENT}", ["Late again.", "Comment by Ruth Ansell: Less bluntly?"]),
    ],
)  # fmt: skip
def test_what_word_writes_into_pages(body: str, read: list[str]) -> None:
    assert (
        read_one(f"<html><head><title>x</title></head><body>{body}</body></html>", "a.html").text.split("\n\n") == read
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "between",
    [
        f"<img src='data:image/png;base64,{'A' * 10_500_000}'>",
        f"<script>{'a=1;' * 2_600_000}</script>",
        f"{'<div>' * 300}{'</div>' * 300}",
    ],
    ids=["a picture of 10 MB set in", "a script of 10 MB", "300 blocks inside each other"],
)
def test_nothing_in_a_page_has_what_follows_it_lost(between: str) -> None:
    """Browsers that save a page in one file set pictures into it."""
    told, after = (
        "The letter was read aloud in the hall on Monday evening.",
        "The council meets on Tuesday to answer it.",
    )
    assert (
        read_one(f"<html><body><p>{told}</p>{between}<p>{after}</p></body></html>", "a.html").text
        == f"{told}\n\n{after}"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "before"), [("a.html", ""), ("a.eml", "From: a@b.example\nSubject: Ferry\nContent-Type: text/html\n\n")]
)
def test_what_is_lost_behind_blocks_within_each_other_without_end_is_told(name: str, before: str) -> None:
    for nested, told in ((1900, ()), (3000, ("what stands after 2,000 blocks within each other was left out",))):
        blocks = "".join(f"<div>The ferry was late on day {n}." for n in range(nested))
        document = read_one(f"{before}<html><body>{blocks}{'</div>' * nested}<p>The end.</p></body></html>", name)
        assert ("The end." in document.text, document.warnings) == (not told, told)


def test_what_the_wayback_machine_puts_above_a_page_is_neither_its_text_nor_its_date() -> None:
    bar = "<div id=wm-ipp-base><p>14 captures</p><time datetime=2001-05-03>3 May 2001</time></div>"
    document = read_one(f"<html><body>{bar}<table><tr><td>{WORDS}</td></tr></table></body></html>", "a.html")
    assert "captures" not in document.text
    assert document.date is None
