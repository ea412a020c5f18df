"""Recognised pages: PAGE and ALTO."""

from __future__ import annotations

import pytest

from indexer.errors import Unreadable
from tests.indexer.ingest.reading import blocks_of, read_one

_PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"


def page(*regions: str, order: str = "") -> str:
    inside = f"<ReadingOrder><OrderedGroup>{order}</OrderedGroup></ReadingOrder>" if order else ""
    return (
        f'<?xml version="1.0"?>\n<PcGts xmlns="{_PAGE}"><Metadata><Creator>x</Creator></Metadata>'
        f'<Page imageFilename="0001.jpg">{inside}{"".join(regions)}</Page></PcGts>'
    )


def region(id: str, *lines: str, more: str = "") -> str:
    said = "".join(f"<TextLine><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>" for line in lines)
    return f'<TextRegion id="{id}" {more}>{said}</TextRegion>'


def alto(*blocks: str, more: str = "", namespace: str = ' xmlns="http://www.loc.gov/standards/alto/ns-v3#"') -> str:
    inside = "".join(f"<TextBlock>{block}</TextBlock>" for block in blocks)
    return (
        f"<alto{namespace}><Description><sourceImageInformation><fileName> 12.tif </fileName></sourceImageInformation>"
        f"</Description><Layout><Page {more}><PrintSpace>{inside}</PrintSpace></Page></Layout></alto>"
    )


def line(*words: str, more: str = "") -> str:
    strings = "<SP/>".join(f'<String CONTENT="{word}"/>' for word in words)
    return f"<TextLine>{strings}{more}</TextLine>"


def test_lines_stay_lines_and_words_that_they_break_are_whole() -> None:
    letter = page(
        region("a", "Farness, 4 March 1961", "Dear Maud,"),
        region("b", "The ferry was late a-", "gain, and the up¬", "per stairs are wet."),
    )
    document = read_one(letter, "0001.xml")
    assert document.text == (
        "Farness, 4 March 1961\nDear Maud,\n\nThe ferry was late again, and the upper stairs are wet."
    )
    assert document.metadata == {"picture": "0001.jpg"}
    assert document.date is not None
    assert (str(document.date.earliest), document.date.sure) == ("1961-03-04", "inferred")
    assert (document.title, document.title_derived) == ("The ferry was late again, and the upper stairs are wet.", True)


def test_regions_follow_one_another_as_the_reading_order_says() -> None:
    order = (
        '<RegionRefIndexed index="2" regionRef="c"/><UnorderedGroupIndexed index="1"><RegionRef regionRef="b"/>'
        '</UnorderedGroupIndexed><RegionRefIndexed index="0" regionRef="a"/><RegionRefIndexed index="3" regionRef="x"/>'
    )
    regions = [region(id, f"Region {id}.") for id in "dcba"]
    assert read_one(page(*regions, order=order), "a.xml").text.split("\n\n") == [f"Region {id}." for id in "abcd"]


def test_no_region_is_lost_for_want_of_an_id_of_its_own() -> None:
    regions = [region(id, f"Region {n}.") for n, id in enumerate(["a", "", "a", ""])]
    order = '<RegionRefIndexed index="0" regionRef="a"/>'
    assert read_one(page(*regions, order=order), "a.xml").text.count("Region") == 4


def test_what_a_region_is_counts() -> None:
    document = read_one(
        page(
            region("a", "- 12 -", more='type="page-number"'),
            region("b", "- 12 -", more='custom="readingOrder {index:0;} structure {type:page-number;}"'),
            region("c", "The ferry", more='type="heading"'),
            region("d", "It sank."),
            region("e", "In the margin.", more='type="marginalia"'),
        ),
        "a.xml",
    )
    assert document.text == "The ferry\n\nIt sank.\n\nIn the margin."
    assert (blocks_of(document, "heading"), blocks_of(document, "note")) == (["The ferry"], ["In the margin."])


def test_names_that_are_marked_in_lines_are_whom_and_what_the_page_names() -> None:
    marks = (
        "readingOrder {index:4;} place {offset:0; length:7;} person {offset:9; length:9;} "
        "person {offset:9; length:4; continued:true;} "
        "person {offset:9; length:4; firstname: Ruth ; lastname:Ansell;} date {offset:20; length:4;} "
        "place {offset:0; length:7; placeName:Farness;} organization {offset:99; length:4;} person {offset:x} "
        f"person {{offset:0; length:{'9' * 5000};}}"
    )
    said = f'<TextLine custom="{marks}"><TextEquiv><Unicode>Orrowm., Mrs. Rudd, 1961</Unicode></TextEquiv></TextLine>'
    document = read_one(page(f'<TextRegion id="a">{said}</TextRegion>'), "a.xml")
    assert [name.text for name in document.people] == ["Mrs. Rudd", "Ruth Ansell"]
    assert [name.text for name in document.named_places] == ["Orrowm.", "Farness"]
    assert document.metadata == {"picture": "0001.jpg"}


