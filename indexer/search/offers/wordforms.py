"""A word that is looked up folded, as the archive's texts print it."""

from __future__ import annotations

import numpy as np

from indexer.machine.once import once
from indexer.records import Word
from indexer.search.offers.neighbours import Neighbours
from indexer.search.showing.printed import printed_words
from indexer.stores.catalog.reader import Catalog
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import fold, words_in

_READ = 3
"""Passages that are looked at: a word may stand in the title of the first alone."""


class WordForms:
    """How one generation prints its words, and in how many documents. Safe to share between threads."""

    def __init__(self, catalog: Catalog, keyword: KeywordIndex) -> None:
        self._catalog = catalog
        self._layout = catalog.layout
        self._keyword = keyword

    def printed(self, folded: str) -> str:
        """The word with its marks and accents, in small letters: who is told `brucke` would not know it for Brücke."""
        rows = np.flatnonzero(self._keyword.word_mask(Word(folded, exact=True)))[:_READ]
        passages = self._catalog.passages_by_id([int(id) for id in self._layout.passage_ids[rows]]).values()
        documents = self._catalog.documents_by_id(sorted({passage.document_id for passage in passages}))
        for passage in passages:
            document = documents[passage.document_id]
            for word in (*printed_words(document.text, passage.start, passage.end).words, *words_in(document.title)):
                if fold(word) == folded:
                    return word.lower()
        return folded

    def nearest(self, folded: str) -> str:
        """The folded word of the texts that is nearest to one that none has; empty where none is near."""
        return self._neighbours.nearest(folded)

    def documents(self, folded: str) -> int:
        """How many documents have the word, in this very form."""
        mask = self._keyword.word_mask(Word(folded, exact=True))
        return int(np.count_nonzero(self._layout.documents_of(mask)))

    @once
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._keyword.vocabulary)
