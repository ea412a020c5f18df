"""Preformatted text keeps its lines and paragraphs, whatever tags stand among them."""

from __future__ import annotations

import pytest

from tests.indexer.ingest.reading import read_one

_WRITTEN = """<pre class="a>b">
Harbour House, 4 March 1961

Dear Una,
@
The boat is old, but she has <b>never
lost</b> a passenger, nor shall she.

See <a href="x">the papers &amp; scans</a>
of it:

&gt;<i> She has never lost
</i>&gt;<i> a passenger.
</i>
        Yours ever,
        R. Ansell
</pre>""".replace("@", "   ")
_READ = (
    "Harbour House, 4 March 1961\n\nDear Una,\n\nThe boat is old, but she has never\nlost a passenger, nor shall she."
    "\n\nSee the papers & scans\nof it:\n\n> She has never lost\n> a passenger.\n\nYours ever,\nR. Ansell"
)
_LONG = "<p>The letter was read aloud in the hall on Monday evening, and it lists what the town asks for.</p>" * 3


@pytest.mark.parametrize(
    ("before", "after"),
    [("<title>A letter</title>", ""), (f"<article>{_LONG}", f"{_LONG}</article>")],
    ids=["alone", "in an article"],
)
def test_of_a_page(before: str, after: str) -> None:
    """As a browser shows it, be the page nothing else or an article about it."""
    assert f"\n\n{_READ}\n\n" in f"\n\n{read_one(f'<html>{before}{_WRITTEN}{after}</html>', 'a.html').text}\n\n"


def test_of_a_mail() -> None:
    """Most of HTML mail that was written as plain text is set so."""
    head = "From: Una Maddox <una@example.org>\nSubject: The boat\nContent-Type: text/html; charset=utf-8\n\n"
    assert read_one(head + _WRITTEN, "a.eml").text == _READ


def test_blocks_in_it_part_it_themselves() -> None:
    page = "<html><title>A letter</title><pre>One\n\nline.\n<h2>Its\n\nend</h2>Two.</pre></html>"
    assert read_one(page, "a.html").text == "One\nline.\n\nIts\nend\n\nTwo."


@pytest.mark.slow
def test_a_long_line_is_not_lost() -> None:
    assert (
        len(read_one(f"<html><title>A</title><pre>It\n<b>is {'late ' * 2_100_000}</b></pre></html>", "a.html").text)
        > 10_000_000
    )
