from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.showing.grouping import WINDOW, Grouping

WORDS = [f"w{n}" for n in range(400)]


def grouped(texts: list[list[str]], wanted: int = 10) -> list[tuple[int, list[int]]]:
    rows = np.arange(len(texts), dtype=np.int64)
    groups = Grouping().first(wanted, rows, lambda place: " ".join(texts[place]))
    return [(group.place, group.copies) for group in groups]


def text(seed: int, length: int = 60) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def test_near_identical_texts_stand_under_the_first() -> None:
    one, other = text(1), text(2)
    altered = [*one[:30], "changed", *one[31:]]
    assert grouped([one, other[:15], other]) == [(0, []), (1, [2])], "a long text may hold a short one"
    assert grouped([one, other, altered, one[10:40]]) == [(0, [2, 3]), (1, [])]


@pytest.mark.parametrize(("words", "copies"), [(49, [1]), (48, [])])
def test_how_much_must_be_shared(words: int, copies: list[int]) -> None:
    """Of 56 runs of five 45 are 80.4 %, 44 are 78.6 %."""
    one = text(1)
    assert grouped([one, [*one[:words], *text(3, 60 - words)]])[0] == (0, copies)


def test_a_few_words_that_stand_in_a_long_text_too_are_no_copy_of_it() -> None:
    one = text(1)
    part = one[-14:]
    assert grouped([one, part]) == grouped([part, one]) == [(0, []), (1, [])]
    assert grouped([one, part, part]) == [(0, []), (1, [2])], "but of each other they are"


def test_a_copy_far_behind_the_last_leads_a_group_of_its_own() -> None:
    others = [text(seed) for seed in range(2, 2 + WINDOW)]
    near, far = others[1:], others
    assert grouped([text(1), *near, text(1)], 1) == [(0, [WINDOW])]
    assert grouped([text(1), *far, text(1)], WINDOW + 2)[:: WINDOW + 1] == [(0, []), (WINDOW + 1, [])]
    assert grouped([text(1), *near, text(1), *near, text(1)], 1) == [(0, [WINDOW, 2 * WINDOW])], "from the last copy"


def test_texts_too_short_for_a_run_are_nobodys_copies() -> None:
    assert grouped([["a", "b"], ["a", "b"], []]) == [(0, []), (1, []), (2, [])]
    assert grouped([["a", "b"], text(1), text(1)]) == [(0, []), (1, [2])]


@pytest.mark.slow
@given(st.lists(st.lists(st.sampled_from(["flour", "ferry", "horses", "the", "bridge"]), max_size=14), max_size=5))
def test_what_words_alone_rule_out_shares_too_little(texts: list[list[str]]) -> None:
    expected: list[tuple[int, list[int]]] = []
    for place, words in enumerate(texts):
        runs = {tuple(words[i : i + 5]) for i in range(len(words) - 4)}
        leaders = [{tuple(texts[p][i : i + 5]) for i in range(len(texts[p]) - 4)} for p, _ in expected]
        lengths = [sorted((max(len(texts[p]), 1), max(len(words), 1))) for p, _ in expected]
        same = [
            n
            for n, (r, (short, long)) in enumerate(zip(leaders, lengths, strict=True))
            if r and runs and len(r & runs) >= 0.8 * min(len(r), len(runs)) and 4 * short >= long
        ]
        if same:
            expected[same[0]][1].append(place)
        else:
            expected.append((place, []))
    assert grouped(texts) == expected


def test_no_more_is_read_than_is_wanted() -> None:
    read: list[int] = []

    def words_of(place: int) -> str:
        read.append(place)
        return " ".join(text(place))

    grouping, rows = Grouping(), np.arange(100, dtype=np.int64)
    assert len(grouping.first(3, rows, words_of)) == 3
    assert read == list(range(3 + WINDOW))
    assert len(grouping.first(6, rows, words_of)) == 6
    assert read == list(range(6 + WINDOW)), "who walks on reads nothing again"


@pytest.mark.slow
@given(st.lists(st.integers(0, 6), max_size=30), st.lists(st.integers(0, 30), min_size=1, max_size=4))
def test_groups_are_the_same_however_many_are_asked_for_now_and_before(seeds: list[int], asked: list[int]) -> None:
    texts, grouping = [text(seed) for seed in seeds], Grouping()
    rows = np.arange(len(texts), dtype=np.int64)
    for wanted in asked:
        found = grouping.first(wanted, rows, lambda place: " ".join(texts[place]))
        assert [(group.place, group.copies) for group in found] == grouped(texts, len(texts))[:wanted]
        assert grouping.fits(rows)
    if len(texts) and asked[-1]:
        assert not grouping.fits(rows + 1)
