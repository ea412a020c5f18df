"""E-mail: single messages (also of a Maildir) and mailboxes, with the standard library's parser.

Quoted replies stay in the text as `reply` blocks. Attachments that a reader knows, and messages inside a message, are
documents of their own that name the mail they came with.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from itertools import count
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterhead import dateline
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text, derived_title, document_id
from indexer.ingest.formats import HEAD, mail_headers
from indexer.ingest.found import Doubt, Found, Inside
from indexer.ingest.limits import TOO_LARGE
from indexer.ingest.mail.headers import FAULTS, header, people
from indexer.ingest.mail.ids import told_apart
from indexer.ingest.mail.mailbox import messages
from indexer.ingest.mail.parts import Parts, parts_of
from indexer.ingest.mail.text import MailText
from indexer.ingest.typography.struck import told
from indexer.records import DateRange, Document
from indexer.text.dates import iso_range, parse_date

_COUNTED = re.compile(rb"\s*(\d{1,10})[ \t]*\r?\n")
"""How a mail of Apple's begins (`.emlx`): with how many bytes it has."""
_LONG_AGO = 1900
"""What is added to a year of three figures (RFC 5322): 2004 was 104 to some programs."""
_ID = re.compile(r"<([^<>\s]+)>")


def read(path: str, data: bytes, format_: str, inside: Inside) -> Iterator[Found]:
    """The message and its attachments, or every message of a mailbox. Raises Unreadable."""
    data = _from_its_first_line(data)
    if format_ == "mail":
        yield from message_in(path, data, "", inside)
        return
    seen: set[str] = set()
    cut, doubts = messages(data)
    for number, message in enumerate(cut, start=1):
        try:
            yield from message_in(path, message, str(number), inside, seen)
        except Unreadable as error:
            doubts.append(f"message {number} was left out: {error}")
    if not seen:
        raise Unreadable("no-documents", "; ".join(doubts[:1]) or "the mailbox holds no message")
    yield from (Doubt(path, doubt) for doubt in doubts)


def _from_its_first_line(data: bytes) -> bytes:
    """Without what stands around the mail and would be text: a byte-order mark, blank lines, Apple's own notes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = decode(data)[0].encode("utf-8", "surrogatepass")
    if (counted := _COUNTED.match(data)) and mail_headers(data[counted.end() :][:HEAD]):
        return data[counted.end() :][: int(counted[1])]
    start = data.lstrip(codecs.BOM_UTF8 + b" \t\r\n")
    return start if start.startswith(b"From ") or mail_headers(start[:HEAD]) else data


def message_in(path: str, data: bytes, number: str, inside: Inside, seen: set[str] | None = None) -> Iterator[Found]:
    """One message and its attachments. `seen` are the ids of those beside it, and takes its own. Raises Unreadable."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = parts_of(message)
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


def _attached(mail: Document, parts: Parts, inside: Inside) -> Iterator[Found]:
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
            said = f"attachment {name} was not read: {error}"
            if error.code == TOO_LARGE:
                yield Doubt(mail.path, said, partial=True)
            else:
                parts.doubts.append(said)


def _numbered(name: str, number: int) -> Iterator[str]:
    """What an attachment can be called where others have its name already."""
    yield name
    yield from (f"{at}-{name}" for at in count(number))


# ── what its headers say ────────────────────────────────────────────────────────────────────────────


def _document(path: str, record: str, message: Any, parts: Parts) -> Document:
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


def _text(subject: str, parts: Parts) -> TextBuilder:
    text = MailText(subject)
    for part in parts.texts:
        if part.is_html:
            text.add_html(part.text)
        else:
            text.add_plain(part.text, part.flows)
    parts.doubts.extend((*text.doubts, *told(text.struck)))
    return text.builder


def _date(message: Any) -> tuple[DateRange | None, str]:
    """The day as the sender's clock had it, and the moment with its zone (RFC 5322's `-0000` says no zone); where it
    does not say, the day on which the last machine on its way had it.
    """
    if verbatim := _first(message, "date"):
        try:
            moment = message["date"].datetime
        except FAULTS:
            moment = None
        if moment is None:
            return parse_date(verbatim), ""
        if moment.timestamp():  # else a clock that was never set
            moment = moment if moment.year > _LONG_AGO else moment.replace(year=moment.year + _LONG_AGO)
            return iso_range(verbatim, moment.date(), moment.date()), moment.isoformat()
    if sent := _first(message, "sent"):  # as Outlook saves mails as text
        return parse_date(sent), ""
    received = _first(message, "received").rpartition(";")[2]
    try:
        moment = parsedate_to_datetime(received)
    except FAULTS:
        return None, ""
    return iso_range(" ".join(received.split()), moment.date(), moment.date(), "inferred"), ""


def _first(message: Any, name: str) -> str:
    return next((" ".join(clean_text(str(v)).split()) for k, v in message.raw_items() if k.lower() == name), "")


def _previous(message: Any) -> tuple[str, ...]:
    """The message that this one answers: In-Reply-To, else the last of References."""
    answered = _ID.findall(header(message, "in-reply-to"))
    return tuple(dict.fromkeys(answered or _ID.findall(header(message, "references"))[-1:]))
