"""What a mail is made of: its parts sorted into texts and the files that came with it.

Of alternatives the plain one is read, or the HTML one where that is all or the plain one a stub.
"""

from __future__ import annotations

import email.policy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text
from indexer.ingest.mail.alternatives import alternatives
from indexer.ingest.mail.armor import files_in, readable, unsigned
from indexer.ingest.mail.headers import FAULTS

_TEXTS = ("text/plain", "text/html", "text/enriched")
_RICH = ("text/html", "multipart/related", "multipart/mixed")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_SUFFIXES = {"application/pdf": ".pdf", "text/html": ".html", "application/rtf": ".rtf", "text/csv": ".csv"}


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part that is text; `flows` says whether a line may go on in the next (RFC 3676)."""

    text: str
    is_html: bool = False
    flows: bool = False


@dataclass(slots=True)
class Parts:
    """What a message is made of: texts in order, and files that came with it."""

    texts: list[TextPart] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def parts_of(message: Any) -> Parts:
    """The parts of a parsed message."""
    parts = Parts()
    _gather(message, parts)
    return parts


def _gather(part: Any, parts: Parts) -> None:
    """Sort a message's parts: of alternatives one, the rest in order."""
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        children = list(part.iter_parts()) if kind.startswith("multipart/") else list(part.get_payload())
        if kind == "multipart/alternative":
            _gather_preferred(children, parts)
            return
        for child in children[:1] if kind == "multipart/related" else children:
            _gather(child, parts)
        return
    name = _file_name(part)
    if kind == "message/rfc822" and part.is_multipart():
        parts.files.append((name or "message.eml", part.get_payload(0).as_bytes(policy=email.policy.compat32)))
    elif kind in _SIGNATURES:
        return
    elif (kind in _TEXTS or kind.startswith("text/x-")) and part.get_content_disposition() != "attachment":
        parts.texts.append(_text_part(part, kind == "text/html", parts))
    elif kind.startswith(("message/", "multipart/")):
        parts.texts.append(TextPart(_content(part, parts)))
    elif data := _payload(part):
        parts.files.append((name or f"attachment{_SUFFIXES.get(kind, '')}", data))


def _text_part(part: Any, is_html: bool, parts: Parts) -> TextPart:
    text = _content(part, parts)
    if not is_html:
        text = unsigned(text)
        if (plain := readable(text)) != text:
            parts.doubts.append("what is encrypted (PGP) was not read")
        text, files = files_in(plain)
        parts.files += files
    return TextPart(text, is_html, part.get_param("format") == "flowed")


def _gather_preferred(children: Sequence[Any], parts: Parts) -> None:
    """One of the alternatives, and the files in the others: Apple Mail puts attachments beside the HTML one."""
    preferred = _preferred(children, parts)
    for child in children:
        if child is preferred:
            _gather(child, parts)
        elif child.is_multipart():
            others = Parts()
            _gather(child, others)
            parts.files += others.files


def _preferred(children: Sequence[Any], parts: Parts) -> Any:
    """The plain part, else HTML; HTML too where the plain one is a stub."""
    plain = next((c for c in children if c.get_content_type() == "text/plain" and (_payload(c) or b"").strip()), None)
    rich = next((c for wanted in _RICH for c in children if c.get_content_type() == wanted), None)
    if plain is None or rich is None:
        return next((c for c in (plain, rich, *children) if c is not None), None)
    said = _content(plain, Parts())
    compared = alternatives(said, _html(rich))
    if not compared.plain_is_stub:
        return plain
    if compared.plain and compared.differ:
        parts.doubts.append(f"the plain part was left out for the HTML one: {' '.join(said.split())[:100]}")
    return rich


def _html(part: Any) -> str:
    pages = (p for p in part.walk() if p.get_content_type() == "text/html")
    return "\n".join(_content(page, Parts()) for page in pages if page.get_content_disposition() != "attachment")


def _content(part: Any, parts: Parts) -> str:
    """A part's text; in a charset that nobody knows, as well as can be guessed."""
    try:
        content = part.get_content()
        if isinstance(content, str) and "\ufffd" not in content:
            return content
    except FAULTS:
        pass
    try:
        text, doubts = decode(_payload(part) or b"")
    except Unreadable as error:
        parts.doubts.append(f"a part could not be read: {error}")
        return ""
    parts.doubts.extend(doubts)
    return text


def _payload(part: Any) -> bytes | None:
    try:
        data = part.get_payload(decode=True)
    except FAULTS:
        return None
    return data if isinstance(data, bytes) else None


def _file_name(part: Any) -> str:
    try:
        name = part.get_filename() or ""
    except FAULTS:
        return ""
    return clean_text(str(name)).replace("/", "_").replace("\n", " ").strip()
