"""What may be about to be typed: the archive's own titles, names and words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from indexer.search.offers.wordforms import WordForms
from indexer.stores.catalog.reader import Catalog
from indexer.text.words import folded_words, spellings, words_in

_KIND_OF = {
    "title": "title", "author": "person", "from": "person", "to": "person", "person": "person", "place": "place",
    "source": "source",
}  # fmt: skip
_ROLE_OF = {"author": "author", "from": "sender", "to": "recipient"}
"""Fields that find a person in one role only: who is merely mentioned in a letter is none of its senders."""
_FIELD = re.compile(r"(?:^|(?<=[\s(-]))(" + "|".join(_KIND_OF) + r'):(?:"([^"]*)|([^\s"()]*))$')
_LAST_WORD = re.compile(r'(?<=[\s("=-])[^\W_]{2,}$')


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something of the archive that begins as typed: `kind` is title, person, place, source or word.

    `text` is all that the box would hold: what was typed before the last word, or before a field's value, stays.
    `roles` are those in which a name stands in some document: author, sender, recipient, person, place, named place.
    """

    text: str
    kind: str
    documents: int
    roles: frozenset[str] = frozenset()


def suggestions(catalog: Catalog, vocabulary: Mapping[str, int]) -> Iterator[Suggestion]:
    """The titles, names, sources and words of an archive; no words of one passage alone, nor of three letters."""
    yield from (Suggestion(title, "title", 1) for title in dict.fromkeys(catalog.titles()))
    roles = catalog.roles()
    yield from (Suggestion(name, kind, number, roles[name]) for name, kind, number in catalog.names())
    yield from (Suggestion(source, "source", n) for source, n in catalog.counts_by("source").items() if source)
    yield from (Suggestion(word, "word", n) for word, n in vocabulary.items() if n > 1 and len(word) > 3)


class Suggester:
    """Finds titles, names and words by the beginning of any word in them, in the order of how much they are of.

    They are ranked once, here: of all that begin as typed, be they most of the archive, the best are those of low rank.
    """

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        self._ranked = sorted(set(suggestions), key=_rank)
        self._kinds = np.array([suggestion.kind for suggestion in self._ranked], dtype=np.str_)
        self._in_role = {
            role: np.array([role in suggestion.roles for suggestion in self._ranked], dtype=np.bool_)
            for role in _ROLE_OF.values()
        }
        entries = []
        for rank, suggestion in enumerate(self._ranked):
            words = [spellings(word) for word in words_in(suggestion.text)]
            for spelt in {tuple(word[which] for word in words) for which in (0, -1)}:
                entries += [(" ".join(spelt[i:]), rank) for i in range(len(spelt))]
        entries.sort()
        self._keys = [key for key, _ in entries]
        self._ranks = np.array([rank for _, rank in entries], dtype=np.int32)

    def suggest(self, typed: str, limit: int, forms: WordForms) -> list[Suggestion]:
        """What begins so as a whole, then as its last word does; after a field what it can name, however it begins.

        Without one nothing for less than two letters. Words are given as texts print them.
        """
        if field := _FIELD.search(typed):
            value = field[2] or field[3] or ""
            named = self._begun(value, limit, forms, _KIND_OF[field[1]], _ROLE_OF.get(field[1], ""))
            return [replace(s, text=f"{typed[: field.end(1)]}:{_valued(s.text)}") for s in named]
        found = self._begun(typed, limit, forms) if len(" ".join(folded_words(typed))) > 1 else []
        if last := _LAST_WORD.search(typed):
            words = self._begun(last[0], limit - len(found), forms, "word")
            found += [replace(s, text=typed[: last.start()] + s.text) for s in words]
        return found

    def _begun(self, typed: str, limit: int, forms: WordForms, kind: str = "", role: str = "") -> list[Suggestion]:
        """What has a word that begins so, of one kind or of any but sources, and in one role or in any."""
        beginning = " ".join(folded_words(typed))
        first = bisect_left(self._keys, beginning)
        last = bisect_left(self._keys, beginning + "\U0010ffff", lo=first)
        found = np.zeros(len(self._ranked), dtype=np.bool_)  # by rank: so what has two such words is found once
        found[self._ranks[first:last]] = True
        found &= self._kinds == kind if kind else self._kinds != "source"  # which documents do not say in their text
        if role:
            found &= self._in_role[role]
        best = [self._ranked[rank] for rank in np.flatnonzero(found)[:limit]]
        told = [
            Suggestion(forms.printed(s.text), s.kind, forms.documents(s.text)) if s.kind == "word" else s for s in best
        ]
        return sorted(told, key=_rank)


def _rank(suggestion: Suggestion) -> tuple[int, str, str]:
    return -suggestion.documents, suggestion.kind, suggestion.text


def _valued(text: str) -> str:
    """As the value of a field: in quotation marks if it has more than one word."""
    return '"' + text.replace('"', " ") + '"' if " " in text else text
