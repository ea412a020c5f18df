from __future__ import annotations

from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.ingest.correspondents import with_correspondents
from indexer.ingest.found import Listed
from indexer.ingest.read import read_bytes
from indexer.records import DateRange, Document, Name, Page, Sure
from tests.indexer.ingest.reading import LIMITS, blocks_of, doubts_of, read_all, read_one


def letter(body: str, sent: str = "", context: str = "", titles: str = "<title>A letter</title>") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>{titles}</titleStmt></fileDesc>
    <profileDesc><correspDesc>
      <correspAction type="sent"><persName key="#p1">Ruth Ansell</persName><placeName ref="#x">Farness</placeName>{sent}
      </correspAction>
      <correspAction type="received"><persName>The Editor</persName><date when="1964-03-12"/></correspAction>
      <correspContext>{context}</correspContext></correspDesc>
      <langUsage><language ident="en-GB">English</language></langUsage></profileDesc></teiHeader>
    <text><body>{body}</body></text></TEI>"""


def text_of(body: str) -> str:
    return read_one(letter(body), "a.xml").text


def test_people_places_and_kind() -> None:
    document = read_one(letter("<p>Sir,</p>"), "a.xml")
    assert document.kind == "letter"
    assert document.senders == (Name("Ruth Ansell", "#p1"),)
    assert document.recipients == (Name("The Editor", ""),)
    assert document.places == (Name("Farness", "#x"),)
    assert document.language == "en"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Miss <choice><orig>Edgeworths</orig><reg>Edgeworth's</reg></choice> gown</p>", "Miss Edgeworth's gown"),
        ("<p>as may be <choice><orig>conve<lb/>nient</orig><reg>convenient</reg></choice>now</p>",
         "as may be convenient now"),
        ("<p>Dear <del>Benn</del><add>Ben</add>, all<del>ways</del> is well.</p>", "Dear Ben, all is well."),
        ("<p>It is <restore><del>always</del></restore> late.</p>", "It is always late."),
        ('<p>on <seg type="del">10</seg> <hi><seg type="del">a.m.</seg> Easter</hi> Monday</p>', "on Easter Monday"),
        ("<p>paid and <pb n='2'/><fw type='header'>Pryce to Rector</fw>laughing</p><fw>PRYCE</fw><p>at the last</p>",
         "paid and laughing\n\nPRYCE\n\nat the last"),
        ("<opener><seg rend='left'>14 Mai 1922</seg><seg rend='right' type='letterhead'>Wien IX., Berggasse 19.</seg>"
         "</opener>", "14 Mai 1922\nWien IX., Berggasse 19."),
        ("<p>am <ref target='1917-05-14' subtype='date-only'/> nach <ref target='L1.xml'/>Wien</p>",
         "am 1917-05-14 nach Wien"),
        ("<p>général<subst>\n <del>o</del>\n <add>e</add>\n</subst>s</p>", "générales"),
        ("<p>two black<lb/>lace gowns</p>", "two black lace gowns"),
        ("<p>concern-<lb/>ing</p>", "concerning"),
        ("<p>conci-<lb break='no'/>toyens</p>", "concitoyens"),
        ("<p>les Etats-<lb break='no'/>Unis, peut-être, peut-<pb/><lb break='no'/>être, 1914-<lb break='no'/>18</p>",
         "les Etats-Unis, peut-être, peut-être, 1914-18"),
        ("<p>the decla-<lb break='no'/>&quot;ration</p>", "the decla\"ration"),
        ("<p>ver<c>s</c>prochen am<space unit='chars'/>selben</p>", "versprochen am selben"),
        ("<opener><salute>Dear Sir,</salute></opener><p>I am</p>", "Dear Sir,\n\nI am"),
        ("<address><addrLine>Mrs Miles</addrLine><addrLine>London</addrLine></address>", "Mrs Miles\nLondon"),
        ("<p>a <!-- comment --> gap <gap/> here</p>", "a gap […] here"),
        ("<div facs='main text'><head>main text</head><p>Sir,</p></div>", "Sir,"),
        ("<sp><speaker>PELL</speaker><p>No <stage>(laughter)</stage> vote.</p><stage>(He sits.)</stage></sp>"
         "<sp><speaker>HALE</speaker><l>So it is.</l><l>It rains.</l></sp><u who='#p'>Order.</u><u>Aye.</u>",
         "PELL\n\nNo (laughter) vote.\n\n(He sits.)\n\nHALE\n\nSo it is.\nIt rains.\n\nOrder.\n\nAye."),
        ("<head rend='x'><hi>LETTER 4</hi></head><p>Sir,</p>", "LETTER 4\n\nSir,"),
    ],
)  # fmt: skip
def test_text_as_it_is_read(body: str, text: str) -> None:
    assert text_of(body) == text


def test_characters_escaped_twice_are_read_as_meant_and_told() -> None:
    written = letter(
        "<p>The Mayor &amp;amp; Co.&amp;#8212;lent by &amp;#xC9;amonn, £5 &amp;c; &amp;NA; &amp;#0; &amp;lt;b></p>"
        "<p><seg n='a &amp;quot;b&amp;apos;'/></p>"
    )
    found = read_one(written, "a.xml")
    assert found.text.strip() == "The Mayor & Co.—lent by Éamonn, £5 &c; &NA; &#0; &lt;b>"
    assert found.warnings == ("5 characters escaped twice (&amp;#8212;) read as meant",)


def test_what_shows_how_xml_is_written_keeps_its_escapes() -> None:
    assert read_one(letter("<p>Write <code>&amp;amp;</code> for &amp;amp;</p>"), "a.xml").warnings == ()


def test_notes_stand_after_the_text() -> None:
    document = read_one(letter("<p>The reading<note>On the 14th.</note> is today.<note>31</note></p>"), "a.xml")
    assert document.text == "The reading is today.\n\nOn the 14th."
    assert blocks_of(document, "note") == ["On the 14th."]


def test_page_marks_survive_the_choice_of_a_reading() -> None:
    body = "<p><pb n='1'/>as <choice><orig>con<pb n='2'/>cealed</orig><reg>concealed</reg></choice> it</p>"
    document = read_one(letter(body), "a.xml")
    assert document.pages == (Page(0, "1"), Page(3, "2"))
    noted = read_one(letter("<p><pb n='1'/>as it<note>On the <pb n='2'/>14th.</note> is</p>"), "a.xml")
    assert noted.pages[:2] == (Page(0, "1"), Page(5, "2"))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ('<date when="1964-03-11">March 11</date>', DateRange("March 11", date(1964, 3, 11), date(1964, 3, 11))),
        ('<date when-iso="1964-03"/>', DateRange("1964-03", date(1964, 3, 1), date(1964, 3, 31))),
        ("<date>1964-03-11</date>", DateRange("1964-03-11", date(1964, 3, 11), date(1964, 3, 11))),
        ('<date notBefore="1964-03-01" notAfter="1964-03-09" cert="low"/>',
         DateRange("1964-03-01..1964-03-09", date(1964, 3, 1), date(1964, 3, 9), "uncertain")),
        ('<date notAfter="1964-03-09">before the 10th</date>', DateRange("before the 10th", None, date(1964, 3, 9))),
        ('<date notBefore="1809-01-01" notAfter="1882">n.d.</date>', DateRange("n.d.")),
        ('<date when="1111-01-01"/>', DateRange("1111-01-01")),
        ("<date/>", None),
        ('<date when="1111-11-11"/>', DateRange("1111-11-11")),
        ('<date when="1910-04-14">[14. 4. 1910?]</date>',
         DateRange("[14. 4. 1910?]", date(1910, 4, 14), date(1910, 4, 14), "uncertain")),
    ],
)  # fmt: skip
def test_dates(sent: str, expected: DateRange | None) -> None:
    assert read_one(letter("<p>Sir,</p>", sent), "a.xml").date == expected


def test_the_opener_dates_a_letter_whose_header_does_not() -> None:
    body = '<opener><dateline><date when="1841-01-13">Jan 13</date></dateline></opener><p>Sir,</p>'
    assert read_one(letter(body), "a.xml").date == DateRange("Jan 13", date(1841, 1, 13), date(1841, 1, 13))


def test_dates_that_disagree_are_told_and_the_header_is_uncertain() -> None:
    body = '<opener><date when="1843-01-13">Jan 13</date></opener><p>Sir,</p>'
    document = read_one(letter(body, '<date when="1841-01-13"/>'), "a.xml")
    assert document.date == DateRange("1841-01-13", date(1841, 1, 13), date(1841, 1, 13), "uncertain")
    assert document.warnings == (
        "dates disagree: opener has 'Jan 13' (1843-01-13), correspAction has '1841-01-13' (taken)",
    )


def test_a_date_whose_words_and_attributes_disagree_is_told_and_uncertain() -> None:
    document = read_one(letter("<p>Sir,</p>", '<date when="1893-05-02">2. 5. 1895</date>'), "a.xml")
    assert document.date == DateRange("2. 5. 1895", date(1893, 5, 2), date(1893, 5, 2), "uncertain")
    assert document.warnings == (
        "dates disagree: correspAction prints '2. 5. 1895', its attributes have 1893-05-02, which counts",
    )


@pytest.mark.parametrize(
    ("body", "text", "count"),
    [
        ("<p>I <del>can not</del> came.</p>", "I came.", 2),
        ("<p>I <subst><del>go</del><add>came</add></subst>.</p>", "I came.", 1),
        ("<p>I <del>can <del>not</del><!-- sic --></del> came.<note>He <del>was</del> wrote.</note></p>",
         "I came.\n\nHe wrote.", 3),
        ("<p>I <restore><del>came</del></restore><del><gap/></del>.</p>", "I came.", 0),
    ],
)  # fmt: skip
def test_deleted_words_are_counted(body: str, text: str, count: int) -> None:
    document = read_one(letter(body), "a.xml")
    assert document.text == text
    assert document.warnings == ((f"deleted words left out: {count}",) if count else ())


@pytest.mark.parametrize("when", ["1111-01-01", "0001-01-01", "9999-99-99"])
def test_printed_words_count_beside_a_placeholder(when: str) -> None:
    document = read_one(letter("<p>Sir,</p>", f'<date when="{when}">May 30, 1841</date>'), "a.xml")
    assert document.date == DateRange("May 30, 1841", date(1841, 5, 30), date(1841, 5, 30))
    assert document.warnings == (
        f"dates disagree: correspAction prints 'May 30, 1841', its attributes have {when}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("when", "words", "earliest", "latest", "sure"),
    [
        ("1828-01-01", "1828", date(1828, 1, 1), date(1828, 12, 31), "stated"),
        ("1811-04-01", "April 1811", date(1811, 4, 1), date(1811, 4, 30), "stated"),
        ("1913-04-15", "[Mitte April] 1913", date(1913, 4, 1), date(1913, 4, 30), "uncertain"),
        ("1841-06-15", "about 1841", date(1839, 1, 1), date(1843, 12, 31), "uncertain"),
        ("1841-05-14", "14 or 15 May 1841", date(1841, 5, 14), date(1841, 5, 15), "stated"),
        ("1841-05-10", "between 10 and 22 May 1841", date(1841, 5, 10), date(1841, 5, 22), "stated"),
    ],
)
def test_vague_words_mean_their_days_beside_one_that_a_form_wanted(
    when: str, words: str, earliest: date, latest: date, sure: Sure
) -> None:
    document = read_one(letter("<p>Sir,</p>", f'<date when="{when}">{words}</date>'), "a.xml")
    assert document.date == DateRange(words, earliest, latest, sure)
    assert document.warnings == (
        f"dates differ in precision: correspAction prints {words!r}, its attributes have {when}",
    )  # fmt: skip


def test_a_day_that_an_editor_found_for_a_month_counts_and_is_told() -> None:
    document = read_one(letter("<p>Sir,</p>", '<date when="1841-06-15">June 1841</date>'), "a.xml")
    assert document.date == DateRange("June 1841", date(1841, 6, 15), date(1841, 6, 15))
    assert document.warnings == (
        "dates differ in precision: correspAction prints 'June 1841', its attributes have 1841-06-15, which counts",
    )


@pytest.mark.parametrize("words", ["Saturday", "the 15th", "June 15", "15. 6. 1841"])
def test_a_day_beside_words_that_do_not_leave_it_open_is_no_doubt(words: str) -> None:
    document = read_one(letter("<p>Sir,</p>", f'<date when="1841-06-15">{words}</date>'), "a.xml")
    assert document.date == DateRange(words, date(1841, 6, 15), date(1841, 6, 15))
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(1828, 5, 22), "10/22 May 1828"),
        (date(1828, 5, 10), "10/22 May 1828"),
        (date(1812, 9, 7), "26 August/7 September 1812"),
    ],
)
def test_a_day_that_words_have_in_both_styles_is_no_doubt(when: date, words: str) -> None:
    document = read_one(letter("<p>Sir,</p>", f'<date when="{when}">{words}</date>'), "a.xml")
    assert document.date == DateRange(words, when, when)
    assert document.warnings == ()


def test_a_date_whose_words_another_date_confirms_is_what_they_say() -> None:
    body = '<opener><date when="1816-08-04">Decr 24th 1839</date></opener><p>Sir,</p>'
    created = "<creation><date when='1839-12-24'/></creation><correspDesc>"
    document = read_one(letter(body).replace("<correspDesc>", created), "a.xml")
    assert document.date == DateRange("1839-12-24", date(1839, 12, 24), date(1839, 12, 24), "uncertain")
    assert document.warnings == (
        "dates disagree: opener prints 'Decr 24th 1839', its attributes have 1816-08-04",
        "dates disagree: opener has 'Decr 24th 1839' (1816-08-04), header has '1839-12-24' (taken)",
    )


def test_a_printed_date_of_the_opener_is_held_against_the_header() -> None:
    body = "<opener><dateline>Wien, <date>4. Mai 1893</date></dateline></opener><p>Sir,</p>"
    document = read_one(letter(body, '<date when="1893-05-02"/>'), "a.xml")
    assert document.warnings == (
        "dates disagree: opener has '4. Mai 1893' (1893-05-04), correspAction has '1893-05-02' (taken)",
    )
    assert read_one(letter(body), "a.xml").date == DateRange("4. Mai 1893", date(1893, 5, 4), date(1893, 5, 4))


@pytest.mark.parametrize(
    ("title", "sent", "expected", "told"),
    [
        ("9 October 1916", '<date when="1916-06-09"/>',
         DateRange("1916-06-09", date(1916, 6, 9), date(1916, 6, 9), "uncertain"),
         "dates disagree: the title has '9 October 1916' (1916-10-09), correspAction has '1916-06-09' (taken)"),
        ("October 30, 1842", '<date when="1842-04-04">30. October 1842</date>',
         DateRange("October 30, 1842", date(1842, 10, 30), date(1842, 10, 30), "uncertain"),
         "dates disagree: correspAction has '30. October 1842' (1842-04-04), the title has 'October 30, 1842'"
         " (1842-10-30) (taken)"),
        ("1829", '<date when="1829-01-01">Wednesday 1829. Morning</date>',
         DateRange("1829", date(1829, 1, 1), date(1829, 12, 31)),
         "dates differ in precision: correspAction has 'Wednesday 1829. Morning' (1829-01-01), the title has '1829'"
         " (1829-01-01) (taken)"),
        ("circa 26 May 1916", '<date when="1916-05-26"/>',
         DateRange("circa 26 May 1916", date(1916, 4, 26), date(1916, 6, 26), "uncertain"),
         "dates differ in precision: correspAction has '1916-05-26', the title has 'circa 26 May 1916' (1916-04-26)"
         " (taken)"),
        ("May 30, 1841", '<date when="1841"/>',
         DateRange("May 30, 1841", date(1841, 5, 30), date(1841, 5, 30), "inferred"),
         "dates differ in precision: correspAction has '1841' (1841-01-01), the title has 'May 30, 1841' (1841-05-30)"
         " (taken)"),
    ],
)  # fmt: skip
def test_the_title_is_held_against_the_header(title: str, sent: str, expected: DateRange, told: str) -> None:
    document = read_one(letter("<p>Sir,</p>", sent, titles=f"<title>Letter to the Editor, {title}</title>"), "a.xml")
    assert document.date == expected
    assert document.warnings[-1] == told


@pytest.mark.parametrize(
    ("title", "sent"),
    [
        ("1829", '<date when="1829-05-03"/>'),
        ("1829", '<date when="1829-01-01">1st Jany</date>'),
        ("May 1829", '<date when="1829-05-03">May 3</date>'),
        ("3 and 4 May 1829", '<date when="1829-05-03">3d May</date>'),
        ("after 1820", '<date when="1829-05-03"/>'),
        ("1829", '<date when="1829-01-01">New Year\'s Day 1829</date>'),
        ("early May 1829", '<date when="1829-05-03"/>'),
    ],
)
def test_a_title_that_says_less_than_the_header_is_no_doubt(title: str, sent: str) -> None:
    document = read_one(letter("<p>Sir,</p>", sent, titles=f"<title>Letter to the Editor, {title}</title>"), "a.xml")
    assert document.date is not None
    assert (document.date.earliest == document.date.latest, document.date.sure) == (True, "stated")
    assert document.warnings == ()


def test_the_title_of_what_is_no_letter_says_nothing_of_its_day() -> None:
    titles = "<title>The Harbour Book: an electronic edition, 1998</title>"
    text = letter("<p>1813</p>", titles=titles).replace("correspDesc", "creation")
    text = text.replace("<creation>", '<creation><date when="1813-01-28"/>', 1)
    document = read_one(text, "a.xml")
    assert (document.kind, document.date) == ("other", DateRange("1813-01-28", date(1813, 1, 28), date(1813, 1, 28)))
    assert document.warnings == ()


def test_of_two_dates_that_disagree_the_one_that_the_title_has_counts() -> None:
    body = '<opener><date when="1829-10-14">Octr 14</date></opener><p>Sir,</p>'
    titles = "<title>Letter to the Editor, October 14, 1829</title>"
    document = read_one(letter(body, '<date when="1816-08-04"/>', titles=titles), "a.xml")
    assert document.date == DateRange("Octr 14", date(1829, 10, 14), date(1829, 10, 14), "uncertain")
    misprinted = body.replace("Octr 14", "Decr 14 1829")
    document = read_one(letter(misprinted, '<date when="1816-08-04"/>', titles=titles), "a.xml")
    assert document.date == DateRange("1816-08-04", date(1816, 8, 4), date(1816, 8, 4), "uncertain")


def test_people_and_places_named_in_the_body_by_reference() -> None:
    body = (
        "<p>My <rs type='person' ref='#k'>brother</rs> met <persName key='#p1'>me</persName>, <persName ref='#h'>Hale"
        "</persName> and <persName ref='#h'>Ada <pb n='2'/>Hale</persName> of the <rs type='org' ref='#o'>Board</rs> in"
        " <placeName ref='#s'>Selbury</placeName>, not <persName>Nobody</persName> <rs type='person' ref='#x'>she</rs>."
        "<note><persName ref='#n'>An Editor</persName></note></p></body><back><listPerson><person xml:id='k'><persName>"
        "<surname>Ansell</surname><forename>Karl</forename></persName></person></listPerson><listOrg><org xml:id='o'>"
        "<orgName>Harbour Board</orgName></org></listOrg></back><body>"
    )
    document = read_one(letter(body), "a.xml")
    assert document.people == (Name("Karl Ansell", "#k"), Name("Ada Hale", "#h"), Name("Harbour Board", "#o"))
    assert document.named_places == (Name("Selbury", "#s"),)
    assert document.places == (Name("Farness", "#x"),)


def test_the_title_is_that_of_the_piece() -> None:
    titles = (
        '<title level="s">The Letters</title><title type="iso-date">1964</title><title level="a">To the Editor</title>'
    )
    document = read_one(letter("<p>Sir,</p>", titles=titles), "a.xml")
    assert (document.title, document.title_derived, document.source) == ("To the Editor", False, "The Letters")


def test_letters_before_and_after() -> None:
    context = '<ref type="prev" target="L1.xml"/><ref type="next" target="L3.xml"/>'
    document = read_one(letter("<p>Sir,</p>", context=context), "a.xml")
    assert document.previous == ("L1.xml",)
    assert document.metadata["next"] == ["L3.xml"]


def test_each_text_of_a_corpus_is_a_document() -> None:
    one = letter("<p>First.</p>").split("?>", 1)[1].strip()
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{one}{one.replace("First", "Second")}</teiCorpus>'
    assert [d.text for d in read_all(corpus, "a.xml")] == ["First.", "Second."]
    assert len({d.id for d in read_all(corpus, "a.xml")}) == 2


def test_a_text_without_words_costs_no_other_of_its_corpus() -> None:
    one, none = (letter(body).split("?>")[1] for body in ("<p>First.</p>", "<p> </p>"))
    named = none.replace("<TEI ", "<TEI xml:id='blank' ")
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{none}{one}{named}{one}</teiCorpus>'
    assert [d.path for d in read_all(corpus, "a.xml")] == ["papers/a.xml#2", "papers/a.xml#4"]
    assert read_one(one.replace("<TEI ", "<TEI xml:id='first' "), "a.xml").metadata["xml_id"] == "first"
    assert doubts_of(corpus, "a.xml") == [f"text {text} has no words and was left out" for text in ("1", "blank")]


@pytest.mark.parametrize("texts", [1, 2])
def test_a_file_of_texts_without_words_is_unreadable(texts: int) -> None:
    none = letter("<p> </p>").split("?>")[1]
    with pytest.raises(Unreadable, match="no words") as raised:
        read_all(f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{none * texts}</teiCorpus>', "a.xml")
    assert raised.value.code == "empty"


def test_who_has_no_name_in_the_header_has_that_of_a_list() -> None:
    def read(sender: str) -> Document:
        source = letter("<p>Sir,</p>").replace('<persName key="#p1">Ruth Ansell</persName>', sender)
        persons = '<listPerson><person xml:id="p1"><persName>Ruth Ansell</persName></person></listPerson>'
        return read_one(source.replace("</teiHeader>", f"{persons}</teiHeader>"), "a.xml")

    for sender in ('<persName ref="#p1"/>', '<persName ref="#p1">R.</persName>', '<rs key="#p1"/>'):
        assert read(sender).senders == (Name("Ruth Ansell", "#p1"),)
    assert read('<persName ref="#p1">Ruth A.</persName>').senders == (Name("Ruth A.", "#p1"),)
    assert read('<persName ref="#p2"/>').senders == read("<persName/>").senders == ()
    empty = read('<persName ref="people.xml#p2"/>')  # for the list in that file to name
    assert (empty.senders, empty.metadata["actions"][0].get("names")) == ((Name("", "people.xml#p2"),), None)


def test_who_is_nameless_in_the_header_has_a_name_by_the_title_or_stays_among_those_whom_the_text_names() -> None:
    def read(title: str) -> Document:
        body = '<p>Sir, <persName ref="people.xml#p2">my friend</persName> is here.</p>'
        source = letter(body, titles=f"<title>{title}</title>").replace("The Editor", "Edwin Hale")
        named = '<persName key="#p1">Ruth Ansell</persName>'
        return read_one(source.replace(named, '<persName ref="people.xml#p2"/>'), "a.xml")

    nameless = read("A letter")
    assert nameless.senders == (Name("", "people.xml#p2"),)
    assert nameless.people == (Name("my friend", "people.xml#p2"),)
    assert with_correspondents(read("Maud Ferris to Edwin Hale")).senders == (Name("Maud Ferris"),)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("<forename>Ruth</forename><surname>Ansell</surname>", ["Ruth Ansell"]),
        ("<forename>Jean</forename><nameLink>d’</nameLink><surname>Arcy</surname>", ["Jean d’Arcy"]),
        ("<hi>R</hi><hi>uth</hi> Ansell", ["Ruth Ansell"]),
        ("Unknown", []),
        ("[?]", []),
    ],
)
def test_names_of_the_header_are_whole_and_somebody_s(printed: str, names: list[str]) -> None:
    source = letter("<p>Sir,</p>").replace("Ruth Ansell", printed)
    assert [name.text for name in read_one(source, "a.xml").senders] == names


def test_what_stands_at_the_back_is_read_but_for_the_edition_s_lists() -> None:
    back = """<back><div><head>Enclosure</head><p>The bill.</p></div><div type="notes"><note>A pilot.</note></div>
    <listPerson><person xml:id="p1"><persName>Ada Hale</persName></person></listPerson>
    <listBibl><bibl>The Pilot's Book</bibl></listBibl></back>"""
    source = letter("<p>Sir,</p>").replace("</body>", f"</body>{back}")
    assert read_one(source, "a.xml").text == "Sir,\n\nEnclosure\n\nThe bill.\n\nA pilot."


