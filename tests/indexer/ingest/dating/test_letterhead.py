"""A letter in plain words: its date is read where it is unmistakable, and its title is what it says."""

from dataclasses import replace
from datetime import date

import pytest

from indexer.ingest.dating.letterhead import body_start, dateline, vague_dateline
from indexer.ingest.documents import derived_title
from indexer.records import DateRange

BODY = "\n\nThe ferry was late again. Nobody minds it.\n"


@pytest.mark.parametrize(
    ("head", "verbatim", "first", "last"),
    [
        ("Harbour House,\n9th March, 1961.\n\nDear Sir,", "9th March, 1961", date(1961, 3, 9), date(1961, 3, 9)),
        ("Farness, 2 June 1965\n\nTo the Editor.\n\nSir,", "2 June 1965", date(1965, 6, 2), date(1965, 6, 2)),
        ("1961-03-09\n\nFarness, 9 March 1961\n\nSir,", "1961-03-09", date(1961, 3, 9), date(1961, 3, 9)),
        ("March 9, 1961\nMy dear Dot,", "March 9, 1961", date(1961, 3, 9), date(1961, 3, 9)),
        ("Farness. March 1961\n\nGentlemen:", "March 1961", date(1961, 3, 1), date(1961, 3, 31)),
        ("Paris, le 12 janvier 1915\n\nMon cher ami,", "le 12 janvier 1915", date(1915, 1, 12), date(1915, 1, 12)),
        ("Wien, 13. 1. 1893\n\nSehr geehrter Herr Doktor!", "13. 1. 1893", date(1893, 1, 13), date(1893, 1, 13)),
        ("Roma, 13 luglio 1616\n\nSerenissimo Principe,", "13 luglio 1616", date(1616, 7, 13), date(1616, 7, 13)),
        ("Wien, 13. 1. 1893\n\nLiebe Eltern, lieber Karl!", "13. 1. 1893", date(1893, 1, 13), date(1893, 1, 13)),
        ("Lindale\n23/4/1961\n\nDear Kate,", "23/4/1961", date(1961, 4, 23), date(1961, 4, 23)),
        ("(postmark 4 March 1961)\n\nSir,", "(postmark 4 March 1961)", date(1961, 3, 4), date(1961, 3, 4)),
        ("London\n4 March 1761\n\nMy Lord,", "4 March 1761", date(1761, 3, 4), date(1761, 3, 4)),
        ("Cork, 2 June 1845\n\nDear Father, dear Mother,", "2 June 1845", date(1845, 6, 2), date(1845, 6, 2)),
        ("Washington, D. C. 4 March 1861\n\nSir,", "4 March 1861", date(1861, 3, 4), date(1861, 3, 4)),
        ("Tel. 22-11-3456\n4 March 1961\n\nSir,", "4 March 1961", date(1961, 3, 4), date(1961, 3, 4)),
        ("Our Ref. 23-4-1907\nPrice House, 4 March 1961\n\nSir,", "4 March 1961", date(1961, 3, 4), date(1961, 3, 4)),
        ("Cork, 2 June 1845\n\nReverend and dear Father,", "2 June 1845", date(1845, 6, 2), date(1845, 6, 2)),
        ("Cork, 2 June 1845\n\nMost Holy Father —", "2 June 1845", date(1845, 6, 2), date(1845, 6, 2)),
        ("Cork\n23/4/1961\n\nHallo Kate!", "23/4/1961", date(1961, 4, 23), date(1961, 4, 23)),
        ("3 mai 1861, minuit\n\nMon cher ami,", "3 mai 1861", date(1861, 5, 3), date(1861, 5, 3)),
        ("Paris, le 3 mai 1861, au soir.\n\nMon cher ami,", "le 3 mai 1861", date(1861, 5, 3), date(1861, 5, 3)),
        ("Cork, 2 June 1845 in the evening\n\nDear Kate,", "2 June 1845", date(1845, 6, 2), date(1845, 6, 2)),
        ("Farness Oct 4th. 1834\n\nDear Sir", "Oct 4th. 1834", date(1834, 10, 4), date(1834, 10, 4)),
        ("31 Harbour St March 9 1861\n\nDr Sir", "March 9 1861", date(1861, 3, 9), date(1861, 3, 9)),
        ("Ward’s Town 3d March 1861\n\nMy dear Ida", "3d March 1861", date(1861, 3, 3), date(1861, 3, 3)),
        ("Wien 13. 1. 1893\n\nLieber Karl", "13. 1. 1893", date(1893, 1, 13), date(1893, 1, 13)),
        ("28th. March 1861.\nMy very dearest Mother,", "28th. March 1861", date(1861, 3, 28), date(1861, 3, 28)),
        ("Farness 16 March\n1818\n\nMy dear Ida,", "16 March 1818", date(1818, 3, 16), date(1818, 3, 16)),
        ("Farness, a 3 de mayo de 1861\n\nMuy señor mío:", "a 3 de mayo de 1861", date(1861, 5, 3), date(1861, 5, 3)),
        ("Farness, 3 de maio de 1861\n\nExmo. Senhor,", "3 de maio de 1861", date(1861, 5, 3), date(1861, 5, 3)),
        ("Paris, le 3 mai\n1861\n\nMon cher ami,", "le 3 mai 1861", date(1861, 5, 3), date(1861, 5, 3)),
    ],
)
def test_the_date_at_the_head(head: str, verbatim: str, first: date, last: date) -> None:
    assert dateline(head + BODY) == DateRange(verbatim, first, last, "inferred")
    assert derived_title(head + BODY) == "The ferry was late again."


