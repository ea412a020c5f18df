"""What a query is made of: words, phrases, fields and marks, and which words are operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.search.language.fields import FIELDS
from indexer.text.words import words_in

OPERATORS = ("OR", "AND", "NOT")
_MOST_CAPITALS = 5
"""In a text of capitals with more words than this, no word outside brackets is an operator."""

_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
      | (?P<minus>-(?=[^\s)\-]))
      | (?P<open>\() | (?P<close>\))
      | (?P<phrase>=?"[^"]*"(?:\s*~\d+)?)
      | (?P<field>(?:{"|".join(FIELDS)}):(?:"[^"]*"|[^\s()"]+))
      | (?P<stray>(?<=[)"])~\d*(?![^\s()"]))
      | (?P<word>[^\s()"]+)
      | (?P<quote>")""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query. `kind` is a group of the expression; of an operator the word itself."""

    kind: str
    text: str


def tokens_of(text: str) -> list[Token]:
    """The pieces of a text, in order, without the space between them."""
    found = _TOKEN.finditer(text.translate(_QUOTES))
    return [Token(match.lastgroup or "", match[0]) for match in found if match.lastgroup != "space"]


def with_operators(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    """The tokens with operators as such; a long text in capitals has them in brackets alone."""
    shouts = text.isupper() and len(words_in(text)) > _MOST_CAPITALS
    depth = 0
    for token in tokens:
        depth = _depth_after(depth, token)
        is_operator = token.kind == "word" and token.text in OPERATORS and (depth or not shouts)
        yield replace(token, kind=token.text) if is_operator else token


def depth_of(tokens: Iterable[Token]) -> int:
    """How many brackets are open at once."""
    depth = deepest = 0
    for token in tokens:
        depth = _depth_after(depth, token)
        deepest = max(deepest, depth)
    return deepest


def _depth_after(depth: int, token: Token) -> int:
    return max(0, depth + (token.kind == "open") - (token.kind == "close"))
