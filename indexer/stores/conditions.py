"""Filters as SQL over the catalog's documents."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.records import Filters
from indexer.words import words_of

NAMED = (
    (("author",), "authors"),
    (("sender",), "senders"),
    (("recipient",), "recipients"),
    (("author", "sender", "recipient"), "people"),
    (("place",), "places"),
    (("title",), "titles"),
)
"""Filters that ask for a name, each with the roles in which it may stand."""


def fold_name(text: str) -> str:
    """A name as filters compare it: its folded words, apart by one space."""
    return " ".join(word.folded for word in words_of(text))


def conditions(filters: Filters) -> tuple[str, list[str]]:
    """The filters as SQL. Names match by whole words anywhere in the name; kinds and sources match whole."""
    parts: list[str] = []
    values: list[str] = []

    def any_of(condition: str, wanted: Iterable[str]) -> None:
        wanted = list(wanted)
        if wanted:
            parts.append("(" + " OR ".join([condition] * len(wanted)) + ")")
            values.extend(wanted)

    any_of("d.kind = ?", filters.kinds)
    any_of("d.source = ? COLLATE NOCASE", filters.sources)
    any_of("d.language = ?", filters.languages)
    for roles, field in NAMED:
        listed = ", ".join(f"'{role}'" for role in roles)
        any_of(
            f"d.id IN (SELECT document FROM names WHERE role IN ({listed}) "
            "AND instr(' ' || folded || ' ', ' ' || ? || ' '))",
            map(fold_name, getattr(filters, field)),
        )
    if filters.after or filters.before:
        parts.append("(d.earliest IS NOT NULL OR d.latest IS NOT NULL)")
    if filters.after:
        any_of("(d.latest IS NULL OR d.latest >= ?)", [filters.after.isoformat()])
    if filters.before:
        any_of("(d.earliest IS NULL OR d.earliest <= ?)", [filters.before.isoformat()])
    return " AND ".join(parts) or "1", values
