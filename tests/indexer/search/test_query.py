from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.records import AllOf, AnyOf, Clause, Fielded, Filters, Phrase, Without, Word
from indexer.search.language.clauses import print_clauses, required
from indexer.search.query import parse_query

FERRY, BOAT, PILOT = Word("ferry"), Word("boat"), Word("pilot")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("ferry pilot", (FERRY, PILOT)),
        ('"the river is safe"', (Phrase(("the", "river", "is", "safe")),)),
        ("“the river”", (Phrase(("the", "river")),)),
        ("-ferry", (Without(FERRY),)),
        ('-"the Packet"', (Without(Phrase(("the", "Packet"))),)),
        ("ferry OR boat", (AnyOf((FERRY, BOAT)),)),
        ("ferry OR boat OR pilot", (AnyOf((FERRY, BOAT, PILOT)),)),
        ("(ferry OR boat) pilot", (AnyOf((FERRY, BOAT)), PILOT)),
        ("(ferry boat) OR pilot", (AnyOf((AllOf((FERRY, BOAT)), PILOT)),)),
        ("(ferry boat) pilot", (FERRY, BOAT, PILOT)),
        ("harb*", (Word("harb", prefix=True),)),
        ("h*", (Word("h"),)),
        ('"bridge vote"~5', (Phrase(("bridge", "vote"), slop=5),)),
        ('"bridge vote" ~5', (Phrase(("bridge", "vote"), slop=5),)),
        ('"bridge vote"~100', (Phrase(("bridge", "vote"), slop=100),)),
        ('"bridge vote"~007', (Phrase(("bridge", "vote"), slop=7),)),
        (f'"bridge vote"~{"9" * 5000}', (Phrase(("bridge", "vote"), slop=9999),)),
        ("=bridge", (Word("bridge", exact=True),)),
        ('="the Bridge"', (Phrase(("the", "Bridge"), exact=True),)),
        ("mass-deportation", (Word("mass"), Word("deportation"))),
        ("-mass-deportation", (Without(Phrase(("mass", "deportation"))),)),
        ("-kind:letter", (Without(Fielded("kind", "letter")),)),
        ("foo:bar", (Word("foo"), Word("bar"))),
        ("ferry AND pilot", (AllOf((FERRY, PILOT)),)),
        ("ferry AND pilot boat", (AllOf((FERRY, PILOT)), BOAT)),
        ("ferry AND boat AND ferry", (AllOf((FERRY, BOAT)),)),
        ("ferry and pilot", (FERRY, Word("and"), PILOT)),
        ("ferry OR boat AND pilot", (AnyOf((FERRY, AllOf((BOAT, PILOT)))),)),
        ("(ferry OR boat) AND pilot", (AllOf((PILOT,)), AnyOf((FERRY, BOAT)))),
        ("(ferry boat) AND harb*", (AllOf((FERRY, BOAT, Word("harb", prefix=True))),)),
        ('ferry AND "the river"', (AllOf((FERRY,)), Phrase(("the", "river")))),
        ("ferry NOT boat", (FERRY, Without(BOAT))),
        ("NOT boat", (Without(BOAT),)),
        ("ferry AND NOT boat", (AllOf((FERRY,)), Without(BOAT))),
        ("ferry OR NOT (boat AND pilot)", (AnyOf((FERRY, Without(AllOf((BOAT, PILOT))))),)),
        ("AND ferry", (Word("AND"), FERRY)),
        ("ferry NOT, AND, boat", (FERRY, Word("NOT"), Word("AND"), BOAT)),
    ],
)
def test_what_is_typed_is_what_is_understood(text: str, clauses: tuple[Clause, ...]) -> None:
    assert parse_query(text).clauses == clauses


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("kind:Letter", Filters(kinds=("letter",))),
        ('from:"Ruth Ansell" to:Hale', Filters(senders=("Ruth Ansell",), recipients=("Hale",))),
        ("kind:letter kind:article", Filters(kinds=("letter", "article"))),
        ("date:1861..1865", Filters(after=date(1861, 1, 1), before=date(1865, 12, 31))),
        ("date:1861..", Filters(after=date(1861, 1, 1))),
        ("date:..1861-03", Filters(before=date(1861, 3, 31))),
        ("after:1861-03 before:1865", Filters(after=date(1861, 3, 1), before=date(1865, 12, 31))),
        ('date:"12 марта 1917 г."', Filters(after=date(1917, 3, 12), before=date(1917, 3, 12))),
        ('after:"28. října 1918"', Filters(after=date(1918, 10, 28))),
        (
            'date:"29. listopada 1918" lang:hr',
            Filters(languages=("hr",), after=date(1918, 10, 29), before=date(1918, 10, 29)),
        ),
        ("from:Ansell AND kind:letter", Filters(senders=("Ansell",), kinds=("letter",))),
        ("date:1861..1865 before:1863", Filters(after=date(1861, 1, 1), before=date(1863, 12, 31))),
    ],
)
def test_fields_become_filters(text: str, filters: Filters) -> None:
    query = parse_query(text)
    assert query.typed == filters
    assert query.clauses == ()


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ('"the river', ('"',)),
        ("((ferry", ("(", "(")),
        ("ferry)", (")",)),
        ("- ferry", ("-",)),
        ("= ferry", ("=",)),
        ("who mends the ferry ?", ()),
        ("Stobbs & Co. — ferry … 😀 // -- :", ()),
        ("ferry OR ?", ("OR",)),
        ("date:someday ferry", ("date:someday",)),
        ("after:never", ("after:never",)),
        ('date:"29 listopada 1918"', ('date:"29 listopada 1918"',)),  # of October or of November
        ('after:"before 1950"', ('after:"before 1950"',)),
        ('before:"since 1920" ferry', ('before:"since 1920"',)),
        ("kind:poem ferry", ("kind:poem",)),
        ('title:"" ferry', ('title:""',)),
        ("from:… ferry", ("from:…",)),
        ("from: Maddox", ("from:",)),
        ("in the first Place: (the ferry)", ("Place:",)),
        ('title:"the harbour', ("title:", '"')),
        ("re: ferry:", ()),
        ("lang:e* ferry", ("lang:e*",)),
        ("lang:klingon ferry", ("lang:klingon",)),
        ("lang:German ferry", ()),
        ("author:*ell", ("*",)),
        ('author:"an*ell ru*"', ("*",)),
        ("author:*", ("author:*",)),
        ("title:ferry~5 pilot", ("~5",)),
        ('title:"open letter"~5', ("~5",)),
        ("h*", ("*",)),
        ("*rry", ("*",)),
        ("fe*ry", ("*",)),
        ("harb**", ("*",)),
        ("ferry * pilot", ("*",)),
        ("guerre~5", ("~5",)),
        ("guerre~", ("~",)),
        ("guerre~5~", ("~5~",)),
        ("harb*~5", ("~5",)),
        ("harb~5*", ("~5*",)),
        ("(ferry)~5 pilot", ("~5",)),
        ("ferry OR", ("OR",)),
        ("(ferry OR) pilot", ("OR",)),
        ("kind:poem OR ferry", ("kind:poem", "OR")),
        ("ferry AND", ("AND",)),
        ("(ferry AND) pilot", ("AND",)),
        ("kind:poem AND ferry", ("kind:poem", "AND")),
        ("ferry NOT", ("NOT",)),
        ("(ferry NOT) pilot", ("NOT",)),
        ("ferry NOT kind:poem", ("kind:poem",)),
    ],
)
def test_marks_that_mean_nothing_are_told(text: str, ignored: tuple[str, ...]) -> None:
    query = parse_query(text)
    assert query.ignored == ignored
    assert all(isinstance(clause, Word) for clause in query.clauses)


