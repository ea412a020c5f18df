"""Words as a reader is shown them."""

from indexer.quotes.showing import cut_short


def test_of_words_that_are_many_the_beginning_and_the_end_are_shown() -> None:
    words = "one " + "and another " * 200 + "last"
    short = cut_short(words)
    assert (short[:15], short[-12:], " … " in short) == ("one and another", "another last", True)
    assert len(short) <= 303
    assert cut_short("one and another") == "one and another"
