"""PDF: the text layer page by page, lines joined to paragraphs, running heads and feet left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.documents import clean_text, derived_title, document_id, names
from indexer.ingest.office.pdf.columns import columns, lines_of
from indexer.ingest.office.pdf.paragraphs import paragraphs
from indexer.ingest.office.pdf.printed import without_printed
from indexer.ingest.office.pdf.raised import with_raised_read
from indexer.ingest.office.pdf.running import Layout, layout_of
from indexer.ingest.office.pdf.torn import TORN, mended
from indexer.records import Document

_ENCRYPTED = 4
_COPY = 1 << 4
_LINE_NUMBERS = re.compile(r"(?:^\d{1,3}\n){8,}", re.MULTILINE)
_STAMP = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_WORKING_TITLE = re.compile(
    r"microsoft word - .*|untitled.*|about:blank|(?:https?|file)://\S+"
    r"|.*\.(?:docx?|odt|pages|wpd|exe|dvi|indd|tex|pdf|rtf|qxd|txt|md|x?html?|php|aspx?)",
    re.IGNORECASE,
)


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a PDF. Raises Unreadable for scans without text and for encrypted files."""
    pdf = _opened(data)
    with closing(pdf):
        marks: set[str] = set()
        found = [_page_text(pdf, number, marks) for number in range(len(pdf))]
        info = {key: clean_text(value).strip("\ufffd ") for key, value in pdf.get_metadata_dict().items()}
        labels = [pdf.get_page_label(number) for number in range(len(pdf))]
        protected = not _may_copy(pdf)
    pages = [page.text or "" for page in found]
    damaged = {number for number, page in enumerate(found, start=1) if page.text is None}
    if not any(page.strip() for page in pages):
        if damaged:
            raise Unreadable("broken", "the PDF is damaged and its pages cannot be read: get a whole copy of it")
        raise Unreadable("scanned", "no text layer: scanned pages need OCR first")
    builder = paragraphs(pages, any(page.in_columns for page in found), [page.layout for page in found])
    title = info.get("Title", "")
    title = "" if _WORKING_TITLE.fullmatch(title) else title
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text),
        title_derived=not title, authors=names([info.get("Author", "")]),
        date=letter_date("", builder.text),  # its name may be a scanner's, of another day
        blocks=builder.blocks, pages=builder.pages, metadata=_metadata(info, labels),
        warnings=tuple(_doubts(pages, damaged, protected)),
    )  # fmt: skip


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED or "password" in str(error).lower():
            raise Unreadable("encrypted", "the PDF is encrypted: save a copy without a password") from error
        raise Unreadable("broken", "the PDF is damaged and cannot be opened") from error


def _may_copy(pdf: Any) -> bool:
    from pypdfium2 import raw

    return bool(raw.FPDF_GetDocPermissions(pdf) & _COPY)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page's lines in the order of the text layer, None for a page that cannot be loaded; whether they may be in
    columns, and how they are set, where that can be known.
    """

    text: str | None
    in_columns: bool = False
    layout: Layout | None = None


def _page_text(pdf: Any, number: int, marks: set[str]) -> _Page:
    """One page. Adds to marks of notes."""
    import pypdfium2

    try:
        page = pdf[number]
        with closing(page), closing(page.get_textpage()) as layer:
            _, bottom, _, top = page.get_cropbox()
            raw = without_printed(layer, mended(layer, layer.get_text_range()), bottom, top)
            lines = lines_of(layer, raw)
            begin = columns(lines or ())
            text = clean_text(with_raised_read(layer, raw, marks, begin)).replace("\t", " ").replace(TORN, "")
    except pypdfium2.PdfiumError:
        return _Page(None)
    layout = None if lines is None else layout_of(lines, bottom, top)
    return _Page(_LINE_NUMBERS.sub("", text), lines is None or bool(begin), layout)


def _metadata(info: dict[str, str], labels: Sequence[str]) -> dict[str, Any]:
    """The document's own words about itself. Its creation is that of the file, so it is no date of the text."""
    found: dict[str, Any] = {"media_type": "application/pdf"}
    for name, key in (("subject", "Subject"), ("keywords", "Keywords"), ("producer", "Producer")):
        found[name] = info.get(key, "")
    for name, key in (("created", "CreationDate"), ("modified", "ModDate")):
        stamp = _STAMP.match(info.get(key, ""))
        found[name] = "-".join(part for part in stamp.groups() if part) if stamp else ""
    if any(label and label != str(number) for number, label in enumerate(labels, start=1)):
        found["page_labels"] = list(labels)
    return {name: value for name, value in found.items() if value}


def _doubts(pages: Sequence[str], damaged: Collection[int], protected: bool) -> Iterator[str]:
    empty = [number for number, page in enumerate(pages, start=1) if not page.strip() and number not in damaged]
    if empty:
        yield f"no text on {_listed(empty)}"
    if damaged:
        yield f"the PDF is damaged: {_listed(sorted(damaged))} could not be read"
    if protected:
        yield "the PDF forbids copying of its text"


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"page{'s' if numbers[1:] else ''} {shown}{' …' if numbers[10:] else ''}"
