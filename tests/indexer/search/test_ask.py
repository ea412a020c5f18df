import pytest

from indexer.errors import QueryError
from indexer.records import Exemplar
from indexer.search.ask import Asked, ask
from indexer.search.language.conflicts import conflicts


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
        (Asked(after="1961-99"), "after = '1961-99' has a month that there is not: write 1961, 1961-03 or 1961-03-04."),
        (Asked(before="1964-13"), "before = '1964-13' has a month that there is not: write 1961"),
        (Asked(before="since 1920"), "before = 'since 1920' has no last day: write 1961"),
    ],
)
def test_a_date_without_the_day_that_is_asked_for_is_refused(asked: Asked, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        ask(asked)


def test_a_date_that_is_open_at_its_other_end_is_a_limit() -> None:
    filters = ask(Asked(after="since 1920", before="before 1950")).filters
    assert (str(filters.after), str(filters.before)) == ("1920-01-01", "1949-12-31")


@pytest.mark.parametrize("lang", [("hr",), ("Croatian", "en")])
def test_a_language_chosen_beside_the_query_says_what_its_months_are_called(lang: tuple[str, ...]) -> None:
    query = ask(Asked(q='after:"5 listopada 1918"', lang=lang, before="29 listopada 1918"))
    assert (str(query.typed.after), str(query.filters.before)) == ("1918-10-05", "1918-10-29")
    for other in ((), ("en",), ("hr", "pl")):
        assert ask(Asked(q='after:"5 listopada 1918"', lang=other)).ignored == ('after:"5 listopada 1918"',)
        said = "is not the same date in all of these languages" if other == ("hr", "pl") else "is not a date"
        with pytest.raises(QueryError, match=f"'29 listopada 1918' {said}"):
            ask(Asked(lang=other, before="29 listopada 1918"))


@pytest.mark.parametrize(
    "asked", [Asked(mode="keyword", like=("abc",)), Asked(q="ferry", mode="keyword", unlike=("a:1",))]
)
def test_examples_are_refused_where_words_alone_are_asked_for(asked: Asked) -> None:
    with pytest.raises(QueryError, match="leave out mode=keyword"):
        ask(asked)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(unlike=("abc",)), "give words, or like, with it"),
        (Asked(q="kind:letter", unlike=("abc",), sort="date"), "give words, or like, with it"),
        (Asked(q="ferry", like=("abc:7", "b"), unlike=("abc:7",)), "'abc:7' is given as both like and unlike"),
        (Asked(like=("abc:7-7",)), "'abc:7-7' is not an example: write DOCUMENT or DOCUMENT:START."),
        (Asked(like=("abc:",)), "'abc:' is not an example"),
        (Asked(like=(":7",)), "':7' is not an example"),
        (Asked(like=("abc:seven",)), "'abc:seven' is not an example"),
    ],
)
def test_an_example_that_means_nothing_is_refused(asked: Asked, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        ask(asked)
    assert ask(Asked(like=("abc:7-9",), unlike=("abc",))).like == (Exemplar("abc", 7),)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(q="after:1970 before:1960"), "No day is 1970-01-01 or later and 1960-12-31 or earlier."),
        (Asked(q="date:1961 date:1963"), "No day is 1963-01-01 or later and 1961-12-31 or earlier."),
        (Asked(after="1970", before="1960"), "No day is 1970-01-01 or later and 1960-12-31 or earlier."),
        (Asked(q="before:1960", after="1961-03"), "No day is 1961-03-01 or later and 1960-12-31 or earlier."),
        (Asked(q="kind:letter", kind=("article",)), "No document is of the kind letter and of the kind article."),
        (Asked(q="lang:de lang:fr", lang=("en",)), "No document is of the language de or fr and of the language en."),
        (Asked(q="dated:no", after="1961"), "No document has a date and has none."),
        (Asked(q="dated:false", dated=("yes",)), "No document has a date and has none."),
        (Asked(q="dated:no dated:yes", after="1961"), ""),
        (Asked(q="kind:letter date:1961", kind=("letter", "other"), after="1961-12-31", before="1961-12-31"), ""),
    ],
)
def test_what_no_document_can_be_is_said(asked: Asked, why: str) -> None:
    assert " ".join(conflicts(ask(asked))) == why