def test_a_text_of_several_letters_is_of_all_their_days() -> None:
    def read(*days: str) -> DateRange | None:
        head = "<div><dateline><date when='{0}'>{1} July</date></dateline><p>Rain.</p></div>"
        heads = "".join(head.format(day, day[8:]) for day in days)
        source = letter(heads).replace("correspDesc", "creation").replace('<date when="1964-03-12"/>', "")
        return read_one(source, "a.xml").date

    first, last = date(1861, 7, 12), date(1861, 7, 20)
    assert read("1861-07-20", "1861-07-12") == DateRange("12 July – 20 July", first, last, "inferred")
    assert read("1861-07-12", "1861-07-12") == DateRange("12 July", first, first)


def test_whom_a_text_refers_to_in_another_file_waits_for_its_list() -> None:
    body = """<p>I saw <rs type="person" ref="people.xml#p7">the pilot</rs>, <rs type="person" ref="#p8">him</rs>
    and <rs ref="people.xml#p9">it</rs>.</p>"""
    assert read_one(letter(body), "a.xml").people == (Name("", "people.xml#p7"),)


def authority(introduction: str, text: str = "") -> str:
    people = "".join(
        f"<person xml:id='h{n}'><persName>Ada Hale {n}</persName><note>Pilot.</note></person>" for n in range(30)
    )
    return letter(f"<p>{introduction}</p><listPerson>{people}</listPerson>{text}").replace("correspDesc", "creation")


