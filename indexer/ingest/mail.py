"""E-mail: single messages (also of a Maildir) and mailboxes, with the standard library's parser.

The plain part is read, or the HTML one where that is all or the plain one a stub. Quoted replies stay in the text as
`reply` blocks. Attachments that a reader knows, and messages inside a message, are documents of their own that name the
mail they came with.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.alternatives import alternatives
from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import clean_text, derived_title, document_id
from indexer.ingest.doubts import Doubt, Found
from indexer.ingest.encodings import decode
from indexer.ingest.formats import HEAD, mail_headers
from indexer.ingest.letterhead import dateline
from indexer.ingest.limits import Limits
from indexer.ingest.mailbox import messages
from indexer.ingest.mailheaders import FAULTS, header, people
from indexer.ingest.mailids import told_apart
from indexer.ingest.mailtext import MailText
from indexer.ingest.struck import told
from indexer.records import DateRange, Document
from indexer.text.dates import iso_range, parse_date

Inside = Callable[[str, bytes, str], Iterator[Found]]

_ID = re.compile(r"<([^<>\s]+)>")
_TEXTS = ("text/plain", "text/html", "text/enriched")
_RICH = ("text/html", "multipart/related", "multipart/mixed")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_SUFFIXES = {"application/pdf": ".pdf", "text/html": ".html", "application/rtf": ".rtf", "text/csv": ".csv"}


def read(path: str, data: bytes, format_: str, inside: Inside, limits: Limits) -> Iterator[Found]:
    """The message and its attachments, or every message of a mailbox. Raises Unreadable."""
    data = _from_its_first_line(data)
    if format_ == "mail":
        yield from _message(path, data, "", inside)
        return
    seen: set[str] = set()
    cut, doubts = messages(data)
    for number, message in enumerate(cut, start=1):
        try:
            yield from _message(path, message, str(number), inside, seen)
        except Unreadable as error:
            doubts.append(f"message {number} was left out: {error}")
    if not seen:
        raise Unreadable("no-documents", "; ".join(doubts[:1]) or "the mailbox holds no message")
    yield from (Doubt(path, doubt) for doubt in doubts)


def _from_its_first_line(data: bytes) -> bytes:
    """Without what an editor put before the headers, which would be text below it: a byte-order mark, blank lines."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decode(data)[0].encode("utf-8", "surrogatepass")
    start = data.lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    return start if start.startswith(b"From ") or mail_headers(start[:HEAD]) else data


@dataclass(slots=True)
class _Parts:
    """What a message is made of: texts in order, and files that came with it."""

    texts: list[tuple[str, str, bool]] = field(default_factory=list)
    """(content type without `text/`, text, whether its lines flow)."""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def _message(path: str, data: bytes, number: str, inside: Inside, seen: set[str] | None = None) -> Iterator[Found]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = _Parts()
    _gather(message, parts)
    found_id = _ID.search(header(message, "message-id"))
    record = told_apart(found_id[1] if found_id else number, data, seen or ())
    document = _document(path, record, message, parts)
    found = list(_attached(document, parts, inside))
    attached = [each for each in found if isinstance(each, Document)]
    if not document.text:
        subject = document.title if not document.title_derived else ""
        if not subject and not attached:
            raise Unreadable("empty", "; ".join(["the message has no text", *parts.doubts]))
        document = replace(document, text=subject or attached[0].title, title=subject or attached[0].title)
    listed = [{"id": d.id, "path": d.path, "title": d.title} for d in attached]
    extra = {"attachments": listed} if listed else {}
    if seen is not None:
        seen.add(record)
    yield replace(document, metadata={**document.metadata, **extra}, warnings=(*document.warnings, *parts.doubts))
    yield from found


# ── what it is made of ──────────────────────────────────────────────────────────────────────────────


def _gather(part: Any, parts: _Parts) -> None:
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
        text = _content(part, parts)
        parts.texts.append((kind.removeprefix("text/"), text, part.get_param("format") == "flowed"))
    elif kind.startswith(("message/", "multipart/")):
        text = _content(part, parts)
        parts.texts.append(("plain", text, False))
    elif data := _payload(part):
        parts.files.append((name or f"attachment{_SUFFIXES.get(kind, '')}", data))


