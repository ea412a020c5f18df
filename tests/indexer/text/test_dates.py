from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.records import DateRange, Document
from indexer.text.dates import iso_range, overlaps, parse_date

YEAR_1865 = (date(1865, 1, 1), date(1865, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1865", *YEAR_1865),
        ("1865-10", date(1865, 10, 1), date(1865, 10, 31)),
        ("1864-02", date(1864, 2, 1), date(1864, 2, 29)),
        ("1865-10-03", date(1865, 10, 3), date(1865, 10, 3)),
        ("1865-10..1866", date(1865, 10, 1), date(1866, 12, 31)),
        ("1865-10..1866-03-04", date(1865, 10, 1), date(1866, 3, 4)),
        ("1865-10-03T10:20:00Z", date(1865, 10, 3), date(1865, 10, 3)),
        ("18651003", date(1865, 10, 3), date(1865, 10, 3)),
        ("3 October 1865", date(1865, 10, 3), date(1865, 10, 3)),
        ("23/4/1961", date(1961, 4, 23), date(1961, 4, 23)),
        ("4/23/1961", date(1961, 4, 23), date(1961, 4, 23)),
        ("4/4/1961", date(1961, 4, 4), date(1961, 4, 4)),
        ("3/4/1961", None, None),
        ("31/31/1961", None, None),
        ("Tuesday, 3rd of October, 1865", date(1865, 10, 3), date(1865, 10, 3)),
        ("Oct. 3, 1865", date(1865, 10, 3), date(1865, 10, 3)),
        ("3. März 1865", date(1865, 3, 3), date(1865, 3, 3)),
        ("1er août 1865", date(1865, 8, 1), date(1865, 8, 1)),
        ("ottobre 1865", date(1865, 10, 1), date(1865, 10, 31)),
        ("1860s", date(1860, 1, 1), date(1869, 12, 31)),
        ("spring 1865", date(1865, 3, 1), date(1865, 5, 31)),
        ("winter of 1865", *YEAR_1865),
        ("before 1871", None, date(1871, 1, 1) - timedelta(days=1)),
        ("after 1871", date(1871, 12, 31) + timedelta(days=1), None),
        ("since 1865", date(1865, 1, 1), None),
        ("until 1865", None, date(1865, 12, 31)),
        ("not before 1865", date(1865, 1, 1), None),
        ("not after 1865", None, date(1865, 12, 31)),
        ("1861..1865", date(1861, 1, 1), date(1865, 12, 31)),
        ("1861-1865", date(1861, 1, 1), date(1865, 12, 31)),
        ("1861/1865-03", date(1861, 1, 1), date(1865, 3, 31)),
        ("Between 1861 and 1865", date(1861, 1, 1), date(1865, 12, 31)),
        ("from 1861 to 1865", date(1861, 1, 1), date(1865, 12, 31)),
        ("from 1861", date(1861, 1, 1), None),
        ("about 1865", date(1863, 1, 1), date(1867, 12, 31)),
        ("c. 1890", date(1888, 1, 1), date(1892, 12, 31)),
        ("c. February 1890", date(1889, 8, 1), date(1890, 8, 31)),
        ("c. August 1891", date(1891, 2, 1), date(1892, 2, 29)),
        ("c. 29 February 1892", date(1892, 1, 29), date(1892, 3, 31)),
        ("about 10 December 9999", date(9999, 11, 10), date(9999, 12, 10)),
        ("post 1838", date(1839, 1, 1), None),
        ("post-1838", date(1839, 1, 1), None),
        ("ante 1850", None, date(1849, 12, 31)),
        ("pre-1914", None, date(1913, 12, 31)),
        ("prior to 1914", None, date(1913, 12, 31)),
        ("no later than May 1840", None, date(1840, 5, 31)),
        ("not earlier than 4 May 1840", date(1840, 5, 4), None),
        ("1838 or later", date(1838, 1, 1), None),
        ("May 1838 onwards", date(1838, 5, 1), None),
        ("1838 oder später", date(1838, 1, 1), None),
        ("1838 or earlier", None, date(1838, 12, 31)),
        ("about 9998", date(9996, 1, 1), date(9998, 12, 31)),
        ("[1865?]", *YEAR_1865),
        ("1865年10月3日", date(1865, 10, 3), date(1865, 10, 3)),
        ("1865 년 6 월", date(1865, 6, 1), date(1865, 6, 30)),
        ("1865年", *YEAR_1865),
        ("1860年代", None, None),
        ("明治12年3月5日", None, None),
        ("١٨٦٥", *YEAR_1865),
        ("۱۳۰۴", None, None),
        ("۱۳۰۴/۰۱/۲۱", None, None),
        ("before ۱۳۰۴", None, None),
        ("๒๔๖๘", None, None),
    ],
)
def test_what_a_date_can_mean(text: str, earliest: date | None, latest: date | None) -> None:
    when = parse_date(f" {text} ")
    assert (when.verbatim, when.earliest, when.latest) == (text, earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "3 de marzo de 1890", "el 3 de marzo de 1890", "lunes, 3 de marzo de 1890", "3º de março de 1890",
        "segunda-feira, 3 de março de 1890", "3 maart 1890", "maandag 3 maart 1890", "3. Martii 1890",
        "3d of March 1890", "March 3d, 1890",
    ],
)  # fmt: skip
def test_a_day_in_more_languages(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1890, 3, 3), date(1890, 3, 3))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the fourth of May 1810", "1810-05-04"), ("this 4th day of May 1810", "1810-05-04"),
        ("May the 4th, 1810", "1810-05-04"), ("Tues. May 4th 1810", "1810-05-04"), ("1810 May 4", "1810-05-04"),
        ("1810, 4 mai", "1810-05-04"), ("1810 May", "1810-05"), ("1810.05.04", "1810-05-04"),
        ("d. 4ten Mai 1810", "1810-05-04"), ("vom 4. Mai 1810", "1810-05-04"), ("Mo, 4.5.1810", "1810-05-04"),
        ("den 3. Christmonat 1789", "1789-12-03"), ("im Heumonat 1790", "1790-07"), ("14ten Junii 1690", "1690-06-14"),
        ("ce 4e mai 1810", "1810-05-04"), ("le lundi 4 mai 1810", "1810-05-04"), ("le 17 9bre 1764", "1764-11-17"),
        ("a dì 4 luglio 1567", "1567-07-04"), ("1° maggio 1810", "1810-05-01"), ("a 4 de mayo de 1810", "1810-05-04"),
        ("den 4den mei 1672", "1672-05-04"), ("12 Sprokkelmaand 1801", "1801-02-12"), ("die 4 Maii 1520", "1520-05-04"),
        ("12.XI.1917", "1917-11-12"), ("12 XI 1917", "1917-11-12"), ("XI.1917", "1917-11"),
        ("12.XI.1917-3.I.1918", "1917-11-12..1918-01-03"), ("im Herbst 1871", "Herbst 1871"),
        ("nell'estate del 1859", "estate 1859"), ("first week of May 1810", "1810-05"), ("anno Domini 1690", "1690"),
        ("im Jahre 1690", "1690"), ("l’an 1690", "1690"), ("18th cent.", "18th century"),
        ("sec. XVIII", "18th century"),
        ("4 May 1810, 10 p.m.", "1810-05-04"), ("Fri May 4 10:00:00 +0000 1810", "1810-05-04"),
        ("night of 4-5 May 1810", "1810-05-04..1810-05-05"),
        ("4 May 1810 abends", "1810-05-04"), ("Christmas Day, 1914", "1914-12-25"), ("Silvester 1899", "1899-12-31"),
        ("3 floréal an VI", "1798-04-22"), ("sextidi 6 messidor an 3", "1795-06-24"),
        ("1er vendémiaire de l’an I", "1792-09-22"), ("brumaire an 8", "1799-10-23..1799-11-21"),
        ("6e jour complémentaire an III", "1795-09-22"), ("25 Dec. 1642 n.s.", "1642-12-25"),
        ("this fourth day of May 1810", "1810-05-04"), ("4th & 5th May 1810", "1810-05-04..1810-05-05"),
        ("23/4/1910", "1910-04-23"), ("Saturday, 4/23/1910", "1910-04-23"), ("23-04-1910", "1910-04-23"),
        ("4/4/1910", "1910-04-04"), ("11 Feb 1731/2 O.S.", "1732-02-11"), ("25 March 1731 (O.S.)", "1731-03-25"),
    ],
)  # fmt: skip
def test_forms_of_letters_from_four_centuries(text: str, meant: str) -> None:
    assert parse_date(meant).known
    assert parse_date(text) == replace(parse_date(meant), verbatim=text)