def test_an_authority_file_gives_names_and_no_document() -> None:
    (listed,) = read_bytes("papers/a.xml", authority("People named in the letters.").encode(), "a.xml", LIMITS)
    assert isinstance(listed, Listed)
    assert listed.names[3:5] == (Name("Ada Hale 3", "h3"), Name("Ada Hale 4", "h4"))
    assert read_one(authority("A history of the pilots. " * 20), "a.xml").text.startswith("A history")
    assert read_one(authority("Pilots.").replace("creation", "correspDesc"), "a.xml").text == "Pilots."


def test_a_list_without_a_text_around_it_gives_names() -> None:
    person = '<person xml:id="p1"><persName>Ada Hale</persName></person>'
    alone = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>{person}</listPerson></standOff></TEI>'
    assert list(read_bytes("papers/a.xml", alone.encode(), "a.xml", LIMITS)) == [Listed((Name("Ada Hale", "p1"),))]


def test_an_authority_file_without_a_name_for_an_id_is_skipped_by_that_name() -> None:
    with pytest.raises(Unreadable) as refused:
        read_all(authority("People named in the letters.").replace("xml:id", "n"), "a.xml")
    assert refused.value.code == "authority"


def test_tei_of_old_without_a_namespace_is_read() -> None:
    source = (
        "<TEI.2><teiHeader><fileDesc><titleStmt><title>The ferry</title></titleStmt></fileDesc></teiHeader>"
        '<text><body><opener><date value="1911-05-03">3 May</date></opener>'
        "<p>It is <hi>late</hi>.</p><!-- x --></body></text></TEI.2>"
    )
    document = read_one(source, "a.xml")
    assert (document.title, document.text) == ("The ferry", "3 May\n\nIt is late.")
    assert document.date == DateRange("3 May", date(1911, 5, 3), date(1911, 5, 3))


