"""Names of documents, found by their words: whatever their order, accents and umlauts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from indexer.machine.once import once
from indexer.stores.catalog.facetcolumn import FacetColumn, Mask
from indexer.text.words import fold, spellings, words_of_name

Spellings = tuple[str, ...]
_NONE = np.empty(0, np.int32)
_OWN = 4
"""A name is offered if it stands alone in at least one of so many of the documents that have it,"""
_ALL_BUT = 0.9
"""and no longer name is that of so large a part of them."""


class Names:
    """The values of a column, found by their words. Safe to share between threads."""

    def __init__(self, column: FacetColumn, folded: Sequence[str], *, of_people: bool = False) -> None:
        self._column = column
        self._of_people = of_people
        self._words = [_spelt(name, words) for name, words in zip(column.values, folded, strict=True)]
        self._holding: dict[str, set[int]] = defaultdict(set)
        for code, words in enumerate(self._words):
            for spelling in chain.from_iterable(words):
                self._holding[spelling].add(code)

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have a name that holds all the words of one of the wanted."""
        codes = {code for name in wanted for code in self._asked(name)}
        return self._column.having_codes(sorted(codes), size)

    def widened(self, name: str) -> FacetColumn:
        """The names as a facet's values: a document has every name that its own names hold.

        Names that hold each other (New York, NEW-YORK) are one value, in the spelling that most documents have, of two
        as frequent in one that is not all capitals. Of people one that stands for little but longer names (John, for
        all Johns) is not offered, nor is one that adds to another the years of a life; a country is, though all places
        in it name it.
        """
        of_code = np.split(self._column.documents, np.searchsorted(self._column.codes, range(1, len(self._words))))
        inside = [frozenset(self._within(code)) for code in range(len(self._words))]
        values = self._column.values
        seldom = sorted(range(len(inside)), key=lambda code: (len(of_code[code]), not values[code].isupper()))
        shown = {inside[code]: code for code in seldom}
        having = {names: np.unique(np.concatenate([of_code[each] for each in sorted(names)])) for names in shown}
        documents = [having[names] if shown[names] == code else _NONE for code, names in enumerate(inside)]
        codes = np.repeat(np.arange(len(documents), dtype=np.int32), [len(each) for each in documents])
        joined = np.concatenate(documents) if documents else np.empty(0, np.int32)
        if not self._of_people:
            return FacetColumn(name, values, joined, codes)
        alone = {names: sum(len(of_code[code]) for code in names if inside[code] == names) for names in shown}
        offered = [
            alone[names] * _OWN >= len(having[names]) and not self._is_part(code, inside, having)
            for code, names in enumerate(inside)
        ]
        for code, plain in self._with_years():
            offered[code] &= not offered[plain]
        return FacetColumn(name, values, joined, codes, np.array(offered, np.bool_))

    def _is_part(
        self, code: int, inside: Sequence[frozenset[int]], having: Mapping[frozenset[int], NDArray[np.int32]]
    ) -> bool:
        """Whether a longer name is that of nearly all who have this one; one that only says what they are is not."""
        its, values = having[inside[code]], self._column.values
        longer = (other for other in inside[code] if inside[other] != inside[code])
        theirs = (having[inside[o]] for o in longer if not values[o].startswith(f"{values[code]},"))
        most = _ALL_BUT * len(its)
        return any(len(have) >= most and np.isin(have, its).sum() >= most for have in theirs)

    def _with_years(self) -> Iterator[tuple[int, int]]:
        """Names that add nothing but years to another, each with that; not where two add others: two have one name."""
        alike = defaultdict[frozenset[Spellings], dict[frozenset[Spellings], list[int]]](dict)
        for code, words in enumerate(self._words):
            years = frozenset(word for word in words if len(word[0]) == 4 and word[0].isdecimal())
            alike[frozenset(words) - years].setdefault(years, []).append(code)
        for plain, *dated in (sorted(of.items(), key=lambda item: len(item[0])) for of in alike.values()):
            if not plain[0] and len(dated) == 1:
                yield from ((code, plain[1][0]) for code in dated[0][1])

    def _asked(self, name: str) -> set[int]:
        """The names that hold the words of one; before a star at its end stands the beginning of a word.

        So does an initial beside other words: `J. Adams` may be John. A name that is printed so is asked for as it
        stands: it is a facet's value.
        """
        words = [spellings(word) for word in words_of_name(name)]
        if name in self._column.values:
            return self._within(self._column.values.index(name))
        last = len(words) - 1 if name.endswith("*") else -1
        initials = self._of_people and len(words) > 1
        holding = [
            self._begun_so(word) if place == last or (initials and _is_initial(word)) else self._spelt_so(word)
            for place, word in enumerate(words)
        ]
        return _in_all(holding)

    def _begun_so(self, word: Spellings) -> set[int]:
        """The names of which a word begins so, in one of the spellings."""
        return set[int]().union(*map(self._beginning, word))

    def _beginning(self, spelling: str) -> set[int]:
        """The names of which a word begins so."""
        first = bisect_left(self._sorted, spelling)
        last = bisect_left(self._sorted, spelling + "\U0010ffff", lo=first)
        return set[int]().union(*(self._holding[word] for word in self._sorted[first:last]))

    @once
    def _sorted(self) -> list[str]:
        return sorted(self._holding)

    def _within(self, code: int) -> set[int]:
        """The names that hold one of them: those with all its words. An initial alone is held by none but itself."""
        words = self._words[code]
        return {code} if all(map(_is_initial, words)) else self._codes(words) | {code}

    def _codes(self, words: Iterable[Spellings]) -> set[int]:
        """The names that hold all the words."""
        holding = [self._spelt_so(word) for word in words]
        return _in_all(holding)

    def _spelt_so(self, word: Spellings) -> set[int]:
        """The names that hold a word in one of its spellings. No copy where there is one: it may be all of them."""
        found = [self._holding[spelling] for spelling in word if spelling in self._holding]
        return found[0] if len(found) == 1 else set[int]().union(*found)


def _in_all(sets: Sequence[set[int]]) -> set[int]:
    """What is in each of the sets, from the smallest on: what all names begin with would be copied for each of them."""
    return set.intersection(*sorted(sets, key=len)) if sets else set()


def fold_name(text: str) -> str:
    """A name as filters compare it: its folded words, apart by one space."""
    return " ".join(map(fold, words_of_name(text)))


def _is_initial(word: Spellings) -> bool:
    """Whether it is one letter, of a script that has capitals: one sign may be a whole Chinese name."""
    return len(word[0]) == 1 and word[0] != word[0].upper()


def _spelt(name: str, folded: str) -> tuple[Spellings, ...]:
    """The words of a name, each in its spellings; `folded` is the name folded."""
    return tuple((word,) for word in folded.split()) if name.isascii() else tuple(map(spellings, words_of_name(name)))
