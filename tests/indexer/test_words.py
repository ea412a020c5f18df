import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.words import STEMMERS, WORD, fold, is_stop_word, stem, stems, words_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Müller", "muller"), ("MÜLLER", "muller"), ("Straße", "strasse"), ("ſaid", "said"), ("ﬁne", "fine"),
     ("Εὐρώπη", "ευρωπη"), ("İstanbul", "istanbul"), ("u\u0308ber", "uber"), ("\ufdfb", "جلجلاله")],
)  # fmt: skip
def test_folding_removes_case_and_diacritics(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_part_at_apostrophes_hyphens_and_underscores() -> None:
    text = "The mass-deportation o’clock, 1776_x"
    assert [(w.folded, text[w.start : w.end]) for w in words_of(text)] == [
        ("the", "The"), ("mass", "mass"), ("deportation", "deportation"), ("o", "o"), ("clock", "clock"),
        ("1776", "1776"), ("x", "x"),
    ]  # fmt: skip


def test_combining_marks_stay_with_their_word() -> None:
    assert [w.folded for w in words_of("zu\u0308rich i\u0301s")] == ["zurich", "is"]


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_words_are_spans_of_the_text_in_order(text: str) -> None:
    at = 0
    for word in words_of(text):
        assert at <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.folded
        at = word.end


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_word_folds_to_one_word() -> None:
    letters = map(chr, range(sys.maxunicode + 1))
    for word in filter(WORD.fullmatch, letters):
        assert len(fold(word).split()) == 1, f"{ord(word):x}"


def test_a_mark_that_stands_alone_is_no_word_and_parts_none() -> None:
    assert [w.folded for w in words_of("\uff9e \uff76\uff9e\uff76 \uff9e\uff9fa")] == ["\u30ab\u30ab", "a"]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("bridges", "en", "bridg"), ("häuser", "de", "haus"), ("bridges", "xx", "bridges")],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


def test_stems_of_several_languages_are_told_once_each() -> None:
    assert stems("bridges", ("en", "en")) == ("bridg",)
    assert stems("running", ("en", "de")) == (stem("running", "en"), stem("running", "de")) == ("run", "running")


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_every_language_named_has_a_stemmer(language: str) -> None:
    assert stem("a", language)


def test_stop_words_are_compared_folded() -> None:
    assert is_stop_word(fold("The"), ("en",))
    assert not is_stop_word("bridge", ("en", "de"))
    assert is_stop_word("die", ("en", "de"))
    assert not is_stop_word("die", ("en",))