def test_lists_beside_letters_in_one_file_are_passed_over() -> None:
    one, people = (
        source.split("?>", 1)[1].strip() for source in (letter("<p>First.</p>"), authority("People in the letters."))
    )
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{people}{one}</teiCorpus>'
    assert [(d.text, d.path) for d in read_all(corpus, "a.xml")] == [("First.", "papers/a.xml#2")]


@pytest.mark.parametrize(
    ("root", "code", "reason"),
    [
        ("<listPerson xmlns='http://www.tei-c.org/ns/1.0'/>", "no-documents", "a header or a list only"),
        (
            "<w xmlns='http://schemas.microsoft.com/office/word/2003/wordml'/>",
            "format",
            "a Word document as XML: save it",
        ),
        ("<opml version='2.0'><body/></opml>", "format", "XML that is no TEI: no reader for its <opml>"),
        ("<o:document xmlns:o='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>", "format", "save it as .odt"),
    ],
)
def test_xml_without_a_text_says_what_it_is(root: str, code: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        read_all(f"<?xml version='1.0'?>{root}", "a.xml")
    assert refused.value.code == code


def test_the_source_is_what_letters_share_and_the_shelfmark_stays_apart() -> None:
    held = (
        "<msIdentifier><repository>County Archive</repository>"
        "<collection>Pell Papers, Ms. 35/4</collection></msIdentifier>"
    )
    source = letter("<p>Sir,</p>").replace(
        "</fileDesc>", f"<sourceDesc><msDesc>{held}</msDesc></sourceDesc></fileDesc>", 1
    )
    document = read_one(source, "a.xml")
    assert (document.source, document.metadata["shelfmark"]) == ("County Archive", "Pell Papers, Ms. 35/4")
