"""The same words that do not say the same, and other signs that do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import Judgement, judge
from indexer.quotes.judging.signs import said
from indexer.quotes.judging.wording import Wording, quoted_words
from indexer.records import Span
from tests.indexer.timing import is_linear


def judged(quotation: str, source: str) -> Judgement:
    span = Span(0, len(quotation))
    quoted, wording = quoted_words(quotation, [span]), Wording(source)
    return judge(quotation, [span], quoted, wording, align(quoted, wording))


def changes(quotation: str, source: str) -> list[tuple[str, str, str]]:
    return [
        (c.kind, source[c.source.start : c.source.end], quotation[c.quoted.start : c.quoted.end])
        for c in judged(quotation, source).changes
    ]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("$400,000", "£400,000"), ("$400,000", "400,000"), ("400.000 €", "400.000 $"), ("$400,000", "$400"),
        ("£3m", "$3m"), ("1.5", "15"), ("1.5", "1,5"), ("1.5", "1"), (".5", "5"), ("1,500", "1.500"), ("1.500", "1500"),
        ("1,50,000", "150000"), ("10-12", "1012"), ("10-12", "10/12"), ("10-12", "10 12"), ("-5", "5"), ("−5", "5"),
        ("(-5)", "(5)"), ("+5", "-5"), ("50%", "50"), ("50 %", "50 ‰"), ("37°", "37"), ("<5", ">5"), ("< 5", "5"),
        ("§ 12", "12"), ("10²", "102"), ("2½", "21/2"), ("65+", "65"), ("AA+", "AA"), ("AA-", "AA"), ("#1", "1"),
        ("6/150", "6,150"), ("5 + 6", "5 = 6"), ("5 & 6", "5 6"),
    ],
)  # fmt: skip
def test_a_figure_is_its_signs_too(theirs: str, ours: str) -> None:
    text = "We were told that at the mill they counted on {} of it before the summer came."
    (change,) = changes(text.format(ours), text.format(theirs))
    assert (change[0], change[1].strip("()"), change[2].strip("()")) == (
        "changed",
        theirs.strip("()"),
        ours.strip("()"),
    )
    assert judged(text.format(theirs), text.format(theirs)).label == "exact"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("1,500", "1500"), ("1,500", "1 500"), ("1,500", "1’500"), ("1,500,000", "1.500.000"),
        ("12,345.60", "12345.60"),
        ("1914–18", "1914-18"), ("1914 – 18", "1914-18"), ("-5", "−5"), ("50 %", "50%"), ("400 €", "€400"),
        ("1865/12/3", "1865-12-3"), ("at 2, 100 men", "at 2 100 men"), ("1914, 300", "1914 300"),
        ("1914—300", "1914, 300"), ("A4", "A 4"), ("U.S.", "US"), ("5.", "5"), ("no. 5", "No 5"), ("- 5", "5"),
        ("\n> 5", "5"), ("every thing", "everything"), ("to-day", "today"), ("to-\nday", "today"),
        ("re-\ngain", "regain"),
        ("mass-deportation", "mass deportation"), ("A-bomb", "A bomb"), ("5 & 6", "5&6"), ("5+6", "5 + 6"),
        ("1914-\n18", "1914-18"), ("and/or", "and or"), ("oil\n+ tar", "oil + tar"),
    ],
)  # fmt: skip
def test_how_it_is_printed_is_the_printers(theirs: str, ours: str) -> None:
    text = "We were told that at the mill they counted on {} of it before the summer came."
    assert changes(text.format(ours), text.format(theirs)) == []
    assert changes(text.format(theirs), text.format(ours)) == []


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("resigned", "re-signed"), ("recover", "re-cover"), ("unionised", "un-ionised"), ("may be", "maybe"),
        ("every day", "everyday"), ("2½", "2 1/2"), ("12(b", "12b"), ("10:30", "10.30"), ("5%", "5 per cent"),
        ("5 Prozent", "5 %"),
    ],
)  # fmt: skip
def test_what_may_be_the_printers_is_told(theirs: str, ours: str) -> None:
    text = "We were told that at the mill they counted on {} of it before the summer came."
    assert changes(text.format(ours), text.format(theirs)) == [("spelling", theirs, ours)]
    assert changes(text.format(theirs), text.format(ours)) == [("spelling", ours, theirs)]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("Smith & Sons of the mill", "Smith Sons of the mill"), ("one € more", "one $ more"), ("a < b", "a > b")],
)
def test_signs_between_words_are_words(theirs: str, ours: str) -> None:
    text = "We were told that at the works they counted on {} of it before the summer came."
    assert judged(text.format(ours), text.format(theirs)).label == "altered"
    assert judged(text.format(theirs), text.format(theirs)).label == "exact"


def test_a_figure_counts_as_one_word_of_what_is_lost() -> None:
    source = "The consultant was promised $400,000 for the quarter."
    found = judged(source.replace("$", "£"), source)
    assert (found.label, found.words, len(found.kept)) == ("altered", 9, 7)
    assert found.fidelity == 1 - 1 / 9


def test_what_stands_outside_the_marks_is_not_quoted() -> None:
    text = 'He spoke of $"400,000 for the quarter that he was promised".'
    span = Span(text.index("400"), text.rindex('"'))
    quoted, source = quoted_words(text, [span]), Wording("It was $400,000 for the quarter that he was promised.")
    found = judge(text, [span], quoted, source, align(quoted, source))
    assert found.label == "altered"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-$5 and $-5", ["$-5", "and", "$-5"]), ("5–10 men", ["5-10", "men"]),
        ("a wall—5 men", ["a", "wall", "5", "men"]),
        ("in 1914 $300 was", ["in", "1914", "$300", "was"]), ("50%-60%", ["%50", "%60"]), ("F-16", ["f", "16"]),
        ("a@b.c", ["a", "@", "b", "c"]), ("1, 500", ["1", "500"]), ("#metoo", ["metoo"]),
        ("Ostrava,5", ["ostrava", "5"]),
    ],
)  # fmt: skip
def test_what_is_said(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.slow
def test_long_figures_take_no_longer_than_their_length() -> None:
    assert said("1." * 20_000 + "1") == ["1." * 20_000 + "1"]
    assert len(said("1 111" * 5_000)) > 1
    assert said("=" * 50_000) == []


PIECES = "the mill 5 1,500 300 1914 12 ½ ² ٤ ５ A AA x $ € % & + - – — . , : / ' ’ ( ) > < = ° § # @ * × ~ | \u00a0"


@settings(max_examples=1_000, database=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES.split(" ")), st.sampled_from(["", " ", "\n"])), max_size=20))
@pytest.mark.slow
def test_the_same_text_is_exact_and_wrapped_otherwise_too(pieces: list[tuple[str, str]]) -> None:
    text = "They counted " + "".join(map("".join, pieces)) + " of it before the summer."
    assert judged(text, f"We were told so. {text} I am sure.").label == "exact"
    if ">" not in text and "A" not in text:  # at a line's end, marks of mail and hyphens that may be none
        assert judged(text, f"We were told so. {text.replace(' ', chr(10))} I am sure.").label == "exact"


@pytest.mark.parametrize(
    ("quotation", "source", "label"),
    [
        ("Die Bruecke ueber den Fluss wird gebaut", "Die Brücke über den Fluss wird gebaut.", "near"),
        ("Die Brücke über den Fluss wird gebaut", "Die Bruecke ueber den Fluss wird gebaut.", "near"),
        ("Der neue Weg zu dem Fluss wird gebaut", "Der neu Weg zu dem Fluss wird gebaut.", "altered"),
        ("Die Poeten an dem Fluss wurden gesehen", "Die Poten an dem Fluss wurden gesehen.", "altered"),
    ],
)
def test_umlauts_that_are_written_out_are_spelling(quotation: str, source: str, label: str) -> None:
    assert judged(quotation, source).label == label


@pytest.mark.parametrize("signs", ["$", " $", "+", "-", "1+"])
@pytest.mark.slow
def test_time_is_linear(signs: str) -> None:
    assert is_linear(lambda size: said(f"a{signs * (size // len(signs))}"), 500)


@pytest.mark.slow
@settings(max_examples=200)
@given(
    st.text(alphabet="ab 3½-−+%$&>.@é\n", min_size=1, max_size=12), st.text(alphabet="ab 3½-−+%$&>.@é\n", max_size=12)
)
def test_what_is_passed_over_quickly_has_no_signs(ours: str, theirs: str) -> None:
    quotation, source = (f"we were told that {one} and so it was said" for one in (ours, theirs))
    quick = judged(quotation, source)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("indexer.quotes.judging.comparison.may_bear_signs", lambda text: True)
        assert judged(quotation, source) == quick
