"""Tokens are counted word by word where that gives what the model counts, and a word once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.ingest import measure
from indexer.ingest.measure import Measure
from tests.conftest import WordEncoder
from tests.indexer.timing import is_linear

TEXT = "It was said, and said again: no-one was there.\n\nOf “Größe”  nothing was said."


class Spaced(WordEncoder):
    """Each white space is a token, as in models that read bytes."""

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\w+|[^\w]", text)]


class Prefixed(WordEncoder):
    """A space belongs to the word after it, and many are one."""

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\s*(\w+|[^\w\s])", text)]


class Counting(WordEncoder):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        self.asked.append(text)
        return super().tokens(text)


@pytest.mark.parametrize("encoder", [WordEncoder(), Spaced(), Prefixed()])
def test_as_much_is_read_as_the_model_has_room_for(encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in range(1, 30):
        monkeypatch.setattr(measure, "room_for_text", lambda _, limit=limit: limit)
        ruler = Measure(encoder).ruler(TEXT)
        for word in re.finditer(r"\S+", TEXT):
            fits = len(encoder.tokens(TEXT[: word.end()])) <= limit
            assert ruler.fits(0, word.end()) == fits
            assert (ruler.reach(0, word.end()) == word.end()) == fits


def test_what_is_white_space_to_python_alone_parts_no_words() -> None:
    encoder = Counting()
    Measure(encoder).ruler("one\x1c two\x1ethree four")
    assert "one\x1c two\x1ethree four" in encoder.asked


def test_each_word_is_tokenised_once() -> None:
    encoder = Counting()
    counted = Measure(encoder)
    counted.ruler(TEXT)
    encoder.asked.clear()
    counted.ruler(f"{TEXT} Again: nothing was new there.")
    assert [sorted(text.split()) for text in encoder.asked] == [["Again:", "new"]]


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "_KNOWN", 20)
    counted = Measure(WordEncoder())
    for number in range(10, 50):
        counted.ruler(f"a{number} b{number} c{number}")
        assert sum(map(len, counted._sizes)) <= 20 + 9


def test_a_long_word_is_measured_token_by_token() -> None:
    long = "a-" * 300
    ruler = Measure(WordEncoder()).ruler(f"before {long} after")
    room = WordEncoder.max_tokens - 48 - 2
    assert ruler.reach(7, 7 + len(long)) == 7 + room
    assert ruler.reach(7 + room, 7 + len(long)) == 7 + 2 * room


@pytest.mark.slow
def test_many_long_words_take_time_by_their_number() -> None:
    assert is_linear(lambda size: Measure(WordEncoder()).ruler(f"{'-' * 20} " * (size // 21)), 40_000)


def test_a_word_with_more_tokens_than_there_is_room_for_is_cut_where_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "room_for_text", lambda _: 10)
    long = "a-" * 7
    assert Measure(WordEncoder()).ruler(long).reach(0, len(long)) == 10


@pytest.mark.slow
@given(st.text(alphabet="ab \n\t\u3000\x1c\x85\u2028.,é", max_size=60))
def test_words_are_where_they_are_to_an_expression(text: str) -> None:
    spans = [match.span() for match in re.finditer(r"(?:\S|[\x1c-\x1f])+", text)]
    starts, ends = measure._places(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == spans
