"""The tree that a query is: printed again, and walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.records import AllOf, AnyOf, Clause, Fielded, Phrase, Query, Without, Word

_JOINING = (Word("OR"), Word("AND"))


def print_clauses(clauses: Iterable[Clause]) -> str:
    """Clauses in the language: parsing it gives the clauses again."""
    # A comma keeps the words OR and AND from being operators; the first of a list is none.
    return " ".join(f"{_printed(c)}{',' if n and c in _JOINING else ''}" for n, c in enumerate(clauses))


def required(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that a passage must satisfy to be found at all: everything but bare words."""
    return tuple(c for c in clauses if not isinstance(c, Word))


def must_occur(clauses: Iterable[Clause]) -> bool:
    """Whether something is asked for that has to occur, so that a passage with it is matched whatever else it lacks."""
    return any(isinstance(clause, Phrase | AnyOf | AllOf) for clause in clauses)


def wanted(clauses: Iterable[Clause]) -> Iterator[Word | Phrase]:
    """The words and phrases that are asked for, not those that are excluded, in order."""
    for clause in clauses:
        match clause:
            case Word() | Phrase():
                yield clause
            case AnyOf(inner) | AllOf(inner):
                yield from wanted(inner)


def wanted_words(clauses: Iterable[Clause]) -> Iterator[Word]:
    """The words that are asked for, those of phrases too, in order."""
    for clause in wanted(clauses):
        yield from (clause,) if isinstance(clause, Word) else (Word(w, exact=clause.exact) for w in clause.words)


def typed_as_one(query: Query) -> Phrase | None:
    """The words of a query that is one, typed without a space: `to-day` is not any day, nor `9/11` nine and eleven."""
    words = [clause for clause in query.clauses if isinstance(clause, Word) and not clause.prefix]
    if not words[1:] or len(words) < len(query.clauses) or " " in query.said:
        return None
    return Phrase(tuple(word.text for word in words), exact=words[0].exact)


def printed_depth(clause: Clause) -> int:
    """How many brackets stand in each other when it is printed."""
    match clause:
        case AnyOf(inner) | AllOf(inner):
            return 1 + max(map(printed_depth, inner))
        case Without(one):
            return printed_depth(one)
    return 0


def _printed(clause: Clause) -> str:
    match clause:
        case Word(text, prefix, exact):
            return "NOT," if clause == Word("NOT") else f"{'=' * exact}{text}{'*' * prefix}"
        case Phrase(words, slop, exact):
            return f'{"=" * exact}"{" ".join(words)}"{f"~{slop}" if slop else ""}'
        case AnyOf(clauses):
            return f"({' OR '.join(_printed(c) for c in clauses)})"
        case AllOf(clauses):
            sides = clauses * 2 if len(clauses) == 1 else clauses  # one alone that must occur is said twice
            return f"({' AND '.join(_printed(c) for c in sides)})"
        case Without(inner):
            return f"-{_printed(inner)}"
        case Fielded(name, value):
            return f'{name}:"{value}"'
