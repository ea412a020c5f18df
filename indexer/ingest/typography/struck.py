"""Words that are struck out: in HTML `del`, and `s` or `strike`, with which pages show what they correct."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indexer.ingest.typography.unsaid import left_out

_STRUCK = ("del", "s", "strike")


def take_struck(tree: Any) -> int | None:
    """Takes struck words out of an HTML tree: how many; None where most are and stay, a mark not closed."""
    struck = [e for e in tree.iter(*_STRUCK) if not any(True for _ in e.iterancestors(*_STRUCK))]
    count = sum(map(_words, struck))
    if struck and 2 * count > _words(tree):
        return None
    for element in struck:
        element.drop_tree()
    return count


def told(counts: Iterable[int | None]) -> tuple[str, ...]:
    """The sentences on what was taken out of the trees of a text."""
    found = list(counts)
    kept = ("more than half of the text is struck out, and was kept",) if None in found else ()
    return (*left_out(sum(filter(None, found)), "struck"), *kept)


def _words(element: Any) -> int:
    shown = element.xpath(".//text()[not(parent::script or parent::style)]")
    return len(" ".join(map(str, shown)).split())