@pytest.mark.parametrize(
    "text",
    [
        "Harbour House,\n9th March, 1961." + BODY,  # no salutation: a list or a paper's name may look so
        "THE STICK, No. 5. Saturday, 21st March, 1970.\n\nA SUNDAY OUTING" + BODY,
        "9th March, 1961.\nAnswered 12th March, 1961.\n\nDear Sir," + BODY,  # two dates
        "Answered 12th March, 1961.\n\nDear Sir," + BODY,
        "Recd 12th March, 1961.\n\nDear Sir," + BODY,
        "Copy of mine 12th March, 1961.\n\nDear Sir," + BODY,
        "Farness March 1961\n\nDear Sir," + BODY,
        "Farness May 1861\n1862\n\nDear Sir," + BODY,
        "9th March, 1961, midnight sun\n\nDear Sir," + BODY,
        "1961\n\nDear Sir," + BODY,  # a year may be a number
        "The ferry of the ninth was late, and this is a line too long for any letterhead, 9 March 1961\n\nSir," + BODY,
        "Dear Sir,\n\n9th March, 1961.",  # in the body
        "c. March 1961\n\nDear Sir," + BODY,
        "3/4/1961\n\nDear Sir," + BODY,  # of March or of April
        "",
    ],
)
def test_no_date_that_is_not_plain(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("about the end of March 1851", DateRange("", date(1850, 9, 1), date(1851, 9, 30), "inferred")),
        ("Farness, winter 1870/71", DateRange("", date(1870, 12, 1), date(1871, 2, 28), "inferred")),
        ("Vor Metz, Anfang Herbst 1870", DateRange("", date(1870, 9, 1), date(1870, 11, 30), "inferred")),
        ("Easter 1946", DateRange("")),
        ("Easter 1946, midnight", DateRange("")),
        ("c. March 1961", DateRange("", date(1960, 9, 1), date(1961, 9, 30), "inferred")),
        ("March or April 1961", DateRange("", date(1961, 3, 1), date(1961, 4, 30), "inferred")),
        ("25 Mai - 4 Juli 1866", DateRange("", date(1866, 5, 25), date(1866, 7, 4), "inferred")),
        ("3/4/1961", DateRange("")),
        ("Farness, Whit Monday 1961", DateRange("")),
        ("Lady Day 1961", DateRange("")),
        ("New Year 1961", DateRange("")),
        ("Feast of St. Swithun, 1961", DateRange("")),
        ("St. John’s Eve, 1961", DateRange("")),
        ("March 4th '61", DateRange("")),  # of which century nobody says
        ("Farness, 4th March ’61.", DateRange("")),
        ("4. März '61", DateRange("")),
        ("4 mars 61", DateRange("")),
        ("Mar. 4, 61", DateRange("")),
        ("4-iii-61", DateRange("")),
        ("4.3.61", DateRange("")),
        ("Berlin C. 4. März 61", DateRange("")),
        ("New York, Sonntag nach Ostern 1871.", DateRange("")),
    ],
)
def test_a_head_that_is_vague_and_nothing_but_a_date(head: str, date: DateRange) -> None:
    found = vague_dateline(f"{head}\n\nDear Sir,{BODY}")
    assert found
    assert found.verbatim in head
    assert replace(found, verbatim="") == date
    assert vague_dateline(head + BODY) is None  # a heading, as far as anybody can tell
    assert dateline(f"{head}\n\nDear Sir,{BODY}") is None


