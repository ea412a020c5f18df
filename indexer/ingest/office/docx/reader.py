"""Word's .docx: the first page's header, the body in order, footnotes and comments after it, the footer."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.documents import derived_title, document_id, names
from indexer.ingest.limits import Limits, open_zip
from indexer.ingest.office.docx.contents import take_contents
from indexer.ingest.office.docx.notes import NoteMarks
from indexer.ingest.office.docx.numbers import Numbering
from indexer.ingest.office.docx.parts import W, around_first_page, main_part, part_for, read_styles, value
from indexer.ingest.office.docx.runs import read_signs, take_struck
from indexer.ingest.office.docx.text import DocxText
from indexer.ingest.office.packages import DC, first_text, inferred, texts, xml_member
from indexer.ingest.typography.struck import told
from indexer.ingest.typography.unsaid import comment
from indexer.records import Document
from indexer.text.languagecodes import primary

_TERMS = "{http://purl.org/dc/terms/}"
_TEMPLATE = "2013-12-23T23:15:00Z"
"""When python-docx's template was made, which most documents that it writes still claim as their own."""
_UNREAD = "what was put into the document as a file is not read: open it in Word and save it again"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def read(path: str, data: bytes, limits: Limits) -> Iterator[Document]:
    """The one document of a .docx file. Raises Unreadable."""
    builder = TextBuilder()
    with open_zip(data, limits) as archive:
        body = main_part(archive)
        take_contents(body)
        struck = take_struck(body)
        read_signs(body)
        marks = NoteMarks(part_for(archive, "settings"), body)
        text = DocxText(read_styles(archive), Numbering(archive), marks, builder)
        text.add_around(around_first_page(archive, body, "header"), "paragraph")
        head = len(builder.text)
        text.add(body)
        for name, each in _NOTES.items():
            if (notes := part_for(archive, name)) is None:
                continue
            read_signs(notes)
            for mark, note in marks.in_order(each, notes):
                text.add_note(note, comment(value(note, "author"), "") if each == "comment" else f"{mark} ")
        text.add_around(around_first_page(archive, body, "footer"), "note")
        core = xml_member(archive, "docProps/core.xml")
    language = next((said for e in body.iter(f"{W}lang") if (said := value(e))), "")
    unread = (_UNREAD,) if any(True for _ in body.iter(f"{W}altChunk")) else ()
    if not builder.text:
        raise Unreadable("empty", "; ".join(("the document holds no text", *unread)))
    title = first_text(core, f"{DC}title")
    created, modified = first_text(core, f"{_TERMS}created"), first_text(core, f"{_TERMS}modified")
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text[head:]),
        title_derived=not title,
        date=letter_date(path, builder.text, head, inferred("" if created == _TEMPLATE else created)),
        authors=names([a for a in texts(core, f"{DC}creator") if a != "python-docx"]),
        language=primary(first_text(core, f"{DC}language")), blocks=builder.blocks,
        metadata={
            name: value
            for name, value in (("modified", modified[:10]), ("editing_language", language)) if value
        },
        warnings=(*text.warnings, *told([struck]), *unread),
    )  # fmt: skip
