import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text.words import STEMMERS, WORD, fold, forms_in, is_stop_word, stem, terms_of, words_in, words_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Müller", "muller"), ("MÜLLER", "muller"), ("Straße", "strasse"), ("ſaid", "said"), ("ﬁne", "fine"),
     ("Εὐρώπη", "ευρωπη"), ("İstanbul", "istanbul"), ("u\u0308ber", "uber"), ("\ufdfb", "جلجلاله"),
     ("rail\u00adway", "railway"), ("رِسَالَةً", "رسالة"), ("رســـالـة", "رسالة"), ("رسـ\ufe77ـالة", "رسالة"),
     ("שָׁלוֹם", "שלום"), ("हिन्दी", "हिन्दी"), ("น้อง", "นอง"),
     ("\u0c38\u0c48", "\u0c38\u0c46\u0c56"), ("1\ufe0f\u20e3", "1"), ("a\u034f\u0301", "a"),
     ("Œuvre", "oeuvre"), ("Encyclopædia", "encyclopaedia"), ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Þór", "thor"),
     ("کتابی", "كتابي"), ("זײַן", "זיין"), ("װײַט", "ווייט"), ("١٩١٩", "1919"), ("۱۳۰۴", "1304"), ("१९५०", "1950"),
     ("ガ", "カ\u3099"), ("ﾊﾟ", "ハ\u309a")],
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


@pytest.mark.parametrize(
    "word",
    [
        "rail\u00adway",
        "rail\u200bway",
        "رِسَالَةً",
        "رســـالـة",
        "١٣٤٥هـ",
        "می\u200cخواهم",
        "हिन्दी",
        "क्\u200dष",
        "שָׁלוֹם",
        "ไทยที่",
    ],
)
def test_a_word_holds_its_marks_and_what_is_not_seen_within_it(word: str) -> None:
    text = f"\u00ad{word}\u00ad\u200b \u2060{word}\u200d"
    assert [text[w.start : w.end] for w in words_of(text)] == [word, word]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("港の灯台、ABC線", "港 の 灯 台 ABC 線"), ("民國12年3月", "民 國 12 年 3 月"),
        ("カ\uff9eメラ", "カ\uff9e メ ラ"), ("か\u3099ab", "か\u3099 ab"), ("時々〇々", "時 々 〇 々"),
        ("한국어 漢字", "한국어 漢 字"),
    ],
)  # fmt: skip
def test_each_chinese_and_japanese_sign_is_a_word(text: str, words: str) -> None:
    assert words_in(text) == words.split()


def test_a_space_without_width_parts_words_where_it_is_the_only_space() -> None:
    assert [w.folded for w in words_of("ខ្ញុំ\u200bស្រឡាញ់")] == [fold("ខ្ញុំ"), fold("ស្រឡាញ់")]


@pytest.mark.slow
def test_every_mark_that_python_knows_belongs_to_its_word_and_no_other_sign() -> None:
    within = "\u00ad\u200b\u200c\u200d\u2060"
    wrong = [
        f"{ord(sign):x}"
        for sign in map(chr, range(sys.maxunicode + 1))
        if (kind := unicodedata.category(sign)) != "Cn" and sign not in within
        if (WORD.findall(f"a{sign}") == ["a"]) == (kind[0] == "M" or sign.isalnum())
    ]
    assert not wrong or unicodedata.unidata_version > "14.0.0"


@pytest.mark.slow
def test_folding_with_any_sign_twice_changes_nothing() -> None:
    for sign in filter(lambda sign: WORD.fullmatch(f"a{sign}b"), map(chr, range(sys.maxunicode + 1))):
        folded = fold.__wrapped__(f"a{sign}b")
        assert folded == fold.__wrapped__(folded), f"{ord(sign):x}"


MARKED = st.text(
    st.sampled_from(
        "aéهـ\ufe71\u00ad\u200b\u200c\u034f\u0345\u0301\u0327\u0e38\u0f71\u0f72\u0f74\u094d\u093f\u20dd\ufe0f क"
    )
)


@pytest.mark.slow
@settings(max_examples=150)
@given(MARKED)
def test_marks_in_any_order_fold_once_and_for_all(text: str) -> None:
    for word in words_of(text):
        assert fold(word.folded) == word.folded
        assert not set("\u00ad\u200b\u200c") & {text[word.start], text[word.end - 1]}


@pytest.mark.slow
@settings(max_examples=150)
@given(st.text())
def test_words_are_spans_of_the_text_in_order(text: str) -> None:
    at = 0
    for word in words_of(text):
        assert at <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.folded
        at = word.end


@pytest.mark.slow
@settings(max_examples=150)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.slow
def test_every_word_folds_to_one_word() -> None:
    letters = map(chr, range(sys.maxunicode + 1))
    for word in filter(WORD.fullmatch, letters):
        assert len(fold(word).split()) == 1, f"{ord(word):x}"


def test_a_mark_that_stands_alone_is_no_word_and_parts_none() -> None:
    assert [w.folded for w in words_of("\uff9e \uff76\uff9e\uff76 \uff9e\uff9fa")] == ["\u30ab\u3099", "\u30ab", "a"]
    assert [w.folded for w in words_of("ـ ـــ \ufe71 ـهم")] == ["هم"]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("bridges", "en", "bridg"), ("häuser", "de", "haus"), ("bridges", "xx", "bridges")],
)
def test_stems(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


def test_a_stem_of_another_language_than_the_first_is_a_term_of_its_own() -> None:
    assert terms_of("bridges", ("en", "en")) == ("bridg",)
    assert terms_of("running", ("en", "de")) == ("run", "running.de")
    assert terms_of("letter", ("en", "de")) == ("letter", "lett.de")
    assert [forms_in(language, "en")["letter"] for language in ("en", "de", "xx")] == ["letter", "lett.de", "letter.xx"]
    assert forms_in("", "")["Letter"] == "letter"


@pytest.mark.parametrize("language", sorted(STEMMERS))
def test_every_language_named_has_a_stemmer(language: str) -> None:
    assert stem("a", language)


def test_stop_words_are_compared_folded() -> None:
    assert is_stop_word(fold("The"), ("en",))
    assert not is_stop_word("bridge", ("en", "de"))
    assert is_stop_word("die", ("en", "de"))
    assert not is_stop_word("die", ("en",))
