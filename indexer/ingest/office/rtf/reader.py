"""RTF: striprtf gives the text, `rtfsigns` notes, headers and what is unsaid, the info group title, author, date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.documents import clean_text, derived_title, document_id, names
from indexer.ingest.office.pagenumber import is_page_number
from indexer.ingest.office.rtf.codepage import code_page, with_character_sets
from indexer.ingest.office.rtf.fonts import with_unicode
from indexer.ingest.office.rtf.labels import with_labels
from indexer.ingest.office.rtf.signs import parted, with_signs
from indexer.ingest.typography.struck import told
from indexer.ingest.typography.unsaid import left_out
from indexer.records import DateRange, Document
from indexer.text.dates import iso_range, parse_date

_INFO = re.compile(r"\{\\info(?P<body>(?:[^{}]|\{[^{}]*\})*)\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d\d?)\\dy(\d\d?)")


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of an RTF file. Raises Unreadable."""
    source = data.decode("latin-1")
    try:
        found = parted(_text(with_labels(with_signs(with_character_sets(with_unicode(source)))), code_page(source)))
    except (ValueError, IndexError, KeyError, LookupError) as error:
        raise Unreadable("broken", f"the RTF cannot be parsed: {error}") from error
    builder = TextBuilder()
    builder.add(_around(found.above), keep_lines=True)
    head = len(builder.text)
    for line in clean_text(found.text).split("\n"):
        builder.add(line)
    for note in found.notes:
        builder.add(note, "note", keep_lines=True)
    builder.add(_around(found.below), "note", keep_lines=True)
    if not builder.text:
        raise Unreadable("empty", "the document holds no text")
    info = match["body"] if (match := _INFO.search(source)) else ""
    title, author = (_said(info, name, code_page(source)) for name in ("title", "author"))
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text[head:]),
        title_derived=not title, authors=names([author]),
        date=letter_date(path, builder.text, head, _made(info)), blocks=builder.blocks,
        warnings=(*left_out(found.deleted, "deleted"), *left_out(found.hidden, "hidden"), *told([found.struck])),
    )  # fmt: skip


def _around(text: str) -> str:
    return "" if is_page_number(text) else clean_text(text).strip()


def _text(source: str, codec: str) -> str:
    """What striprtf makes of it, with the halves of signs beyond 16 bits joined."""
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(source, codec, errors="replace")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _said(info: str, name: str, codec: str) -> str:
    match = re.search(rf"\{{\\{name}\b ?([^{{}}]*)\}}", info)
    return " ".join(clean_text(_text("{\\rtf1 " + match[1] + "}", codec)).split()) if match else ""


def _made(info: str) -> DateRange | None:
    created = _CREATED.search(info)
    if not created:
        return None
    when = parse_date("-".join((created[1], created[2].zfill(2), created[3].zfill(2))))
    return iso_range(when.verbatim, when.earliest, when.latest, "inferred") if when.known else None