def _gather_preferred(children: Sequence[Any], parts: _Parts) -> None:
    """One of the alternatives, and the files in the others: Apple Mail puts attachments beside the HTML one."""
    preferred = _preferred(children, parts)
    for child in children:
        if child is preferred:
            _gather(child, parts)
        elif child.is_multipart():
            others = _Parts()
            _gather(child, others)
            parts.files += others.files


def _preferred(children: Sequence[Any], parts: _Parts) -> Any:
    """The plain part, else HTML; HTML too where the plain one is a stub."""
    plain = next((c for c in children if c.get_content_type() == "text/plain" and (_payload(c) or b"").strip()), None)
    rich = next((c for wanted in _RICH for c in children if c.get_content_type() == wanted), None)
    if plain is None or rich is None:
        return next((c for c in (plain, rich, *children) if c is not None), None)
    said = _content(plain, _Parts())
    compared = alternatives(said, _html(rich))
    if not compared.plain_is_stub:
        return plain
    if compared.plain and compared.differ:
        parts.doubts.append(f"the plain part was left out for the HTML one: {' '.join(said.split())[:100]}")
    return rich


def _html(part: Any) -> str:
    pages = (p for p in part.walk() if p.get_content_type() == "text/html")
    return "\n".join(_content(page, _Parts()) for page in pages if page.get_content_disposition() != "attachment")


def _content(part: Any, parts: _Parts) -> str:
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


def _attached(mail: Document, parts: _Parts, inside: Inside) -> Iterator[Found]:
    """The documents in the attachments; what cannot be read is a doubt about the mail."""
    names: set[str] = set()
    for number, (name, data) in enumerate(parts.files, start=1):
        name = next(free for free in _numbered(name, number) if free not in names)
        names.add(name)
        place = f"{mail.path}/{name}" if "#" in mail.path else f"{mail.path}#{name}"
        try:
            for found in inside(place, data, name):
                if isinstance(found, Document):
                    found = replace(found, metadata={**found.metadata, "attached_to": mail.id})
                yield found
        except Unreadable as error:
            parts.doubts.append(f"attachment {name} was not read: {error}")


def _numbered(name: str, number: int) -> Iterator[str]:
    """What an attachment can be called where others have its name already."""
    yield name
    yield from (f"{at}-{name}" for at in count(number))


# ── what its headers say ────────────────────────────────────────────────────────────────────────────


def _document(path: str, record: str, message: Any, parts: _Parts) -> Document:
    subject = " ".join(clean_text(header(message, "subject")).split())
    builder = _text(subject, parts)
    date, sent = _date(message)
    date = date or dateline(builder.text)
    hidden = people(message, "bcc")
    metadata: dict[str, Any] = {
        "message_id": (_ID.findall(header(message, "message-id")) or [""])[0],
        "sent": sent,
        "list": " ".join(header(message, "list-id").split()),
        "bcc": [name.text for name in hidden],
    }
    return Document(
        id=document_id(path, record), path=f"{path}#{record}" if record else path, text=builder.text,
        title=subject or derived_title(builder.text), title_derived=not subject, kind="letter", date=date,
        language=header(message, "content-language"), senders=people(message, "from") or people(message, "sender"),
        recipients=(*people(message, "to"), *people(message, "cc"), *hidden), previous=_previous(message),
        blocks=builder.blocks, metadata={name: value for name, value in metadata.items() if value},
    )  # fmt: skip


def _text(subject: str, parts: _Parts) -> TextBuilder:
    text = MailText(subject)
    for kind, part, flowed in parts.texts:
        if kind == "html":
            text.add_html(part)
        else:
            text.add_plain(part, flowed)
    parts.doubts.extend(told(text.struck))
    return text.builder


def _date(message: Any) -> tuple[DateRange | None, str]:
    """The day as the sender's clock had it, and the moment with its zone (RFC 5322's `-0000` says no zone)."""
    verbatim = next((" ".join(clean_text(str(v)).split()) for k, v in message.raw_items() if k.lower() == "date"), "")
    if not verbatim:
        return None, ""
    try:
        moment = message["date"].datetime
    except FAULTS:
        moment = None
    if moment is None:
        return parse_date(verbatim), ""
    return iso_range(verbatim, moment.date(), moment.date()), moment.isoformat()


def _previous(message: Any) -> tuple[str, ...]:
    """The message that this one answers: In-Reply-To, else the last of References."""
    answered = _ID.findall(header(message, "in-reply-to"))
    return tuple(dict.fromkeys(answered or _ID.findall(header(message, "references"))[-1:]))
