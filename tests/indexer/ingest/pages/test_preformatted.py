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
