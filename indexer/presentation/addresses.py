"""Where a passage stands: its page here, the original, its selectors, and names that last.

They follow the W3C Web Annotation Data Model (TextQuoteSelector, TextPositionSelector) and WICG's Text Fragments.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from indexer.records import Document, Linked, Passage, Span

_AUTHORITY = "pressmark.invalid,2026"
"""Of ids: not the host, for an archive is asked under several, but a name that nobody can own (RFC 2606)."""
_CONTEXT = 32
"""Code points of prefix and suffix in a TextQuoteSelector."""
_FRAGMENT_WORDS = 6
"""A text fragment names so many words at either end of a passage: the whole would make a link of a page's length."""


def reading_path(document_id: str, passage: Passage | Span | Linked, version: str) -> str:
    """The path of the reading page at a passage of the text that has this version: it says so when that has changed.

    Without a version the passage is one of the text as it is.
    """
    return f"/documents/{document_id}?at={passage.start}-{passage.end}" + (f"&v={version}" if version else "")


def original_link(document: Document, passage: Passage) -> str:
    """The original at the passage: on the web where it is there, else the file's lasting path; in a PDF the page."""
    return web_address(document, passage) or document.path + _page(document, passage)


def web_address(document: Document, passage: Passage | Span | None = None) -> str:
    """The original on the web, at the passage if one is given; empty where its source gives no web address."""
    if not document.url.lower().startswith(("http://", "https://")):
        return ""
    if passage is None:
        return document.url
    if page := _page(document, passage):
        return document.url + page
    separator = ":~:" if "#" in document.url else "#:~:"
    return document.url + separator + text_fragment(document.text[passage.start : passage.end])


def text_fragment(text: str) -> str:
    """A `text=` directive for a passage (WICG, URL Fragment Text Directives): its first and last words.

    `,`, `-` and `&` mean something in a directive and are percent-encoded with the rest.
    """
    words = text.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        return "text=" + _encode(" ".join(words))
    return f"text={_encode(' '.join(words[:_FRAGMENT_WORDS]))},{_encode(' '.join(words[-_FRAGMENT_WORDS:]))}"


def selectors(text: str, span: Passage | Span) -> list[dict[str, Any]]:
    """A stretch of a text by its words and by its place."""
    return [quote_selector(text, span.start, span.end), position_selector(span.start, span.end)]


def quote_selector(text: str, start: int, end: int) -> dict[str, str]:
    """W3C TextQuoteSelector of `[start, end)`."""
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _CONTEXT) : start],
        "suffix": text[end : end + _CONTEXT],
    }


def position_selector(start: int, end: int) -> dict[str, Any]:
    """W3C TextPositionSelector of `[start, end)`, in code points."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def tag(kind: str, name: str) -> str:
    """A tag: URI (RFC 4151) that stays the same from one generation, and from one host, to the next."""
    return f"tag:{_AUTHORITY}:{kind}:{quote(name, safe='/?&=,')}"


def _page(document: Document, passage: Passage | Span) -> str:
    """Of a PDF the page, as browsers open it (RFC 8118); empty for all else."""
    if document.metadata.get("media_type") != "application/pdf":
        return ""
    page = next((page.label for page in reversed(document.pages) if page.start <= passage.start), "1")
    return f"#page={page}"


def _encode(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