@pytest.mark.parametrize(
    "head",
    [
        "The flood of 1851 was worse.", "1914", "Report for 1851", "The summer of 1914 and 1915", "Easter",
        "Easter 1946 was cold", "Farness in 1851", "The Easter Rising, 1916", "March, 1961 and after", "about 1960",
        "Minutes, Easter 1946", "HARBOUR NEWS, Easter 1946", "Reichstag 1871", "May 1851 be better than 1850",
        "Ref: 12/3/61", "Sort Code: 12-11-61", "Fax: 20-11-1961", "Apt. 4, March 21",
        "9 am, May 12", "May 21", "Box 12 14", "12-34-56", "Mai 21 und mehr", "Thomas 1961",
        "Easter 1946\nWhitsun 1946", "9th March, 1961\nEaster 1946", "Easter holidays 1946", "In the year 1851",
    ],
)  # fmt: skip
def test_no_vague_date_that_is_not_plain(head: str) -> None:
    assert vague_dateline(f"{head}\n\nDear Sir,{BODY}") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Dear Sir, the ferry was late. It is so.", "the ferry was late."),
        ("Dear Mr. Ruddock,\nThe ferry was late.", "The ferry was late."),
        ("Sir John Smith, who built the pier, is dead. He was 80.", "Sir John Smith, who built the pier, is dead."),
        ("Madam Speaker rose at four. She sat down.", "Madam Speaker rose at four."),
        ("Caro-Kann defences are dull.", "Caro-Kann defences are dull."),
        ("Dear Sir,", "Dear Sir,"),
        ("9th March, 1961.\n\nDear Sir,\n\n", "9th March, 1961."),
        ("Liebe Eltern, liebe Geschwister!\n\nNew York, den 2. November 1843\n\nEs regnet. Ja.", "Es regnet."),
        ("New York, den 2. November 1843\n\nLiebe Eltern, liebe Geschwister!\n\nEs regnet. Ja.", "Es regnet."),
        ("New York, den 2. November 1843\n\nEs regnet. Ja.", "Es regnet."),
        ("Dear Father, dear Mother,\nSt. Louis, March 1851\nIt rains. Yes.", "It rains."),
        ("Frankfurt am Main, am 3. September 1870.\n\nEs regnet. Ja.", "Es regnet."),
        ("Hollerstedt, 20. Februar 1844", "Hollerstedt, 20. Februar 1844"),
        ("Minutes, 9 March 1961\n\nThe board met.", "Minutes, 9 March 1961"),
        ("THE PACKET, 9 March 1961\n\nThe board met.", "THE PACKET, 9 March 1961"),
        ("The Packet, 9 March 1961\n\nThe board met.", "The Packet, 9 March 1961"),
        ("The council met again, 9 March 1961\n\nIt sat.", "The council met again, 9 March 1961"),
        ("9 March 1961 it rained.\n\nYes.", "9 March 1961 it rained."),
        ("Liebe Eltern!\n\nSonntag nach Ostern 1871\n\nEs regnet. Ja.", "Es regnet."),
        ("Easter 1946\n\nIt rained. Yes.", "Easter 1946"),
        ("Liebe, Treue\n\nEin Roman. Ja.", "Liebe, Treue"),
    ],
)
def test_the_title_is_what_the_letter_says(text: str, title: str) -> None:
    assert derived_title(text) == title


@pytest.mark.parametrize(
    "greeting",
    [
        "Hon'd Sir,", "Hond. Sir,", "Revd. Sir,", "Right Honourable Sir,", "Darling —", "Mon Général,",
        "Ma bonne Louise,", "Très cher père,", "Theuerster Freund!", "Verehrtester Freund!", "Werther Herr,",
        "Euer Hochwohlgeboren,",
        "Ew. Wohlgeboren!", "Illustrissimo Signore,",
        "To whom it may concern:", "Ladies and Gentlemen,", "À qui de droit,", "To the Editor:", "Prime Minister,",
        "To all members of the Council,", "Mr President,", "Members of Parliament:", "Mr. Hale,", "Mr Hale,", "Tom,",
        "Tom and Mary,",
    ],
)  # fmt: skip
def test_salutations_of_several_times_and_places(greeting: str) -> None:
    text = f"Farness, 10 Feb. 1812\n\n{greeting}\n\nThe bell hung low. It did."
    assert (derived_title(text), dateline(text)) == (
        "The bell hung low.", DateRange("10 Feb. 1812", date(1812, 2, 10), date(1812, 2, 10), "inferred"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hale,\n\nThe bell hung low.",
        "10 Feb. 1812\n\nPress Release:\n\nThe bell hung low.",
        "10 Feb. 1812\n\nMr. Hale,\nHarbour Office\n\nThe bell hung low.",
        "10 Feb. 1812\nTo the Board,\n\nThe bell hung low.",
        "Farness\n\nTom,\n\nThe bell hung low.",
    ],
)
def test_whom_a_letter_is_to_is_a_salutation_only_by_itself_below_a_date(text: str) -> None:
    assert body_start(text) == 0


def test_an_address_is_no_salutation_where_there_is_another() -> None:
    text = "Farness, 10 Feb. 1812\n\nTo the Board,\n\nHarbour Office\n\nSir,\n\nThe bell hung low. It did."
    assert derived_title(text) == "The bell hung low."


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Dear " + "x " * 100_000, "\n" * 1_000_000, "dear " * 100_000, "a\n" * 500_000])
def test_long_texts_cost_little(text: str) -> None:
    assert body_start(text) == 0
