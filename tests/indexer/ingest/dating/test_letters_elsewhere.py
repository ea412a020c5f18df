"""Letters from Helsinki to Cairo: the day at their head or in their first line, by the words that they have for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.ingest.dating.datelines import is_dateline
from indexer.ingest.dating.letterhead import dateline, first_dateline
from indexer.ingest.documents import derived_title
from indexer.records import DateRange
from tests.indexer.ingest.dating.test_undated import front_matter, read

BODY = "\n\nThe ferry was late again. Nobody minds it.\n"
LETTERS = [
    ("Москва, 12 марта 1917 г.", "Дорогой Иван Петрович!", "12 марта 1917 г.", "1917-03-12"),
    ("В Москве 12 марта 1917 года", "Милостивый государь,", "12 марта 1917 года", "1917-03-12"),
    ("Київ, 9 листопада 1918 року", "Вельмишановний пане докторе!", "9 листопада 1918 року", "1918-11-09"),
    ("Warszawa, dnia 3 maja 1921 r.", "Szanowny Panie Redaktorze!", "dnia 3 maja 1921 r.", "1921-05-03"),
    ("Warszawa dnia 3 maja 1921 r.", "Mój drogi Janie,", "dnia 3 maja 1921 r.", "1921-05-03"),
    ("V Praze dne 28. října 1918", "Vážený pane doktore,", "dne 28. října 1918", "1918-10-28"),
    ("V Praze 28. října 1918", "Milý Karle,", "28. října 1918", "1918-10-28"),
    ("V Bratislave dňa 29. augusta 1944", "Milý priateľ,", "dňa 29. augusta 1944", "1944-08-29"),
    ("U Zagrebu, 22. lipnja 1941.", "Poštovani gospodine,", "22. lipnja 1941", "1941-06-22"),
    ("V Ljubljani, 27. aprila 1941", "Dragi prijatelj,", "27. aprila 1941", "1941-04-27"),
    ("Београд, 5. октобра 1944. године", "Драги пријатељу,", "5. октобра 1944. године", "1944-10-05"),
    ("Менск, 25 сакавіка 1918 г.", "Дарагі сябра,", "25 сакавіка 1918 г.", "1918-03-25"),
    ("София, 9 септември 1944 г.", "Уважаеми господине,", "9 септември 1944 г.", "1944-09-09"),
    ("Αθήνα, 17 Νοεμβρίου 1973", "Αγαπητέ φίλε,", "17 Νοεμβρίου 1973", "1973-11-17"),
    ("Budapest, 1956. október 23-án", "Kedves Barátom!", "1956. október 23-án", "1956-10-23"),
    ("București, 1 decembrie 1918", "Stimate domnule,", "1 decembrie 1918", "1918-12-01"),
    ("Ankara, 29 Ekim 1923", "Sevgili dostum,", "29 Ekim 1923", "1923-10-29"),
    ("Stockholm den 5 juni 1945", "Käre vän,", "den 5 juni 1945", "1945-06-05"),
    ("Kjøbenhavn, d. 5te Maj 1864", "Kære ven!", "d. 5te Maj 1864", "1864-05-05"),
    ("Oslo, 8. desember 1945", "Kjære venn,", "8. desember 1945", "1945-12-08"),
    ("Helsingissä 5. kesäkuuta 1945", "Hyvä ystävä,", "5. kesäkuuta 1945", "1945-06-05"),
    ("תל אביב, 17 בנובמבר 1973", "שלום רב,", "17 בנובמבר 1973", "1973-11-17"),
    ("القاهرة، 17 نوفمبر 1973", "عزيزي أحمد،", "17 نوفمبر 1973", "1973-11-17"),
]


@pytest.mark.parametrize(("line", "salutation", "words", "day"), LETTERS)
def test_the_day_of_a_letter_and_its_first_sentence(line: str, salutation: str, words: str, day: str) -> None:
    when = DateRange(words, date.fromisoformat(day), date.fromisoformat(day), "inferred")
    letter = f"{line}\n\n{salutation}{BODY}"
    assert dateline(letter) == first_dateline(line + BODY) == when
    assert derived_title(letter) == derived_title(line + BODY) == "The ferry was late again."


@pytest.mark.parametrize(
    ("line", "month"),
    [
        ("Москва, в начале мая 1921 г.", "1921-05"), ("V Praze koncem října 1918", "1918-10"),
        ("Warszawa, w połowie października 1921 r.", "1921-10"), ("Stockholm, i början av maj 1945", "1945-05"),
    ],
)  # fmt: skip
def test_a_part_of_a_month_is_the_month(line: str, month: str) -> None:
    when = first_dateline(line + BODY)
    assert when
    assert (f"{when.earliest:%Y-%m}", f"{when.latest:%Y-%m}", when.sure) == (month, month, "inferred")


def test_tel_aviv_is_no_spring() -> None:
    assert first_dateline("תל אביב 1973" + BODY) is None


def test_no_title_is_a_dateline_that_waits_for_the_language() -> None:
    assert derived_title("U Zagrebu 29. listopada 1918." + BODY) == "The ferry was late again."


@pytest.mark.parametrize(
    "line",
    [
        "Otrzymano dnia 3 maja 1921 r.", "Besvarat den 5 juni 1945", "Vastattu 5. kesäkuuta 1945",
        "We left 3 maja 1921", "Протокол, 12 марта 1917 г.",
    ],
)  # fmt: skip
def test_what_is_noted_on_a_letter_and_a_heading_are_no_dateline(line: str) -> None:
    assert first_dateline(line + BODY) is None


@pytest.mark.parametrize("line", ["W Smith 3 May 1921", "Stella 5 maggio 1861"])
def test_what_a_name_begins_with_is_no_word_for_in(line: str) -> None:
    assert not is_dateline(line)


CROATIAN = "lang: hr\ndate: 29. listopada 1918."
POLISH = (
    "Dziękuję za list, który otrzymałem wczoraj wieczorem. W mieście panuje spokój, a uroczystości odbyły się bez "
    "przeszkód i bez obcych wojsk.\n"
)


def test_a_month_of_two_meanings_follows_the_texts_language(tmp_path: Path) -> None:
    croatian = read(tmp_path, "a.md", front_matter("X").replace("date: 'X'", CROATIAN))
    assert croatian.date == DateRange("29. listopada 1918.", date(1918, 10, 29), date(1918, 10, 29))
    assert not croatian.warnings
    polish = read(tmp_path, "b.txt", f"Lwów, dnia 29 listopada 1918 r.\n\nSzanowny Panie!\n\n{POLISH}")
    assert (polish.language, polish.date) == (
        "pl", DateRange("dnia 29 listopada 1918", date(1918, 11, 29), date(1918, 11, 29), "inferred")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "body", "month"),
    [
        ("Mart 1998", "Mektubunu aldım. Çok sevindim, herkes iyi. Annem de sana selam söylüyor.", "1998-03"),
        (
            "Mart 1998",
            "Vă mulțumesc pentru scrisoarea pe care am primit-o aseară. În oraș totul este liniștit.",
            "1998-03",
        ),
        ("Beograd, maja 1941.", "Pišem ti iz grada, gde je sve mirno i gde ljudi čekaju vesti.", "1941-05"),
        ("Мая 1921 г.", "Пишу тебе из города, где всё спокойно, и люди ждут известий об урожае.", "1921-05"),
    ],
)
def test_a_month_and_year_that_may_be_a_name_follow_the_texts_language(
    tmp_path: Path, line: str, body: str, month: str
) -> None:
    document = read(tmp_path, "a.md", f"---\nkind: letter\n---\n{line}\n\n{body}\n")
    assert document.date
    assert not document.warnings
    assert (f"{document.date.earliest:%Y-%m}", f"{document.date.latest:%Y-%m}", document.date.sure) == (
        month, month, "inferred"
    )  # fmt: skip
    english = read(tmp_path, "b.md", f"---\nkind: letter\n---\n{line}\n{BODY}")
    assert english.date
    assert (str(english.date.earliest), str(english.date.latest)) == (
        f"{month[:4]}-01-01", f"{month[:4]}-12-31"
    )  # fmt: skip


def test_a_heading_of_a_name_and_a_year_is_a_title() -> None:
    assert derived_title("Maja 1961" + BODY) == "Maja 1961"


def test_so_it_does_where_only_its_family_is_sure(tmp_path: Path) -> None:
    text = (
        "Zahvaljujem Vam na pismu koje sam jučer primio. U gradu je mirno, a ljudi čekaju vijesti iz Beča i pitaju se "
        "što će biti s nama.\n"
    )
    document = read(tmp_path, "a.txt", f"U Zagrebu 29. listopada 1918.\n\nPoštovani gospodine,\n\n{text}")
    assert (document.language, document.date) == (
        "", DateRange("29. listopada 1918", date(1918, 10, 29), date(1918, 10, 29), "inferred")
    )  # fmt: skip


def test_where_the_language_is_another_it_is_of_the_year(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", front_matter("29 listopada 1918"))
    assert document.date == DateRange("29 listopada 1918", date(1918, 1, 1), date(1918, 12, 31), "inferred")
    (warning,) = document.warnings
    assert "taken as the year 1918; state the text's language, or write it as 1911-03-12" in warning
