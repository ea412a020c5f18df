"""Numbers that count the time since 1970, as exports of chats and forums date their messages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

_SECONDS = re.compile(r"(1[0-8]\d{8})(?:\.\d*)?")
_MILLISECONDS = re.compile(r"(1[0-8]\d{8})\d{3}(?:\.0*)?")
"""From 2001 to 2030: before, and after, such a number may be another, as 2021030110 is an hour."""
_NAMES = frozenset("timestamp timestamp_ms ts unixtime created_utc date_unixtime".split())


def counts_time(name: str, values: Iterable[Any]) -> bool:
    """Whether a column is called so and holds nothing but such numbers: the `Timestamp` of a form, which is no number,
    says when it was filled in, not of when a letter is.
    """
    said = [str(value) for value in values if value not in (None, "")]
    return name.strip().lower() in _NAMES and bool(said) and all(map(as_moment, said))


def as_moment(said: str) -> str:
    """`1614592860`, or `1614592860000`, as the moment that it is, ISO 8601 in UTC; empty for all else."""
    found = _SECONDS.fullmatch(said) or _MILLISECONDS.fullmatch(said)
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat().replace("+00:00", "Z") if found else ""