def test_words_that_are_struck_out_are_no_text_and_told() -> None:
    marks = "textStyle {offset:4; length:8; strikethrough:true;} textStyle {offset:0;length:3;bold:true;}"
    marks += " textStyle {offset:23; length:5; strikethrough:true;} textStyle {offset:6; length:4; strikethrough:true;}"
    said = (
        f'<TextLine custom="{marks}"><TextEquiv><Unicode>The old red ferry went away.</Unicode></TextEquiv></TextLine>'
    )
    document = read_one(page(f'<TextRegion id="a">{said}</TextRegion>'), "a.xml")
    assert (document.text, len(document.warnings)) == ("The ferry went", 1)
    assert "struck words left out: 3" in document.warnings
    whole = said.replace("offset:4; length:8", "offset:0; length:99")
    again = "<TextEquiv><Unicode>The old red ferry went away.</Unicode></TextEquiv>"
    with pytest.raises(Unreadable):
        read_one(page(f'<TextRegion id="a">{whole}{again}</TextRegion>'), "a.xml")


@pytest.mark.parametrize(
    "inside",
    [
        "<TextEquiv><Unicode>It sank.</Unicode></TextEquiv>",
        "<TextLine/><TextEquiv><Unicode>It sank.</Unicode></TextEquiv>",
        "<TextLine><Word><TextEquiv><Unicode>It</Unicode></TextEquiv></Word>"
        "<Word><TextEquiv><Unicode>sank.</Unicode></TextEquiv></Word></TextLine>",
        '<TextLine><TextEquiv index="1"><Unicode>It stank.</Unicode></TextEquiv>'
        '<TextEquiv index="0"><Unicode>It sank.</Unicode></TextEquiv></TextLine>',
    ],
)
def test_the_words_stand_where_the_recogniser_put_them(inside: str) -> None:
    assert read_one(page(f'<TextRegion id="a">{inside}</TextRegion>'), "a.xml").text == "It sank."


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.loc.gov/standards/alto/ns-v4#"'])
def test_words_of_alto_are_put_together(namespace: str) -> None:
    broken = '<String CONTENT="a" SUBS_TYPE="HypPart1" SUBS_CONTENT="again"/><HYP CONTENT="-"/>'
    own = '<String CONTENT="flood" SUBS_TYPE="HypPart1" SUBS_CONTENT="flood-proof"/><HYP/>'
    rest = '<String CONTENT="gain," SUBS_TYPE="HypPart2" SUBS_CONTENT="again"/>'
    blocks = (
        line("THE", "FERRY"),
        line("It", "was", "late", more=broken)
        + f"<TextLine>{rest}<String CONTENT='and'/><String CONTENT='up'/><HYP CONTENT='-'/></TextLine>"
        + line("per", "stairs", "were", more=own)
        + line("proof."),
    )
    document = read_one(alto(*blocks, namespace=namespace), "a.xml")
    assert document.text == "THE FERRY\n\nIt was late again, and upper stairs were flood-proof."
    assert document.metadata == {"picture": "12.tif"}


def test_pages_of_one_file_are_told_apart() -> None:
    one, two = alto(line("One.")), alto(line("Two."), more='PHYSICAL_IMG_NR="2"')
    both = one.replace("</Layout>", two[two.index("<Page") : two.index("</Layout>")] + "</Layout>")
    document = read_one(both, "a.xml")
    assert (document.text, [(p.start, p.label) for p in document.pages]) == ("One.\n\nTwo.", [(6, "2")])
    assert read_one(two, "a.xml").pages == ()
    (printed,) = read_one(alto(line("One."), more='PRINTED_IMG_NR="iv"'), "a.xml").pages
    assert (printed.start, printed.label) == (0, "iv")


@pytest.mark.parametrize("content", [page(), page(region("a", "- 1 -", more='type="page-number"')), alto(line())])
def test_a_page_without_words_is_told(content: str) -> None:
    with pytest.raises(Unreadable, match="no text has been recognised"):
        read_one(content, "a.xml")
