"""PDF: the text layer page by page, lines joined to paragraphs, what every page repeats left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.building import PAGE, TextBuilder, compounds_of
from indexer.ingest.documents import clean_text, derived_title, document_id, names
from indexer.ingest.office.pdflists import item_lines
from indexer.ingest.office.pdfraised import NOTE, with_raised_read
from indexer.records import Document

_ENCRYPTED = 4
_COPY = 1 << 4
_EDGE = 2
"""Headers and footers are looked for in so many lines at either end of a page."""
_LINE_NUMBERS = re.compile(r"(?:^\d{1,3}\n){8,}", re.MULTILINE)
_SOFT = re.compile(r"((?:(?<![^\W\d_])[^\W\d_]+)?)\ufffe\n?([^\W\d_]*)")
_ENDING = re.compile(r"[.?!:;…]['\"”’)\]]*$")
_OPENING = re.compile(r"[^\W\d_a-zß-ÿ]|[\d•*–—«\"“(\[]")
_STAMP = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_WORKING_TITLE = re.compile(r"microsoft word - .*|untitled.*|.*\.(?:docx?|exe|dvi|indd|tex|pdf|rtf|qxd)", re.IGNORECASE)


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a PDF. Raises Unreadable for scans without text and for encrypted files."""
    pdf = _opened(data)
    with closing(pdf):
        marks: set[str] = set()
        pages = [_page_text(pdf, number, marks) for number in range(len(pdf))]
        info = {key: clean_text(value).strip("\ufffd ") for key, value in pdf.get_metadata_dict().items()}
        labels = [pdf.get_page_label(number) for number in range(len(pdf))]
        protected = not _may_copy(pdf)
    if not any(page.strip() for page in pages):
        raise Unreadable("scanned", "no text layer: scanned pages need OCR first")
    builder = _built(pages)
    title = info.get("Title", "")
    title = "" if _WORKING_TITLE.fullmatch(title) else title
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text),
        title_derived=not title, authors=names([info.get("Author", "")]),
        blocks=builder.blocks, pages=builder.pages, metadata=_metadata(info, labels),
        warnings=tuple(_doubts(pages, protected)),
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


def _page_text(pdf: Any, number: int, marks: set[str]) -> str:
    """One page's lines, in the order of the text layer; "" for a page that cannot be loaded. Adds to marks of notes."""
    import pypdfium2

    try:
        page = pdf[number]
        with closing(page), closing(page.get_textpage()) as layer:
            text = clean_text(with_raised_read(layer, layer.get_text_range(), marks)).replace("\t", " ")
    except pypdfium2.PdfiumError:
        return ""
    return _LINE_NUMBERS.sub("", text)


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


def _doubts(pages: Sequence[str], protected: bool) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if empty:
        yield f"no text on page{'s' if empty[1:] else ''} {', '.join(empty[:10])}{' …' if empty[10:] else ''}"
    if protected:
        yield "the PDF forbids copying of its text"


# ── lines to paragraphs ─────────────────────────────────────────────────────────────────────────────


def _built(pages: Sequence[str]) -> TextBuilder:
    """Paragraphs over all pages; each page is labelled with its place in the file, as `#page=` counts."""
    whole = "\n".join(pages)
    compounds = compounds_of(whole)
    builder = TextBuilder()
    builder.know_compounds(whole)
    lines_of = _without_repeated([[line.strip() for line in page.split("\n")] for page in pages])
    lengths = sorted(len(line) for lines in lines_of for line in lines if len(line) > 20)
    usual = lengths[int(len(lengths) * 0.7)] if lengths else 0
    items = item_lines([line for lines in lines_of for line in lines])
    places = count()
    paragraph: list[str] = []
    is_note = False
    for number, lines in enumerate(lines_of, start=1):
        if is_note:  # the text goes on above the next page's
            builder.add("\n".join(paragraph))
            paragraph, is_note = [], False
        paragraph.append(builder.page(str(number)))
        for line in lines:
            text = _SOFT.sub(lambda match: _unbroken(match, compounds), line.removeprefix(NOTE))
            if next(places) in items or line.startswith(NOTE) or _begins_anew(paragraph, text, usual):
                builder.add("\n".join(paragraph))
                paragraph, is_note = [], line.startswith(NOTE)
            paragraph.append(text)
    builder.add("\n".join(paragraph))
    return builder


def _unbroken(match: re.Match[str], compounds: set[str]) -> str:
    """PDFium marks where it took a hyphen out at a line's end; a word that has one elsewhere gets it back."""
    whole = f"{match[1]}-{match[2]}"
    return whole if whole.lower() in compounds else match[1] + match[2]


def _begins_anew(paragraph: list[str], line: str, usual: int) -> bool:
    """Whether a line begins a paragraph: the one before it is empty, or ends short, and this one opens like one."""
    before = next((part for part in reversed(paragraph) if part != PAGE), None)
    if before is None or not line:
        return before is not None
    if not before:
        return True
    if _ENDING.search(before) and len(before) < 0.85 * usual:
        return True
    return len(before) < 0.6 * usual and bool(_OPENING.match(line)) and not before.endswith(("-", ","))


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines without headers, footers and page numbers: what stands at the edge of half of them."""
    pages = [[line for line in page if line] for page in pages]
    if len(pages) < 2:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page[:_EDGE] + page[-_EDGE:]})
    repeated = {shape for shape, count in seen.items() if count >= max(2, len(pages) / 2)}

    def kept(page: list[str]) -> list[str]:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        return [
            line for at, line in enumerate(page)
            if at not in edges or _shape(line) not in repeated or line.startswith(NOTE)
        ]  # fmt: skip

    return [kept(page) for page in pages]


def _shape(line: str) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.casefold())
