from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text
from indexer.ingest.texts import plaintext
from indexer.ingest.texts.as_sent import as_sent, place_in
from indexer.records import Document, Quotation, Span

PIECES = ["\r", "\n", "\r\n", "\ufeff", "\0", "\ud800", "a", "é", "🚢", " "]
HEADS = ["", "\ufeff", "date 1911-03-24 ", "---\ntitle: Re-\n---\n", "+++\r\nn = 'a-'\r\n+++\r\n", "\ufeffdate 1911 "]
BROKEN = ["-\n", "¬\n", "\xad\n", "\u2010 \n ", "-\r\n", "¬\r", "-\n\n\f\n", "-\f\n\f", "-", " ", "\n\n"]
WORDS = ["a", "re-a", "é", "Pati", "ence", "twenty", "one", "1911", "“", "🚢"]


@pytest.mark.slow
@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_stands_at_a_place_of_the_clean_text_stands_there_as_it_was_sent(text: str) -> None:
    clean = clean_text(text)
    place = place_in(text, clean)
    assert place is not None
    places = [place(Span(at, at)).start for at in range(len(clean) + 1)]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (int(text.startswith("\ufeff")), len(text))
    for at, letter in enumerate(clean):
        sent = text[places[at] : places[at + 1]]
        assert place(Span(at, at + 1)) == Span(places[at], places[at + 1])
        assert clean_text("." + sent) == "." + letter  # a mark that is not the first sign of a text stays


@pytest.mark.slow
@settings(max_examples=400)
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(WORDS + BROKEN), min_size=1, max_size=20).map("".join))
def test_what_the_reader_of_plain_text_left_stands_in_the_file_and_between_it_only_what_breaks_words(
    head: str, body: str
) -> None:
    assume(body.strip("\r\n\f \xad"))
    data = (head + body).encode()
    (document,) = plaintext.read("a.txt", data)
    sent, read = decode(data)[0], document.text
    place = place_in(sent, read)
    assert place is not None
    places = [place(Span(at, at + 1)) for at in range(len(read))]
    assert [clean_text("." + sent[at.start : at.end])[1:] for at in places] == list(read)
    for before, behind in pairwise(places):
        assert set(sent[before.end : behind.start]) <= set("-\u2010\xad¬ \r\n")
    assert place(Span(0, len(read))) == Span(places[0].start, places[-1].end)


@pytest.mark.parametrize("read", ["The harbour here.", "The Harbourmaster.", "See: The harbourmaster.", "The master."])
def test_what_is_not_made_of_the_text_that_was_sent_keeps_its_places(read: str) -> None:
    document = Document(id="", text=read, title="")
    quotation = Quotation("", (Span(4, 7),))
    assert as_sent("The harbour-\nmaster.", document, [quotation]) == (document, (quotation,))
