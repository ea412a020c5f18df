"""A name that is asked for by its field and that no document has, as documents have it: `from:Edgworth`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from indexer.records import Fielded, Filters, Query
from indexer.search.language.fields import FILTERS, NAMES, filter_of
from indexer.search.offers.did_you_mean import put
from indexer.search.offers.neighbours import Neighbours
from indexer.text.words import WORD, fold


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of an archive's names and sources, folded, each as the last that has it prints it."""

    printed: dict[str, str]
    neighbours: Neighbours

    @classmethod
    def of(cls, names: Iterable[str]) -> NameWords:
        """The words of these names."""
        printed = [(fold(word), word) for name in names for word in WORD.findall(name)]
        return cls(dict(printed), Neighbours(Counter(folded for folded, _ in printed)))


def as_spelt(query: Query, finds: Callable[[Filters], bool], words: Callable[[], NameWords]) -> str:
    """The query with each name that finds nothing spelled as names are, where it finds something so; else empty."""
    mended = query.text
    for field in NAMES:
        for value in getattr(query.typed, FILTERS[field]):
            if finds(filter_of(Fielded(field, value))):
                continue
            better = _better(value, words())
            if better and finds(filter_of(Fielded(field, _put_all(value, better)))):
                mended = _put_all(mended, better)
    return mended if mended != query.text else ""


def _better(value: str, words: NameWords) -> dict[str, str]:
    """The words of a name that no name has, each with the nearest that one has."""
    unknown = [word for word in WORD.findall(value) if fold(word) not in words.printed]
    near = {word: words.neighbours.nearest(fold(word)) for word in unknown}
    return {word: words.printed[folded] for word, folded in near.items() if folded}


def _put_all(text: str, better: dict[str, str]) -> str:
    for word, known in better.items():
        text = put(text, word, known)
    return text
