import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import BrokenArchive
from indexer.records import AllOf, AnyOf, Clause, Document, Passage, Phrase, Without, Word
from indexer.stores.keyword import SATURATION, KeywordIndex, update_keyword_index

Add = Callable[..., KeywordIndex]

TEXTS = (
    "The bridges of Farness were closed",  # row 0
    "A ferry crossed where the bridge had been",  # row 1
    "Café owners and the mayor’s brother wrote",  # row 2
)


def passages(
    texts: tuple[str, ...], first: int = 1, title: str = "", language: str = ""
) -> list[tuple[Document, Passage]]:
    return [
        (Document(id=f"d{id}", text=text, title=title, language=language), Passage(f"d{id}", 0, len(text), id=id))
        for id, text in enumerate(texts, start=first)
    ]


def index(
    folder: Path, *texts: str, title: str = "", language: str = "", languages: tuple[str, ...] = ("en",)
) -> KeywordIndex:
    folder.mkdir(exist_ok=True)
    update_keyword_index(folder, [], passages(texts, title=title, language=language), languages)
    return KeywordIndex(folder, np.arange(1, len(texts) + 1), languages)


@pytest.fixture
def three(tmp_path: Path) -> KeywordIndex:
    return index(tmp_path / "k", *TEXTS)


@pytest.mark.parametrize(
    ("clause", "rows"),
    [
        (Word("bridge"), [0, 1]),
        (Word("BRIDGING"), [0, 1]),
        (Word("bridge", exact=True), [1]),
        (Word("clo", prefix=True), [0]),
        (Word("cafe"), [2]),
        (Word("brother"), [2]),
        (Word("zeppelin"), []),
        (Phrase(("Farness", "was")), []),
        (Phrase(("bridge", "of", "Farness")), [0]),
        (Phrase(("bridges", "of"), exact=True), [0]),
        (Phrase(("bridge", "of"), exact=True), []),
        (Phrase(("of", "bridges")), []),
        (Phrase(("ferry", "bridge")), []),
        (Phrase(("ferry", "bridge"), slop=2), []),
        (Phrase(("ferry", "bridge"), slop=3), [1]),
        (Phrase(("ferry",)), [1]),
        (AnyOf((Word("ferry"), Word("mayor"))), [1, 2]),
        (AllOf((Word("ferry"), Phrase(("the", "bridge")))), [1]),
        (AllOf((Word("ferry"), Word("mayor"))), [1, 2]),
        (Without(Word("bridge")), [2]),
        (AllOf((Word("bridge"), Without(Word("ferry")))), [0]),
    ],
)
def test_which_passages_satisfy_a_clause(three: KeywordIndex, clause: Clause, rows: list[int]) -> None:
    assert list(np.flatnonzero(three.matching(clause))) == rows


def test_titles_are_searched(tmp_path: Path) -> None:
    titled = index(tmp_path / "k", "Nothing here", title="The Bridge Vote")
    assert list(np.flatnonzero(titled.matching(Phrase(("bridge", "vote"))))) == [0]
    assert titled.scores([Word("bridge")])[0] > 0


def test_the_score_is_bm25f(tmp_path: Path) -> None:
    # three rows of 2, 1 and 3 words, df = 2; no titles, so that field adds nothing
    found = index(tmp_path / "k", "ferry ferry", "boat", "ferry boat boat")
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    average = (2 + 1 + 3) / 3
    tf = [2 / (1 - 0.75 + 0.75 * 2 / average), 0, 1 / (1 - 0.75 + 0.75 * 3 / average)]
    expected = [idf * t * (SATURATION + 1) / (SATURATION + t) for t in tf]
    assert found.scores([Word("ferry")]) == pytest.approx(expected)


def test_a_word_in_title_and_text_saturates_once(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "ferry", title="ferry")
    tf = 1 / 1 + 1 / 1  # both fields have the average length
    idf = math.log(1 + (1 - 1 + 0.5) / (1 + 0.5))
    assert found.scores([Word("ferry")]) == pytest.approx([idf * tf * (SATURATION + 1) / (SATURATION + tf)])


def test_scores_add_up_over_different_words_only(three: KeywordIndex) -> None:
    once = three.scores([Word("ferry")])
    assert three.scores([Word("ferry"), Word("ferry")]) == pytest.approx(once)
    assert three.scores([Word("ferry"), Word("bridge")]) == pytest.approx(once + three.scores([Word("bridge")]))


def test_stop_words_rank_nothing_unless_nothing_is_left(three: KeywordIndex) -> None:
    assert three.scores([Word("the"), Word("ferry")]) == pytest.approx(three.scores([Word("ferry")]))
    assert three.scores([Word("the")]).sum() > 0


def test_what_is_excluded_adds_nothing_to_the_score(three: KeywordIndex) -> None:
    assert three.scores([Word("ferry"), Without(Word("bridge"))]) == pytest.approx(three.scores([Word("ferry")]))


def test_a_text_is_stemmed_in_its_own_language(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "Die alten Häuser", language="de", languages=("en", "de"))
    assert list(found.matching(Word("Hauses"))) == [True]
    other = index(tmp_path / "o", "Die alten Häuser", language="", languages=("en", "de"))
    assert list(other.matching(Word("Haus"))) == [False]


def test_taking_out_and_putting_in(tmp_path: Path, three: KeywordIndex) -> None:
    update_keyword_index(tmp_path / "k", [2], passages(("A boat came", "The ferry is back"), first=4))
    found = KeywordIndex(tmp_path / "k", np.array([1, 3, 4, 5]))
    assert list(np.flatnonzero(found.matching(Word("ferry")))) == [3]
    assert list(np.flatnonzero(found.matching(Word("bridge")))) == [0]
    assert list(np.flatnonzero(found.matching(Phrase(("a", "boat"))))) == [2]
    fresh = index(tmp_path / "fresh", TEXTS[0], TEXTS[2], "A boat came", "The ferry is back")
    for word in ("ferry", "bridge", "boat", "the"):
        assert found.scores([Word(word)]) == pytest.approx(fresh.scores([Word(word)]))


def test_an_index_that_does_not_fit_the_catalog_is_refused(tmp_path: Path, three: KeywordIndex) -> None:
    for ids in ([1, 2, 4], [1, 2, 3, 4]):
        with pytest.raises(BrokenArchive, match="do not hold the same passages"):
            KeywordIndex(tmp_path / "k", np.array(ids))
    (tmp_path / "empty").mkdir()
    with pytest.raises(BrokenArchive, match="cannot be read"):
        KeywordIndex(tmp_path / "empty", np.array([1]))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    found = index(tmp_path / "k")
    assert len(found.scores([Word("ferry")])) == 0
    assert len(found.matching(Phrase(("the", "ferry")))) == 0
