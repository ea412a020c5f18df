"""RTF: what was deleted or is hidden is not said, notes and comments stand after the text."""

import pytest

from tests.indexer.ingest.reading import blocks_of, read_one


def rtf(body: str) -> str:
    return r"{\rtf1\ansi\ansicpg1252 " + body + "}"


@pytest.mark.parametrize(
    ("body", "text", "warnings"),
    [
        (r"It was {\deleted\revauthdel1 knowingly }{\revised inadvertently }signed.",
         "It was inadvertently signed.", ("deleted words left out: 1",)),
        (r"It was \deleted twice\deleted0 \v or thrice \v0 signed.",
         "It was signed.", ("deleted words left out: 1", "hidden words left out: 2")),
        (r"It was {\v never {\plain surely }ever }signed.", "It was surely signed.", ("hidden words left out: 2",)),
        (r"The joined sen{\deleted\par }tence.", "The joined sentence.", ()),
        (r"{\mvf Moved. }Once. {\mvt Moved.}", "Once. Moved.", ()),
        (r"Late.{\*\generator{\v No} word;}{\deleted\'e9t\u233?}", "Late.", ("deleted words left out: 1",)),
        (r"Late.{\pict\bin6 }}{{\v}Again.", "Late.Again.", ()),
    ],
)  # fmt: skip
def test_deleted_and_hidden_words_are_no_text(body: str, text: str, warnings: tuple[str, ...]) -> None:
    document = read_one(rtf(body), "a.rtf")
    assert (document.text, document.warnings) == (text, warnings)


def test_notes_and_comments_stand_after_the_text() -> None:
    source = (
        r"Late{\footnote\pard\plain{\super\chftn} So the caf\'e9 {\deleted once }said.} again"
        r"{\*\atnid IN}{\*\atnauthor Ivo Nov\'e1k}\chatn{\*\annotation{\*\atndate 5}\pard Less bluntly?}.\par Ever."
    )
    document = read_one(rtf(source), "a.rtf")
    notes = ["So the café said.", "Comment by Ivo Novák: Less bluntly?"]
    assert document.text == "\n\n".join(["Late again.", "Ever.", *notes])
    assert blocks_of(document, "note") == notes
    assert document.warnings == ("deleted words left out: 1",)


def test_a_note_begins_with_the_mark_that_stands_in_the_text() -> None:
    source = (
        r"Late{\super\chftn{\footnote\pard\plain{\super\chftn} So it was.}}, said he{\super \chftn}"
        r"{\*\footnote\chftn{} Again.} and{\super *}{\footnote * His own.} so{\deleted\chftn{\footnote\chftn Gone.}}."
    )
    notes = ["[1] So it was.", "[2] Again.", "* His own."]
    assert read_one(rtf(source), "a.rtf").text == "\n\n".join(["Late[1], said he[2] and* so.", *notes])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\trowd\pard\intbl Mon\par Tue\cell 9:15\par\cell\row}\trowd\intbl Wed\cell \cell\row\pard So.\par",
         "Mon\n\nTue 9:15\n\nWed\n\nSo."),
        (r"10{\super 6} men, 5 km\up6 2\up0 , 2\super 1\nosupersub /2 in 1914{\b\super 3}.",
         "10⁶ men, 5 km², 2 1/2 in 1914[3]."),
    ],
)  # fmt: skip
def test_rows_are_lines_and_raised_figures_are_read(body: str, text: str) -> None:
    assert read_one(rtf(body), "a.rtf").text == text


def test_signs_of_symbol_fonts_are_read_and_what_no_table_has_is_left_out() -> None:
    fonts = r"{\fonttbl{\f0\fnil Times;}{\f3\fcharset2{\*\panose 05}Symbol;}{\f14\fnil\fcharset2 Wingdings;}}"
    body = (
        r"The {\f3 a} of {\f3 \'62\b  g} is \f3\u-3999\'61\f0 , so {\f14\'fc\'21}. {\listtext\f3\'b7\tab}{\f3\plain b}"
    )
    assert read_one(rtf(fonts + body), "a.rtf").text == "The α of β γ is α, so ✓. • b"
    assert read_one(rtf(fonts.replace("Symbol", "Arial") + r"{\f3 a}"), "a.rtf").text == "a"


@pytest.mark.parametrize(
    "body", [r"Late.\bin-5 ", r"Late.\bin999 lost", r"Late.}}}", r"{{{Late.", r"{\footnote }Late."]
)
def test_broken_groups_do_no_harm(body: str) -> None:
    assert read_one(rtf(body), "a.rtf").text == "Late."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\rtf1\ansi \uc0\u55357 \u56842  \uc1\u-10179?\u-8704?}", "😊 😀"),
        (r"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Arial;}}\f0 Dvo\'f8\'e1k}", "Dvořák"),
        (r"{\rtf1\mac{\fonttbl{\f0 Geneva;}}\f0 Caf\'8e}", "Café"),
        (r"{\rtf1\ansi\ansicpg10000 Caf\'8e}", "Café"),
        (r"{\rtf1\pc Caf\'82 M\'81ller}", "Café Müller"),
        (r"{\rtf1\ansi\ansicpg99999{\info{\title Caf\'e9}}{\fonttbl{\f0 Arial;}}\f0 Caf\'e9}", "Café"),
    ],
)
def test_letters_of_all_code_pages_and_signs_beyond_sixteen_bits_are_read(source: str, text: str) -> None:
    assert read_one(source, "a.rtf").text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Late{\shp{\*\shpinst\shptop1{\sp{\sn a}{\sv No}}{\shptxt A {\b box}.\par So.}}"
         r"{\shprslt{\*\do{\dptxbxtext A}}}} again.\par Ever.", "Late again.\n\nA box.\n\nSo.\n\nEver."),
        (r"Late.{\*\do\dobxcolumn\dptxbx{\dptxbxtext A box.\par}}", "Late.\n\nA box."),
        (r"{\header {\shp{\*\shpinst{\shptxt Farness\par}}}The Board}Late.", "Farness\nThe Board\n\nLate."),
        (r"Late{\object{\*\objclass No}{\*\objdata 01}{\result{\pict 01} again.}}", "Late again."),
    ],
)  # fmt: skip
def test_a_text_box_stands_after_its_paragraph(body: str, text: str) -> None:
    assert read_one(rtf(body), "a.rtf").text == text


def test_a_font_without_a_character_set_takes_none_from_the_next() -> None:
    fonts = r"{\fonttbl{\f0 Times;}{\f1\fcharset238 Times CE;}}"
    assert (
        read_one(rtf(rf"{fonts}\f0 caf\'e9 {{\f1 Dvo\'f8\'e1k}} {{\f0 \'e9t\'e9;}}"), "a.rtf").text
        == "café Dvořák été;"
    )


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (r"The ferry\par It was late. The ferry 1.\par", "Report\n\nThe ferry\n\nIt was late. The ferry 1."),
        ("", "Report\n\nThe ferry 1\n\nThe pier 2"),
    ],
)
def test_a_table_of_contents_is_no_text_unless_it_is_most_of_it(after: str, text: str) -> None:
    page = r"{\field{\*\fldinst PAGEREF _Toc1 \\h}{\fldrslt 1}}"
    contents = (
        r"{\field\fldedit{\*\fldinst {\rtlch\fcs1 \ltrch\insrsid5  TOC \\h }}"
        rf"{{\fldrslt {{\plain The ferry\tab {page}\par The pier\tab 2}}}}}}\par"
    )
    assert read_one(rtf(rf"Report\par{contents} {after}"), "a.rtf").text == text
