"""A query from its parts, as the command line, the page's URL and the API give them: one set of names for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.errors import QueryError
from indexer.records import DATED, KINDS, MODES, SORTS, Exemplar, Filters, Query
from indexer.search.language.fields import end_of, why_no_end
from indexer.search.query import parse_query
from indexer.text.languagecodes import primary

Values = Sequence[str]
EXAMPLE = r"([^:]+)(?::([0-9]{1,9})(?:-([0-9]{1,9}))?)?"
"""`DOCUMENT`, `DOCUMENT:START` or `DOCUMENT:START-END`, as a pattern that JSON Schema reads too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parts of a query by the names of the page's URL. `senders` and `recipients` are `from` and `to` there."""

    q: str = ""
    mode: str = "hybrid"
    sort: str = "relevance"
    exact: bool = False
    grouped: bool = True
    copies: bool = False
    limit: int = 10
    offset: int = 0
    kind: Values = ()
    source: Values = ()
    author: Values = ()
    senders: Values = ()
    recipients: Values = ()
    person: Values = ()
    place: Values = ()
    lang: Values = ()
    dated: Values = ()
    after: str = ""
    before: str = ""
    like: Values = ()
    unlike: Values = ()


def ask(asked: Asked) -> Query:
    """The query, narrowed by the filters given beside it.

    Raises QueryError for a value that means nothing: unlike words in a query, a filter that is quietly dropped
    would show what was to be left out.
    """
    _one_of("mode", asked.mode, MODES)
    _one_of("sort", asked.sort, SORTS)
    for kind in asked.kind:
        _one_of("kind", kind, KINDS)
    for dated in asked.dated:
        _one_of("dated", dated, DATED)
    if asked.mode == "keyword" and (asked.like or asked.unlike):
        raise QueryError(
            "Examples are compared by meaning, not by words alone: leave out mode=keyword, like or unlike.",
            "like" if asked.like else "unlike",
        )
    if both := {*asked.like} & {*asked.unlike}:
        raise QueryError(f"{min(both)[:40]!r} is given as both like and unlike: choose one.", "unlike")
    languages = tuple(primary(named) or named.lower() for named in asked.lang)
    beside = Filters(
        kinds=tuple(asked.kind), sources=tuple(asked.source), authors=tuple(asked.author),
        senders=tuple(asked.senders), recipients=tuple(asked.recipients), people=tuple(asked.person),
        places=tuple(asked.place), languages=languages, dated=tuple(asked.dated),
        after=_day("after", asked.after, languages), before=_day("before", asked.before, languages),
    )  # fmt: skip
    query = parse_query(asked.q, exact=asked.exact, limit=asked.limit, offset=asked.offset, languages=languages)
    if asked.unlike and not (query.said or asked.like):
        raise QueryError("unlike moves a search away from an example: give words, or like, with it.", "unlike")
    # Where nothing says what is best, the oldest comes first.
    sort = "date" if asked.sort == "relevance" and not (query.said or asked.like) else asked.sort
    return replace(
        query, filters=beside, mode=asked.mode, sort=sort,  # type: ignore[arg-type]
        grouped=asked.grouped, copies=asked.copies,
        like=_exemplars("like", asked.like), unlike=_exemplars("unlike", asked.unlike),
    )  # fmt: skip


def _one_of(name: str, value: str, values: Sequence[str]) -> None:
    if value not in values:
        raise QueryError(f"There is no {name} {value[:40]!r}: use one of {', '.join(values)}.", name)


def _exemplars(name: str, texts: Values) -> tuple[Exemplar, ...]:
    """`DOCUMENT` or `DOCUMENT:START`, where START is where the passage begins, in code points; `-END` adds nothing."""
    exemplars = []
    for text in texts:
        match = re.fullmatch(EXAMPLE, text)
        if not match or (match[3] and int(match[3]) <= int(match[2])):
            raise QueryError(f"{text[:40]!r} is not an example: write DOCUMENT or DOCUMENT:START.", name)
        exemplars.append(Exemplar(match[1], int(match[2]) if match[2] else None))
    return tuple(exemplars)


def _day(name: str, text: str, languages: Values) -> date | None:
    if text and (why := why_no_end(name, text, languages)):
        raise QueryError(f"{name} = {why}", name)
    return end_of(name, text, languages) if text else None
