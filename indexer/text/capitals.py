"""The letters with which names begin, as one sign of an expression."""

from __future__ import annotations

_LAST = 0x2000
"""From there on stands no letter of an alphabet that is written today and has capitals."""
_SMALL = "".join(sign for sign in map(chr, range(_LAST)) if sign.islower() and sign != sign.title())
"""Georgian has small letters only, with which names begin too."""
CAPITAL = rf"[^\W\d_{_SMALL}]"
"""A capital letter of any alphabet, or a letter of a script that has none (Hebrew, Arabic, Chinese)."""
