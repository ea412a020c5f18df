from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.errors import Unreadable
from indexer.ingest.office.pdf.columns import lines_of
from indexer.ingest.office.pdf.paragraphs import paragraphs
from indexer.records import Page
from tests.indexer.ingest.reading import read_one

PAGES = (
    "The ferry was late again, and nobody on the pier at",
    "Farness was surprised at it, since it was never early.\nMiss Carrow went home.",
)


def test_a_paragraph_goes_on_where_a_page_begins() -> None:
    builder = paragraphs(PAGES)
    assert builder.text == "The ferry was late again, and nobody on the pier at " + " ".join(PAGES[1].split("\n"))
    assert builder.pages == (Page(0, "1"), Page(builder.text.index("Farness"), "2"))


def pdf(content: str, kids: str = "3 0 R", labels: str = "") -> str:
    """A PDF of a page on which pieces of text are drawn; `kids` are its pages, `labels` what they are numbered with."""
    return _pdf([content], kids, labels)


def paged(*contents: str) -> str:
    """A PDF's text of pages on which pieces of text are drawn."""
    numbers = range(3, 3 + 3 * len(contents), 3)
    return read_one(_pdf(contents, " ".join(f"{number} 0 R" for number in numbers), ""), "a.pdf").text


def _pdf(contents: Sequence[str], kids: str, labels: str) -> str:
    objects = [f"<</Type/Catalog/Pages 2 0 R{labels}>>", f"<</Type/Pages/Kids[{kids}]/Count {kids.count('R')}>>"]
    for content in contents:
        number = len(objects) + 1
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F {number + 2} 0 R>>>>>>",
            f"<</Length {len(content)}>>stream\n{content}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    body = "\n".join(f"{number} 0 obj{each}endobj" for number, each in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>"


def drawn(content: str) -> str:
    return read_one(pdf(content), "a.pdf").text


def line(y: int, *pieces: tuple[str, int]) -> str:
    """A line of pieces that are set higher or lower, and smaller by that; at 6 as small as in browsers."""
    shown = " ".join(f"/F {10 if rise == 6 else 7 if rise else 12} Tf {rise} Ts ({words}) Tj" for words, rise in pieces)
    return f"BT 72 {y} Td {shown} ET "


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("On ferries", "On ferries"), ("The site example.com", "The site example.com"), ("letter.html", "It was late."),
        ("Microsoft Word - Letter 3.doc", "It was late."), ("https://example.com/a?b=1", "It was late."),
    ],
)  # fmt: skip
def test_what_the_file_or_the_page_was_called_that_it_was_made_of_is_no_title(said: str, shown: str) -> None:
    made = pdf("BT 72 700 Td /F 12 Tf (It was late.) Tj ET")
    titled = made.replace("trailer<<", f"9 0 obj<</Title({said})>>endobj\ntrailer<</Info 9 0 R")
    assert read_one(titled, "a.pdf").title == shown


def test_numbers_of_pages_are_as_printed_where_one_is_not_as_counted() -> None:
    both = pdf(line(700, ("The ferry.", 0)), "3 0 R 3 0 R", "/PageLabels<</Nums[0<</S/r>>1<</S/D/St 2>>]>>")
    assert read_one(both, "a.pdf").metadata["page_labels"] == ["i", "2"]


def test_a_page_that_cannot_be_loaded_is_told_to_be_damaged() -> None:
    text = line(700, ("The ferry is late.", 0))
    document = read_one(pdf(text, "3 0 R 9 0 R"), "a.pdf")
    assert document.text == "The ferry is late."
    assert document.warnings == ("the PDF is damaged: page 2 could not be read",)
    assert read_one(pdf(text), "a.pdf").warnings == ()
    with pytest.raises(Unreadable, match="its pages cannot be read"):
        read_one(pdf(text, "9 0 R"), "a.pdf")


