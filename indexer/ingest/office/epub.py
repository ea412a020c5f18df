"""EPUB: the chapters of the spine as one text, with the book's own title, authors, date and language."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import derived_title, document_id, names
from indexer.ingest.limits import Limits, member, open_zip
from indexer.ingest.markup.tree import add_markup, parsed
from indexer.ingest.office.packages import DC, first_text, required_member, texts
from indexer.ingest.typography.struck import take_struck, told
from indexer.records import Document
from indexer.text.dates import parse_date
from indexer.text.languagecodes import primary

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_UNKNOWN = ("unknown", "unknown title", "unknown author")
"""What Calibre and LibreOffice write where nobody said."""
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(path: str, data: bytes, limits: Limits) -> Iterator[Document]:
    """The one document of an e-book. Raises Unreadable."""
    with open_zip(data, limits) as archive:
        if member(archive, "META-INF/encryption.xml") and not _fonts_only(archive):
            raise Unreadable("encrypted", "the e-book is encrypted (DRM)")
        container = required_member(archive, "META-INF/container.xml")
        opf_path = next((e.get("full-path") or "" for e in container.iter(f"{_CONTAINER}rootfile")), "")
        package = required_member(archive, opf_path)
        builder = TextBuilder()
        doubts: list[str] = []
        struck: list[int | None] = []
        for name in _chapters(package, opf_path):
            lost: list[str] = []
            if (tree := parsed(member(archive, name) or b"", lost)) is None:
                doubts.append(f"chapter {name} could not be read")
                continue
            doubts += [f"chapter {name}: {said}" for said in lost]
            for contents in [each for each in tree.iter("nav") if each.get("epub:type")]:
                contents.drop_tree()  # it repeats the headings
            struck.append(take_struck(tree))
            add_markup(tree, builder)
    if not builder.text:
        raise Unreadable("empty", "the e-book holds no text")
    title, *_ = [*_known(texts(package, f"{DC}title")), ""]
    date = first_text(package, f"{DC}date")
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=title or derived_title(builder.text),
        title_derived=not title, date=parse_date(date) if date else None,
        authors=names(_known(texts(package, f"{DC}creator"))),
        source=first_text(package, f"{DC}publisher"), language=primary(first_text(package, f"{DC}language")),
        blocks=builder.blocks, warnings=(*doubts, *told(struck)),
    )  # fmt: skip


def _chapters(package: etree._Element, opf_path: str) -> Iterator[str]:
    """The names of the spine's members, in reading order."""
    folder = posixpath.dirname(opf_path)
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and (item.get("media-type") or "") in _PAGES:
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _known(said: list[str]) -> list[str]:
    return [each for each in said if each.lower() not in _UNKNOWN]


def _fonts_only(archive: zipfile.ZipFile) -> bool:
    """Whether what is encrypted are fonts alone, as many publishers do."""
    encryption = required_member(archive, "META-INF/encryption.xml")
    targets = [
        e.get("URI") or "" for e in encryption.iter("{http://www.w3.org/2001/04/xmlenc#}CipherReference")
    ]  # fmt: skip
    return all(target.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for target in targets)
