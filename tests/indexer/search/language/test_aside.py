from indexer.records import AnyOf, Fielded, Without, Word
from indexer.search.language.aside import left_aside, without_unknown
from indexer.search.query import parse_query


def test_each_part_left_aside_is_named_once_and_a_field_with_the_reason() -> None:
    query = parse_query("date:1911.13 kind:banana Kind:banana quoted:often ((ferry")
    assert left_aside(query.ignored) == (
        "date:1911.13 (not a date: write 1961, 1961-03, 1961-03-04 or 1961..1964), "
        "kind:banana (the kinds are article, letter and other), Kind:banana (the kinds are article, letter and other), "
        "quoted:often (yes or no), ("
    )


def test_a_mark_left_aside_has_the_reason_beside_it() -> None:
    query = parse_query('fe*ry "harb* pond" guerre~5 OR title:"" lang:"" kind:poem OR')
    assert left_aside(query.ignored) == (
        "* (only at the end of a word, of two letters and more, and not in quotation marks), "
        "~5 (only after words in quotation marks, with a number), "
        'title:"" (no word in it), OR (nothing to join), lang:"" (a language, such as German or de), '
        "kind:poem (the kinds are article, letter and other)"
    )
    assert left_aside(parse_query("ferry - =").ignored) == (
        "- (only directly before what is to be excluded), = (only directly before a word or quotation marks)"
    )
    assert left_aside(parse_query("ferry AND NOT").ignored) == "NOT (nothing to exclude), AND (nothing to join)"


def test_a_field_before_nothing_is_told_to_be_a_word_and_a_mark_that_is_never_closed_to_be_none() -> None:
    assert left_aside(parse_query("from: Maddox date:").ignored) == (
        "from: (no value directly after it, so it counts as a word), "
        "date: (no value directly after it, so it counts as a word)"
    )
    assert left_aside(parse_query('title:"the harbour').ignored) == (
        'title: (no value directly after it, so it counts as a word), " (nothing closes it)'
    )


def test_a_date_is_left_aside_where_the_end_that_is_asked_for_is_open() -> None:
    assert left_aside(parse_query("before:1964-13").ignored) == (
        "before:1964-13 (has a month that there is not: write 1961, 1961-03 or 1961-03-04)"
    )
    assert left_aside(parse_query('after:"before 1950" before:"since 1920"').ignored) == (
        'after:"before 1950" (has no first day: write 1961, 1961-03 or 1961-03-04), '
        'before:"since 1920" (has no last day: write 1961, 1961-03 or 1961-03-04)'
    )


def test_quotes_of_an_unknown_document_are_left_aside_wherever_they_stand() -> None:
    query = parse_query(
        "ferry quotes:known -quotes:a (boat OR quotes:b) (harbour pilot) OR (quotes:c -(quotes:d pier))"
    )
    left = without_unknown(query, lambda id: id == "known")
    assert left.ignored == ("quotes:a", "quotes:b", "quotes:c", "quotes:d")
    ferry, quotes, boat, last = left.clauses
    assert (ferry, quotes, boat) == (Word("ferry"), Fielded("quotes", "known"), Word("boat"))
    assert isinstance(last, AnyOf)
    assert last.clauses[1] == Without(Word("pier"))
    assert without_unknown(left, lambda id: id == "known") is left


def test_nothing_but_what_means_nothing_asks_for_nothing() -> None:
    assert without_unknown(parse_query("quotes:a -quotes:b"), lambda id: False).is_empty
    assert not parse_query("kind:letter").is_empty
