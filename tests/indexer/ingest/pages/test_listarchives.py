"""A letter in the archive of a mailing list is read as the mail that it was."""

from __future__ import annotations

import pytest

from indexer.records import Document
from tests.indexer.ingest.reading import blocks_of, read_all, read_one

_LETTER = """Dear all,

On 3 March Lucia Varden wrote:
&gt;<i> The boat is old, but she has never
</i>&gt;<i> lost a passenger.
</i>
I take it for an <a href="x">answer</a>.
"""
_READ = (
    "Dear all,\n\nOn 3 March Lucia Varden wrote:\n\n> The boat is old, but she has never\n> lost a passenger.\n\n"
    "I take it for an answer."
)
_MAILMAN = """<html><head><title> [quay] The "ferry" </title></head><body bgcolor="#ffffff">
<H1>[quay] The &quot;ferry&quot;
   </H1>
    <B>Pell, Amos
    </B>
    <A HREF="mailto:quay%40quay.example?Subject=Re%3A%20%5Bquay%5D&In-Reply-To=%3C4%40quay.example%3E"
       TITLE="[quay] The &quot;ferry&quot;">amos at quay.example
       </A><BR>
    <I>Tue Mar  4 10:12:33 UTC 2003</I>
    <P><UL><LI>Previous message: <A HREF="000001.html">[quay] Coal</A></li></UL><HR>
<!--beginarticle-->
<PRE>@</PRE>
<!--endarticle-->
<hr><a href="listinfo">More information about the quay mailing list</a></body></html>"""
_MHONARC = """<!-- MHonArc v2.6.19 -->
<!--X-Subject: [quay] The "ferry" -->
<!--X-From-R13: "Bryy, Ozbf" <nzbfNdhnl.rknzcyr> -->
<!--X-Date: Tue, 04 Mar 2003 10:12:33 &#45;0000 -->
<!--X-Message-Id: 4@quay.example -->
<!--X-Reference: 3@quay.example -->
<html><head><title>[quay] The ferry</title></head><body><h1>[quay] The "ferry"</h1>
<!--X-Head-of-Message-->
<ul><li><em>To</em>: Lucia Varden &lt;<a href="mailto:l@quay.example">l@quay.example</a>&gt;</li></ul>
<!--X-Head-of-Message-End-->
<!--X-Body-of-Message--><pre>@</pre>
<!--X-Body-of-Message-End-->
<ul><li>Prev by Date: <a href="msg00001.html">Coal</a></li></ul></body></html>"""
_HYPERMAIL = """<html><head><title>quay: The ferry</title></head><body>
<!-- sent="Tue, 04 Mar 2003 10:12:33 +0000" -->
<!-- name="Pell, Amos" -->
<!-- email="amos@quay.example" -->
<!-- subject="[quay] The &quot;ferry&quot;" -->
<!-- id="4@quay.example" -->
<!-- inreplyto="3@quay.example" -->
<ul class="links"><li><a href="2.html">Coal</a></ul>
<!-- body="start" -->
<ul class="headers"><li>From: Amos Pell</ul>
<pre>@</pre>
<span id="received">Received on 2003-03-04</span>
<!-- body="end" -->
<ul class="links"><li><a href="2.html">Coal</a></ul></body></html>"""


def read(page: str) -> Document:
    return read_one(page.replace("@</", f"{_LETTER}</"), "000004.html")


@pytest.mark.parametrize("page", [_MAILMAN, _MHONARC, _HYPERMAIL], ids=["Mailman", "MHonArc", "Hypermail"])
def test_it_has_what_the_mail_had(page: str) -> None:
    """Who wrote it and when, by the day that it says; what it answers is told apart; no link of the archive is text."""
    letter = read(page)
    assert (letter.kind, letter.title) == ("letter", '[quay] The "ferry"')
    assert [(sender.text, sender.ref) for sender in letter.senders] == [("Pell, Amos", "mailto:amos@quay.example")]
    assert letter.date is not None
    assert (str(letter.date.earliest), letter.date.sure) == ("2003-03-04", "stated")
    assert letter.metadata["message_id"] == "4@quay.example"
    assert letter.text == _READ
    assert len(blocks_of(letter, "reply")) == 2


@pytest.mark.parametrize("page", [_MHONARC, _HYPERMAIL], ids=["MHonArc", "Hypermail"])
def test_it_names_the_letter_that_it_answers(page: str) -> None:
    assert read(page).previous == ("3@quay.example",)


def test_whom_it_is_written_to_is_told_where_the_page_does() -> None:
    assert [each.text for each in read(_MHONARC).recipients] == ["Lucia Varden"]


def test_an_address_that_is_hidden_is_none() -> None:
    page = _HYPERMAIL.replace("amos@quay.example", "amos_at_[hidden]")
    assert [(sender.text, sender.ref) for sender in read(page).senders] == [("Pell, Amos", "")]


def test_a_page_that_says_nothing_of_its_letter_is_a_page() -> None:
    page = _MAILMAN.replace("<H1>", "<H1><b>").replace("</H1>", "</b></H1>")
    assert read(page).kind == "other"


def test_it_is_the_pages_document_with_what_is_said_of_the_page() -> None:
    """So that a page that was read as such before keeps its id."""
    page = _MAILMAN.replace(
        "<html>", "<!-- saved from url=(0042)https://quay.example/pipermail/000004.html -->\n<html>"
    )
    letter = read(page)
    assert (letter.path, letter.id) == ("papers/000004.html", read("<p>The ferry.</p>").id)
    assert letter.url == "https://quay.example/pipermail/000004.html"
    (letter,) = read_all(_MAILMAN.replace("@</", "Caf\u00e9</").encode("cp1252"), "000004.html")
    assert letter.text == "Caf\u00e9"
    assert any("encoding" in warning for warning in letter.warnings)


def test_a_page_of_several_letters_is_a_page() -> None:
    several = _MAILMAN.replace("</body>", "<!--beginarticle--><pre>Another.</pre><!--endarticle--></body>")
    assert read(several).kind == "other"


def test_a_name_with_a_backslash_keeps_its_address() -> None:
    (sender,) = read(_MAILMAN.replace("Pell, Amos", "Amos\\")).senders
    assert (sender.text, sender.ref) == ("Amos", "mailto:amos@quay.example")
