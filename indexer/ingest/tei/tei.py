"""TEI P5: letters with their correspDesc, and any other TEI text. lxml, with entities and network off.

The text is the reading text: `choice` gives its regularised reading and `subst` what was put in; lines run on and
words broken by them are whole; `pb` becomes a page mark. Notes stand apart, at the end, as blocks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import derived_title, document_id
from indexer.ingest.found import Doubt, Found
from indexer.ingest.tei.correspondence import (
    Correspondence,
    Dated,
    date_of,
    read_correspondence,
    words_disagree,
    words_leave_open,
)
from indexer.ingest.tei.elements import TEI, find, findall
from indexer.ingest.tei.escapes import escaped_once
from indexer.ingest.tei.foreignxml import check_tei, put_into_namespace
from indexer.ingest.tei.lists import is_authority_file
from indexer.ingest.tei.names import named_in, printed_names
from indexer.ingest.tei.source import Belonging, belonging
from indexer.ingest.tei.text import add_text, plain
from indexer.ingest.typography.unsaid import left_out
from indexer.ingest.xmlsafe import XML_ID, XML_LANG, parse_xml
from indexer.records import DateRange, Document, Name
from indexer.text.dates import overlaps, parse_date
from indexer.text.languagecodes import primary

_DISAGREE = "disagree"


def read(path: str, data: bytes) -> Iterator[Found]:
    """Each TEI element whose text has words is a document; lists of people, places or works are none.

    Raises Unreadable if there is no document.
    """
    data, escaped = escaped_once(data)
    root, warnings = parse_xml(data)
    put_into_namespace(root)
    check_tei(root)
    texts = [e for e in root.iter(f"{TEI}TEI", f"{TEI}TEI.2") if find(e, "text") is not None]
    lists = [element for element in texts if is_authority_file(element)]
    if texts and len(lists) == len(texts):
        raise Unreadable("authority", "an authority file: it lists people, places or works and holds no text to read")
    found = False
    doubts: list[Doubt] = []
    for number, element in enumerate(texts, start=1):
        if element in lists:
            continue
        record = "" if len(texts) == 1 else element.get(XML_ID) or str(number)
        if document := _document(path, record, element, (*warnings, *escaped)):
            found = True
            yield document
        else:
            doubts.append(Doubt(path, f"text {record} has no words and was left out"))
    if doubts and not found:
        raise Unreadable("empty", "the TEI text has no words")
    if not found:
        raise Unreadable("no-documents", "the TEI file holds no text: it is a header or a list only")
    yield from doubts


def _document(path: str, record: str, tei: etree._Element, warnings: tuple[str, ...]) -> Document | None:
    """The document in a TEI element, None where its text has no words."""
    builder = TextBuilder()
    deleted = sum(add_text(text, builder) for text in findall(tei, "./t:text"))
    if not builder.text.strip():
        return None
    letter = read_correspondence(tei)
    date, doubts = _date(tei, letter)
    language = _language(tei)
    title = _title(tei, language)
    place = belonging(tei)
    named = named_in(tei)
    return Document(
        id=document_id(path, record), path=f"{path}#{record}" if record else path, text=builder.text,
        title=title or derived_title(builder.text), title_derived=not title,
        kind="letter" if letter else "other", date=date, source=place.source, url=_url(tei), language=language,
        authors=_authors(tei), senders=letter.senders if letter else (),
        recipients=letter.recipients if letter else (), places=letter.places if letter else (),
        people=_others(named.people, _authors(tei), letter), named_places=_others(named.places, (), letter),
        previous=letter.previous if letter else (), blocks=builder.blocks, pages=builder.pages,
        metadata=_metadata(tei, letter, place), warnings=(*warnings, *left_out(deleted, "deleted"), *doubts),
    )  # fmt: skip


# ── what the header says ────────────────────────────────────────────────────────────────────────────


def _date(tei: etree._Element, letter: Correspondence | None) -> tuple[DateRange | None, tuple[str, ...]]:
    """The date of sending: correspAction's, else the opener's, else the closer's, else the manuscript description's.

    Every other date that shares no day with it is a doubt, and so is a date whose own words name another day than
    its attributes: there the editor's attributes are taken, unless another of the dates agrees with the words.
    """
    found: list[tuple[str, Dated]] = []
    if letter and letter.date:
        found.append(("correspAction", letter.date))
    places = (
        ("opener", ".//t:text//t:opener//t:date | .//t:text//t:dateline//t:date"),
        ("closer", ".//t:text//t:closer//t:date"),
        (
            "header",
            ".//t:msDesc//t:head//t:date | .//t:msDesc//t:origDate | .//t:msDesc//t:docDate"
            " | .//t:profileDesc/t:creation//t:date",
        ),
    )
    for place, where in places:
        dates = [dated for e in findall(tei, where) if (dated := date_of(e)) and (e.attrib or dated.when.known)]
        if dates:
            found.append((place, next((dated for dated in dates if dated.when.known), dates[0])))
    if not found:
        return None, ()
    claims = [(place, dated.when) for place, dated in found]
    taken_from, taken = next(((place, when) for place, when in claims if when.known), claims[0])
    if words_disagree(taken):  # a template's day may have been left in the attributes
        printed = parse_date(taken.verbatim)
        agreeing = ((at, when) for at, when in claims if when.known and overlaps(printed, when.earliest, when.latest))
        taken_from, taken = next(agreeing, (taken_from, taken))
    doubts = tuple(
        f"dates {_difference(when, taken)}: {place} has {_shown(when)}, {taken_from} has {_shown(taken)} (taken)"
        for place, when in claims
        if taken.known and (when.earliest, when.latest) != (taken.earliest, taken.latest)
    )
    misprinted = tuple(told for place, dated in found if (told := _misprinted(place, dated, taken)))
    disagree = any(when.known and _difference(when, taken) == _DISAGREE for _, when in claims)
    unsure = disagree or words_disagree(taken)
    return (replace(taken, sure="uncertain") if unsure else taken), (*misprinted, *doubts)


def _misprinted(place: str, dated: Dated, taken: DateRange) -> str:
    """That the words of a date say something else than its attributes, and whether these count; "" where they agree."""
    when = dated.when
    if not (dated.set_aside or words_disagree(when) or words_leave_open(when)):
        return ""
    difference = _difference(parse_date(dated.set_aside or when.verbatim), when)
    days = dated.set_aside or "..".join(dict.fromkeys(str(day or "") for day in (when.earliest, when.latest)))
    counts = ", which counts" if not dated.set_aside and overlaps(when, taken.earliest, taken.latest) else ""
    return f"dates {difference}: {place} prints {when.verbatim!r}, its attributes have {days}{counts}"


def _shown(when: DateRange) -> str:
    """The words, and the first day that attributes give them: the words of two dates that disagree may be the same."""
    day = str(when.earliest or "")
    return repr(when.verbatim) + (f" ({day})" if day and day != when.verbatim else "")


def _difference(when: DateRange, taken: DateRange) -> str:
    return "differ in precision" if overlaps(when, taken.earliest, taken.latest) else _DISAGREE


def _title(tei: etree._Element, language: str) -> str:
    """The title of the piece: level a, else the main one, else the first that is not a series' or a sort key."""
    titles = [t for t in findall(tei, "./t:teiHeader/t:fileDesc/t:titleStmt/t:title") if plain(t)]
    ranked = sorted(
        enumerate(titles),
        key=lambda pair: (
            pair[1].get("level") != "a",
            pair[1].get("level") in ("s", "j", "m"),
            pair[1].get("type") not in (None, "main"),
            bool(language) and primary(pair[1].get(XML_LANG) or language) != language,
            pair[0],
        ),
    )
    return plain(ranked[0][1]) if ranked else ""


