"""Numbers that count the time since 1970, as exports of chats and forums date their messages."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_SECONDS = re.compile(r"(1[0-8]\d{8})(?:\.\d*)?")
_MILLISECONDS = re.compile(r"(1[0-8]\d{8})\d{3}(?:\.0*)?")
"""From 2001 to 2030: before, and after, such a number may be another, as 2021030110 is an hour."""


def as_moment(said: str) -> str:
    """`1614592860`, or `1614592860000`, as the moment that it is, ISO 8601 in UTC; empty for all else."""
    found = _SECONDS.fullmatch(said) or _MILLISECONDS.fullmatch(said)
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat().replace("+00:00", "Z") if found else ""
