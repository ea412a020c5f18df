from indexer.records import Span
from indexer.search.showing.linebreaks import run_on

HEAD = "Harbour Office,\n3 March 1961\nThe Clerk\n\nSir,\n"
WRAPPED = "the ferry that has gone over every\nmorning since the war was late today and\nnobody was told."


def run(text: str, start: int = 0) -> str:
    shown = run_on(text, Span(start, len(text)))
    assert len(shown) == len(text)
    assert shown[:start] == text[:start]
    return shown[start:]


def test_lines_ended_by_hand_stay_and_full_ones_run_on() -> None:
    assert run(HEAD + WRAPPED) == HEAD + WRAPPED.replace("\n", " ")
    assert run(HEAD + "I write of the ferry. " * 9) == HEAD + "I write of the ferry. " * 9


def test_how_long_a_line_is_counts_from_where_it_begins() -> None:
    assert run(WRAPPED, WRAPPED.index("every")) == "every morning since the war was late today and nobody was told."


def test_beside_a_paragraph_in_one_line_others_may_be_full() -> None:
    long = "All of this stands in one line. " * 5
    assert run(f"{long}\n{WRAPPED}") == f"{long} {WRAPPED}".replace("\n", " ")


def test_what_stands_behind_the_span_stays() -> None:
    text = WRAPPED + "\n" + WRAPPED
    assert run_on(text, Span(0, len(WRAPPED))) == WRAPPED.replace("\n", " ") + "\n" + WRAPPED


SONNET = """Shall I compare thee to a summer's day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer's lease hath all too short a date:
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm'd;"""
LETTER = """Liebe Mutter, gestern Abend kam der Brief mit dem
Bild von Anna und Karl an, das im Sommer in Graz im
Garten hinter dem Haus gemacht wurde, als der alte
Herr Kaplan noch lebte und die Kinder so klein waren."""


def test_lines_of_verse_stay_lines() -> None:
    assert run(SONNET) == SONNET
    prose = "The poem that she read to all of us that evening was this one,\nwhich nobody had heard before:"
    assert run(f"{prose}\n\n{SONNET}") == prose.replace("\n", " ") + "\n\n" + SONNET
    last = SONNET.index("Sometime")
    assert run(SONNET, last) == SONNET[last:]


def test_full_lines_are_prose_whatever_they_begin_with() -> None:
    assert run(LETTER) == LETTER.replace("\n", " ")
    assert run(LETTER.title()) == LETTER.title().replace("\n", " ")


def test_a_telegram_and_words_parted_at_line_ends_are_no_verse() -> None:
    telegram = SONNET.upper()
    assert run(telegram) == telegram.replace("\n", " ")
    parted = LETTER.title().replace(" Dem\n", " De-\nM ").replace(" Im\n", " I-\nM ").replace("Alte\n", "Al-\nTe ")
    assert parted.count("-\n") == 3
    assert run(parted) == parted.replace("\n", " ")
