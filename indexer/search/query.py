"""The query language: text to a `Query`, and back. Any text parses; nothing is ever an error.

    bridge ferry              words: ranked by both searches
    "the river is safe"       must occur: these words in this order
    -strike -"the Packet"     must not occur
    ferry OR boat             one of them must occur
    ferry AND pilot           both must occur
    ferry NOT strike          as ferry -strike
    (ferry OR boat) pilot     brackets
    harb*                     words that begin so
    "bridge vote"~5           these words in order, at most five others between them
    =bridge ="the Bridge"     exactly so among the words, not stemmed
    kind:letter from:Ansell   title author source kind from to person place lang, of the document
    from:ans*                 a name, title or source of which a word begins so: the last that is asked for
    date:1961..1964           date after before, both ends included
    dated:no                  documents of no known day
    quotes:ID quoted:yes      passages that quote a document, passages that others quote

Text pasted from elsewhere stays what it is: a mark that closes or opens nothing is ignored, as are a star elsewhere
than at the end of a word, a hyphen before nothing, `~5` after anything but a phrase, an `OR` that joins nothing, a
field without a word, a date that is none and a kind that there is not (`language/aside.py` says why; in an archive
also `quotes:` of a document that it does not hold); brackets and hyphens around plain words only hold them together,
an unknown field is words, and so is one before a space, which is told; `OR` and `AND` are words like the others where a
text begins with them, and all operators are outside brackets where it is long and all in capitals; a paragraph's
quotation marks quote. `AND` binds closer than `OR`. Where brackets stand deeper in each other than anyone means, all
of them are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from indexer.records import AllOf, AnyOf, Clause, Fielded, Mode, Phrase, Query, Without, Word
from indexer.search.language.clauses import printed_depth
from indexer.search.language.fields import NAMES, OF_DAYS, filter_of, is_field_alone, is_filter, means_nothing, merged
from indexer.search.language.tokens import Token, depth_of, tokens_of, with_operators
from indexer.text.languagecodes import primary
from indexer.text.monthnames import in_english
from indexer.text.words import WORD, is_sign

_DEEPEST = 50
"""Brackets within brackets, as typed and as printed again; a tree deeper than this could not be walked."""
_SHORTEST = 2
"""Letters of a word that words may be asked to begin with."""
_MOST_BETWEEN = 9999
"""More words than a passage has: a larger number after `~` asks for nothing else."""
_SIGNS = frozenset("=*~")
"""They are operators within words."""
_BRACKETS = frozenset("()")
_BETWEEN_NOTHING = re.compile(r"(?<![~\d*])(?=[~\d*]+$)[~\d*]*?(?<=[\w*])(~[~\d*]*)$")
"""The `~5` of a phrase after a word."""


def parse_query(
    text: str, *, mode: Mode = "hybrid", exact: bool = False, limit: int = 10, offset: int = 0,
    languages: Sequence[str] = (),
) -> Query:  # fmt: skip
    """The query as understood. Top-level fields are asked of documents. `exact` turns stemming off throughout.

    The months of its dates are called as in the `languages` that are asked for beside it or in it.
    """
    parser, clauses = _parsed(text, exact, languages)
    if parser.languages:
        parser, clauses = _parsed(text, exact, (*languages, *parser.languages))
    typed = merged(*map(filter_of, filter(is_filter, clauses)))
    return Query(
        text=text, said=_said(text, parser), ignored=tuple(parser.ignored), singled=tuple(parser.singled), mode=mode,
        limit=limit, offset=offset, clauses=tuple(c for c in clauses if not is_filter(c)), typed=typed,
    )  # fmt: skip


def _said(text: str, parser: _Parser) -> str:
    """What is said in plain words: as it was typed where nothing of it is an operator, for a model reads marks too."""
    plain = parser.plain and _SIGNS.isdisjoint(text) and _BRACKETS.isdisjoint(parser.ignored)
    return " ".join(text.split() if parser.said and plain else parser.said)


def _parsed(text: str, exact: bool, languages: Sequence[str]) -> tuple[_Parser, list[Clause]]:
    tokens = tokens_of(text)
    if depth_of(tokens) <= _DEEPEST:
        parser = _Parser(with_operators(tokens, text), exact, languages)
        clauses = parser.parse()
        if max(map(printed_depth, clauses), default=0) <= _DEEPEST:
            return parser, clauses
    flat = [token for token in tokens if token.kind not in ("open", "close")]
    parser = _Parser(with_operators(flat, text), exact, languages)
    parser.ignored += dict.fromkeys(token.text for token in tokens if token.kind in ("open", "close"))
    return parser, parser.parse()


@dataclass(frozen=True, slots=True)
class _Group:
    """Clauses that were typed as one: words without a space between, or what a bracket holds."""

    clauses: tuple[Clause, ...] = ()
    bracketed: bool = False

    def as_one(self) -> Clause:
        """One clause where one is needed: words without a space between stand side by side."""
        words = [clause for clause in self.clauses if isinstance(clause, Word) and not clause.prefix]
        if len(words) == len(self.clauses) > 1 and not self.bracketed:
            return Phrase(tuple(word.text for word in words), exact=words[0].exact)
        all_of = _all_of(self.clauses)
        return all_of if len(all_of.clauses) > 1 else self.clauses[0]


def _all_of(clauses: Iterable[Clause]) -> AllOf:
    inner = (c.clauses if isinstance(c, AllOf) else (c,) for c in clauses)
    return AllOf(tuple(dict.fromkeys(chain.from_iterable(inner))))


def _lifted(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses of a query: of what `AND` joins only words need it, all else must hold where it stands alone."""
    for clause in clauses:
        if isinstance(clause, AllOf):
            if words := tuple(c for c in clause.clauses if isinstance(c, Word)):
                yield AllOf(words)
            yield from (c for c in clause.clauses if not isinstance(c, Word))
        else:
            yield clause