@pytest.mark.parametrize(
    "text",
    [
        "14th ult.", "the 5th inst.", "Michaelmas 1642", "Christmas 1914", "Easter Monday 1916", "Chapter XI 1917",
        "XI 1917", "31.XI.1917", "31 floréal an VI", "3 floréal an XX", "3 floréal an 20",
        "3 floréal an 0", "11 nivôse an XIV",
        "6e jour complémentaire an IV", "an VI", "4 May '43", "4. 5. 10", "4/5/1910", "31/2/1910", "23/14/1910",
        "22-11-3456",
        "23/4-1910", "31 April 1810", "on 1810",
        "the second 1810", "so 1810", "VI Kal. Mart. 1520",
    ],
)  # fmt: skip
def test_no_day_is_made_of_what_names_none(text: str) -> None:
    assert parse_date(text) == DateRange(text)


def test_until_lady_day_a_year_of_the_old_style_may_be_the_next() -> None:
    assert parse_date("24 March 1731 O.S.") == DateRange(
        "24 March 1731 O.S.", date(1731, 3, 24), date(1732, 3, 24), "uncertain"
    )


TIMES = ["14:05", "2:05 pm", "2:05 p.m.", "14:05:59", "um 14:05 Uhr", "at 14:05", "14:05:59 GMT", "2:05 p.m. EST"]


