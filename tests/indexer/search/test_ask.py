import pytest

from indexer.search.ask import Asked, ask


@pytest.mark.parametrize(
    ("asked", "sort"),
    [
        (Asked(q="ferry"), "relevance"),
        (Asked(q="kind:letter"), "date"),
        (Asked(q="-ferry", person=("Ansell",)), "date"),
        (Asked(q="kind:letter", sort="-date"), "-date"),
        (Asked(like=("abc",)), "relevance"),
    ],
)
def test_where_nothing_says_what_is_best_the_oldest_comes_first(asked: Asked, sort: str) -> None:
    assert ask(asked).sort == sort