def test_a_note_begins_with_the_mark_that_the_text_has_and_on_a_line_of_its_own() -> None:
    text = line(
        700, ("The ferry was late,", 0), ("1", 5), (" as he said in 1914", 0), ("2", 6), (", and so it was.", 0)
    )
    notes = line(600, ("1", 5), ("Letter of the pilot to the Board of Works, 3 May", 0))
    notes += line(580, ("2", 5), (" He said so twice to those who stood on the pier", 0))
    others = line(560, ("14", 5), ("C was found there", 0)) + line(540, ("2 days", 0))
    assert drawn(text + notes + others).split("\n\n") == [
        "The ferry was late,[1] as he said in 1914[2], and so it was.",
        "[1] Letter of the pilot to the Board of Works, 3 May",
        "[2] He said so twice to those who stood on the pier 14C was found there",
        "2 days",
    ]  # fmt: skip
    assert drawn(notes).count("[") == 0, "no text has these marks"


def test_after_a_note_the_text_goes_on_on_the_next_page() -> None:
    pages = (
        "It was late,[1] as the pilot said, when\n\ufdd4[1] Letter of the pilot",
        "\ufdd4[2] Ibid.",
        "\ufdd4[3] Ibid.",
    )
    assert paragraphs(pages).text.split("\n\n") == [
        "It was late,[1] as the pilot said, when", "[1] Letter of the pilot", "[2] Ibid.", "[3] Ibid.",
    ]  # fmt: skip


def test_a_note_that_ends_a_page_does_not_go_on_in_the_text_of_the_next() -> None:
    pages = ("The ferry was late,[1] as the pilot said, when\n\ufdd4[1] Letter of the pilot", "he was asked.")
    assert paragraphs(pages).text.split("\n\n")[1:] == ["[1] Letter of the pilot", "he was asked."]


def test_a_note_that_ends_a_column_does_not_go_on_in_the_next() -> None:
    left = line(700, ("The ferry was late,", 0), ("1", 5), (" as the pilot said", 0))
    note = line(600, ("1", 5), (" Letter of the pilot to the Board of Works.", 0))
    right = line(700, ("when they asked him.", 0)).replace("72 700 Td", "400 700 Td")
    assert drawn(left + note + right).split("\n\n") == [
        "The ferry was late,[1] as the pilot said", "[1] Letter of the pilot to the Board of Works.",
        "when they asked him.",
    ]  # fmt: skip
    headed = ["\ufdd5The Packet\nIt was late,", "The Packet\nand none minded."]
    assert paragraphs(headed).text == "It was late, and none minded.", "a title on each page is one, column or not"


def test_lines_that_pdfium_joined_at_a_hyphen_tell_no_length_and_end_where_the_last_does() -> None:
    page = (
        "The ferry was late again this morning, and so\nBoard and crew were told to keep to the time\ufffetable that "
        "is printed on the pier, or to the al\ufffemanac.\nWe shall see whether they will keep to it for long"
    )
    assert paragraphs([page]).text.split("\n\n") == [
        "The ferry was late again this morning, and so Board and crew were told to keep to the timetable that is "
        "printed on the pier, or to the almanac.", "We shall see whether they will keep to it for long",
    ]  # fmt: skip


def test_a_column_and_a_note_begin_below_a_broken_word() -> None:
    left = line(700, ("The ferry", 0), ("1", 5), (" was quite con-", 0))
    note = line(600, ("1", 5), (" Letter of the pilot.", 0))
    assert drawn(left + note).split("\n\n") == ["The ferry[1] was quite con-", "[1] Letter of the pilot."]
    words = ((700, "The ferry that we see is"), (680, "slow,"), (660, "Mr Pell con-"))
    column = "".join(line(y, (each, 0)) for y, each in words)
    right = line(700, ("cealed it.", 0)).replace("72 700 Td", "400 700 Td")
    assert drawn(column + right) == "The ferry that we see is slow, Mr Pell concealed it."


def test_a_raised_figure_that_the_layer_parts_from_what_stands_before_it_is_no_line() -> None:
    words = line(700, ("They said so.", 0), ("1", 9), (" Every pier is 10", 0), ("6", 9), (" feet long.", 0))
    assert drawn(words) == "They said so.[1] Every pier is 10⁶ feet long."
    below = line(686, ("12 of them were built.", 0)) + line(640, ("1", 5), (" Letter of the pilot.", 0))
    assert drawn(words + below) == (
        "They said so.[1] Every pier is 10⁶ feet long. 12 of them were built.\n\n[1] Letter of the pilot."
    )


