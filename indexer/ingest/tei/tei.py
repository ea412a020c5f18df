"""TEI P5: letters with their correspDesc, and any other TEI text. lxml, with entities and network off.

The text is the reading text: `choice` gives its regularised reading and `subst` what was put in; lines run on and
words broken by them are whole; `pb` becomes a page mark. Notes stand apart, at the end, as blocks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import derived_title, document_id
from indexer.ingest.found import Doubt, Found, Listed
from indexer.ingest.tei.correspondence import Correspondence, read_correspondence
from indexer.ingest.tei.dating import date_and_doubts
from indexer.ingest.tei.elements import TEI, find, findall
from indexer.ingest.tei.escapes import escaped_once
from indexer.ingest.tei.foreignxml import check_tei, put_into_namespace
from indexer.ingest.tei.lists import is_authority_file
from indexer.ingest.tei.names import listed_in, named_in, names_by_reference, printed_names
from indexer.ingest.tei.source import Belonging, belonging
from indexer.ingest.tei.text import add_text, plain
from indexer.ingest.typography.unsaid import left_out
from indexer.ingest.xmlsafe import XML_ID, XML_LANG, parse_xml
from indexer.records import Document, Name
from indexer.text.languagecodes import primary

_AUTHORITY = "an authority file: it lists works, or people and places without ids, and holds no text to read"


def read(path: str, data: bytes) -> Iterator[Found]:
    """Each TEI element whose text has words is a document; lists of people, places or works are none: of these come
    the names.

    Raises Unreadable if there is no document and no name.
    """
    data, escaped = escaped_once(data)
    root, warnings = parse_xml(data)
    put_into_namespace(root)
    check_tei(root)
    texts = [e for e in root.iter(f"{TEI}TEI", f"{TEI}TEI.2") if find(e, "text") is not None]
    lists = [element for element in texts if is_authority_file(element)]
    if names := tuple(name for element in (lists if texts else [root]) for name in listed_in(element)):
        yield Listed(names)
    if texts and len(lists) == len(texts) and not names:
        raise Unreadable("authority", _AUTHORITY)
    found = bool(names)
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
    language = _language(tei)
    title = _title(tei, language)
    date, doubts = date_and_doubts(tei, letter, title)
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
    named = (author if inner is None else inner for author, inner in within)
    return printed_names(named, names_by_reference(tei))


def _others(names: tuple[Name, ...], authors: tuple[Name, ...], letter: Correspondence | None) -> tuple[Name, ...]:
    """Those named whom the header does not name already, by their references."""
    said = [*authors, *(letter.senders + letter.recipients + letter.places if letter else ())]
    references = {name.ref for name in said if name.text}
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
