"""Plain text. Front matter, or a first line that opens ` date 2024-11-19 A group of …`, is no text but says of it.

Where neither dates it, the head of a letter does, and last the file's name: such a date is inferred.

Words broken at a line's end, as OCR leaves them, are made whole; nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.building import compounds_of, joined
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text
from indexer.ingest.formats import HEAD
from indexer.ingest.tables.fields import document_from
from indexer.ingest.tables.misspelt import misspelt
from indexer.ingest.texts.frontmatter import front_matter
from indexer.records import Document

_DATED = re.compile(r"\s*date[ :]\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)\s+", re.IGNORECASE)


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a text file. Raises Unreadable."""
    decoded, warnings = decode(data)
    said, text = parted(clean_text(decoded))
    text = joined(text, compounds_of(text))
    if not text.strip():
        raise Unreadable("empty", "the file holds no text")
    document = document_from(path, "", said, text, warnings=(*warnings, *misspelt(said)))
    yield document if document.date else replace(document, date=letter_date(path, text))


def parted(text: str) -> tuple[dict[str, Any], str]:
    """What the head of a text says of it, and the text below. A head that is not quite front matter is text."""
    said, rest, doubts = front_matter(text[:HEAD], "")  # of more, reading YAML would keep a server busy
    if said and not doubts:
        return said, rest + text[HEAD:]
    if opening := _DATED.match(text):
        return {"date": opening[1]}, text[opening.end() :]
    return {}, text