@pytest.mark.parametrize("time", [*TIMES, "14:05 +0100"])
@pytest.mark.parametrize("day", ["3 March 1890", "03.03.1890", "March 3, 1890"])
def test_a_time_of_day_changes_no_day(day: str, time: str) -> None:
    for text in (f"{day} {time}", f"{day}, {time}"):
        assert parse_date(text) == DateRange(text, date(1890, 3, 3), date(1890, 3, 3))


@pytest.mark.parametrize(
    ("month", "number"),
    [("Jany.", 1), ("Feby.", 2), ("Apl.", 4), ("Augt.", 8), ("Septr.", 9), ("7ber", 9), ("8bris", 10), ("Octr.", 10),
     ("Novr.", 11), ("9ber", 11), ("Xber", 12), ("Decr.", 12)],
)  # fmt: skip
def test_clipped_months_of_manuscripts(month: str, number: int) -> None:
    assert parse_date(f"{month} 3, 1777") == DateRange(f"{month} 3, 1777", *[date(1777, number, 3)] * 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1865-10", date(1865, 10, 1)),
        ("after 1871", date(1872, 1, 1)),
        ("before 1871", date(1870, 12, 31)),
        ("?", None),
    ],
)
def test_where_a_date_stands_in_order_of_time(text: str, day: date | None) -> None:
    assert parse_date(text).first_day == day
    assert Document(id="a", text="", title="", date=parse_date(text)).first_day == day


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("early 1890s", "1890s"), ("in the early 1890s", "1890s"), ("mid-1890s", "1890s"), ("late 1890", "1890"),
        ("middle of 1890", "1890"), ("end of March 1890", "March 1890"), ("late summer 1890", "summer 1890"),
        ("Anfang 1890", "1890"), ("Mitte März 1890", "März 1890"), ("Ende der 1890er Jahre", "1890er"),
        ("mi-mars 1890", "mars 1890"), ("fin des années 1890", "années 1890"), ("inizio del 1890", "1890"),
        ("a principios de mayo de 1890", "mayo 1890"), ("Anfang des 19. Jahrhunderts", "19. Jahrhundert"),
        ("the late 19th century", "19th century"), ("fin du XIXe siècle", "XIXe siècle"),
    ],
)  # fmt: skip
def test_a_part_of_a_longer_time_can_mean_all_of_it(part: str, whole: str) -> None:
    assert parse_date(part).known
    assert parse_date(part) == replace(parse_date(whole), verbatim=part)


@pytest.mark.parametrize(
    "text", ["19th century", "19th-century", "19. Jahrhundert", "19. Jh.", "XIXe siècle", "19e eeuw", "XIX secolo",
             "siglo XIX"],
)  # fmt: skip
def test_a_century_by_either_way_of_counting(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1800, 1, 1), date(1900, 12, 31))


@pytest.mark.parametrize("text", ["17th-18th century", "17th or early 18th century", "17./18. Jahrhundert"])
def test_two_centuries(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1600, 1, 1), date(1800, 12, 31))


