from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.ingest.documents import clean_text
from indexer.ingest.texts.as_sent import place_in

PIECES = ["\r", "\n", "\r\n", "\ufeff", "\0", "\ud800", "a", "é", "🚢", " "]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_stands_at_a_place_of_the_clean_text_stands_there_as_it_was_sent(text: str) -> None:
    clean, place = clean_text(text), place_in(text)
    places = [place(at) for at in range(len(clean) + 1)]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (int(text.startswith("\ufeff")), len(text))
    for at, letter in enumerate(clean):
        sent = text[places[at] : places[at + 1]]
        assert clean_text("." + sent) == "." + letter  # a mark that is not the first sign of a text stays