class _Parser:
    """Recursive descent: list := either*; either := both (OR both)*; both := clause (AND clause)*.

    Remembers what is said, singled, ignored, which languages are asked for, and whether it is but words and brackets.
    """

    def __init__(self, tokens: Iterable[Token], exact: bool, languages: Sequence[str]) -> None:
        self._tokens = list(tokens)
        self._at = 0
        self._exact = exact
        self._muted = 0
        self._months = languages
        self.plain = all(token.kind in ("word", "open", "close") for token in self._tokens)
        self.said: list[str] = []
        self.singled: list[str] = []
        self.ignored: list[str] = []
        self.languages: list[str] = []

    def parse(self) -> list[Clause]:
        clauses: list[Clause] = []
        while self._at < len(self._tokens):
            clauses.extend(_lifted(self._list()))
            if self._peek():
                self.ignored.append(self._next().text)  # a closing bracket that nothing opened
        return clauses

    def _list(self) -> Iterator[Clause]:
        while not self._is("", "close"):
            yield from self._either().clauses  # a bracket that is no side of anything only holds its words together

    def _either(self) -> _Group:
        first, *others = self._joined("OR", self._both)
        if not others:
            return first
        left = first.as_one()
        sides = left.clauses if isinstance(left, AnyOf) else (left,)
        return _Group((AnyOf((*sides, *(other.as_one() for other in others))),))

    def _both(self) -> _Group:
        sides = self._joined("AND", self._clause)
        return _Group((_all_of(side.as_one() for side in sides),)) if len(sides) > 1 else sides[0]

    def _joined(self, operator: str, side: Callable[[], _Group]) -> list[_Group]:
        """The sides that the operator joins; where one of two says nothing, it is ignored."""
        sides = [side()]
        while self._is(operator):
            self._next()
            right = side()
            if sides[-1].clauses and right.clauses:
                sides.append(right)
            else:
                self.ignored.append(operator)
                sides[-1] = sides[-1] if sides[-1].clauses else right
        return sides

    def _clause(self) -> _Group:
        """The next clause; several where plain words only stand together ("mass-deportation", "(so called)")."""
        if self._is("", "close"):
            return _Group()
        token = self._next()
        match token.kind:
            case "minus" | "NOT":
                return self._excluded(token)
            case "open":
                inner = tuple(self._list())
                if self._peek():
                    self._next()
                else:
                    self.ignored.append("(")
                return _Group(inner, bracketed=True)
            case "phrase":
                return _Group(tuple(self._phrase(token.text)))
            case "field":
                return _Group(tuple(self._field(token.text)))
            case "word" | "OR" | "AND":
                return _Group(tuple(self._words(token.text)))
        self.ignored.append(token.text)
        return _Group()

    def _excluded(self, token: Token) -> _Group:
        twice = False
        while self._is("minus", "NOT"):  # side by side where a bracket was ignored
            token = self._next()
            twice = not twice
        if self._is("", "close"):
            self.ignored.append(token.text)
        self._muted += 1
        inner = self._clause()
        self._muted -= 1
        if not inner.clauses or twice:
            return inner
        one = inner.as_one()
        return _Group((one.clause if isinstance(one, Without) else Without(one),))

    def _phrase(self, text: str) -> list[Clause]:
        body, _, slop = text.removeprefix("=").rpartition('"')
        words = tuple(WORD.findall(body))
        if not words:
            self.ignored.append(text)
            return []
        self._say(self._without_stars(body.removeprefix('"')))
        return [Phrase(words, _between(slop), self._exact or text.startswith("="))]

    def _field(self, text: str) -> list[Clause]:
        name, value = text.split(":", 1)
        name, value = name.lower(), value.strip('"')
        if name in NAMES and WORD.search(value):
            value = self._without_stars(self._without_between(value), keep=1)
        field = Fielded(name, in_english(value, *self._months) if name in OF_DAYS else value)
        if means_nothing(field):
            self.ignored.append(text)
            return []
        if name == "lang" and not self._muted:
            self.languages.append(primary(value))
        return [field]

    def _words(self, text: str) -> Iterator[Clause]:
        """The words of a text without a space; of several the last may be the beginning of one."""
        if not WORD.search(text):
            if text == "-" or not _SIGNS.isdisjoint(text):  # other punctuation was never meant to do anything
                self.ignored.append(text)
            return
        if is_field_alone(text):
            self.ignored.append(text)  # as a field: mostly it is a word of a text that was pasted
        single = text.startswith("=")
        exact = self._exact or single
        text = self._without_stars(self._without_between(text.removeprefix("=")), keep=_SHORTEST)
        self._say(text.removesuffix("*"))
        words = WORD.findall(text)
        if single and len(words) == 1:
            self.singled.append(words[0])
        for n, word in enumerate(words, start=1):
            yield Word(word, prefix=n == len(words) and text.endswith("*"), exact=exact)

    def _without_between(self, text: str) -> str:
        """A text without the `~5` at its end, which is ignored."""
        if found := _BETWEEN_NOTHING.search(text):
            self.ignored.append(found[1])
            return text[: found.start(1)]
        return text

    def _without_stars(self, text: str, keep: int = 0) -> str:
        """A text without its stars, which are ignored; one after a last word of `keep` letters and more stays."""
        if "*" not in text:
            return text
        bare = text.removesuffix("*")
        last = next(reversed(WORD.findall(bare)), "")
        begins = bare != text and 0 < keep <= len(last) and bare.endswith(last)
        needless = bare != text and is_sign(last[:1]) and bare.endswith(last)  # what goes on has the sign, too
        if text.count("*") > (begins or needless):
            self.ignored.append("*")
        return " ".join(bare.replace("*", " ").split()) + "*" * begins

    def _say(self, text: str) -> None:
        if not self._muted:
            self.said.append(" ".join(text.split()))

    def _is(self, *kinds: str) -> bool:
        """Whether the next token is of one of the kinds; `""` stands for the end."""
        token = self._peek()
        return (token.kind if token else "") in kinds

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]


def _between(slop: str) -> int:
    """How many words `~5` allows between; the digits may be more than an `int` is read from."""
    digits = slop.strip().removeprefix("~").lstrip("0")
    return min(int(digits[: len(str(_MOST_BETWEEN)) + 1] or "0"), _MOST_BETWEEN)