MARCH_1, APRIL_30, MAY_31 = date(1890, 3, 1), date(1890, 4, 30), date(1890, 5, 31)
BOTH_YEARS = (date(1890, 1, 1), date(1891, 12, 31))
WINTER = (date(1890, 12, 1), date(1891, 2, 28))
DECADE = (date(1890, 1, 1), date(1899, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("March or April 1890", MARCH_1, APRIL_30),
        ("March–April 1890", MARCH_1, APRIL_30),
        ("March-April 1890", MARCH_1, APRIL_30),
        ("März/April 1890", MARCH_1, APRIL_30),
        ("mars ou avril 1890", MARCH_1, APRIL_30),
        ("between March and May 1890", MARCH_1, MAY_31),
        ("winter or spring 1890", date(1890, 1, 1), MAY_31),
        ("28 February or 1 March 1890", date(1890, 2, 28), MARCH_1),
        ("3-5 March 1890", date(1890, 3, 3), date(1890, 3, 5)),
        ("3./4. März 1890", date(1890, 3, 3), date(1890, 3, 4)),
        ("vom 3. bis 5. März 1890", date(1890, 3, 3), date(1890, 3, 5)),
        ("March 3 or 4, 1890", date(1890, 3, 3), date(1890, 3, 4)),
        ("December or January 1890", date(1889, 12, 1), date(1890, 12, 31)),
        ("zwischen 1890 und 1891", *BOTH_YEARS),
        ("entre 1890 et 1891", *BOTH_YEARS),
        ("dal 1890 al 1891", *BOTH_YEARS),
        ("1890 or 1891", *BOTH_YEARS),
        ("1890/91", *BOTH_YEARS),
        ("1890-91", *BOTH_YEARS),
        ("1890–91", *BOTH_YEARS),
        ("1890/1891", *BOTH_YEARS),
        ("1899/00", date(1899, 1, 1), date(1900, 12, 31)),
        ("1885–9", date(1885, 1, 1), date(1889, 12, 31)),
        ("winter 1890/91", *WINTER),
        ("winter of 1890-1891", *WINTER),
        ("hiver 1890–91", *WINTER),
        ("Frühjahr 1890", MARCH_1, MAY_31),
        ("the 1890s", *DECADE),
        ("1890er Jahre", *DECADE),
        ("in den 1890er Jahren", *DECADE),
        ("années 1890", *DECADE),
        ("gli anni 1890", *DECADE),
        ("3 March [1890]", date(1890, 3, 3), date(1890, 3, 3)),
    ],
)
def test_two_days_months_or_years_and_decades(text: str, earliest: date, latest: date) -> None:
    assert (parse_date(text).earliest, parse_date(text).latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "sure"),
    [
        ("1890-11", date(1890, 11, 1), date(1890, 11, 30), "stated"),
        ("1901-02", date(1901, 2, 1), date(1901, 2, 28), "stated"),
        ("1890-1", date(1890, 1, 1), date(1891, 12, 31), "uncertain"),
        ("1901/02", date(1901, 1, 1), date(1902, 12, 31), "uncertain"),
        ("1901-5", date(1901, 5, 1), date(1901, 5, 31), "stated"),
        ("1909-10", date(1909, 10, 1), date(1909, 10, 31), "stated"),
        ("Sunday evening [14 April 1861]", date(1861, 4, 14), date(1861, 4, 14), "uncertain"),
        ("1901–11", date(1901, 1, 1), date(1911, 12, 31), "uncertain"),
        ("1890-91", *BOTH_YEARS, "stated"),
        ("1914-18", date(1914, 1, 1), date(1918, 12, 31), "stated"),
        ("1890/11", None, None, "stated"),
        ("1861-03 to 1865", date(1861, 3, 1), date(1865, 12, 31), "stated"),
        ("30 June 1861-5 June 1890", date(1861, 6, 30), date(1890, 6, 5), "stated"),
    ],
)
def test_a_month_is_not_taken_for_a_year(text: str, earliest: date | None, latest: date | None, sure: str) -> None:
    when = parse_date(text)
    assert (when.earliest, when.latest, when.sure) == (earliest, latest, sure)


