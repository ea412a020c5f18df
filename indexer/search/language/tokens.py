"""What a query is made of: words, phrases, fields and marks, and which words are operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from indexer.search.language.fields import FIELDS
from indexer.text.words import words_in

OPERATORS = ("OR", "AND", "NOT")
_MOST_CAPITALS = 5
"""In a text of capitals with more words than this, no word outside brackets is an operator."""
_MOST_BESIDE = 30
"""More words than this beside phrases nobody types: the text was pasted, and its quotation marks quote."""

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


_LEFT_ASIDE = Token("aside", '"…"')
"""Stands for quotation marks that are left aside."""


def tokens_of(text: str) -> list[Token]:
    """The pieces of a text, in order, without the space between them."""
    found = _TOKEN.finditer(text.translate(_QUOTES))
    return [Token(match.lastgroup or "", match[0]) for match in found if match.lastgroup != "space"]


def with_operators(tokens: Iterable[Token], text: str) -> list[Token]:
    """The tokens with operators as such; a long text in capitals has them in brackets alone, one pasted no phrases."""
    return _as_prose(list(_operating(tokens, text)))


def _operating(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    shouts = text.isupper() and len(words_in(text)) > _MOST_CAPITALS
    depth = 0
    for token in tokens:
        depth = _depth_after(depth, token)
        is_operator = token.kind == "word" and token.text in OPERATORS and (depth or not shouts)
        yield replace(token, kind=token.text) if is_operator else token


def _as_prose(tokens: list[Token]) -> list[Token]:
    """The tokens with phrases as mere words, and told so, where many others stand beside them and nothing else asks.

    Each quotation in a paragraph would have to stand whole in one passage, and the paragraph itself was not found.
    """
    phrases = [token for token in tokens if token.kind == "phrase"]
    beside = sum(len(words_in(token.text)) for token in tokens if token.kind == "word")
    if not phrases or beside <= _MOST_BESIDE or not all(map(_is_prose, tokens)):
        return tokens
    return [_LEFT_ASIDE, *chain.from_iterable(_words_of(token) for token in tokens)]


def _is_prose(token: Token) -> bool:
    if token.kind == "phrase":
        return token.text.startswith('"') and token.text.endswith('"')  # no sign asks for more
    if token.kind == "word":
        return not (token.text.startswith("=") or token.text.endswith("*"))
    return token.kind in ("quote", "open", "close")


def _words_of(token: Token) -> list[Token]:
    return [Token("word", word) for word in token.text.strip('"').split()] if token.kind == "phrase" else [token]


def depth_of(tokens: Iterable[Token]) -> int:
    """How many brackets are open at once."""
    depth = deepest = 0
    for token in tokens:
        depth = _depth_after(depth, token)
        deepest = max(deepest, depth)
    return deepest


def _depth_after(depth: int, token: Token) -> int:
    return max(0, depth + (token.kind == "open") - (token.kind == "close"))
