"""What differs between a quotation and the place that comes nearest to it, in a sentence: nothing else shows it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from indexer.quotes.showing import shown
from indexer.records import Change, Document, Span

_MOST, _LONGEST = 3, 60
"""How many differences are told, and how many code points of each side."""


def difference(document: Document, changes: Sequence[Change], source: Document) -> str:
    """A sentence after another, or nothing: ` It has “lit” where this has “hung” and lacks “there”.`"""
    told = differing(document, changes, source)
    return f" It {told}." if told else ""


def differing(document: Document, changes: Sequence[Change], source: Document) -> str:
    """The same as part of a sentence: `has “lit” where this has “hung” and lacks “there”`."""
    told = [said for change in changes if (said := _told(change, document.text, source.text))]
    if not told:
        return ""
    *first, last = [*told[:_MOST], *["differs elsewhere too"] * (len(told) > _MOST)]
    return f"{', '.join(first)}{' and ' * bool(first)}{last}"


def _told(change: Change, quoted: str, source: str) -> str:
    ours, theirs = _words(quoted, change.quoted), _words(source, change.source)
    return {
        "changed": f"has {theirs} where this has {ours}",
        "added": f"lacks {ours}",
        "left out": f"has {theirs} besides",
    }.get(change.kind, "")


def _words(text: str, span: Span) -> str:
    return f"“{shorten(shown(text, span), _LONGEST, placeholder=' …')}”"
