"""Word's documents, made here and read back: what is said in them, and what is only kept."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.records import DateRange, Document, Name
from tests.indexer.ingest.reading import blocks_of, read_one, zipped

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:m="{MATH}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
DC = "http://purl.org/dc/elements/1.1/"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def deleted(words: str, tag: str = "del") -> str:
    return f'<w:{tag}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:{tag}>'


def docx(body: str, members: dict[str, str] | None = None) -> Document:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return read_one(zipped({"word/document.xml": document, **(members or {})}), "a.docx")


def styles(*styles: str) -> dict[str, str]:
    return {"word/styles.xml": f"<w:styles {W}>{''.join(styles)}</w:styles>"}


def test_word() -> None:
    body = (
        paragraph(run("The ferry"), properties='<w:pStyle w:val="berschrift1"/>')
        + paragraph(run("It is "), f"<w:ins>{run('always ')}</w:ins>", deleted("never "), run("late."))
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('Mon'))}</w:tc><w:tc>{paragraph(run('9:15'))}</w:tc></w:tr></w:tbl>"
    )
    document = docx(body, {
        **styles('<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'),
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{paragraph(run('So it was.'))}</w:footnote></w:footnotes>",
        "docProps/core.xml": f'<c xmlns:dc="{DC}" xmlns:t="http://purl.org/dc/terms/"><dc:title>Report</dc:title>'
        "<dc:creator>Amos Pell; Ruth Ansell</dc:creator><t:created>2019-05-01T10:00:00Z</t:created></c>",
    })  # fmt: skip
    assert document.text == "The ferry\n\nIt is always late.\n\nMon 9:15\n\nSo it was."
    assert blocks_of(document, "heading") == ["The ferry"]
    assert blocks_of(document, "note") == ["So it was."]
    assert document.authors == (Name("Amos Pell"), Name("Ruth Ansell"))
    assert document.date == DateRange("2019-05-01T10:00:00Z", date(2019, 5, 1), date(2019, 5, 1), "inferred")


@pytest.mark.parametrize(
    ("body", "text", "warnings"),
    [
        (paragraph(run("It was "), deleted("never "), run("late.")), "It was late.", ("deleted words left out: 1",)),
        (paragraph(f"<w:moveFrom>{run('Once more.')}</w:moveFrom>") + paragraph(run("Late.")),
         "Late.", ()),
        (paragraph(run("Ask for ", "<w:vanish/>"), run("more ", '<w:rStyle w:val="Unseen"/>'), run("It was late.")),
         "It was late.", ("hidden words left out: 3",)),
        (paragraph(run("Ask. "), run("Late.", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="Unseen"/>'),
         "Late.", ("hidden words left out: 1",)),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(deleted('Senator Bribe'))}</w:tc></w:tr>"
         f"<w:tr><w:tc>{paragraph(run('Late.'))}</w:tc></w:tr></w:tbl>", "Late.", ("deleted words left out: 2",)),
    ],
)  # fmt: skip
def test_deleted_and_hidden_words_are_no_text(body: str, text: str, warnings: tuple[str, ...]) -> None:
    unseen = '<w:style w:styleId="Unseen"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document = docx(body, styles(unseen))
    assert (document.text, document.warnings) == (text, warnings)


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tag: str) -> None:
    end = f"<w:rPr><w:{tag}/></w:rPr>"
    halves = paragraph(run("A joined sen"), properties=end) + paragraph(run("tence."))
    assert docx(f"{halves}{paragraph(run('Another.'))}").text == "A joined sentence.\n\nAnother."
    in_cell = f"<w:tbl><w:tr><w:tc>{halves}</w:tc><w:tc>{paragraph(run('9:15'))}</w:tc></w:tr></w:tbl>"
    assert docx(paragraph(run("Before"), properties=end) + in_cell).text == "Before\n\nA joined sentence. 9:15"


def test_a_text_box_is_a_paragraph_after_its_anchor() -> None:
    content = f"<w:txbxContent>{paragraph(run('Pull quote.'))}</w:txbxContent>"
    both = f"<mc:Choice>{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    anchor = paragraph(run("The captain "), box, run("said so."))
    assert docx(anchor + paragraph(run("Ever."))).text == "The captain said so.\n\nPull quote.\n\nEver."
    assert docx(f"<w:tbl><w:tr><w:tc>{anchor}</w:tc></w:tr></w:tbl>").text == "The captain said so.\n\nPull quote."


def test_a_comment_is_a_note_of_its_author() -> None:
    comments = (
        f'<w:comments {W}><w:comment w:author="Ivo Novak">{paragraph(run("Less bluntly?"))}{paragraph(run("Please."))}'
        f"</w:comment><w:comment>{paragraph(run('Yes.'))}</w:comment></w:comments>"
    )
    document = docx(paragraph(run("Late.")), {"word/comments.xml": comments})
    assert blocks_of(document, "note") == ["Comment by Ivo Novak: Less bluntly?\nPlease.", "Comment: Yes."]


def around(which: str, **words: str) -> dict[str, str]:
    """Header parts by type, with the relations that lead to them."""
    tag = which[0] + ("dr" if which == "header" else "tr")
    relations = "".join(f'<Relationship Id="{t}" Type="{RELATIONS}/{which}" Target="{t}.xml"/>' for t in words)
    of_package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts = {f"word/{t}.xml": f"<w:{tag} {W}>{paragraph(run(text))}</w:{tag}>" for t, text in words.items()}
    return {"word/_rels/document.xml.rels": f"<Relationships {of_package}>{relations}</Relationships>", **parts}


def section(which: str, *types: str, title_page: bool = False) -> str:
    references = "".join(f'<w:{which}Reference w:type="{t}" r:id="{t}"/>' for t in types)
    return f"<w:sectPr>{references}{'<w:titlePg/>' if title_page else ''}</w:sectPr>"


@pytest.mark.parametrize(
    ("section", "words", "head"),
    [
        (section("header", "default"), {"default": "Harbour Office, 14 May 2019"}, "Harbour Office, 14 May 2019\n\n"),
        (section("header", "default", "first"), {"default": "Report", "first": "Harbour Office"}, "Report\n\n"),
        (section("header", "default", "first", title_page=True), {"default": "Report", "first": "Harbour Office"},
         "Harbour Office\n\n"),
        (section("header", "default", title_page=True), {"default": "Report"}, ""),
        (section("header", "default"), {"default": "Page 1 of 12"}, ""),
        (section("header", "default"), {"default": "– 1 –"}, ""),
        (section("header", "default") + section("header", "first"), {"default": "Office", "first": "A"}, "Office\n\n"),
        ("<w:sectPr/>", {"default": "Harbour Office"}, "Harbour Office\n\n"),
    ],
)  # fmt: skip
def test_the_header_of_the_first_page_opens_the_text(section: str, words: dict[str, str], head: str) -> None:
    document = docx(paragraph(run("The ferry must not sail.")) + section, around("header", **words))
    assert document.text == f"{head}The ferry must not sail."
    assert document.title == "The ferry must not sail."


def test_the_footer_of_the_first_page_closes_the_text() -> None:
    document = docx(paragraph(run("Late.")) + section("footer", "default"), around("footer", default="Bank: 12-34"))
    assert document.text == "Late.\n\nBank: 12-34"
    assert blocks_of(document, "note") == ["Bank: 12-34"]


def test_strict_open_xml_says_the_same_under_other_names() -> None:
    names = f'xmlns:w="{STRICT}/wordprocessingml/main" xmlns:r="{STRICT}/officeDocument/relationships"'
    body = paragraph(run("It was "), run("never ", "<w:vanish/>"), run("late.")) + section("header", "default")
    strict = f"<w:document {names}><w:body>{body}</w:body></w:document>"
    members = {"word/document.xml": strict, **around("header", default="Harbour Office")}
    assert read_one(zipped(members), "a.docx").text == "Harbour Office\n\nIt was late."


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike w:val='1'/>"])
def test_struck_words_are_no_text_unless_most_are(mark: str) -> None:
    document = docx(paragraph(run("It is "), run("never once ", mark), run("late again.", "<w:strike w:val='0'/>")))
    assert (document.text, document.warnings) == ("It is late again.", ("struck words left out: 2",))
    whole = docx(paragraph(run("It is late.", mark)))
    assert (whole.text, whole.warnings) == ("It is late.", ("more than half of the text is struck out, and was kept",))


UP = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("before", "up", "after", "text"),
    [
        ("10", "6", " men", "10⁶ men"),
        ("10", "-12", "", "10⁻¹²"),
        ("5 km", "2", " wide", "5 km² wide"),
        ("E=mc", "2", "", "E=mc²"),
        ("2", "1", "/2 days", "2 1/2 days"),
        ("in 1914", "2", ", he", "in 1914[2], he"),
        ("said so.", "3", " Then", "said so.[3] Then"),
        ("the 5", "th", " day", "the 5th day"),
        ("", "14", "C", "14C"),
    ],
)
def test_raised_figures_do_not_run_into_what_they_stand_behind(before: str, up: str, after: str, text: str) -> None:
    halves = [run(each, UP) for each in (up[:1], up[1:]) if each]
    assert docx(paragraph(run(before), *halves, run(after))).text == text


def test_figures_that_are_set_higher_are_raised_too() -> None:
    pieces = (run("10"), run("6", '<w:position w:val="8"/>'), run(" men, H"), run("2", '<w:position w:val="-2"/>'))
    assert docx(paragraph(*pieces, run("O"))).text == "10⁶ men, H2O"


def test_signs_of_symbol_fonts_are_read_and_what_no_table_has_is_no_garbage() -> None:
    symbols = (("Symbol", "F062"), ("Wingdings", "FC"), ("Wingdings", "F021"), ("Arial", "00BD"), ("Symbol", "x"))
    signs = "".join(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>' for font, char in symbols)
    greek = run("a\uf062 m", '<w:rFonts w:ascii="Symbol"/>')
    assert docx(paragraph(signs, run(" "), greek)).text == "β✓½ αβ μ"


def test_the_pronunciation_above_a_word_is_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    assert docx(paragraph(run("So "), ruby, run("."))).text == "So 漢."


def note(kind: str, number: int, *words: str) -> str:
    said = "".join(paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(each)) for each in words)
    return f'<w:{kind} w:id="{number}">{said}</w:{kind}>'


def refer(kind: str, number: int, own: str = "") -> str:
    follows = 'w:customMarkFollows="1" ' if own else ""
    return f'<w:r><w:{kind}Reference {follows}w:id="{number}"/><w:t>{own}</w:t></w:r>'


def test_a_note_begins_with_the_mark_that_stands_in_the_text() -> None:
    body = paragraph(
        run("Late"), refer("footnote", 7), run(" again"), refer("endnote", 2), f"<w:del>{refer('footnote', 5)}</w:del>",
        run(", said he"), refer("footnote", 6, "*"), run("."), refer("footnote", 4), refer("endnote", 3),
    )  # fmt: skip
    feet = note("footnote", 4, " Third.") + note("footnote", 5, " Gone.") + note("footnote", 6, "* His own.")
    feet += note("footnote", 7, " First", "and more.")
    ends = note("endnote", 2, " At the end.") + note("endnote", 3, "x")
    document = docx(body, {
        "word/footnotes.xml": f"<w:footnotes {W}>{feet}</w:footnotes>",
        "word/endnotes.xml": f"<w:endnotes {W}>{ends}</w:endnotes>",
        "word/settings.xml": f'<w:settings {W}><w:endnotePr><w:numFmt w:val="upperRoman"/></w:endnotePr></w:settings>',
    })  # fmt: skip
    assert document.text.split("\n\n") == [
        "Late[1] again[I], said he*.[2][II]", "[1] First\nand more.", "* His own.", "[2] Third.",
        "[I] At the end.", "[II] x",
    ]  # fmt: skip


def m(shape: str, **parts: str) -> str:
    return f"<m:{shape}>{''.join(f'<m:{name}>{inner}</m:{name}>' for name, inner in parts.items())}</m:{shape}>"


def t(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (m("f", fPr="<m:ctrlPr/>", num=t("a+b"), den=t("2a")), "(a+b)/(2a)"),
        (m("sSup", e=t("10"), sup=t("-3")), "10⁻³"),
        (m("sSup", e=t("e"), sup=t("ax")), "e^(ax)"),
        (m("sSubSup", e=t("x"), sub=t("i+1"), sup=t("2")), "x_(i+1)²"),
        (m("sPre", sub=t("6"), sup=t("14"), e=t("C")), "₆¹⁴C"),
        (m("rad", deg="", e=t("x+1")), "√(x+1)"),
        (m("rad", deg=t("5"), e=t("x")), "⁵√x"),
        (m("nary", naryPr='<m:chr m:val="∑"/>', sub=t("i=1"), sup=t("n"), e=t("i")), "∑_(i=1)ⁿ i"),
        (m("d", dPr='<m:begChr m:val="["/><m:endChr m:val=""/>', e=t("x")), "[x"),
        (m("d", e=t("x")), "(x)"),
        (m("func", fName=t("sin"), e=t("x")), "sin x"),
        (m("m", mr=f"<m:e>{t('1')}</m:e><m:e>{t('0')}</m:e>"), "1 0"),
        (m("acc", e=t("x")), "x\u0302"),
        (m("limLow", e=t("lim"), lim=t("0")), "lim₀"),
    ],
)
def test_a_formula_is_read_in_one_line(shape: str, text: str) -> None:
    both = f"<m:oMathPara><m:oMath>{shape}</m:oMath><m:oMath>{t('y')}</m:oMath></m:oMathPara>"
    assert docx(paragraph(run("So "), f"<m:oMath>{shape}</m:oMath>", run("."))).text == f"So {text}."
    assert docx(paragraph(both)).text == f"{text}\ny"


def test_a_table_that_lays_out_a_page_is_read_paragraph_by_paragraph() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(paragraph(run(each)) for each in paragraphs)}</w:tc>"

    long = "The ferry was late again. " * 10
    rows = (
        f"<w:tr>{cell('Amos Pell', 'Farness')}{cell('1961')}</w:tr><w:tr>{cell('Dear Sir,', long)}{cell('End')}</w:tr>"
    )
    assert docx(f"<w:tbl>{rows}</w:tbl>").text.split("\n\n") == [
        "Amos Pell Farness 1961", "Dear Sir,", long.strip(), "End",
    ]  # fmt: skip


def test_a_style_made_of_that_of_quotations_is_one_too() -> None:
    made = '<w:style w:styleId="{0}"><w:name w:val="{1}"/><w:basedOn w:val="{2}"/></w:style>'
    own = (made.format("Q", "Intense Quote", ""), made.format("M", "Mine", "Q"), made.format("B", "Block Text", "x"))
    body = "".join(paragraph(run(words), properties=f'<w:pStyle w:val="{words}"/>') for words in "QMBx")
    assert blocks_of(docx(body, styles(*own)), "quote") == ["Q", "M", "B"]


LEVELS = (
    ("decimal", "%1."), ("lowerLetter", "(%2)"), ("upperRoman", "%1.%2.%3"), ("none", "Whereas,"), ("chicago", "%5"),
)  # fmt: skip


def level(at: int, form: str, label: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, numbers: str = "", links: str = "") -> dict[str, str]:
    """A list of the given levels, with the number 1, and what else is counted by them."""
    kind = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{links}'
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return {"word/numbering.xml": f"<w:numbering {W}>{kind}{one}{numbers}</w:numbering>"}


def item(words: str, at: int = 0, list_: int = 1, more: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_}"/></w:numPr>{more}'
    return paragraph(run(words), properties=numbered)


USUAL = numbering(
    *(level(at, form, label) for at, (form, label) in enumerate(LEVELS)),
    level(5, "decimalZero", "%1/%6", '<w:isLgl/><w:lvlRestart w:val="0"/>'), level(6, "bullet", "1-2"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([0, 0, 1, 1, 0, 1], ["1.", "2.", "(a)", "(b)", "3.", "(a)"]),
        ([0, 1, 2, 2, 1, 2], ["1.", "(a)", "1.a.I", "1.a.II", "(b)", "1.b.I"]),
        ([1, 1, 0, 1], ["(a)", "(b)", "2.", "(a)"]),
        ([0, 3, 0], ["1.", "Whereas,", "2."]),
        ([4, 4], ["1", "2"]),
        ([0, 8, 0], ["1.", "", "2."]),
        ([0, 5, 5, 6, 0, 5], ["1.", "1/1", "1/2", "1-2", "2.", "2/3"]),
    ],
)
def test_items_are_read_with_their_numbers(items: list[int], shown: list[str]) -> None:
    document = docx("".join(item("we demand", at) for at in items), USUAL)
    assert blocks_of(document, "list") == [f"{label} we demand".strip() for label in shown]


def test_lists_of_one_kind_go_on_unless_they_begin_anew() -> None:
    other = '<w:num w:numId="{0}"><w:abstractNumId w:val="0"/>{1}</w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "%1)")}</w:lvlOverride>'
    members = numbering(
        level(0, "decimal", "%1."), numbers=other.format(2, "") + other.format(3, anew) + other.format(4, own)
    )
    text = docx(item("a") + item("b", list_=2) + "".join(item("c", list_=3) * 2) + item("d", list_=4), members).text
    assert text == "1. a\n\n2. b\n\n5. c\n\n6. c\n\nvii) d"


def test_headings_and_items_are_numbered_by_their_styles() -> None:
    style = (
        '<w:style w:styleId="{0}"><w:name w:val="{1}"/><w:basedOn w:val="{2}"/><w:pPr><w:numPr>{3}</w:numPr></w:pPr>'
        "</w:style>"
    )
    in_list = '<w:numId w:val="1"/>'
    members = numbering(
        level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'),
        links='<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Linked"/></w:abstractNum>',
        numbers='<w:num w:numId="8"><w:abstractNumId w:val="7"/></w:num>',
    ) | styles(
        style.format("H1", "heading 1", "", in_list), style.format("H2", "heading 2", "H1", ""),
        style.format("Mine", "Mine", "H2", '<w:ilvl w:val="1"/>'), style.format("Linked", "x", "Linked", in_list),
    )  # fmt: skip
    said = [("H1", ""), ("H2", ""), ("H2", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ("Mine", ""), ("H1", "")]
    body = "".join(paragraph(run("Ferry"), properties=f'<w:pStyle w:val="{s}"/>{own}') for s, own in said)
    document = docx(body + item("Pier", 1, 8), members)
    assert blocks_of(document, "heading") == ["1 Ferry", "1.1 Ferry", "Ferry", "1.2 Ferry", "2 Ferry"]
    assert blocks_of(document, "list") == ["2.1 Pier"]


def test_what_is_deleted_or_hidden_is_no_item_and_an_empty_one_is_counted() -> None:
    gone = item("", more="<w:rPr><w:del/></w:rPr>").replace("<w:r>", "<w:del><w:r>").replace("</w:r>", "</w:r></w:del>")
    unseen = item("", more="<w:rPr><w:vanish/></w:rPr>")
    document = docx(item("a") + gone + unseen + item("b") + item("") + item("c"), USUAL)
    assert document.text == "1. a\n\n2. b\n\n4. c"
    rows = f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{paragraph(run('Accounts'))}</w:tc></w:tr>" * 2
    assert docx(f"<w:tbl>{rows}</w:tbl>", USUAL).text == "1. Accounts\n\n2. Accounts"


@pytest.mark.parametrize(
    ("char", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "• "), ("\uf0b7", "", "• "), ("\uf0fc", "Wingdings", "✓ "), ("o", "Courier New", "◦ "),
        ("–", "", "– "), (" ", "", ""), ("", "", ""), ("\uf001", "Wingdings", "• "), ("NB", "", "NB "),
    ],
)  # fmt: skip
def test_bullets_are_read_as_they_are_shown(char: str, font: str, shown: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>'
    assert docx(item("peace"), numbering(level(0, "bullet", char, fonts))).text == f"{shown}peace"


@pytest.mark.parametrize(
    ("form", "label", "more", "shown"),
    [
        ("decimal", "%1." + "x" * 300, "", ""),
        ("lowerLetter", "%1", '<w:start w:val="2000000000"/>', "a "),
        ("upperRoman", "%1", '<w:start w:val="99999999"/>', "99999999 "),
        ("decimal", "%9%77%", "", "% "),
        ("lowerLetter", "%1", '<w:start w:val="28"/>', "bb "),
    ],
)
def test_absurd_numbers_cost_nothing(form: str, label: str, more: str, shown: str) -> None:
    absurd = level(0, form, label, more).replace('<w:start w:val="1"/>', "" if more else '<w:start w:val="1"/>')
    assert docx(item("a"), numbering(absurd)).text == f"{shown}a"
    assert docx(item("a", 9), numbering(level(9, form, label, more))).text == "a", "Word has nine levels"


def field(code: str, *shown: str, end: str = '<w:r><w:fldChar w:fldCharType="end"/></w:r>') -> str:
    """A field from its code on to its end, over as many paragraphs as are shown."""
    begin, separate = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate"))
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return "".join((begin, code, separate, "</w:p><w:p>".join(shown), end))


FERRY = paragraph(run("The ferry"), properties='<w:pStyle w:val="H"/>') + paragraph(run("It was late again."))
PAGE = field("PAGEREF _Toc1", run("1"))
ENTRIES = (run("The ferry") + "<w:r><w:tab/></w:r>" + PAGE, run("The pier"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph(field(' TOC \\o "1-3" ', *ENTRIES), run("See below.")) + FERRY,
         "See below.\n\nThe ferry\n\nIt was late again."),
        ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
         f"<w:sdtContent>{paragraph(run('Inhalt'))}{paragraph(field('TOC', *ENTRIES))}{paragraph(run('So.'))}"
         f"</w:sdtContent></w:sdt>{FERRY}", "So.\n\nThe ferry\n\nIt was late again."),
        (paragraph(f'<w:fldSimple w:instr=" TOC ">{run("Update me.")}</w:fldSimple>') + FERRY,
         "The ferry\n\nIt was late again."),
        (paragraph(field("TOC", *ENTRIES)) + paragraph(run("Report")), "The ferry 1\n\nThe pier\n\nReport"),
        (paragraph(field("TOC", run("It rained."), end="")) + FERRY, "It rained.\n\nThe ferry\n\nIt was late again."),
        (paragraph(field("HYPERLINK", run("A TOC"))) + FERRY, "A TOC\n\nThe ferry\n\nIt was late again."),
    ],
)  # fmt: skip
def test_a_table_of_contents_is_no_text_unless_it_is_most_of_it(body: str, text: str) -> None:
    assert docx(body).text == text


def test_the_parts_of_a_document_are_those_that_its_relations_name() -> None:
    def relations(*parts: tuple[str, str]) -> str:
        each = (f'<Relationship Id="{kind}" Type="x/{kind}" Target="{target}"/>' for kind, target in parts)
        return (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(each)}'
            + ("</Relationships>")
        )

    style = '<w:style w:styleId="x"><w:name w:val="heading 1"/></w:style>'
    document = read_one(zipped({
        "_rels/.rels": relations(("officeDocument", "/word/document2.xml")),
        "word/_rels/document2.xml.rels": relations(("styles", "styles2.xml"), ("endnotes", "endnotes2.xml")),
        "word/document2.xml": f"<w:document {W}><w:body>"
        + paragraph(run("Late"), properties='<w:pStyle w:val="x"/>') + "</w:body></w:document>",
        "word/styles2.xml": f"<w:styles {W}>{style}</w:styles>",
        "word/endnotes2.xml": f"<w:endnotes {W}><w:endnote>{paragraph(run('So.'))}</w:endnote></w:endnotes>",
    }), "a.docx")  # fmt: skip
    assert (document.text, blocks_of(document, "heading")) == ("Late\n\nSo.", ["Late"])


def test_a_file_put_into_a_document_is_told_not_to_be_read() -> None:
    assert docx(paragraph(run("Late.")) + '<w:altChunk r:id="c"/>').warnings == (
        "what was put into the document as a file is not read: open it in Word and save it again",
    )
    with pytest.raises(Unreadable, match="holds no text; what was put"):
        docx('<w:altChunk r:id="c"/>')
