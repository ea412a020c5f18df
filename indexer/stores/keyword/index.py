"""Answers what words and phrases match, by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.machine.once import once
from indexer.records import Phrase, Word
from indexer.stores.keyword.bm25f import Posting, Scorer, Scores, idf
from indexer.stores.keyword.engine import PhraseReader
from indexer.stores.keyword.engines import FOLDER, reader_of
from indexer.stores.keyword.fields import FIELDS, as_written
from indexer.stores.keyword.postings import Postings
from indexer.stores.layout import Layout
from indexer.text.words import fold, term_of, terms_of

Mask = NDArray[np.bool_]
Term = tuple[str, str]
"""A field and a term in it."""


class KeywordIndex:
    """Reads the index of one generation. All masks and scores are by row. Safe to share between threads.

    Raises BrokenArchive.
    """

    def __init__(
        self, generation: Path, layout: Layout, languages: Sequence[str] = ("en",), engine: str = "whoosh"
    ) -> None:
        self.languages = tuple(languages)
        self.size = len(layout.passage_ids)
        self.postings = Postings(generation)
        self._folder = generation / FOLDER
        self._engine = engine
        self._passage_ids = layout.passage_ids
        if not np.array_equal(self.postings.passages, layout.passage_ids):
            raise BrokenArchive(f"{generation} and the catalog do not hold the same passages: index again.")
        self._scorer = Scorer(layout.documents, self.postings.lengths)

    def scores(self, words: Iterable[Word]) -> tuple[Scores, float]:
        """The keyword score of every row, shape `(n,)`, and the ceiling that a passage full of all the words nears.

        A row where none of the words occurs in text or title has 0. A word asked twice weighs twice.
        """
        asked = Counter(self._terms(word) for word in words)
        return self._scorer.scores((self._lists(terms), times) for terms, times in asked.items())

    def word_mask(self, word: Word) -> Mask:
        """Which rows hold the word in text or title, shape `(n,)`."""
        return self._holding(self._terms(word))

    def holds(self, word: Word) -> bool:
        """Whether any row holds the word."""
        return any(len(rows) for _, rows, _ in self._lists(self._terms(word)))

    def rarity(self, folded: str) -> float:
        """How much a folded word tells that so many passages hold in their text."""
        holding = sum(len(self.postings.of("text", term)[0]) for term in terms_of(folded, self.languages))
        return idf(self.size, min(holding, self.size))

    def phrase_mask(self, phrase: Phrase) -> Mask:
        """Which rows hold the words in order in text or title, shape `(n,)`.

        A phrase that runs over the end of a passage counts for the passage in which it begins.
        """
        if not phrase.words[1:]:
            return self.word_mask(Word(phrase.words[0], exact=phrase.exact))
        return self._phrase_in((*FIELDS, "seam"), phrase)

    def count(self, asked: Word | Phrase) -> int:
        """How many rows hold the word, or the phrase."""
        mask = self.word_mask(asked) if isinstance(asked, Word) else self.phrase_mask(asked)
        return int(np.count_nonzero(mask))

    @once
    def phrases(self) -> PhraseReader:
        """The engine, opened when a phrase is first asked for. Raises BrokenArchive, SettingsError."""
        return reader_of(self._engine, self._folder)

    @once
    def vocabulary(self) -> dict[str, int]:
        """Every folded word of the texts, with how many passages hold it."""
        return dict(self.postings.beginning(as_written("text"), ""))

    def _phrase_in(self, fields: Sequence[str], phrase: Phrase) -> Mask:
        folded = [fold(word) for word in phrase.words]
        readings = {tuple(term_of(word, language, self.languages[0]) for word in folded) for language in self.languages}
        found = np.zeros(self.size, dtype=np.bool_)
        for field in fields:
            name = as_written(field) if phrase.exact else field
            for words in sorted({tuple(folded)} if phrase.exact else readings):
                found[self._rows_of(self.phrases.phrase(name, words, phrase.slop))] = True
        return found

    def _rows_of(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        rows = np.searchsorted(self._passage_ids, passages)
        if (rows >= self.size).any() or (self._passage_ids[rows] != passages).any():
            raise BrokenArchive(f"{self._folder} and the catalog do not hold the same passages: index again.")
        return rows

    def _terms(self, word: Word) -> tuple[Term, ...]:
        """The (field, term) pairs that are the word: its stems, or itself as written, or what begins with it."""
        folded = fold(word.text)
        written = [as_written(field) for field in FIELDS]
        if word.prefix:
            return tuple((field, term) for field in written for term, _ in self.postings.beginning(field, folded))
        if word.exact:
            return tuple((field, folded) for field in written)
        return tuple((field, term) for term in terms_of(folded, self.languages) for field in FIELDS)

    def _lists(self, terms: Iterable[Term]) -> Iterator[Posting]:
        for field, term in terms:
            yield field, *self.postings.of(field, term)

    def _holding(self, terms: Iterable[Term]) -> Mask:
        mask = np.zeros(self.size, dtype=np.bool_)
        for _, rows, _ in self._lists(terms):
            mask[rows] = True
        return mask
