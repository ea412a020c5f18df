import pytest

from indexer.errors import QueryError
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


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(after="before 1950"), "after = 'before 1950' has no first day: write 1961"),
        (Asked(before="since 1920"), "before = 'since 1920' has no last day: write 1961"),
    ],
)
def test_a_date_without_the_day_that_is_asked_for_is_refused(asked: Asked, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        ask(asked)


def test_a_date_that_is_open_at_its_other_end_is_a_limit() -> None:
    filters = ask(Asked(after="since 1920", before="before 1950")).filters
    assert (str(filters.after), str(filters.before)) == ("1920-01-01", "1949-12-31")


@pytest.mark.parametrize(
    "asked", [Asked(mode="keyword", like=("abc",)), Asked(q="ferry", mode="keyword", unlike=("a:1",))]
)
def test_examples_are_refused_where_words_alone_are_asked_for(asked: Asked) -> None:
    with pytest.raises(QueryError, match="leave out mode=keyword"):
        ask(asked)
