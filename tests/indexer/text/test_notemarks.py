import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.quotes.judging.wording import Wording
from indexer.text.notemarks import without_note_marks
from indexer.text.words import WORD, fold, folded_words, words_in, words_of
from tests.indexer.timing import is_linear

TEXTS = st.lists(
    st.sampled_from(
        [
            *'ab1Z .,"“”)-_é\n\x1c\u0301है',
            "[1]",
            "[12]",
            "[345]",
            "¹",
            "²⁴",
            "[b]",
            "[ii]",
            "[IV]",
            "[1",
            "2]",
            "..",
            "[sic]",
        ]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the day[1] of", "the day of"), ("said.[12] Then", "said Then"), ("lost![103]", "lost"),
        ("“So.”[2] And", "So And"), ('he said."[2] And', "he said And"), ("„So“[2] sagt", "So sagt"),
        ("one[1][2] two,[3][4] six", "one two six"), ("recieve[sic][5] it", "recieve sic it"), ("(so)[3] it", "so it"),
        ("in 1785.[3] He", "in 1785 He"), ("the _Times_[3] of", "the Times of"),
        ("café[3] und Ae\u0301[4]", "café und Ae\u0301"),
        ("है[1] और", "है और"), ("終わり。[1]次", "終 わ り 次"), ("I[1] went", "I went"),
        ("so.[iv] And,[b] or", "so And or"),
        ("the engine¹ was", "the engine was"), ("said.¹² Then", "said Then"), ("„So“² sagt", "So sagt"),
        ("cafe\u0301³ und", "cafe\u0301 und"), ("終わり。¹次", "終 わ り 次"), ("lost¹.", "lost"),
        # Not a mark, or perhaps none: an editor's words and figures, the note itself, what opens a quotation.
        ("178[5] and 17[8]5", "178 5 and 17 8 5"), ("28---;[17]88", "28 17 88"), ("[1] The\n[2] note", "1 The 2 note"),
        ("a [1] b", "a 1 b"), ("day[1234] of", "day 1234 of"),
        ("th[e] Acco[u]nts dopp[ii] go", "th e Acco u nts dopp ii go"),
        ('a "[12] men" so “[12] men”', "a 12 men so 12 men"),
        ("so...[12] men . .[3] boys…[4] a", "so 12 men 3 boys 4 a"),
        ("5 km² and 10⁶ men", "5 km² and 10⁶ men"), ("x²+y² = E=mc²", "x² y² E mc²"), ("H₂O 1914¹", "H₂O 1914¹"),
        ("¹ The note", "¹ The note"), ("day¹a engine¹²³⁴", "day¹a engine¹²³⁴"), ("a ¹⁴C", "a ¹⁴C"),
        ("so.[b]all and [a] b", "so b all and a b"), ("the day[ 1 ] of[]", "the day 1 of"), ("day[1", "day 1"),
    ],
)  # fmt: skip
def test_the_mark_of_a_note_is_no_word(text: str, words: str) -> None:
    assert words_in(text) == words.split()


@pytest.mark.slow
@given(TEXTS)
def test_every_way_to_the_words_of_a_text_passes_over_the_same_marks(text: str) -> None:
    words = WORD.findall(text)
    assert [text[word.start : word.end] for word in words_of(text)] == words
    assert words_in(text) == words
    assert folded_words(text) == list(map(fold, words))
    assert [text[start:end] for start, end in Wording(text).spans] == words
    assert WORD.findall(without_note_marks(text)) == words
    assert words_in(f"{text} \u0416") == [*words, "\u0416"]
    assert len(without_note_marks(text)) == len(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a[", "[1", "a[1]", "1", "]", "i", ".[ix", "¹", "abc¹", ".¹²³"])
def test_marks_are_found_in_time_that_grows_with_the_text(unit: str) -> None:
    assert is_linear(
        lambda size: (words_in(unit * (size // len(unit))), WORD.findall(unit * (size // len(unit)))), 50_000
    )
