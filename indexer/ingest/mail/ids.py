"""What a mail of a mailbox is known by: its Message-ID, and where several have one, a digest of what each says.

Numbers would be those of places: a mail that is deleted would rename all that stand below it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from itertools import chain, count

_HEAD_END = re.compile(rb"\n[ \t]*\n")
_STATUS = re.compile(
    rb"^(?:Status|X-Status|X-Keywords|X-UID|X-Mozilla-[\w-]+|Content-Length|Lines):.*\n(?:[ \t].*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
"""Headers that mail programs write anew when a mail is read, flagged or moved."""


def told_apart(record: str, mail: bytes, seen: Collection[str]) -> str:
    """The id of a mail that is called `record`, in a mailbox where `seen` are taken: the first keeps it bare.

    Only between mails that are the same byte for byte does their order count.
    """
    if record not in seen:
        return record
    own = f"{record}~{_digest(mail)}"
    return next(free for free in chain([own], (f"{own}~{number}" for number in count(2))) if free not in seen)


def _digest(mail: bytes) -> str:
    """The first eight digits of the SHA-256 of a mail, whatever its line ends and its marks of having been read."""
    plain = mail.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    end = _HEAD_END.search(plain)
    at = end.start() + 1 if end else len(plain)
    kept = _STATUS.sub(b"", plain[:at]) + plain[at:]
    return hashlib.sha256(kept.strip()).hexdigest()[:8]
