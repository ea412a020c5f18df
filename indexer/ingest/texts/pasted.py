"""A text that is pasted or piped: what a file would say of itself in its head is no text here either.

The head is not cut off: whoever sent the text counts in it as it was sent (`as_sent.py`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.dating.undated import with_readable_date
from indexer.ingest.documents import clean_text
from indexer.ingest.formats import HEAD, sniff
from indexer.ingest.languages import with_language
from indexer.ingest.tables.fields import document_from
from indexer.ingest.texts.plaintext import parted
from indexer.records import Document

_HEADER = re.compile(r"^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)


def pasted(text: str) -> tuple[Document, int]:
    """The document that a text is, clean and whole, and where its head ends. Its path is `-`, as a pipe is named."""
    text = clean_text(text)
    said, body = _parted(text)
    document = document_from("-", "", said, body)
    document = replace(document, date=document.date or letter_date("-", body))
    return replace(with_readable_date(with_language(document)), text=text), len(text) - len(body)


def _parted(text: str) -> tuple[dict[str, Any], str]:
    """What the head says (a plain text's, or a mail's headers), and the text below it."""
    said, body = parted(text)
    if said:
        return said, body
    start = text.lstrip()
    head, _, body = start.partition("\n\n")
    if sniff(start[:HEAD].encode("utf-8"), "-.txt") != "mail" or not body:  # what ends so may begin as it likes
        return {}, text
    headers = {key.lower(): value for key, value in _HEADER.findall(head)}
    said = {key: headers[key] for key in ("date", "from", "to") if key in headers}
    with suppress(KeyError, ValueError):  # else it is a day as people write it
        said["date"] = parsedate_to_datetime(said["date"])
    return said, body
