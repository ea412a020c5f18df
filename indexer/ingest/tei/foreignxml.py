"""XML that is no TEI: what it is."""

from __future__ import annotations

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.tei.elements import TEI

_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_WORD = (
    "http://schemas.microsoft.com/office/2006/xmlPackage",
    "http://schemas.microsoft.com/office/word/2003/wordml",
)
_ROOTS = ("TEI", "TEI.2", "teiCorpus")


def put_into_namespace(root: etree._Element) -> None:
    """Gives TEI of old, which knew no namespaces, that of today: TEI P4, and what was exported without."""
    if root.tag in _ROOTS:
        for element in root.iter():
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = TEI + element.tag


def check_tei(root: etree._Element) -> None:
    """Raises Unreadable for XML in which nothing is TEI."""
    name = etree.QName(root)
    if any(True for _ in root.iter(f"{TEI}*")):
        return
    if name.namespace == _OPEN_DOCUMENT:
        raise Unreadable("format", "an OpenDocument file in one piece (flat): save it as .odt")
    if name.namespace in _WORD:
        raise Unreadable("format", "a Word document as XML: save it as .docx")
    raise Unreadable("format", f"XML that is no TEI: no reader for its <{name.localname}>")