@pytest.mark.parametrize(
    "asked",
    [
        "-lang:pl",
        "NOT lang:hr",
        "NOT (lang:hr)",
        "-(ferry lang:hr)",
        "lang:en",
        "lang:hr lang:pl",
        "(lang:hr OR lang:cs)",
    ],
)
def test_what_says_no_one_language_says_no_month_of_the_querys_dates(asked: str) -> None:
    assert parse_query(f'date:"29 listopada 1918" {asked}').ignored == ('date:"29 listopada 1918"',)


@pytest.mark.parametrize(
    "asked", ["lang:hr", "(lang:hr ferry)", "lang:hr lang:en", "(lang:hr OR lang:bs)", "-lang:pl lang:hr"]
)
@pytest.mark.parametrize("languages", [(), ("hr",), ("en", "sr")])
def test_a_language_that_is_asked_for_is_that_of_the_querys_dates(asked: str, languages: tuple[str, ...]) -> None:
    query = parse_query(f'date:"29 listopada 1918" {asked}', languages=languages)
    assert (query.ignored, query.typed.after, query.typed.before) == ((), date(1918, 10, 29), date(1918, 10, 29))


@pytest.mark.parametrize(
    ("text", "clauses", "said"),
    [
        ('"harb* pond"~5', (Phrase(("harb", "pond"), slop=5),), "harb pond"),
        ('"harbour * pond"', (Phrase(("harbour", "pond")),), "harbour pond"),
        ("fe*ry", (Word("fe"), Word("ry")), "fe ry"),
        ("*rry", (Word("rry"),), "rry"),
        ("guerre~5", (Word("guerre"),), "guerre"),
        ("=harb*~5", (Word("harb", prefix=True, exact=True),), "harb"),
        ("from: Maddox", (Word("from"), Word("Maddox")), "from: Maddox"),
        ("-from: Maddox", (Without(Word("from")), Word("Maddox")), "Maddox"),
        ("costs ~500", (Word("costs"), Word("500")), "costs ~500"),
        ('"open letter"~5', (Phrase(("open", "letter"), slop=5),), "open letter"),
    ],
)
def test_the_words_beside_a_mark_that_means_nothing_are_searched(
    text: str, clauses: tuple[Clause, ...], said: str
) -> None:
    query = parse_query(text)
    assert query.clauses == clauses
    assert query.said == said
    assert bool(query.ignored) == (text not in ("costs ~500", '"open letter"~5'))


