"""Dates as they are written from Helsinki to Cairo."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from unicodedata import normalize

import pytest

from indexer.records import DateRange
from indexer.text.dates import parse_date
from indexer.text.monthnames import NUMBERED

DAYS = {
    "ru": ("12 марта 1917 г.", "1917-03-12"),
    "uk": ("9 листопада 1918 року", "1918-11-09"),
    "pl": ("dnia 12 października 1921 r.", "1921-10-12"),
    "cs": ("dne 3. prosince 1918", "1918-12-03"),
    "sk": ("29. augusta 1944", "1944-08-29"),
    "sl": ("27. aprila 1941", "1941-04-27"),
    "hr": ("22. lipnja 1941. godine", "1941-06-22"),
    "sr": ("5. октобра 1944. год.", "1944-10-05"),
    "be": ("25 сакавіка 1918 г.", "1918-03-25"),
    "bg": ("9 септември 1944 г.", "1944-09-09"),
    "mk": ("2 јули 1944 година", "1944-07-02"),
    "el": ("17 Νοεμβρίου 1973", "1973-11-17"),
    "hu": ("1956. október 23-án", "1956-10-23"),
    "ro": ("1 decembrie 1918", "1918-12-01"),
    "tr": ("29 Ekim 1923 Pazartesi", "1923-10-29"),
    "sv": ("tisdagen den 5:te juni 1845", "1845-06-05"),
    "da": ("den 5te Maj 1864", "1864-05-05"),
    "no": ("8. desember 1945", "1945-12-08"),
    "fi": ("5. päivänä kesäkuuta 1945", "1945-06-05"),
    "he": ("17 בנובמבר 1973", "1973-11-17"),
    "ar": ("١٧ تشرين الثاني ١٩٧٣", "1973-11-17"),
}


@pytest.mark.parametrize("language", DAYS)
@pytest.mark.parametrize("write", [str, str.upper, partial(normalize, "NFD")])
def test_a_day_of_each_language(language: str, write: Callable[[str], str]) -> None:
    text, day = write(DAYS[language][0]), date.fromisoformat(DAYS[language][1])
    assert parse_date(text) == DateRange(text, day, day)
    assert parse_date(text, language) == DateRange(text, day, day)


@pytest.mark.parametrize("language", NUMBERED)
def test_each_name_is_one_months(language: str) -> None:
    for name, number in NUMBERED[language].items():
        others = (months[name] for months in NUMBERED.values() if name in months)
        assert {*others} == {number}, name
        parted = re.sub("(?=ال(?:اول|ثاني)$)", " ", name)
        when = parse_date(f"7 {parted} 1921")
        assert (when.earliest, when.latest) == (date(1921, number, 7), date(1921, number, 7)), name


@pytest.mark.parametrize("language", NUMBERED)
def test_the_months_of_a_language_are_in_order(language: str) -> None:
    assert all(second - first in (0, 1, 2) for first, second in pairwise(NUMBERED[language].values()))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12-го марта 1917 года", "1917-03-12"), ("пятница, 12 марта 1917", "1917-03-12"),
        ("12 ма́рта 1917", "1917-03-12"), ("1812 года августа 26 дня", "1812-08-26"),
        ("12 апрѣля 1861 года", "1861-04-12"), ("март 1917 г.", "1917-03"),
        ("от 12 марта 1917 г.", "1917-03-12"), ("в среду, 12 марта 1917", "1917-03-12"),
        ("9 янв. 1905 г.", "1905-01-09"),
        ("12 III 1917 г.", "1917-03-12"), ("1917 год", "1917"), ("1917–1918 гг.", "1917-1918"),
        ("с 1917 г.", "since 1917"),
        ("с 1917 по 1918 г.", "1917..1918"), ("до 1917 г.", "until 1917"), ("после 1917", "after 1917"),
        ("12 марта 1917 г. ст. ст.", "1917-03-12"), ("12 марта 1917 (нового стиля)", "1917-03-12"),
        ("12 и 13 марта 1917", "1917-03-12..1917-03-13"), ("март-апрель 1917 г.", "1917-03..1917-04"),
        ("1/14 марта 1918 г.", "1918-03-01..1918-03-14"), ("1 (14) марта 1918", "1918-03-01..1918-03-14"),
        ("25 октября (7 ноября) 1917 г.", "1917-10-25..1917-11-07"), ("28.II/13.III.1918", "1918-02-28..1918-03-13"),
        ("25 October (7 November) 1917", "1917-10-25..1917-11-07"), ("14/27.II.1918", "1918-02-14..1918-02-27"),
        ("3-go maja 1921 roku", "1921-05-03"), ("piątek, 3 maja 1921", "1921-05-03"), ("3 V 1921 r.", "1921-05-03"),
        ("z dnia 3 maja 1921 r.", "1921-05-03"), ("od 3 maja do 5 maja 1921", "1921-05-03..1921-05-05"),
        ("przed 1921 r.", "before 1921"), ("po roce 1918", "after 1918"), ("28. října roku 1918", "1918-10-28"),
        ("ve středu 25. února 1948", "1948-02-25"), ("17. listopadu 1989", "1989-11-17"), ("září 1938", "1938-09"),
        ("5. svibnja 1945.", "1945-05-05"), ("siječanj 1945.", "1945-01"), ("prije 1918.", "before 1918"),
        ("Παρασκευή, 17η Νοεμβρίου 1973", "1973-11-17"), ("28 Ὀκτωβρίου 1940", "1940-10-28"),
        ("25 Μαρτίου του 1821", "1821-03-25"), ("ΜΑΪΟΣ 1968", "1968-05"), ("πριν από το 1973", "before 1973"),
        ("1848. márczius 15.", "1848-03-15"), ("1956. X. 23.", "1956-10-23"), ("1956. 10. 23.", "1956-10-23"),
        ("1956 okt. 23., kedd", "1956-10-23"), ("1956. október", "1956-10"), ("luni, 10 mai 1877", "1877-05-10"),
        ("anul 1877", "1877"), ("KASIM 1938", "1938-11"), ("29 Teşrinievvel 1923", "1923-10-29"), ("1923 yılı", "1923"),
        ("år 1945", "1945"), ("före 1945", "before 1945"), ("kesäkuun 5. päivänä 1945", "1945-06-05"),
        ("kesäkuussa 1945", "1945-06"), ("noin 1945", "about 1945"), ("17 نوفمبر سنة 1973", "1973-11-17"),
        ("17 نوفمبر 1973م", "1973-11-17"), ("נובמבר 1973", "1973-11"),
        ("12.ІІІ.1917", "1917-03-12"), ("1917 г., март, 12", "1917-03-12"),
        ("31 декабря 1917 г. (13 января 1918 г.)", "1917-12-31..1918-01-13"),
        ("1920-е годы", "1920s"), ("1920-х гг.", "1920s"), ("lata 1920", "1920s"), ("1920-talet", "1920s"),
        ("1920-as évek", "1920s"), ("din 12 mai 1877", "1877-05-12"), ("после 12 марта 1917 г.", "after 1917-03-12"),
    ],
)  # fmt: skip
def test_forms_of_letters_from_elsewhere(text: str, meant: str) -> None:
    assert parse_date(meant).known
    assert parse_date(text) == replace(parse_date(meant), verbatim=text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3–5 мая 1921 г.", "1921-05-03..1921-05-05"), ("3.-5. května 1921", "1921-05-03..1921-05-05"),
        ("1921. május 3–5.", "1921-05-03..1921-05-05"), ("1921. május 3-5.", "1921-05-03..1921-05-05"),
        ("3.-5. Mai 1921", "1921-05-03..1921-05-05"), ("3–5 траўня 1921", "1921-05-03..1921-05-05"),
        ("в начале мая 1921 г.", "1921-05"), ("на початку травня 1921", "1921-05"), ("канец мая 1921", "1921-05"),
        ("w połowie maja 1921 r.", "1921-05"), ("koncem května 1921", "1921-05"), ("začiatok mája 1921", "1921-05"),
        ("početkom svibnja 1921.", "1921-05"), ("začetek maja 1921", "1921-05"), ("крајем маја 1921", "1921-05"),
        ("края на май 1921", "1921-05"), ("στις αρχές Μαΐου 1921", "1921-05"), ("1921. május elején", "1921-05"),
        ("sfârșitul lunii mai 1921", "1921-05"), ("Mayıs 1921 sonu", "1921-05"), ("i början av maj 1921", "1921-05"),
        ("slutningen af maj 1921", "1921-05"), ("slutten av mai 1921", "1921-05"), ("eind mei 1921", "1921-05"),
        ("toukokuun alussa 1921", "1921-05"), ("meados de maio de 1921", "1921-05"), ("תחילת מאי 1921", "1921-05"),
        ("أواخر مايو 1921", "1921-05"), ("конец 1921 г.", "1921"),
        ("весной 1921 г.", "spring 1921"), ("восени 1921", "autumn 1921"), ("увосень 1921", "autumn 1921"),
        ("latem 1921 r.", "summer 1921"), ("na jaře 1921", "spring 1921"), ("u proljeće 1921.", "spring 1921"),
        ("poleti 1921", "summer 1921"), ("φθινόπωρο 1921", "autumn 1921"), ("1921 tavaszán", "spring 1921"),
        ("toamna 1921", "autumn 1921"), ("1921 sonbaharı", "autumn 1921"), ("hösten 1921", "autumn 1921"),
        ("foråret 1921", "spring 1921"), ("kesällä 1921", "summer 1921"), ("зима 1921/22", "winter 1921/22"),
        ("XIX век", "19th century"), ("начало XIX в.", "19th century"), ("XIX ст.", "19th century"),
        ("XIX w.", "19th century"), ("v 19. století", "19th century"), ("19. stoljeće", "19th century"),
        ("19ος αιώνας", "19th century"), ("secolul al XIX-lea", "19th century"), ("XIX. század", "19th century"),
        ("19. yüzyıl", "19th century"), ("19:e århundradet", "19th century"), ("1800-talet", "1800..1899"),
        ("1800-luku", "1800..1899"), ("the 1800s", "1800..1899"),
    ],
)  # fmt: skip
def test_spans_and_parts_seasons_and_centuries(text: str, meant: str) -> None:
    assert parse_date(meant).known
    assert parse_date(text) == replace(parse_date(meant), verbatim=text)


@pytest.mark.parametrize("text", ["leto 1921", "конец", "Marta 1921", "19 w", "3-5", "Mayıs sonu", "1921-5-3-5"])
def test_no_part_no_season_and_no_century_is_made_of_other_words(text: str) -> None:
    assert parse_date(text) == DateRange(text)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("29. listopada 1918", "hr", "1918-10-29"), ("29. listopada 1918", "bs", "1918-10-29"),
        ("29 listopada 1918 r.", "pl", "1918-11-29"), ("29. listopad 1918", "cs", "1918-11-29"),
        ("5. leden 1938", "cs", "1938-01-05"), ("14 Nisan 1943", "tr", "1943-04-14"), ("Mart 1943", "tr", "1943-03"),
        ("листопад 1918", "uk", "1918-11"), ("آب 1918", "ar", "1918-08"), ("Maja 1921", "sr", "1921-05"),
        ("juna 1941.", "hr", "1941-06"), ("Mart 1998", "ro", "1998-03"), ("aprila 1941", "sl", "1941-04"),
        ("мая 1921 г.", "be", "1921-05"), ("Listopadu 1918", "cs", "1918-11"), ("márc. 1848", "hu", "1848-03"),
    ],
)  # fmt: skip
def test_a_name_of_two_meanings_follows_the_language(text: str, language: str, day: str) -> None:
    assert parse_date(text, language) == replace(parse_date(day), verbatim=text)
    for other in ("", "en", "nl", "fr") if language == "be" else ("", "en", "nl", "ru"):
        assert parse_date(text, other) == DateRange(text)


def test_several_languages_must_agree_on_it() -> None:
    assert parse_date("listopad 1918", "hr", "bs", "en").earliest == date(1918, 10, 1)
    assert not parse_date("listopad 1918", "hr", "pl").known


@pytest.mark.parametrize(
    "text",
    [
        "Augusta 1861", "Augusta 5, 1861", "Maja 1961", "Ian, 1961", "Marc 1961", "Marca 1890", "марта 1917",
        "Des 1961",
        "5 leden 1961", "12 Mart 1333", "14 Nisan 1326", "12 آذار 1326", "12 мармеладного 1917", "30 февраля 1917",
        "12 марта", "1890 March 3-May", "March I 1865", "12 марта 1917-мая",
    ],
)  # fmt: skip
def test_no_month_is_made_of_other_words_and_no_year_of_other_eras(text: str) -> None:
    assert parse_date(text) == DateRange(text)


def test_what_begins_like_a_weekday_stays_one() -> None:
    assert parse_date("Do 4.5.1810") == replace(parse_date("1810-05-04"), verbatim="Do 4.5.1810")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("25 октября (7 ноября) 1917 г.", date(1917, 10, 25), date(1917, 11, 7)),
        ("12(25) марта 1917", date(1917, 3, 12), date(1917, 3, 25)),
        ("20 December (2 January) 1918", date(1917, 12, 20), date(1918, 1, 2)),
        ("31 декабря 1917 г. (13 января 1918 г.)", date(1917, 12, 31), date(1918, 1, 13)),
    ],
)
def test_a_day_in_both_styles_is_all_that_lies_between(text: str, first: date, last: date) -> None:
    assert parse_date(text) == DateRange(text, first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May [3], 1917", date(1917, 5, 3)), ("Oct. [25], 1862", date(1862, 10, 25)),
        ("Feb. 2[8], 1862", date(1862, 2, 28)), ("1[5] May 1917", date(1917, 5, 15)),
        ("25 October [7 November] 1917", None), ("May 3 [4], 1917", None),
    ],
)  # fmt: skip
def test_what_an_editor_puts_in_brackets_is_no_second_day(text: str, day: date | None) -> None:
    assert parse_date(text) == DateRange(text, day, day, "uncertain")


@pytest.mark.parametrize("text", ["1863-A", "1862-e", "PO 1917"])
def test_numbers_of_files_and_boxes_are_no_years(text: str) -> None:
    assert not parse_date(text).known
