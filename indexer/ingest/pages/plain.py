"""Pages that are a text and nothing else, as word processors and people write them: nothing of theirs is a menu.

trafilatura looks for an article among what surrounds it, and drops short lists, headings and captions.
"""

from __future__ import annotations

import re
from typing import Any

_AROUND = ("nav", "aside", "footer", "form", "iframe", "button", "article", "main")
_NAMED = re.compile(r"nav|menu|side|comment|kommentar|related|share|social|cookie|banner|breadcrumb", re.IGNORECASE)
_LINKED = 10
"""One word of so many may be a link's."""


def is_plain_page(tree: Any) -> bool:
    """Whether nothing in the page is marked, named or linked as what surrounds an article."""
    if next(tree.iter(*_AROUND), None) is not None:
        return False
    if any(_NAMED.search(str(name)) for name in tree.xpath("//body//@class | //body//@id | //body//@role")):
        return False
    linked, said = tree.xpath("//body//a[@href]//text()"), tree.xpath("//body//text()[not(parent::script)]")
    return _LINKED * _words(linked) <= _words(said)


def _words(texts: list[Any]) -> int:
    return len(" ".join(map(str, texts)).split())
