"""What is read of a text, a page, a mail or a query takes time that grows with its length, whatever stands in it.

So does comparing two texts, however unlike they are.
"""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message

import pytest
from lxml.html import document_fromstring

from indexer.ingest.building import JOINT, flow
from indexer.ingest.formats import sniff
from indexer.ingest.mail import introductions
from indexer.ingest.mail.alternatives import alternatives
from indexer.ingest.mail.headers import people
from indexer.ingest.office.pdf.paragraphs import paragraphs
from indexer.ingest.office.rtf.fonts import with_unicode
from indexer.ingest.pages.listarchives import as_mail
from indexer.ingest.pages.title import page_title
from indexer.ingest.tables.blogexports import without_shortcodes
from indexer.ingest.tables.fields import document_from
from indexer.ingest.tables.htmlcells import as_plain
from indexer.records import Document, Passage
from indexer.search.query import parse_query
from indexer.search.showing.marks import Marker
from indexer.search.showing.printed import printed_words
from indexer.text.dates import parse_date
from indexer.text.differences import stretches
from tests.indexer.ingest.reading import read_all, read_one
from tests.indexer.timing import is_linear

pytestmark = pytest.mark.slow

LIST = '<ul class="headers">'
PAGE = document_fromstring("<p>The ferry.</p>")


def recipients(value: str) -> None:
    message = Message()
    message["To"] = value
    people(message, "to")


def forwarded(line: str) -> None:
    introductions._FORWARDED.fullmatch(line)


@pytest.mark.parametrize(
    ("read", "before", "unit", "after"),
    [
        (lambda text: alternatives(text, "<p>The ferry."), "", "a<", ""),
        (lambda text: page_title(PAGE, text, "The Packet"), "The ferry", " ", "."),
        (lambda text: page_title(PAGE, text, "The Packet"), "あ", "-あ", " ."),
        (recipients, "", "„", ""),
        (recipients, "", '<"', "a"),
        (recipients, "a@b.c;", '"\\', ""),
        (recipients, "", "a@", ""),
        (lambda text: read_one(rf"{{\rtf1 a{text}b}}", "a.rtf"), "", r"\par ", ""),
        (lambda text: read_one(f"{text}\n\nx", "a.md"), "", "[[a|", ""),
        (lambda text: read_one(f"x {text}", "a.md"), "", "<!-- a", ""),
        (lambda text: as_plain(f"<br>{text}"), "", "<p", ""),
        (lambda text: as_plain(f"<br>{text}"), "", "<pre", ""),
        (lambda text: as_plain(f"<b>a</b>{text}"), "", "\n ", "b"),
        (lambda text: as_plain(f"<b>a</b><pre>a\n{text}</pre>"), "", " ", "\nb"),
        (lambda text: as_plain(f"<b>a</b><pre>a\n{text}</pre>"), "", "\n</i>", "b"),
        (lambda text: as_mail(f"{text}<!--beginarticle--><!--endarticle-->"), "<h1></h1><b></b>", " ", "a"),
        (lambda text: as_mail(f"{text}<!--X-Body-of-Message--><!--X-Body-of-Message-End-->"), "", "<!--X-From: ", ""),
        (lambda text: as_mail(f"{text}<!--X-Body-of-Message--><!--X-Body-of-Message-End-->"), "", "<li><b>To</b>", ""),
        (lambda text: as_mail(f'<!-- name="A" --><!-- body="start" -->{text}<!-- body="end" -->'), "", LIST, ""),
        (without_shortcodes, "", "[caption ", ""),
        (
            lambda text: read_all(f"<rss><item><title>a</title><author>{text}</author></item></rss>", "a.rss"),
            "",
            "a@",
            "",
        ),
        (recipients, "undisclosed-recipients", "<", "x"),
        (forwarded, "", "-", ""),
        (flow, f"{JOINT}a", "\n", "b"),
        (flow, f"{JOINT}a-", "\n", "b"),
        (lambda text: paragraphs([text]), "", "a", ""),
        (lambda text: sniff(text.encode(), "a.txt"), "From ", "a@", ""),
        (with_unicode, "{\\fonttbl{\\f7", " ", "x}}"),
        (with_unicode, "{\\fonttbl{", "\\f7", "x}}"),
        (parse_query, "a", "~1", "a"),
        (parse_date, "1", " ", "x"),
        (parse_date, "1", ",", "x"),
        (lambda text: document_from("a.csv", "1", {"author": text}, "The ferry."), "By Ann Bell", " ", "Tom Hale"),
    ],
)
def test_time_is_linear(read: Callable[[str], object], before: str, unit: str, after: str) -> None:
    assert is_linear(lambda size: read(f"{before}{unit * (size // len(unit))}{after}"), 8_000)


def test_time_to_read_a_query_grows_with_its_fields() -> None:
    assert is_linear(lambda size: parse_query(" ".join(f"from:n{n}" for n in range(size))), 2_000)


def test_time_to_mark_a_phrase_grows_with_the_text_not_with_the_words_allowed_between() -> None:
    def marks(size: int) -> None:
        text = "the " * size
        document, passage = Document(id="d", text=text, title=""), Passage("d", 0, len(text))
        words = printed_words(text, 0, len(text))
        assert not Marker(parse_query(f'"the q"~{size}'), ("en",)).marks(document, passage, words)

    assert is_linear(marks, 2_000)


def rewritten(size: int) -> None:
    stretches("a " * (size // 2), "b " * (size // 2))


def thinned(size: int) -> None:
    numbers = range(size // 20)
    stretches(" ".join(f"{n} no." for n in numbers), " ".join(f"{n}." for n in numbers))


@pytest.mark.parametrize("compare", [rewritten, thinned])
def test_time_to_compare_two_texts_is_linear(compare: Callable[[int], None]) -> None:
    assert is_linear(compare, 200_000)
