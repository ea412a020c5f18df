"""OpenDocument, RTF, e-books and web archives, made here and read back."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.ingest.pages import warc
from indexer.records import DateRange, Document, Name
from tests.indexer.ingest.reading import blocks_of, doubts_of, read_all, read_one, web_record, zipped

DC = "http://purl.org/dc/elements/1.1/"


ODF = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            **{n: n for n in ("office", "text", "table", "meta", "style")},
            "draw": "drawing",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def odt(body: str, styles: str = "", meta: str = "", pages: str = "", formula: str = "") -> Document:
    content = (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    return read_one(
        zipped({
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content {ODF} xmlns:dc="{DC}">{content}</office:document-content>',
            "styles.xml": f"<office:document-styles {ODF}><office:master-styles>{pages}</office:master-styles>"
            "</office:document-styles>",
            "Formula/content.xml": f'<math xmlns="http://www.w3.org/1998/Math/MathML">{formula}</math>',
            "meta.xml": f'<office:document-meta {ODF} xmlns:dc="{DC}">{meta}</office:document-meta>',
        }), "a.odt"
    )  # fmt: skip


def test_opendocument() -> None:
    body = (
        "<text:h>The ferry</text:h><text:p>It is<text:s/>late<text:note><text:note-body><text:p>So it was."
        "</text:p></text:note-body></text:note>.</text:p><text:list><text:list-item><text:p>One</text:p>"
        "</text:list-item></text:list>"
    )
    meta = "<dc:title>Report</dc:title><meta:initial-creator>Amos Pell</meta:initial-creator>"
    document = odt(body, meta=meta)
    assert document.text == "The ferry\n\nIt is late.\n\nOne\n\nSo it was."
    assert (document.title, document.authors) == ("Report", (Name("Amos Pell"),))
    assert blocks_of(document, "list") == ["One"]


@pytest.mark.parametrize("position", ["super 58%", "33% 80%"])
def test_notes_raised_figures_and_pronunciation_of_an_opendocument_text(position: str) -> None:
    up = f"<style:style style:name='T1'><style:text-properties style:text-position='{position}'/></style:style>"
    up += "<style:style style:name='T2'><style:text-properties style:text-position='-8% 80%'/></style:style>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So it was.</text:p>"
        "</text:note-body></text:note>"
    )
    ruby = "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"
    cell = "<table:table-cell><text:h>Mon</text:h><text:p>9:15</text:p></table:table-cell>"
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    raised = "<text:span text:style-name='T1'>6</text:span>"
    assert (
        odt(f"<text:p>10{raised} men{note} {ruby} H{raised.replace('T1', 'T2')}</text:p>{table}", up).text
        == "10⁶ men[1] 漢 H6\n\nMon 9:15\n\n[1] So it was."
    )


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<semantics><mrow><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></mrow>"
         "<annotation>x = 1 over 2a</annotation></semantics>", "x=1/(2a)"),
        ("<msup><mi>b</mi><mn>2</mn></msup><mo>−</mo><msubsup><mi>x</mi><mi>i</mi><mn>3</mn></msubsup>", "b²−x_i³"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt><mroot><mi>y</mi><mn>3</mn></mroot>", "√(x+1)³√y"),
        ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mfenced><mi>a</mi><mi>b</mi></mfenced>", "∑₁ⁿ(a,b)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>", "1 0"),
        ("<mn>2</mn><mo>&#x2062;</mo><mi>sin</mi><mo>&#x2061;</mo><mi>a</mi><mi>b</mi><msub><mi>x</mi><mi>max</mi></msub>"
         "<mphantom><mn>0</mn></mphantom>", "2 sin abx_max"),
        ("<mi>y</mi><mspace width='1em'/><mtext>if </mtext><mover><mi>x</mi><mo>¯</mo></mover><mo>&gt;</mo>"
         "<mover><mi>z</mi><mn>0</mn></mover>", "y if x\u0304>z⁰"),
    ],
)  # fmt: skip
def test_a_formula_of_an_opendocument_text_is_read_in_one_line(formula: str, text: str) -> None:
    place = '<draw:frame><draw:object xmlns:x="http://www.w3.org/1999/xlink" x:href="./Formula/"/></draw:frame>'
    assert odt(f"<text:p>So {place}.</text:p>", formula=formula).text == f"So {text}."


def test_a_paragraph_of_an_opendocument_text_is_what_the_style_of_its_own_is_made_of() -> None:
    own = "<style:style style:name='P1' style:parent-style-name='Quotations'/><style:style style:name='P2'/>"
    said = (("P1", "Late."), ("P2", "So."), ("Title", "Report"))
    document = odt("".join(f"<text:p text:style-name='{style}'>{words}</text:p>" for style, words in said), own)
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("quote", "Late."), ("heading", "Report"),
    ]  # fmt: skip


def odt_list(*items: str, attributes: str = "text:style-name='L'") -> str:
    return f"<text:list {attributes}>{''.join(items)}</text:list>"


def odt_item(words: str, *inner: str, attributes: str = "", tag: str = "list-item") -> str:
    paragraph = f"<text:p>{words}</text:p>" if words else ""
    return f"<text:{tag} {attributes}>{paragraph}{''.join(inner)}</text:{tag}>"


LISTS = (
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1' "
    "style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' "
    "style:num-suffix=')'/><text:list-level-style-number text:level='3' style:num-format='I' text:display-levels='3' "
    "text:start-value='4'/></text:list-style><text:list-style style:name='B'><text:list-level-style-bullet "
    "text:level='1' text:bullet-char='\uf0fc'><style:text-properties style:font-name='Wingdings'/>"
    "</text:list-level-style-bullet><text:list-level-style-number text:level='2' style:num-format='1' "
    "loext:num-list-format='§%2%:'/></text:list-style>"
)
NESTED = odt_list(odt_item("d", odt_list(odt_item("e")), odt_list(odt_item("f"), attributes="text:style-name='B'")))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (odt_list(odt_item("a", "<text:p>more</text:p>"), odt_item("b")), "1. a/more/2. b"),
        (odt_list(odt_item("a", odt_list(odt_item("b"), odt_item("c"), attributes="")), odt_item("d")),
         "1. a/(a) b/(b) c/2. d"),
        (odt_list(odt_item("", odt_list(odt_item("", odt_list(odt_item("a")))))), "1.a.IV a"),
        (odt_list(odt_item("a")) + odt_list(odt_item("b")), "1. a/1. b"),
        (odt_list(odt_item("a")) + "<text:p>So.</text:p>"
         + odt_list(odt_item("b"), attributes="text:style-name='L' text:continue-numbering='true'"), "1. a/So./2. b"),
        (odt_list(odt_item("a"), attributes="text:style-name='L' xml:id='i'") + odt_list(odt_item("x"))
         + odt_list(odt_item("b"), attributes="text:style-name='L' text:continue-list='i'"), "1. a/1. x/2. b"),
        (odt_list(odt_item("t", tag="list-header"), odt_item("a", attributes="text:start-value='7'"), odt_item("b")),
         "t/7. a/8. b"),
        (NESTED + NESTED, "1. d/(a) e/§1: f/1. d/(a) e/§1: f"),
        (odt_list(odt_item("a"), attributes="text:style-name='B'"), "✓ a"),
        (odt_list(odt_item("a"), attributes="text:style-name='gone'"), "a"),
        ("<text:tracked-changes><text:changed-region><text:deletion>" + odt_list(odt_item("x")) + "</text:deletion>"
         "</text:changed-region></text:tracked-changes>" + odt_list(odt_item("a")), "1. a"),
        (f"<table:table><table:table-row><table:table-cell>{odt_list(odt_item('<text:s/>'))}</table:table-cell>"
         f"<table:table-cell>{odt_list(odt_item('b'))}</table:table-cell></table:table-row></table:table>", "1. 1. b"),
    ],
)  # fmt: skip
def test_items_of_an_opendocument_text_are_read_with_their_numbers(body: str, text: str) -> None:
    assert odt(body, LISTS).text.split("\n\n") == text.split("/")


def test_headings_of_an_opendocument_text_are_read_with_their_numbers() -> None:
    def heading(at: int, more: str = "") -> str:
        return f"<text:h text:outline-level='{at}' {more}><text:number>9.9</text:number>Ferry</text:h>"

    outline = (
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/></text:outline-style>"
        "<style:style style:name='P1' style:list-style-name=''/>"
    )
    body = heading(1) + heading(2) + heading(2, "text:style-name='P1'") + heading(2, "text:is-list-header='true'")
    document = odt(body + heading(2) + odt_list(f"<text:list-item>{heading(1)}</text:list-item>"), outline + LISTS)
    assert document.text.split("\n\n") == ["1 Ferry", "1.1 Ferry", "Ferry", "Ferry", "1.2 Ferry", "1. Ferry"]


def test_absurd_numbers_of_an_opendocument_text_cost_nothing() -> None:
    absurd = LISTS.replace("text:display-levels='3'", "text:display-levels='99999999'").replace("'4'", "'99999999'")
    deep = odt_list(odt_item("", odt_list(odt_item("", odt_list(odt_item("a"), odt_item("b"))))))
    assert odt(deep, absurd.replace("text:level='3'", "text:level='9999999'")).text == "a\n\nb"
    assert odt(deep, absurd).text == "1.a.99999999 a\n\n1.a.100000000 b"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (r"{\listtext\pard\plain (a)\tab}", "(a) peace"),
        (r"{\pntext\pard\plain 1.\tab}\pard{\*\pn\pnlvlbody\pndec{\pntxta.}}", "1. peace"),
        (r"{\listtext\pard\plain\f1 \'b7\tab}", "• peace"),
        (r"{\listtext\pard\plain \u61607\'3f\tab}", "• peace"),
        (r"{\listtext\pard\plain\loch\f0 o\tab}", "◦ peace"),
        (r"{\listtext\pard 1.\tab}\par{\listtext\pard 2.\tab}", "2. peace"),
        (r"{\listtext\pard 1.\tab}{\deleted gone}\par{\listtext\pard 2.\tab}", "2. peace"),
    ],
)
def test_items_of_an_rtf_are_read_with_their_numbers(label: str, text: str) -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset2 Symbol;}}"
    assert read_one(rf"{{\rtf1 {fonts}\pard {label}peace\par}}", "a.rtf").text == text


def test_signs_of_symbol_fonts_of_an_opendocument_text_are_read() -> None:
    said = "<style:style style:name='{0}'><style:text-properties {1}/></style:style>"
    faces = "<style:font-face style:name='W1' svg:font-family=\"'Wingdings'\"/>"
    own = said.format("T1", "style:font-name='W1'") + said.format("T2", "style:font-name='Symbol'")
    said_in = (("T1", "\uf0fc"), ("T2", "a<text:s/>b"), ("T3", "a"))
    words = " ".join(f"<text:span text:style-name='{style}'>{each}</text:span>" for style, each in said_in)
    assert odt(f"<text:p>{words} b</text:p>", faces + own + said.format("T3", "")).text == "✓ α β a b"


def test_what_an_opendocument_text_hides_deleted_or_is_told_is_not_said_in_it() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Never at all.</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>It is <text:span text:style-name='T1'>always </text:span>"
        "late<office:annotation><dc:creator>Ivo Novak</dc:creator><text:p>Less bluntly?</text:p></office:annotation>."
        "</text:p>"
    )
    unseen = "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>"
    document = odt(body, unseen)
    assert document.text == "It is late.\n\nComment by Ivo Novak: Less bluntly?"
    assert document.warnings == ("deleted words left out: 3", "hidden words left out: 1")


def test_hidden_sections_and_words_for_pictures_of_an_opendocument_text_are_not_said() -> None:
    picture = "<draw:frame><draw:image/><svg:title>Pier</svg:title><svg:desc>The pier at dawn</svg:desc></draw:frame>"
    hidden = "<text:section text:display='none'><text:p>Never at all.</text:p><text:p>No.</text:p></text:section>"
    document = odt(f"{hidden}<text:section><text:p>It is {picture}late.</text:p></text:section>")
    assert (document.text, document.warnings) == ("It is late.", ("hidden words left out: 4",))


def odt_contents(words: str) -> str:
    return f"<text:table-of-content><text:index-body><text:p>{words}</text:p></text:index-body></text:table-of-content>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (odt_contents("The ferry 1") + "<text:h>The ferry</text:h><text:p>It was late.</text:p>",
         "The ferry\n\nIt was late."),
        (odt_contents("The ferry 1") + "<text:p>Report</text:p>", "The ferry 1\n\nReport"),
    ],
)  # fmt: skip
def test_a_table_of_contents_of_an_opendocument_text_is_no_text_unless_it_is_most_of_it(body: str, text: str) -> None:
    assert odt(body).text == text


def test_what_an_opendocument_text_strikes_out_is_not_said_in_it() -> None:
    lined = "<style:style style:name='T1'><style:text-properties style:text-line-through-style='solid'/></style:style>"
    struck = "<text:span text:style-name='T1'>never <text:span text:style-name='T1'>once </text:span></text:span>"
    document = odt(f"<text:p>It is {struck}late again.</text:p>", lined)
    assert (document.text, document.warnings) == ("It is late again.", ("struck words left out: 2",))
    whole = odt("<text:p text:style-name='T1'>It is late.</text:p>", lined)
    assert (whole.text, whole.warnings) == ("It is late.", ("more than half of the text is struck out, and was kept",))
    plain = odt(f"<text:p>It is {struck}late.</text:p>", lined.replace("solid", "none"))
    assert (plain.text, plain.warnings) == ("It is never once late.", ())


def test_what_an_rtf_strikes_out_is_not_said_in_it() -> None:
    document = read_one(r"{\rtf1 It is {\strike never} \striked1 once\striked0  late again.}", "a.rtf")
    assert (document.text, document.warnings) == ("It is late again.", ("struck words left out: 2",))
    whole = read_one(r"{\rtf1 \strike It is late.\strike0  So.}", "a.rtf")
    assert (whole.text, whole.warnings) == (
        "It is late. So.", ("more than half of the text is struck out, and was kept",),
    )  # fmt: skip


def test_a_text_box_of_an_opendocument_text_is_read_once() -> None:
    box = "<draw:frame><draw:text-box><text:p>Pull quote.</text:p></draw:text-box></draw:frame>"
    anchor = f"<text:p>The captain {box}said so.</text:p>"
    row = f"<table:table><table:table-row><table:table-cell>{anchor}</table:table-cell></table:table-row></table:table>"
    for body in (anchor, row):
        assert odt(body).text == "The captain said so.\n\nPull quote."


def test_a_table_that_lays_out_a_page_of_an_opendocument_text_is_read_paragraph_by_paragraph() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<table:table-cell>{''.join(f'<text:p>{each}</text:p>' for each in paragraphs)}</table:table-cell>"

    long = "The ferry was late again. " * 10
    rows = (cell("Amos Pell", "Farness") + cell("1961"), cell("Dear Sir,", long) + cell("End"))
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert odt(f"<table:table>{table}</table:table>").text.split("\n\n") == [
        "Amos Pell Farness 1961", "Dear Sir,", long.strip(), "End",
    ]  # fmt: skip


def test_an_opendocument_text_with_a_password_is_told_to_have_one() -> None:
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    kind = "application/vnd.oasis.opendocument.text"
    with pytest.raises(Unreadable, match="protected by a password") as refused:
        read_one(zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": "\x01\x02"}), "a.odt")
    assert refused.value.code == "encrypted"


def test_a_shape_of_an_opendocument_text_has_paragraphs_of_its_own() -> None:
    shape = "<draw:custom-shape><text:p>In a shape.</text:p></draw:custom-shape>"
    assert odt(f"<text:p>It is {shape}late.</text:p>").text == "It is late.\n\nIn a shape."


def test_the_first_page_of_an_opendocument_text_has_its_letterhead() -> None:
    def page(name: str, head: str, foot: str = "") -> str:
        return f"<style:master-page style:name='{name}'>{head}{foot}</style:master-page>"

    later = "<style:header><text:p>Running title</text:p></style:header>"
    first = "<style:header-first><text:p>Harbour Board</text:p><text:p>Farness</text:p></style:header-first>"
    foot = "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
    body = "<text:p text:style-name='P1'>Dear Sir,</text:p><text:p>It is late.</text:p>"
    plain = odt(body, pages=page("Standard", later, foot))
    assert (plain.text, plain.title) == ("Running title\n\nDear Sir,\n\nIt is late.", "It is late.")
    assert odt(body, pages=page("Standard", later + first)).text.startswith("Harbour Board\nFarness\n\nDear Sir,")
    asked = "<style:style style:name='P1' style:master-page-name='First'/>"
    pages = page("Standard", later) + page("First", first.replace("header-first", "header"))
    assert odt(body, asked, pages=pages).text.startswith("Harbour Board\nFarness\n\nDear Sir,")


def test_rtf() -> None:
    source = (
        r"{\rtf1\ansi{\info{\title Report}{\author Amos Pell; Ruth Ansell}{\creatim\yr1998\mo5\dy4}}"
        r"The caf\'e9 is open.\par Again.}"
    )
    document = read_one(source, "a.rtf")
    assert document.text == "The café is open.\n\nAgain."
    assert (document.title, document.authors) == ("Report", (Name("Amos Pell"), Name("Ruth Ansell")))
    assert document.date == DateRange("1998-05-04", date(1998, 5, 4), date(1998, 5, 4), "inferred")


def test_the_letterhead_of_an_rtf_is_that_of_its_first_page() -> None:
    heads = r"{\header\pard Running title\par}{\headerf\pard\b Harbour Board\b0\par Farness\par}"
    feet = r"{\footer Page {\chpgn}\par}{\footerf Registered at Farness\par}"
    document = read_one(r"{\rtf1\ansi\titlepg" + heads + feet + r"Dear Sir,\par It is late.\par}", "a.rtf")
    assert document.text == "Harbour Board\nFarness\n\nDear Sir,\n\nIt is late.\n\nRegistered at Farness"
    assert blocks_of(document, "note") == ["Registered at Farness"]
    plain = read_one(r"{\rtf1\ansi" + heads + feet + r"Dear Sir,{\footnote Late.}\par}", "a.rtf")
    assert plain.text == "Running title\n\nDear Sir,\n\nLate."
    twice = read_one(r"{\rtf1 {\header A\par}One.\par\sect {\header B\par}Two.\par}", "a.rtf")
    assert twice.text == "A\n\nOne.\n\nTwo."


def e_book(meta: str, first: str, second: str) -> Document:
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="{DC}"><metadata>{meta}</metadata><manifest>'
        '<item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    return read_one(
        zipped({
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/x.opf"/></rootfiles></container>',
            "OEBPS/x.opf": opf,
            "OEBPS/a.xhtml": page.format(first),
            "OEBPS/b two.xhtml": page.format(second),
        }), "a.epub"
    )  # fmt: skip


def test_an_e_book_is_read_in_the_order_of_its_spine() -> None:
    document = e_book(
        "<dc:title>The Ferry</dc:title><dc:creator>Amos Pell</dc:creator><dc:language>en-GB</dc:language>"
        "<dc:date>1912</dc:date>",
        "<nav epub:type='toc'><a>One</a></nav><h1>One</h1><p>It was <del>never </del>late.</p>",
        "<pre>It\x0ccame.</pre>",
    )
    assert document.text == "One\n\nIt was late.\n\nIt came."
    assert (document.title, document.language) == ("The Ferry", "en")
    assert document.date == DateRange("1912", date(1912, 1, 1), date(1912, 12, 31))
    assert document.warnings == ("struck words left out: 1",)


def test_what_programs_write_into_an_e_book_where_nobody_said_is_no_name() -> None:
    document = e_book("<dc:title>Unknown Title</dc:title><dc:creator>Unknown</dc:creator>", "It was late.", "So.")
    assert (document.title, document.authors) == ("It was late.", ())


def test_a_chapter_whose_end_is_lost_is_named() -> None:
    document = e_book("", f"{'<div>' * 3000}The ferry.{'</div>' * 3000}", "So.")
    assert document.text == "So."
    assert document.warnings == (
        "chapter OEBPS/a.xhtml: what stands after 2,000 blocks within each other was left out",
    )  # fmt: skip


def web_archive(gzipped: bool) -> bytes:
    page = b"<html><title>Late</title><body><p>The ferry was late again, and nobody minded.</p></body></html>"
    found, missing = (
        b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" % status + page
        for status in (b"200 OK", b"404 Not Found")
    )
    records = (
        web_record("response", "http://x.example/a", found, "sha1:ONE"),
        web_record("response", "http://x.example/b", missing, "sha1:TWO"),
        web_record("response", "http://x.example/robots.txt", found, "sha1:THREE"),
        web_record("revisit", "http://x.example/c", b"HTTP/1.1 200 OK\r\n\r\n", "sha1:ONE"),
        web_record("revisit", "http://x.example/d", b"HTTP/1.1 200 OK\r\n\r\n", "sha1:UNKNOWN"),
    )
    return b"".join(gzip.compress(record) if gzipped else record for record in records)


def test_web_archives_give_responses_and_what_revisits_refer_to() -> None:
    for data, name in ((web_archive(False), "a.warc"), (web_archive(True), "a.warc.gz")):
        documents = read_all(data, name)
        assert [d.url for d in documents] == ["http://x.example/a", "http://x.example/c"], name
        assert documents[0].metadata["captured"] == "2014-02-16T05:02:21Z"
        assert documents[0].title == "Late"


def test_a_revisit_finds_its_capture_unless_much_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [b"Page %d. " % number + b"x" * 99 for number in range(9)]
    pages = [web_record("resource", f"http://x.example/{n}", page, f"sha1:{n}") for n, page in enumerate(words)]
    again = [web_record("revisit", f"http://x.example/again{n}", b"", f"sha1:{n}") for n in (8, 0)]
    monkeypatch.setattr(warc, "_ROOM", 500)
    archive = b"".join([*pages, *again])
    assert read_all(archive, "a.warc")[-1].url == "http://x.example/again8"
    assert doubts_of(archive, "a.warc") == [
        "http://x.example/again0 is a revisit of a capture that is not in this archive, or too far above"
    ]


def test_damage_to_a_web_archive_compressed_in_one_piece_is_said() -> None:
    whole = gzip.compress(web_archive(False), mtime=0)
    as_a_whole = "compressed as a whole, not record by record"
    assert as_a_whole in doubts_of(whole, "a.warc.gz")
    assert doubts_of(whole[:-40], "a.warc.gz")[:2] == [
        as_a_whole, "the gzip data ends too early; what comes before was read",
    ]  # fmt: skip


def test_a_web_archive_that_ends_in_a_record_says_so() -> None:
    plain, packed = web_archive(False), web_archive(True)
    assert read_all(packed[:-40], "a.warc.gz")[0].title == "Late"
    cut = "the gzip data ends too early; what comes before was read"
    assert cut in doubts_of(packed[:-40], "a.warc.gz")
    assert cut in doubts_of(packed + gzip.compress(web_record("response", "u", b"x" * 99, "d"))[:-9], "a.warc.gz")
    damaged = packed[:60] + bytes(20) + packed[80:]
    assert any("damaged" in doubt for doubt in doubts_of(web_archive(True) + damaged, "a.warc.gz"))
    last = web_record("revisit", "http://x.example/e", b"HTTP/1.1 200 OK\r\n\r\n", "sha1:ONE")
    assert "the web archive ends in the middle of a record" in doubts_of(plain + last[:-12], "a.warc")
    assert not any("middle" in doubt or "early" in doubt for doubt in doubts_of(plain, "a.warc"))


def test_what_is_cut_short_or_damaged_is_told_in_one_sentence() -> None:
    whole = zipped({"word/document.xml": "The ferry was late. " * 9, "[Content_Types].xml": ""})
    gzipped = gzip.compress(b"The ferry was late.")
    cannot = "the file is cut short or damaged and cannot be unpacked: get a whole copy of it"
    for name, data, told in (
        ("a.docx", whole[:60], cannot),
        ("a.docx", whole.replace(b"PK\x01\x02", b"PK\x01\x09"), cannot),
        ("a.docx", whole[:50] + bytes(4) + whole[54:], "word/document.xml in the file is cut short or damaged: get a"),
        ("a.txt.gz", gzipped[:2] + bytes(1) + gzipped[3:], "the gzip data is damaged"),
    ):
        with pytest.raises(Unreadable) as raised:
            read_all(data, name)
        assert str(raised.value).startswith(told)
    assert doubts_of(gzipped + b"more", "a.txt.gz") == ["the gzip data is damaged; what comes before was read"]


def test_a_compressed_file_of_any_kind() -> None:
    assert read_one(gzip.compress(b"# Late\n\nThe ferry."), "a.md.gz").title == "Late"


def test_what_comes_before_damage_is_kept_and_said() -> None:
    whole = gzip.compress(b"".join(b"line %d of the letter\n" % n for n in range(5000)))
    half = whole[: len(whole) // 2]
    assert read_one(half, "a.txt.gz").text.startswith("line 0 of the letter")
    assert doubts_of(half, "a.txt.gz") == ["the gzip data ends too early; what comes before was read"]
