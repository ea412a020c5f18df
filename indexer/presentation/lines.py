"""What a line about a document has beside its date: title, people, that its file is gone; on pages and terminals."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Document, Linked, Name

_NAMED = 4
"""So many names stand in a line that may stand in a list, the rest is counted."""
_LEEWAY = 10
"""A title that is longer by so few code points is not cut."""
MISSING = "missing: its file or record is gone"
"""What is said of a document that is `missing`."""


def title_line(document: Document | Linked, most: int = 0) -> str:
    """The title, a long one cut to about `most` code points; the first words of a text that has none in quotation
    marks, else they would pass for one; `Untitled` where there are no words either.
    """
    title = document.title or "Untitled"
    if most and len(title) > most + _LEEWAY:
        title = title[:most].rpartition(" ")[0] or title[:most]
        title += "…"
    return f"“{title}”" if document.title and document.title_derived else title


def people_line(document: Document) -> str:
    """`sender → recipient` of a letter, else its authors; empty where the source names nobody; of many the first."""
    senders, recipients = _shortened(document.senders), _shortened(document.recipients)
    if senders or recipients:
        return f"{senders or '?'} → {recipients or '?'}"
    return _shortened(document.authors)


def listed(names: Sequence[Name]) -> str:
    """All of the names."""
    return parting(names).join(name.text for name in names)


def parting(names: Sequence[Name]) -> str:
    """What stands between names in a line: `Karl Kraus, Adolf Loos`, but `Kraus, Karl; Loos, Adolf`."""
    return "; " if any("," in name.text for name in names) else ", "


def _shortened(names: Sequence[Name]) -> str:
    shown = names if len(names) <= _NAMED + 1 else names[:_NAMED]
    more = f" and {len(names) - len(shown)} more" if len(shown) < len(names) else ""
    return listed(shown) + more