def test_raised_figures_do_not_run_into_what_they_stand_behind() -> None:
    pieces = (
        ("Some 10", 0),
        ("6", 5),
        (" men met in 1914", 0),
        ("12", 5),
        (", they said. H", 0),
        ("2", -2),
        ("O 1", 0),
    )
    assert drawn(line(700, *pieces)) == "Some 10⁶ men met in 1914[12], they said. H2O 1"


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        (["1. that it sail", "each day", "2. that fares"], ["1. that it sail each day", "2. that fares"]),
        (["(a) that it sail", "(b) that fares", "(c) peace"], ["(a) that it sail", "(b) that fares", "(c) peace"]),
        (["1.1 The quay", "(i) of stone", "(ii) of wood", "1.2 The lamp"],
         ["1.1 The quay", "(i) of stone", "(ii) of wood", "1.2 The lamp"]),
        (["• that it sail", "each day", "• peace"], ["• that it sail each day", "• peace"]),
        (["It was on", "1. May that it", "3. so it is"], ["It was on 1. May that it 3. so it is"]),
        (["in the year", "1914 it was", "1915 it is"], ["in the year 1914 it was 1915 it is"]),
    ],
)  # fmt: skip
def test_items_of_lists_are_paragraphs_of_their_own(lines: list[str], apart: list[str]) -> None:
    assert paragraphs(["\n".join(lines)]).text.split("\n\n") == apart


LETTER = (
    "Harbour Office\n17 Quay Street,\nFarness\nDear Mr Pell,\nWe thank you for your letter of the third of May and\n"
    "say that we know of no ferry, nor of any\nBoard that is.\nYours sincerely\nRuth Ansell"
)


def test_a_line_that_ends_far_from_the_margin_ends_a_paragraph_where_there_are_no_columns() -> None:
    assert paragraphs([LETTER]).text.split("\n\n") == [
        "Harbour Office", "17 Quay Street,", "Farness", "Dear Mr Pell,",
        "We thank you for your letter of the third of May and say that we know of no ferry, nor of any Board that is.",
        "Yours sincerely", "Ruth Ansell",
    ]  # fmt: skip
    assert "17 Quay Street, Farness" in paragraphs([LETTER], in_columns=True).text


def test_where_lines_stand_is_not_known_beyond_the_signs_that_are_counted_once() -> None:
    assert lines_of(None, "The \U0001d509erry") is None


def test_a_page_whose_text_goes_on_higher_up_has_columns() -> None:
    left = [line(y, (words, 0)) for y, words in ((700, "The ferry that we see is"), (680, "slow,"), (660, "Mr Pell"))]
    right = line(700, ("Farness", 0)).replace("72 700 Td", "400 700 Td")
    assert drawn("".join(left)) == "The ferry that we see is slow,\n\nMr Pell"
    assert drawn("".join(left) + right).startswith("The ferry that we see is slow, Mr Pell")


@pytest.mark.parametrize("footer", ["The Town · Page {}", "{}"])
def test_a_footer_below_a_broken_word_is_no_part_of_it(footer: str) -> None:
    """PDFium joins a line that ends in a hyphen with the next, whatever that is."""
    pages = [
        f"Transactions\nIt was known that the ferry was a mo\ufffe{footer.format(1)}",
        f"Transactions\nmentous thing to all of them, and re\ufffe{footer.format(2)}",
        f"Transactions\nmained so to the end.\n{footer.format(3)}",
    ]
    read = paragraphs(pages)
    assert read.text == (
        "It was known that the ferry was a momentous thing to all of them, and remained so to the end."
    )
    assert [page.start for page in read.pages] == [0, read.text.index("mentous"), read.text.index("mained")]


def sized(y: float, size: int, words: str) -> str:
    return f"BT /F {size} Tf 72 {y} Td ({words}) Tj ET "


TEXTS = (
    "The ferry was late again, and nobody on the pier", "Miss Carrow went home by the road that", "Ann saw it.",
    "Nobody has said why the boats were",
)  # fmt: skip


def body(top: int, words: str) -> str:
    return sized(top, 12, words) + sized(top - 14, 12, f"so that No {len(words)} was surprised.")


