"""Words taken over without marks, in texts that have nothing else in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.quotes.judging.wording import Wording
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.reuse import find_reuse
from indexer.records import Document
from indexer.stores.grams import GramIndex, grams_of, numbers_of
from indexer.text.dates import parse_date

TWELVE = "the lamp burned low while nobody on the quay saw the pilot"


def test_how_surely_dates_tell_which_is_the_earlier_is_said() -> None:
    own, other = held("a", "1970", f"Indeed {TWELVE} go by."), held("b", "1960", f"It rained; {TWELVE} come back.")
    both = {"a": own, "b": other}
    index = GramIndex.empty().replaced((), ((id, grams_of(numbers_of(h.document.text))) for id, h in both.items()))
    (found,) = find_reuse(own, (), index, both.__getitem__)
    assert found.source is not None
    assert found.source.reason.endswith("without marks.")
    guessed = replace(other.document, date=replace(parse_date("1960"), sure="inferred"))
    both["b"] = replace(other, document=guessed)
    (found,) = find_reuse(own, (), index, both.__getitem__)
    assert found.source is not None
    assert found.source.reason.endswith("It is the earlier by their dates, which are not both stated.")
    both["b"] = replace(other, document=replace(other.document, date=None))
    assert not find_reuse(own, (), index, both.__getitem__)  # by id, the first first
    (found,) = find_reuse(both["b"], (), index, both.__getitem__)
    assert found.source is not None
    assert found.source.reason.endswith("No date tells which of the two texts is the earlier.")


def held(id: str, day: str, text: str) -> Held:
    return Held(Document(id=id, text=text, title="", date=parse_date(day)), Wording(text), ())


@pytest.mark.parametrize(
    ("words", "theirs", "ours", "found"),
    [
        (TWELVE, "1960", "1970", [TWELVE]),
        (TWELVE.removesuffix(" pilot"), "1960", "1970", []),
        (TWELVE, "1970", "1960", []),
        (TWELVE, "1960", "1960", []),  # no date tells: whose id is the first has them first
    ],
)
def test_twelve_words_of_an_earlier_document_are_its_own(words: str, theirs: str, ours: str, found: list[str]) -> None:
    for end in (" go by.", "."):
        own = held("a", ours, f"He said it. Indeed {words}{end}")
        both = {"a": own, "b": held("b", theirs, f"It rained; {words} come back.")}
        index = GramIndex.empty().replaced((), ((id, grams_of(numbers_of(h.document.text))) for id, h in both.items()))
        text = own.document.text
        assert [text[q.start : q.end] for q in find_reuse(own, (), index, both.__getitem__)] == found
