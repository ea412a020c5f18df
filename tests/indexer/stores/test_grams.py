from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import BrokenArchive
from indexer.stores.grams import GramIndex, grams_of, numbers_of

TEXTS = st.lists(st.lists(st.sampled_from("abc"), max_size=12).map(" ".join), min_size=1, max_size=6)


@pytest.mark.slow
@given(TEXTS, st.sets(st.integers(0, 5)), st.integers(0, 6))
def test_a_gram_is_counted_by_document_and_where_few_have_it_without_those_apart(
    texts: Sequence[str], apart: set[int], most: int
) -> None:
    grams = [grams_of(numbers_of(text)) for text in texts]
    index = GramIndex.empty().replaced((), ((str(n), held) for n, held in enumerate(grams)))
    left_out = sorted(place for place in apart if place < len(texts))
    asked = grams_of(numbers_of("a b c a c b a a b b b c c c z"))
    holders = [{n for n, held in enumerate(grams) if gram in held} for gram in asked]
    expected = [len(of - apart) if len(of) <= most else len(of) for of in holders]
    assert index.frequency(asked).tolist() == list(map(len, holders))
    assert index.frequency(asked, apart=left_out, most=most).tolist() == expected
    assert index.frequency(asked, apart=left_out).tolist() == [len(of - apart) for of in holders]


@pytest.mark.parametrize("length", [0, 100, -40])
def test_an_index_that_is_cut_off_is_told(tmp_path: Path, length: int) -> None:
    file = tmp_path / "grams.npz"
    GramIndex.empty().replaced((), [("a", grams_of(numbers_of("the ferry was late every morning of May")))]).write(file)
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(BrokenArchive, match="cannot be read"):
        GramIndex.read(file)