@pytest.mark.parametrize("pages", [3, 4])
def test_what_each_page_begins_and_ends_with_stays_where_it_is_set_as_the_text_is(pages: int) -> None:
    said = [
        sized(720, 18, f"Demand {number}") + body(690 - 14 * (number % 2), words)
        + sized(650 - 14 * (number % 2), 12, "We will not wait.")
        for number, words in enumerate(TEXTS[:pages], start=1)
    ]  # fmt: skip
    text = paged(*said)
    assert (text.count("Demand"), text.count("We will not wait.")) == (pages, pages)


def test_a_refrain_stays_though_most_pages_begin_with_it() -> None:
    def page(words: str) -> str:
        return "".join(
            sized(740 - 56 * number, 12, "We will not wait.") + body(714 - 56 * number, f"{words} {number}")
            for number in range(5)
        )

    assert paged(*map(page, TEXTS)).count("We will not wait.") == 20


def test_a_sentence_that_goes_on_above_or_below_its_page_stays_whole() -> None:
    said = [
        sized(720, 12, f"built in 19{number} and") + body(706, words) + sized(678, 12, f"which was in 18{number}")
        for number, words in enumerate(TEXTS, start=10)
    ]
    text = paged(*said)
    assert all(f"built in 19{number} and" in text and f"was in 18{number}" in text for number in range(10, 14))


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (sized(740, 9, "The Packet 1{}"), sized(30, 9, "Board of Works - Page {}")),
        (sized(760, 12, "The Packet"), sized(30, 12, "{}")),
        (sized(760, 20, "The Packet"), ""),
    ],
)
def test_a_head_and_a_foot_that_stand_apart_or_are_set_smaller_run(head: str, foot: str) -> None:
    pages = [head.format(number) + body(700, words) + foot.format(number) for number, words in enumerate(TEXTS[:3])]
    assert paged(*pages) == paged(*(body(700, words) for words in TEXTS[:3]))


def test_a_head_set_close_to_the_text_runs_where_it_has_the_same_words_on_many_pages() -> None:
    pages = [sized(714, 12, "The Packet") + body(700, words) for words in TEXTS]
    assert "The Packet" not in paged(*pages)
    assert "The Packet" in paged(*pages[:3])


def test_a_head_runs_on_pages_that_are_turned() -> None:
    def turned(x: int, size: int, words: str) -> str:
        return f"BT /F {size} Tf 0 1 -1 0 {x} 72 Tm ({words}) Tj ET "

    texts = [turned(100, 12, words) + turned(114, 12, "and none was surprised.") for words in TEXTS]
    pages = [turned(40, 9, "The Packet") + text + turned(580, 9, str(at)) for at, text in enumerate(texts)]
    assert paged(*pages) == paged(*texts)


def test_what_is_all_that_pages_say_stays() -> None:
    assert paged(*[sized(720, 12, "We protest.")] * 3) == "We protest. We protest. We protest."


def test_words_that_the_text_layer_tears_in_a_narrow_list_are_whole() -> None:
    """PDFium takes the page for one whose lines go down, as few of them reach so far as its number."""
    names = "".join(
        f"BT /F 14 Tf 48 {750 - 14 * number} Td (Ann Pell, W) Tj 73 0 Td (e) Tj 8 0 Td (xcombe {number}) Tj ET "
        for number in range(40)
    )
    number = "BT /F 14 Tf 560 30 Td (1) Tj 8 0 Td (/) Tj 4 0 Td (3) Tj ET"
    listed = " ".join(f"Ann Pell, Wexcombe {number}" for number in range(40))
    assert drawn(names + number).replace("\n\n", " ") == f"{listed} 1/3"


@pytest.mark.parametrize("when", ["11/30/26, 10:50 AM The ferry", "30.11.2026, 10:50 Die Ferry", "2026-11-30 10:50"])
@pytest.mark.parametrize("where", ["file:///a.html 1/1", "https://a.org/b?c=d#e 1/12"])
def test_what_a_browser_prints_at_the_edges_is_no_text(when: str, where: str) -> None:
    said = sized(738, 12, "The ferry is late.")
    assert drawn(said + sized(768, 9, when) + sized(15, 9, where)) == "The ferry is late."
    assert where in drawn(said + sized(660, 9, when) + sized(640, 9, where)), "no margin is there"
    assert when in drawn(said + sized(768, 9, when) + sized(15, 9, "Board of Works 1/1"))