def test_a_name_may_end_in_the_beginning_of_a_word() -> None:
    assert parse_query("author:po* ferry").typed == Filters(authors=("po*",))
    assert parse_query('from:"Ruth a*"').typed == Filters(senders=("Ruth a*",))
    assert parse_query("-place:h*").clauses == (Without(Fielded("place", "h*")),)
    assert not parse_query("person:har*").ignored


def test_the_word_or_is_printed_with_a_comma_only_where_it_could_join() -> None:
    assert print_clauses(parse_query("OR").clauses) == "OR"
    assert print_clauses(parse_query("(OR OR ferry) OR, -OR").clauses) == "(OR OR ferry) OR, -OR"
    assert print_clauses(parse_query("AND AND ferry AND, -NOT, NOT AND").clauses) == "(AND AND ferry) AND, -NOT, -AND"


def test_a_long_text_in_capitals_has_no_operator() -> None:
    assert required(parse_query("ATTEMPTS BY FRANCE OR THE U.S. TO ACT").clauses) == ()
    assert parse_query("NATO OR EU").clauses == (AnyOf((Word("NATO"), Word("EU"))),)
    shouted = parse_query("WHO SAID NOT ONE SHIP AND NO MAN WAS LOST OR HURT")
    assert all(isinstance(clause, Word) for clause in shouted.clauses)
    assert (len(shouted.clauses), shouted.ignored) == (12, ())
    assert parse_query("NATO NOT EU").clauses == (Word("NATO"), Without(Word("EU")))
    said = parse_query("I'M NOT GOING ANOTHER INCH").clauses  # six words, as words are parted everywhere
    assert all(isinstance(clause, Word) for clause in said)
    clauses = parse_query("NATO OR EU, A B C kind:letter").clauses  # what is printed of it is all in capitals
    assert clauses[0] == AnyOf((Word("NATO"), Word("EU")))
    assert parse_query(print_clauses(clauses)).clauses == clauses


