"""Plain text. A first line that opens ` date 2024-11-19 A group of …` gives the date; the rest is the text.

Where the file says nothing, the head of a letter does, and last the file's name: such a date is inferred.

Words broken at a line's end, as OCR leaves them, are made whole; nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.errors import Unreadable
from indexer.ingest.building import compounds_of, joined
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text, derived_title, document_id
from indexer.records import Document
from indexer.text.dates import parse_date

DATED = re.compile(r"\s*date[ :]\s*(\d{4}(?:-\d\d(?:-\d\d)?)?)\s+", re.IGNORECASE)


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a text file. Raises Unreadable."""
    text, warnings = decode(data)
    text = clean_text(text)
    text = joined(text, compounds_of(text))
    date = None
    if opening := DATED.match(text):
        date = parse_date(opening[1])
        text = text[opening.end() :]
    if not text.strip():
        raise Unreadable("empty", "the file holds no text")
    date = date or letter_date(path, text)
    yield Document(
        id=document_id(path), path=path, text=text, title=derived_title(text), title_derived=True,
        date=date, warnings=warnings,
    )  # fmt: skip
