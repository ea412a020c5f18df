"""What every reader ends with: clean text, a stable id, a title even where the source has none."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import replace

from indexer.ingest.dating.letterhead import opening
from indexer.records import Document, Name
from indexer.text.notemarks import NOTE_MARK
from indexer.text.sentences import sentence_spans

_SURROGATE = re.compile("[\ud800-\udfff]")
_TITLE_LENGTH = 90
"""Code points of a title made of a text."""
_LONGEST_TITLE = 500


def document_id(path: str, record: str = "") -> str:
    """Twelve letters and digits that stand for a place in a source: base32 of a SHA-256, 60 bits of it."""
    place = f"{path}#{record}" if record else path
    return b32encode(hashlib.sha256(place.encode("utf-8")).digest())[:12].decode("ascii").lower()


def clean_text(text: str) -> str:
    """Newlines as `\\n`, no byte-order mark; NUL and lone surrogates, which no store can hold, as U+FFFD."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def with_sender(document: Document) -> Document:
    """A letter that names no sender as sent by its author. Only where people say who that is: the author whom an office
    file or a PDF names is often whoever typed it, and the one whom an edition's header names may be the recipient.
    """
    sent = document.kind == "letter" and not document.senders
    return replace(document, senders=document.authors) if sent else document


def names(values: list[str]) -> tuple[Name, ...]:
    """People as a file's metadata lists them; one field may hold several, apart by semicolons."""
    return tuple(dict.fromkeys(Name(part.strip()) for value in values for part in value.split(";") if part.strip()))


def derived_title(text: str) -> str:
    """A title for a text that has none: its first sentence, a letter's after salutation and dateline; cut at a word."""
    first = opening(text)
    if not first:
        return ""
    paragraphs = re.split(r"\n\n+", first)
    paragraph = next((p for p in paragraphs if re.search(r"[^\W\d_]", p)), paragraphs[0])
    sentence = without_marks(_first_sentence(paragraph))
    return _cut(sentence, _TITLE_LENGTH) if len(sentence) > _TITLE_LENGTH else sentence


def with_short_title(document: Document) -> Document:
    """A title that is a text itself, as of a wrong column, cut at a word: each passage is indexed with its title."""
    if len(document.title) <= _LONGEST_TITLE:
        return document
    told = f"a title of {len(document.title)} characters was cut after {_LONGEST_TITLE}"
    return replace(document, title=_cut(document.title, _LONGEST_TITLE), warnings=(*document.warnings, told))


def without_marks(title: str) -> str:
    """A title without the marks of its notes."""
    return NOTE_MARK.sub("", title)


def _cut(title: str, most: int) -> str:
    """As many whole words of a title as so many code points hold."""
    return title[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _first_sentence(paragraph: str) -> str:
    """White space made single. What ends in a figure goes on: "Zürich, 13." is the beginning of a date."""
    spans = sentence_spans(paragraph)
    end = next((end for _, end in spans if not re.search(r"\d\.\s*$", paragraph[:end])), spans[-1][1])
    return " ".join(paragraph[spans[0][0] : end].split())
