"""Headers and footers of which nothing is read: they have no more than the page's number."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:[\W\d_]|\b(?:page|of|seite|von|pagina|pag|p|s|di|de|sur|sida|strana)\b)*", re.IGNORECASE)


def is_page_number(text: str) -> bool:
    """Whether a header or footer has nothing besides (`Page 1 of 12`), or nothing at all."""
    return _NUMBER.fullmatch(text) is not None
