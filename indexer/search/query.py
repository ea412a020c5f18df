"""The query language: text to a `Query`, and back. Any text parses; nothing is ever an error.

    bridge ferry              words: ranked by both searches
    "the river is safe"       must occur: these words in this order
    -strike -"the Packet"     must not occur
    ferry OR boat             one of them must occur
    (ferry OR boat) pilot     brackets
    harb*                     words that begin so
    "bridge vote"~5           these words in order, at most five others between them
    =bridge ="the Bridge"     exactly so among the words, not stemmed
    kind:letter from:Ansell   title author source kind from to person place lang, of the document
    from:ans*                 a name, title or source of which a word begins so: the last that is asked for
    date:1961..1964           date after before, both ends included
    quotes:ID quoted:yes      passages that quote a document, passages that others quote

Text pasted from elsewhere stays what it is: a mark that closes or opens nothing is ignored, as are a star elsewhere
than at the end of a word, `~5` after anything but a phrase, an `OR` that joins nothing, a field without a word, a date
that is none and a kind that there is not (aside.py says why; in an archive also `quotes:` of a document that it does
not hold); brackets and hyphens around plain words only hold them together, an unknown field is words, and `OR` is a
word like the others where a text begins with it, and outside brackets where it is long and all in capitals. Where
brackets stand deeper in each other than anyone means, all of them are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.records import AllOf, AnyOf, Clause, Fielded, Filters, Mode, Phrase, Query, Without, Word
from indexer.search.clauses import depth_of
from indexer.search.fields import FIELDS, NAMES, filter_of, is_filter, means_nothing, merged
from indexer.text.words import WORD

_MOST_CAPITALS = 5
"""In a text of capitals with more words than this, OR outside brackets is no operator."""

_DEEPEST = 50
"""Brackets within brackets, as typed and as printed again; a tree deeper than this could not be walked."""

_SHORTEST = 2
"""Letters of a word that words may be asked to begin with."""

_MOST_BETWEEN = 9999
"""More words than a passage has: a larger number after `~` asks for nothing else."""

_BETWEEN_NOTHING = re.compile(r"(?<![~\d*])(?=[~\d*]+$)[~\d*]*?(?<=[\w*])(~[~\d*]*)$")
"""The `~5` of a phrase after a word."""

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


def parse_query(text: str, *, mode: Mode = "hybrid", exact: bool = False, limit: int = 10, offset: int = 0) -> Query:
    """The query as understood. Top-level fields are asked of documents. `exact` turns stemming off throughout."""
    parser, clauses = _parsed(text, exact)
    typed = Filters()
    for clause in clauses:
        if is_filter(clause):
            typed = merged(typed, filter_of(clause))
    return Query(
        text=text, said=" ".join(parser.said), ignored=tuple(parser.ignored), singled=tuple(parser.singled), mode=mode,
        limit=limit, offset=offset, clauses=tuple(c for c in clauses if not is_filter(c)), typed=typed,
    )  # fmt: skip


def _parsed(text: str, exact: bool) -> tuple[_Parser, list[Clause]]:
    tokens = [
        _Token(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(text.translate(_QUOTES)) if m.lastgroup != "space"
    ]
    if _depth(tokens) <= _DEEPEST:
        parser = _Parser(tokens, _shouts(text), exact)
        clauses = parser.parse()
        if max(map(depth_of, clauses), default=0) <= _DEEPEST:
            return parser, clauses
    parser = _Parser([t for t in tokens if t.kind not in ("open", "close")], _shouts(text), exact)
    parser.ignored += dict.fromkeys(t.text for t in tokens if t.kind in ("open", "close"))
    return parser, parser.parse()


def _depth(tokens: Iterable[_Token]) -> int:
    """How many brackets are open at once."""
    depth = deepest = 0
    for token in tokens:
        depth = max(0, depth + (token.kind == "open") - (token.kind == "close"))
        deepest = max(deepest, depth)
    return deepest


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Parser:
    """Recursive descent: list := item*; item := clause (OR clause)*. Remembers what is said, singled, ignored."""

    def __init__(self, tokens: list[_Token], shouts: bool, exact: bool) -> None:
        self._tokens = tokens
        self._at = 0
        self._shouts = shouts
        self._exact = exact
        self._muted = 0
        self._inside = 0
        self.said: list[str] = []
        self.singled: list[str] = []
        self.ignored: list[str] = []

    def parse(self) -> list[Clause]:
        clauses: list[Clause] = []
        while self._at < len(self._tokens):
            clauses.extend(self._list())
            if self._peek():
                self.ignored.append(self._next().text)  # a closing bracket that nothing opened
        return clauses

    def _list(self) -> list[Clause]:
        items: list[Clause] = []
        while (token := self._peek()) and token.kind != "close":
            group = self._clause()
            either: list[Clause] = []
            while self._is_or(self._peek()):
                self._next()
                right = self._clause()
                if group and right:
                    either.append(_one(right))
                else:
                    self.ignored.append("OR")
                    group = group or right
            if either:
                left = _one(group)
                group = [AnyOf((*(left.clauses if isinstance(left, AnyOf) else (left,)), *either))]
            # A bracket that is no side of an OR only holds its words together.
            items.extend(group[0].clauses if len(group) == 1 and isinstance(group[0], AllOf) else group)
        return items

    def _clause(self) -> list[Clause]:
        """The next clause; several where plain words only stand together ("mass-deportation", "(so called)")."""
        token = self._peek()
        if token is None or token.kind == "close":
            return []
        self._next()
        match token.kind:
            case "minus":
                return self._excluded()
            case "open":
                self._inside += 1
                inner = self._list()
                self._inside -= 1
                if self._peek():
                    self._next()
                else:
                    self.ignored.append("(")
                return [AllOf(tuple(inner))] if len(inner) > 1 else inner
            case "phrase":
                return self._phrase(token.text)
            case "field":
                return self._field(token.text)
            case "word":
                return list(self._words(token.text))
        self.ignored.append(token.text)
        return []

    def _excluded(self) -> list[Clause]:
        twice = False
        while (token := self._peek()) and token.kind == "minus":  # side by side where a bracket was ignored
            self._next()
            twice = not twice
        self._muted += 1
        inner = self._clause()
        self._muted -= 1
        if not inner or twice:
            return inner
        if len(inner) == 1 and isinstance(inner[0], Without):
            return [inner[0].clause]
        return [Without(_one(inner))]

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
        field = Fielded(name, value)
        if means_nothing(field):
            self.ignored.append(text)
            return []
        return [field]

    def _words(self, text: str) -> Iterator[Clause]:
        """The words of a text without a space; of several the last may be the beginning of one."""
        if not WORD.search(text):
            self.ignored.append(text)
            return
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
        if text.count("*") > begins:
            self.ignored.append("*")
        return " ".join(bare.replace("*", " ").split()) + "*" * begins

    def _say(self, text: str) -> None:
        if not self._muted:
            self.said.append(" ".join(text.split()))

    def _is_or(self, token: _Token | None) -> bool:
        if token is None or token.kind != "word" or token.text != "OR":
            return False
        return not self._shouts or self._inside > 0

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]


def _shouts(text: str) -> bool:
    return text.isupper() and len(text.split()) > _MOST_CAPITALS


def _between(slop: str) -> int:
    """How many words `~5` allows between; the digits may be more than an `int` is read from."""
    digits = slop.strip().removeprefix("~").lstrip("0")
    return min(int(digits[: len(str(_MOST_BETWEEN)) + 1] or "0"), _MOST_BETWEEN)


def _one(group: list[Clause]) -> Clause:
    """One clause where one is needed: words that were typed as one stand side by side."""
    if len(group) == 1:
        return group[0]
    words = [c for c in group if isinstance(c, Word)]
    if len(words) == len(group) and not any(w.prefix for w in words):
        return Phrase(tuple(w.text for w in words), exact=words[0].exact)
    return AllOf(tuple(group))
