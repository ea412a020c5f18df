"""The query language: text to a `Query`. Any text parses; nothing is ever an error.

bridge ferry              words: ranked by both searches
"the river is safe"       must occur, these words in this order
-strike -"the Packet"     must not occur
ferry OR boat             either
(ferry OR boat) pilot     brackets
harb*                     words that begin so
"bridge vote"~5           these words in order, at most five others between them
=bridge ="the Bridge"     exactly so, not stemmed
kind:letter from:Ansell   fields: title author source kind from to person place lang
date:1961..1964           dates: date after before (both ends included)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.dates import parse_date
from indexer.records import AllOf, AnyOf, Clause, Fielded, Filters, Mode, Phrase, Query, Without, Word
from indexer.words import WORD

_FIELD_FILTERS = {
    "title": "titles", "author": "authors", "source": "sources", "kind": "kinds", "from": "senders",
    "to": "recipients", "person": "people", "place": "places", "lang": "languages",
}  # fmt: skip
_DATE_FIELDS = ("date", "after", "before")
FIELDS = (*_FIELD_FILTERS, *_DATE_FIELDS)

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<minus>-(?=[^\s)]))
      | (?P<open>\() | (?P<close>\))
      | (?P<phrase>=?"[^"]*"(?:~\d{1,2})?)
      | (?P<field>(?:title|author|source|kind|from|to|person|place|lang|date|after|before):(?:"[^"]*"|[^\s()"]+))
      | (?P<word>[^\s()"]+)
      | (?P<stray>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def parse_query(text: str, *, mode: Mode = "hybrid", limit: int = 10, offset: int = 0) -> Query:
    """The query as understood. Fields at the top level become filters, the rest clauses. Never raises."""
    tokens = [
        _Token(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(text.translate(_QUOTES)) if m.lastgroup != "space"
    ]
    clauses = _Parser(tokens).parse()
    filters = Filters()
    kept: list[Clause] = []
    for clause in clauses:
        if isinstance(clause, Fielded):
            filters = _with_field(filters, clause)
        else:
            kept.append(clause)
    return Query(text=text, clauses=tuple(kept), filters=filters, mode=mode, limit=limit, offset=offset)


def merged(a: Filters, b: Filters) -> Filters:
    """Both sets of filters; of two dates the narrower."""
    values = {
        name: tuple(dict.fromkeys(getattr(a, name) + getattr(b, name)))
        for name in Filters.__dataclass_fields__
        if name not in ("after", "before")
    }
    return Filters(
        **values,
        after=max(filter(None, (a.after, b.after)), default=None),
        before=min(filter(None, (a.before, b.before)), default=None),
    )


def required(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses that a passage must satisfy to be found at all: everything but bare words."""
    return tuple(c for c in clauses if not isinstance(c, Word))


def plain_text(query: Query) -> str:
    """What the query says, for the encoder: its words in order, without operators or what is excluded."""
    return " ".join(_texts(query.clauses))


def _texts(clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        match clause:
            case Word(text=text):
                yield text
            case Phrase(words=words):
                yield " ".join(words)
            case AnyOf(inner) | AllOf(inner):
                yield from _texts(inner)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Parser:
    """Recursive descent over the tokens: list := part*, part := clause (OR clause)*."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def parse(self) -> list[Clause]:
        clauses: list[Clause] = []
        while self._at < len(self._tokens):
            clauses.extend(self._list())
            self._at += 1  # a closing bracket that nothing opened
        return clauses

    def _list(self) -> list[Clause]:
        parts: list[Clause] = []
        while (token := self._peek()) and token.kind != "close":
            if _is_or(token):
                self._at += 1
                right = self._clause()
                if parts and right:
                    parts.append(_either(parts.pop(), right))
                elif right:
                    parts.append(right)
            elif clause := self._clause():
                parts.append(clause)
        return parts

    def _clause(self) -> Clause | None:
        token = self._peek()
        if token is None or token.kind == "close":
            return None
        self._at += 1
        match token.kind:
            case "minus":
                inner = self._clause()
                return Without(inner) if inner and not isinstance(inner, (Without, Fielded)) else inner
            case "open":
                inner_list = self._list()
                self._at += 1
                return _bracket(inner_list)
            case "phrase":
                return _phrase(token.text)
            case "field":
                name, value = token.text.split(":", 1)
                return Fielded(name.lower(), value.strip('"'))
            case "word":
                return _word(token.text)
        return None

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None


def _is_or(token: _Token) -> bool:
    return token.kind == "word" and token.text == "OR"


def _either(left: Clause, right: Clause) -> Clause:
    first = left.clauses if isinstance(left, AnyOf) else (left,)
    return AnyOf((*first, right))


def _bracket(clauses: list[Clause]) -> Clause | None:
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return AllOf(tuple(clauses))


def _phrase(text: str) -> Clause | None:
    body, _, slop = text.removeprefix("=").rpartition('"')
    words = tuple(WORD.findall(body.removeprefix('"')))
    exact = text.startswith("=")
    return Phrase(words, min(int(slop[1:] or 0), 50) if slop else 0, exact) if words else None


def _word(text: str) -> Clause | None:
    exact = text.startswith("=")
    prefix = text.endswith("*")
    words = tuple(WORD.findall(text))
    if not words:
        return None
    if len(words) == 1:
        return Word(words[0], prefix and len(words[0]) > 1, exact)
    # "mass-deportation", "o'clock": one thing as typed, so its words belong side by side
    return AllOf(tuple(Word(word, False, exact) for word in words))


def _with_field(filters: Filters, field: Fielded) -> Filters:
    if field.name in _FIELD_FILTERS:
        name = _FIELD_FILTERS[field.name]
        value = field.value.lower() if field.name in ("kind", "lang") else field.value
        return replace(filters, **{name: (*getattr(filters, name), value)})  # type: ignore[arg-type]
    when = parse_date(field.value)
    after = when.earliest if field.name in ("date", "after") else None
    before = when.latest if field.name in ("date", "before") else None
    return merged(filters, Filters(after=after, before=before))
