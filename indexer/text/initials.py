"""Names of which nothing but initials is written: `M.`, `J. H.`, `[R]`."""

from __future__ import annotations

import re

_INITIALS = re.compile(r"[\[(]?(?:[^\W\d_](?:[.\s-]+|(?=[\])?]|$)))*[\])?]*")


def says_initials_at_most(name: str) -> bool:
    """Whether a name is empty, or has no word of two letters; a sign of Chinese is a word."""
    return not name or (name.isupper() and _INITIALS.fullmatch(name) is not None)
