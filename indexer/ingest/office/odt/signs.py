"""What an OpenDocument text sets in fonts that have signs in the place of letters, as Unicode."""

from __future__ import annotations

from lxml import etree

from indexer.ingest.typography.symbolfonts import is_symbolic, signs

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FAMILY = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}font-family"


def read_signs(content: etree._Element) -> None:
    """Changes the text of such stretches to what it reads."""
    faces = {face.get(f"{_STYLE}name"): face.get(_FAMILY) or "" for face in content.iter(f"{_STYLE}font-face")}
    fonts: dict[str | None, str] = {}
    for style in content.iter(f"{_STYLE}style"):
        for properties in style.iterchildren(f"{_STYLE}text-properties"):
            name = properties.get(f"{_STYLE}font-name") or ""
            font = faces.get(name, name).strip("'")
            if is_symbolic(font):
                fonts[style.get(f"{_STYLE}name")] = font
    for span in content.iter(f"{_TEXT}span") if fonts else ():
        if font := fonts.get(span.get(f"{_TEXT}style-name"), ""):
            span.text = signs(font, span.text or "")
            for child in span:
                child.tail = signs(font, child.tail or "")
