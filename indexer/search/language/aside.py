"""What of a query is left aside because it means nothing, and why: said in the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from indexer.records import KINDS, AllOf, AnyOf, Clause, Fielded, Query, Without
from indexer.search.language.fields import NAMES, is_field_alone, said_of_end

_DATE = "not a date: write 1961, 1961-03, 1961-03-04 or 1961..1964"
_WHY = {
    "date": _DATE,
    "kind": f"the kinds are {', '.join(KINDS[:-1])} and {KINDS[-1]}",
    "quotes": "no document has this id",
    **dict.fromkeys(("quoted", "dated"), "yes or no"),
    "lang": "a language, such as German or de",
    **dict.fromkeys(NAMES, "no word in it"),
    "*": "only at the end of a word, of two letters and more, and not in quotation marks",
    "~": "only after words in quotation marks, with a number",
    "-": "only directly before what is to be excluded",
    "=": "only directly before a word or quotation marks",
    '"': "nothing closes it",
    '"…"': "with so many words beside them, marks quote and ask for nothing",
    **dict.fromkeys(("OR", "AND"), "nothing to join"),
    "NOT": "nothing to exclude",
}
"""By field, else by mark."""
_ALONE = "no value directly after it, so it counts as a word"
_LONGEST = 60


def without_unknown(query: Query, known: Callable[[str], bool]) -> Query:
    """The query without `quotes:` of documents that are not `known` by their id: they are `ignored` instead."""
    aside: list[str] = []
    clauses = _kept(query.clauses, known, aside)
    return replace(query, clauses=clauses, ignored=(*query.ignored, *aside)) if aside else query


def left_aside(ignored: Iterable[str]) -> str:
    """What was ignored, each once with the reason: `kind:poem (the kinds are article, letter and other), (`."""
    return ", ".join(_explained(text) for text in dict.fromkeys(ignored))


def _explained(text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if is_field_alone(text):
        return f"{shown} ({_ALONE})"
    field, colon, value = text.partition(":")
    if field.lower() in ("after", "before"):
        said = said_of_end(field.lower(), value.strip('"'))
        return f"{shown} ({said})"
    why = _WHY.get(field.lower() if colon else text.rstrip("0123456789*") or "*", "")
    return f"{shown} ({why})" if why else shown


def _kept(clauses: Iterable[Clause], known: Callable[[str], bool], aside: list[str]) -> tuple[Clause, ...]:
    left = (_known_part(clause, known, aside) for clause in clauses)
    return tuple(clause for clause in left if clause)


def _known_part(clause: Clause, known: Callable[[str], bool], aside: list[str]) -> Clause | None:
    match clause:
        case Fielded("quotes", id) if not known(id):
            aside.append(f"quotes:{id}")
            return None
        case Without(inner):
            part = _known_part(inner, known, aside)
            return Without(part) if part else None
        case AnyOf(inner) | AllOf(inner):
            kept = _kept(inner, known, aside)
            return kept[0] if len(kept) == 1 < len(inner) else type(clause)(kept) if kept else None
    return clause