def _language(tei: etree._Element) -> str:
    for where in ("./t:text", "./t:text/t:body", "./t:text/t:body/t:div"):
        for element in findall(tei, where):
            if tag := element.get(XML_LANG):
                return primary(tag)
    named = findall(tei, "./t:teiHeader/t:profileDesc/t:langUsage/t:language")
    if named:
        return primary(max(named, key=lambda e: _number(e.get("usage"))).get("ident") or "")
    for element in findall(tei, ".//t:msDesc//t:textLang"):
        return primary(element.get("mainLang") or "")
    return ""


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _url(tei: etree._Element) -> str:
    for where in (".//t:publicationStmt//t:idno", ".//t:msIdentifier//t:idno"):
        for element in findall(tei, where):
            if (text := plain(element)).startswith(("http://", "https://")):
                return text
    return ""


def _authors(tei: etree._Element) -> tuple[Name, ...]:
    authors = findall(tei, "./t:teiHeader/t:fileDesc/t:titleStmt/t:author")
    within = ((author, find(author, "persName")) for author in authors)
    return printed_names(author if inner is None else inner for author, inner in within)


def _others(names: tuple[Name, ...], authors: tuple[Name, ...], letter: Correspondence | None) -> tuple[Name, ...]:
    """Those named who do not stand in the header already, by their references."""
    said = [*authors, *(letter.senders + letter.recipients + letter.places if letter else ())]
    references = {name.ref for name in said}
    return tuple(name for name in names if name.ref not in references)


def _metadata(tei: etree._Element, letter: Correspondence | None, place: Belonging) -> dict[str, object]:
    def texts(where: str) -> list[str]:
        return [text for e in findall(tei, where) if (text := plain(e))]

    found: dict[str, object] = {
        "xml_id": tei.get(XML_ID) or "",
        "idno": next(iter(texts(".//t:publicationStmt/t:idno")), ""),
        "repository": place.repository if place.repository != place.source else "",
        "shelfmark": place.shelfmark,
        "summary": " ".join(texts(".//t:notesStmt/t:note[@type='summary']") or texts(".//t:correspDesc/t:note")),
        "keywords": texts(".//t:textClass//t:item | .//t:textClass//t:term"),
        "next": list(letter.next) if letter else [],
        "actions": list(letter.actions) if letter else [],
    }
    return {name: value for name, value in found.items() if value}
