"""Numbers with what they count, as sentences say them."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """`1 document`, `1,641 documents`, `0 documents`; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