@pytest.mark.parametrize(
    "text", ["11 February 1731/2", "11 February 1731/32", "February 11, 1731-2", "11. 2. 1731/1732"]
)
def test_a_day_before_lady_day_of_two_years_is_of_the_second(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1732, 2, 11), date(1732, 2, 11))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "sure"),
    [
        ("February 1731/2", date(1732, 2, 1), date(1732, 2, 29), "stated"),
        ("24 March 1731/2", date(1732, 3, 24), date(1732, 3, 24), "stated"),
        ("25 March 1731/2", date(1731, 3, 25), date(1732, 3, 25), "uncertain"),
        ("May 1731/2", date(1731, 5, 1), date(1732, 5, 31), "uncertain"),
        ("11 February 1890/91", date(1890, 2, 11), date(1891, 2, 11), "uncertain"),
        ("1/12 February 1731/2", date(1732, 2, 1), date(1732, 2, 12), "stated"),
        ("29 February 1732/3", None, None, "stated"),
        ("3 March 1861-1865", date(1861, 3, 3), date(1865, 12, 31), "stated"),
    ],
)
def test_where_either_year_may_be_meant_both_are(
    text: str, earliest: date | None, latest: date | None, sure: str
) -> None:
    when = parse_date(text)
    assert (when.earliest, when.latest, when.sure) == (earliest, latest, sure)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tuesday evening",
        "March or April",
        "10 or 11",
        "box 1890-91",
        "1865-13",
        "1865-02-30",
        "31 April 1865",
        "before Easter",
        "early 3 March 1890",
        "late Tuesday",
        "turn of the century",
        "0th century",
        "99th century",
        "IIII secolo",
        "before 0001",
        "after 9999",
        "before " * 2000 + "1865",
        "1/" * 3000,
        "dal 1/" * 16,
    ],
)
def test_no_day_is_invented(text: str) -> None:
    assert parse_date(text) == DateRange(text.strip())


@pytest.mark.parametrize(
    ("text", "sure"),
    [("1865", "stated"), ("[1865]", "uncertain"),
     ("(postmark 3 March 1865)", "uncertain"), ("1865?", "uncertain"), ("ca. 1865", "uncertain"),
     ("winter 1865", "uncertain"), ("1871 to 1865", "uncertain")],
)  # fmt: skip
def test_how_sure_the_source_is(text: str, sure: str) -> None:
    assert parse_date(text).sure == sure


def test_ends_the_wrong_way_round_mean_both_years_whole() -> None:
    when = parse_date("1871 to 1865")
    assert (when.earliest, when.latest) == (date(1865, 1, 1), date(1871, 12, 31))
    assert iso_range("x", date(1871, 1, 1), date(1865, 1, 1)) == DateRange(
        "x", date(1865, 1, 1), date(1871, 1, 1), "uncertain"
    )


@pytest.mark.parametrize(
    ("range_", "after", "before", "expected"),
    [
        (DateRange("", *YEAR_1865), date(1865, 12, 31), None, True),
        (DateRange("", *YEAR_1865), date(1866, 1, 1), None, False),
        (DateRange("", *YEAR_1865), None, date(1865, 1, 1), True),
        (DateRange("", *YEAR_1865), None, date(1864, 12, 31), False),
        (DateRange("", None, date(1870, 12, 31)), date(1870, 12, 31), None, True),
        (DateRange("", None, date(1870, 12, 31)), date(1871, 1, 1), None, False),
        (DateRange("", date(1870, 1, 1), None), None, date(1869, 12, 31), False),
        (DateRange("", date(1870, 1, 1), None), date(2000, 1, 1), None, True),
        (DateRange("", *YEAR_1865), date(1865, 3, 1), date(1865, 2, 1), False),
        (DateRange("undated"), date(1, 1, 1), None, False),
        (DateRange("undated"), None, None, True),
        (None, None, date(9999, 1, 1), False),
        (None, None, None, True),
    ],
)
def test_filters_match_by_overlap(
    range_: DateRange | None, after: date | None, before: date | None, expected: bool
) -> None:
    assert overlaps(range_, after, before) is expected


_PARTS = st.sampled_from(
    "before after not from to and between about ? [ ] .. / - – 1865 0001 9999 0000 9990s 12 31 3rd March août "
    "winter spring of since c. 2024-02-30 1865-10 марта г. 12-го listopada do po (7 ноября) kedd X. Do den г".split()
)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(_PARTS, max_size=8).map(" ".join), st.lists(_PARTS, max_size=8).map("".join)))
def test_any_text_is_read_and_its_ends_are_in_order(text: str) -> None:
    when = parse_date(text)
    assert when.verbatim == text.strip()
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@pytest.mark.slow
@settings(max_examples=100)
@given(st.dates())
def test_a_day_is_that_day_however_it_is_written(day: date) -> None:
    for text in (day.isoformat(), f"{day.day} {day:%B} {day.year:04d}", f"{day:%b}. {day.day}, {day.year:04d}"):
        assert parse_date(text) == DateRange(text, day, day)
