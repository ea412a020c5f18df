"""Web pages that a browser saved in one file (MHTML): the page in it through the reader of pages, and its address."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.found import Found, Inside
from indexer.ingest.mail.headers import header
from indexer.records import Document
from indexer.text.dates import iso_range

_PAGES = ("text/html", "application/xhtml+xml")


def read(path: str, data: bytes, inside: Inside) -> Iterator[Found]:
    """The one document of a saved page. Raises Unreadable."""
    message: Any = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)  # frames follow it
    if page is None:
        raise Unreadable("empty", "the file holds no web page")
    named = ((message, "snapshot-content-location"), (message, "content-location"), (page, "content-location"))
    address = next(filter(None, (header(part, name) for part, name in named)), "")
    for found in inside(path, _in_utf8(page), "page.html"):
        yield _saved(found, message, address) if isinstance(found, Document) else found


def _in_utf8(page: Any) -> bytes:
    """The page's bytes; in UTF-8 where the part's head says the charset, which the page itself may not."""
    data: bytes = page.get_payload(decode=True) or b""
    charset = page.get_content_charset()
    try:
        return data.decode(charset).encode("utf-8") if charset else data
    except (LookupError, UnicodeError):
        return data


def _saved(page: Document, message: Any, address: str) -> Document:
    """The page with its address, and what the browser noted where it says nothing: its title, the day it was saved."""
    if page.title_derived and (title := " ".join(header(message, "subject").split())):
        page = replace(page, title=title, title_derived=False)
    if address.startswith(("http:", "https:")):
        page = replace(page, url=address)
    try:
        moment = parsedate_to_datetime(header(message, "date"))
    except ValueError:
        return page
    page = replace(page, metadata={**page.metadata, "captured": moment.isoformat()})
    if page.date:
        return page
    day = moment.date()
    warnings = (*page.warnings, f"date {day} inferred from when the page was saved")
    return replace(page, date=iso_range(day.isoformat(), day, day, "inferred"), warnings=warnings)
