"""What old mails have among their words that is none: PGP's signatures, what it encrypted, files as letters."""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence

_SIGNED, _SIGNATURE = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_ENCRYPTED, _END_ENCRYPTED = "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"
_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.*)")
_LAST = ("", "`")
"""A line of no bytes, before `end`."""


def unsigned(text: str) -> str:
    """A signed text without what the signature put around it (RFC 4880, section 7); any other as it is."""
    lines = text.split("\n")
    said = [line.rstrip() for line in lines]
    if not (_SIGNED in said and _SIGNATURE in said and _END in said):
        return text
    begin, signature, end = map(said.index, (_SIGNED, _SIGNATURE, _END))
    if not begin < signature < end or "" not in said[begin:signature]:
        return text
    first = said.index("", begin) + 1
    return "\n".join((*lines[:begin], *(line.removeprefix("- ") for line in lines[first:signature]), *lines[end + 1 :]))


def readable(text: str) -> str:
    """A text without what is encrypted in it; one that does not end stays."""
    if _ENCRYPTED not in text:
        return text
    kept: list[str] = []
    within = False
    for line in text.split("\n"):
        within = within or line.strip() == _ENCRYPTED
        if not within:
            kept.append(line)
        within = within and line.strip() != _END_ENCRYPTED
    return text if within else "\n".join(kept)


def files_in(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A text without the files that stand in it uuencoded, and these with their names; what is not whole stays."""
    lines = text.split("\n")
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    while at < len(lines):
        begin = _BEGIN.fullmatch(lines[at].rstrip())
        end, data = _decoded(lines, at + 1) if begin else (0, b"")
        if begin and end:
            files.append((begin[1].replace("/", "_"), data))
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return ("\n".join(kept), files) if files else (text, [])


def _decoded(lines: Sequence[str], at: int) -> tuple[int, bytes]:
    """Where a file that begins at a line is over, and its bytes; 0 where it is none."""
    parts: list[bytes] = []
    for place in range(at, len(lines)):
        line = lines[place].rstrip("\r\n ")
        if line == "end":
            return place + 1, b"".join(parts)
        if _BEGIN.fullmatch(line):
            break
        try:
            parts.append(binascii.a2b_uu(line) if line not in _LAST else b"")
        except ValueError:
            break
    return 0, b""
