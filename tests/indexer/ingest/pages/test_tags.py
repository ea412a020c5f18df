"""What a page's article would lose on its way through trafilatura."""

from __future__ import annotations

import pytest

from tests.indexer.ingest.reading import blocks_of, read_one

BEFORE = "<p>The letter was read aloud in the hall on Monday evening, and it lists what the town asks for.</p>" * 3
AFTER = (
    "<p>The fortieth day falls on the eighth of April, and the council meets on the day before it to answer.</p>" * 2
)
BODIES = ("Chamber of Trade", "Pigeon Flyers", "Silver Band", "Allotment Society")


def read(body: str, head: str = "") -> str:
    """What is read between the two paragraphs."""
    page = f"<html><head>{head}</head><body><article><h1>Demands</h1>{BEFORE}{body}{AFTER}</article></body></html>"
    text = read_one(page, "a.html").text
    return text[text.rindex("asks for.") + len("asks for.") : text.index("The fortieth")].strip()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>On <time datetime='1961-03-08'>8 March 1961</time> it met.</p>", "On 8 March 1961 it met."),
        ("<h2><time>1961</time>: a vote</h2>", "1961: a vote"),
        ("<p>It says <q>the river is <q>safe</q></q>, they say.</p>", "It says “the river is “safe””, they say."),
        ("<p>It runs <code>x = 1</code> twice.</p>", "It runs x = 1 twice."),
        ("<p>It runs <code>\nx = 1\n</code> twice.</p>", "It runs x = 1 twice."),
        ("<address>17 Quay Street<br>Farness</address>", "17 Quay Street\nFarness"),
        ("<font size=2>Dear Sir,<br>It is late.</font>", "Dear Sir,\nIt is late."),
        ("<section>The vote <b>was</b> lost.<p>It was late.</p></section>", "The vote was lost.\nIt was late."),
        ("<blockquote><p>It is late.</p><footer>Amos Pell</footer></blockquote>", "It is late.\n\nAmos Pell"),
        ("<blockquote><footer>Amos Pell</footer><p>It is late.</p></blockquote>", "Amos Pell\nIt is late."),
        ("<figure><blockquote>It is late.</blockquote></figure>", "It is late."),
        (
            "<figure><blockquote>It is late.</blockquote><figcaption>Pell</figcaption></figure>",
            "It is late.\n\nPell",
        ),
        ("<figure><pre>It is late\nin May.</pre></figure>", "It is late\nin May."),
        (
            "<blockquote><table><tr><td>Quay<td>17<tr><td>Pier<td>4</table></blockquote>",
            "Quay 17\n\nPier 4",
        ),
        ("<p>Before <span>one<br>two</span> after.</p>", "Before one\ntwo after."),
    ],
)
def test_no_words_are_lost_and_no_line_is_broken(body: str, words: str) -> None:
    assert read(body) == words


def listed(address: str) -> str:
    return (
        "<ul>"
        + "".join(f"<li><a href='{address.format(n)}'>{name}</a></li>" for n, name in enumerate(BODIES))
        + "</ul>"
    )


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("<p>It is late.</p><footer>— Amos Pell</footer>", "It is late."),
        ("<p>It is late.</p><cite>Amos Pell, 1961</cite>", "It is late."),
        ("<p>It is late.</p><p><cite>Amos Pell</cite></p>", "It is late."),
        ("It is late. <cite>Amos Pell</cite>", "It is late."),
        ("It is late in <cite>The Packet</cite>", "It is late in The Packet"),
        ("It is late in <cite>The Packet</cite>.", "It is late in The Packet."),
        ("<cite>The Packet</cite>", "The Packet"),
    ],
)
def test_who_wrote_a_quotation_is_no_part_of_it(body: str, quoted: str) -> None:
    page = f"<html><body><article>{BEFORE}<blockquote>{body}</blockquote>{AFTER}</article></body></html>"
    assert blocks_of(read_one(page, "a.html"), "quote") == [quoted]


@pytest.mark.parametrize(
    ("links", "head", "kept"),
    [
        (listed("https://body{}.example/"), "<link rel=canonical href='https://packet.test/a'>", True),
        (listed("https://body{}.co.uk/"), "<link rel=canonical href='https://packet.co.uk/a'>", True),
        (listed("https://www.packet.test/{}"), "<link rel=canonical href='https://packet.test/a'>", False),
        (listed("https://body{}.example/") + "<p><a href='/more'>More</a></p>", "", True),
        (listed("https://packet.test/{}"), "", False),
        (listed("/more/{}"), "", False),
        (listed("https://facebook.com/{}"), "<link rel=canonical href='https://packet.test/a'>", False),
        (f"<nav>{listed('https://body{}.example/')}</nav>", "<link rel=canonical href='https://packet.test/a'>", False),
    ],
    ids=["to others", "co.uk", "its own", "no address", "most linked", "relative", "to share", "a menu"],
)  # fmt: skip
def test_a_list_of_links_to_other_sites_is_part_of_the_article(links: str, head: str, kept: bool) -> None:
    assert [name in read(links, head) for name in BODIES] == [kept] * 4


def test_what_a_mail_or_an_unknown_page_shows_in_quotation_marks_has_them() -> None:
    assert read_one("<p>It says <q>late</q>.</p>", "a.html").text == "It says “late”."
    mail = "From: a@b.example\nSubject: x\nContent-Type: text/html\n\n<p>It says <q>late</q>.</p>"
    assert read_one(mail, "a.eml").text == "It says “late”."