def test_what_is_said_keeps_the_words_as_typed_and_leaves_out_what_is_excluded() -> None:
    query = parse_query('what’s the "hot line"? -moscow mass-deportation kind:letter')
    assert query.said == "what’s the hot line mass-deportation"


@pytest.mark.parametrize(
    "text", ["Le bac est-il sûr ?", "the pilot (aged nine), again: why -", "NATO, OR NOT TO BE, ASKED U.S. PILOTS"]
)
def test_what_has_no_operator_is_said_as_it_was_typed(text: str) -> None:
    assert parse_query(f" {text} ", exact=True).said == text
    assert parse_query(f"{text} -strike").said != text


def test_marks_alone_say_nothing() -> None:
    assert parse_query("? (…)").said == ""
    assert parse_query("(" * 60 + "ferry").said == "ferry"


def test_exact_turns_stemming_off_throughout() -> None:
    assert parse_query('bridges "the piers"', exact=True).clauses == (
        Word("bridges", exact=True),
        Phrase(("the", "piers"), exact=True),
    )


PIECES = (
    *'ab "()-*=~1',
    " OR ",
    "OR",
    " AND ",
    "AND",
    " NOT ",
    "NOT",
    " ",
    "kind:letter",
    "title:",
    'from:"',
    "date:",
    "quotes:",
)


@pytest.mark.slow
@given(st.text())
def test_any_text_parses(text: str) -> None:
    parse_query(text)


@pytest.mark.slow
@given(st.text(alphabet='ab "()-*=~1ORANDT:kindto“”', max_size=40) | st.lists(st.sampled_from(PIECES)).map("".join))
@settings(max_examples=500)
def test_parsing_what_the_clauses_print_gives_the_clauses(text: str) -> None:
    clauses = parse_query(text).clauses
    assert parse_query(print_clauses(clauses)).clauses == clauses


DEEP = (
    "(",
    ")",
    "(a ",
    "-(a ",
    "(a OR b c ",
    "a OR (b (",
    "a OR (b ",
    "-(",
    "(((-(kind:letter a OR ",
    "a OR ",
    '("a',
    "-a OR (",
    "a AND (b ",
    "NOT (a AND ",
)


@pytest.mark.parametrize("piece", DEEP)
@pytest.mark.parametrize("times", [20, 30, 51, pytest.param(2_000, marks=pytest.mark.slow)])
def test_brackets_of_any_depth_parse_and_their_tree_parses_back(piece: str, times: int) -> None:
    for text in (piece * times + "weavers", piece * times + "weavers" + ")" * times):
        query = parse_query(text)
        assert "weavers" in print_clauses(query.clauses)
        assert parse_query(print_clauses(query.clauses)).clauses == query.clauses


@pytest.mark.slow
def test_where_brackets_stand_too_deep_all_are_ignored_and_told() -> None:
    assert parse_query("(" * 100_000 + "weavers").ignored == ("(",)
    assert parse_query("-(" * 51 + "ferry").clauses == (Without(FERRY),)
    assert parse_query("-(" * 52 + "ferry").clauses == (FERRY,)
    query = parse_query("(ferry OR -" + "(" * 50 + "boat pilot" + ")" * 51)
    assert query.clauses == (AnyOf((FERRY, Without(BOAT))), PILOT)
    assert query.ignored == ("(", ")")


def test_brackets_as_deep_as_anyone_types_are_kept() -> None:
    text = "pilot"
    for _ in range(20):
        text = f"(ferry OR (boat AND {text}))"
    query = parse_query(text)
    assert query.ignored == ()
    assert print_clauses(query.clauses) == text
