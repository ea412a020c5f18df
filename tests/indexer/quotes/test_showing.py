"""Words as a reader is shown them."""

import pytest

from indexer.quotes.showing import cut_short, in_its_place
from indexer.records import Change, Quotation, Span


def test_of_words_that_are_many_the_beginning_and_the_end_are_shown() -> None:
    words = "one " + "and another " * 200 + "last"
    short = cut_short(words)
    assert (short[:15], short[-12:], " … " in short) == ("one and another", "another last", True)
    assert len(short) <= 303
    assert cut_short("one and another") == "one and another"


@pytest.mark.parametrize(
    ("source", "theirs", "quoting", "ours", "shown"),
    [
        ("opened to all traffic before Christmas", "to all", "opened by Easter.", "by Easter", "to all …"),
        ("opened before Christmas, God willing", "Christmas", "opened before Easter", "Easter", "Christmas"),
        ("whatever the whole council said", "whole", "any council said", "any", "… whole"),
        ("opened to all traffic before Christmas", "all", "opened to no traffic", "no", "all"),
    ],
)
def test_where_other_words_end_a_quotation_the_source_is_said_to_go_on(
    source: str, theirs: str, quoting: str, ours: str, shown: str
) -> None:
    there, here = (Span(text.index(w), text.index(w) + len(w)) for text, w in ((source, theirs), (quoting, ours)))
    quotation = Quotation("", (Span(0, len(quoting)),))
    assert in_its_place(Change("changed", here, there), quotation, quoting, source) == shown
