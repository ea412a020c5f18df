import pytest

from indexer.records import Phrase, Word
from indexer.search.language.aside import left_aside
from indexer.search.query import parse_query

PROSE = " ".join(f"word{n}" for n in range(31))


def test_quotation_marks_of_a_pasted_paragraph_ask_for_nothing() -> None:
    query = parse_query(f'{PROSE} “the river” he said, "is (so) safe" "Sir"')
    assert all(isinstance(clause, Word) for clause in query.clauses)
    said = [clause.text for clause in query.clauses if isinstance(clause, Word)]
    assert said == [*PROSE.split(), *"the river he said is so safe Sir".split()]
    assert left_aside(query.ignored) == '"…" (with so many words beside them, marks quote and ask for nothing)'
    assert query.said == f"{PROSE} the river he said, is (so) safe Sir"


@pytest.mark.parametrize(
    "asking",
    ['"the packet" ="the river"', '"the packet" "the river"~5', '"the packet" -strike', '"the packet" kind:letter',
     '"the packet" a OR b', '="the packet"', '"the packet" =ferry', '"the packet" harb*'],
)  # fmt: skip
def test_a_long_query_that_asks_for_more_keeps_its_phrases(asking: str) -> None:
    kept = Phrase(("the", "packet"), exact=asking.startswith("="))
    assert kept in parse_query(f"{PROSE} {asking}").clauses


def test_a_phrase_beside_fewer_words_is_asked_for() -> None:
    fewer = PROSE.rpartition(" ")[0]
    assert Phrase(("the", "packet")) in parse_query(f'{fewer} "the packet"').clauses
