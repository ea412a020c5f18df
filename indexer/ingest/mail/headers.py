"""The headers of a mail: read where the standard library's parser gives up, and the people that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text
from indexer.records import Name

FAULTS = (MessageError, HeaderParseError, ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the parser of the standard library raises for headers and bodies that break the rules."""
_NAMES = re.compile(r'["“„]([^"“”„]*)["”“]|([^,;"“”„]+)')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,200}"')
_APART = re.compile(rf"(?:{_QUOTED.pattern}|[^;])+")
_NAMED = re.compile(r"\s*([^<>@]*?)\s*<([^<>]+)>\s*")
_BEHIND_ADDRESS = re.compile(r"(?<=>)\s*,")
_BRACKETED = re.compile(r"@[^\s<>@]+ ?\(")
"""`amos@x.example (Amos Pell)`, as mail once was addressed."""
_NOBODY = re.compile(
    r"""(?:(?<![<"])[<"]+)?\b(?:(?:undisclosed|unlisted|hidden|verborgene)[-_ ](?:recipients?|empf(?:ä|ae)nger)|"""
    r"""recipient[-. ]list[-. ](?:not[-. ]shown|suppressed)|destinataires[-_ ](?:inconnus|masqués)|"""
    r"""destinatari[-_ ](?:nascosti|sconosciuti)|destinatarios[-_ ](?:ocultos|no[-_ ]revelados))\b"""
    r"""\s*+(?::\s*+)?;?[">]*(?:@\S+|\s*\([^()]*\))?""",
    re.IGNORECASE,
)
"""What stands for recipients that are not told: `undisclosed-recipients:;`, and what mail servers make of it."""


def header(message: Any, name: str) -> str:
    """A header's value, "" if there is none."""
    if any("\udc80" <= char <= "\udcff" for key, raw in message.raw_items() if key.lower() == name for char in raw):
        return _written(message, name)
    try:
        said = clean_text(str(message.get(name) or ""))
    except FAULTS:
        return next((clean_text(str(v)) for k, v in message.raw_items() if k.lower() == name), "")
    return said if "\ufffd" not in said else _words(_written(message, name))


def _written(message: Any, name: str) -> str:
    """A header as its bytes say it, its lines joined; letters outside ASCII are not lost where nothing encodes them."""
    return next(_all_written(message, name), "")


def _all_written(message: Any, name: str) -> Iterator[str]:
    for key, raw in message.raw_items():
        if key.lower() == name and (data := str(raw).encode("utf-8", "surrogateescape")).strip():
            yield " ".join(clean_text(decode(data)[0]).split())


def people(message: Any, name: str) -> tuple[Name, ...]:
    """The addresses of a header: the printed name, with the address as its reference.

    A letter copied out with `From: "Sir John Trevanion"` has names alone, which are no addresses to a mail's parser.
    """
    written = _NOBODY.sub("", ", ".join(_all_written(message, name))).strip(", ")
    if "@" not in written:
        told = _NAMES.findall(_NOBODY.sub("", _words(written)))
        names = (Name(" ".join((quoted or bare).split()).removesuffix(":")) for quoted, bare in told)
        return tuple(dict.fromkeys(each for each in names if each.text))
    pairs = _parted(written) or (_addresses(message, name, written) if written.isascii() else getaddresses([written]))
    found = (
        Name(clean_text(shown or address), f"mailto:{clean_text(address)}" if "@" in address else "")
        for shown, address in pairs
        if shown or address
    )
    return tuple(dict.fromkeys(found))


def _parted(written: str) -> list[tuple[str, str]]:
    """Addresses that semicolons part, or whose names have commas without quotation marks, as Outlook has them:
    `Thrale, Moira <m@x>; r@x`. Nothing of others, nor of groups (`The Board: a@b.c, d@e.f;`).
    """
    bare = _QUOTED.sub("", written)
    if ":" in bare or not (";" in bare or "," in bare):
        return []
    parts = [
        part for part in (_APART.findall(written) if ";" in bare else _BEHIND_ADDRESS.split(written)) if part.strip()
    ]
    named = [_NAMED.fullmatch(part) for part in parts]
    if ";" not in bare and not (all(named) and any("," in _QUOTED.sub("", each[1]) for each in named if each)):
        return []
    pairs = ([(n[1].strip('"'), n[2])] if n else getaddresses([part]) for part, n in zip(parts, named, strict=True))
    return [(_words(shown), address) for pair in pairs for shown, address in pair]


def _addresses(message: Any, name: str, written: str) -> list[tuple[str, str]]:
    """As the standard library reads them; a name behind an address, in brackets, it gives only the older way."""
    plain = [(_words(shown), address) for shown, address in getaddresses([written])]
    if _BRACKETED.search(written):
        return plain
    try:
        told = [value for value in message.get_all(name, ()) if not _NOBODY.fullmatch(str(value).strip())]
        addresses = [a for value in told for a in value.addresses]
        found = [(clean_text(a.display_name).strip(), a.addr_spec.strip("<> ")) for a in addresses]
    except FAULTS:
        return plain
    return plain if any("\ufffd" in shown for shown, _ in found) else found


def _words(written: str) -> str:
    """A header with its encoded words (RFC 2047) read, in a charset that fits where they claim another."""
    try:
        parts = decode_header(written)
        said = _as_claimed(parts)
        if "\ufffd" in said:
            said = "".join(decode(part)[0] if isinstance(part, bytes) else part for part, _ in parts)
    except (*FAULTS, Unreadable):
        return written
    return said


def _as_claimed(parts: Any) -> str:
    try:
        return clean_text(str(make_header(parts)))
    except UnicodeError:
        return "\ufffd"
