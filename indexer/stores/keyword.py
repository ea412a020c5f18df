"""The keyword index (Whoosh): stems of text and title with their positions, ranked by BM25F.

Whoosh writes and holds the postings; scoring is done over whole posting lists at once (`bm25f.py`), for two reasons:
every match is scored, so counts are exact and fusion is not limited to a top k; and it is BM25F proper, where Whoosh's
own adds up one BM25 a field and lets a title count twice.

Whoosh is frozen upstream, so reading its posting blocks directly is safe as long as its version is pinned.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.records import Document, Passage, Phrase, Word
from indexer.stores.bm25f import BM25F, Mask, Posting, Scores
from indexer.stores.layout import Layout
from indexer.stores.terms import AS_WRITTEN, FIELDS, all_fields, words_by_field, written_fields
from indexer.words import fold, stem, stems

_WRITER_MEMORY_MB = 64


def _whoosh() -> Any:
    """Whoosh, imported when first needed. It warns of its own old escapes when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.fields
        import whoosh.index
        import whoosh.query
    return whoosh


class KeywordIndex:
    """Reads the index of one generation. All masks and scores are by row."""

    def __init__(self, folder: Path, layout: Layout, languages: Sequence[str] = ("en",)) -> None:
        whoosh = _whoosh()
        self.languages = tuple(languages)
        passage_ids = layout.passage_ids
        self.size = len(passage_ids)
        try:
            self._reader = whoosh.index.open_dir(str(folder), readonly=True).reader()
        except (whoosh.index.EmptyIndexError, OSError) as error:
            raise BrokenArchive(f"{folder} cannot be read ({error}): restore the archive or index again.") from error
        columns = {name: self._column(name) for name in ("passage", "text_length", "title_length")}
        live = np.ones(len(columns["passage"]), dtype=np.bool_)
        live[[n for n in range(len(live)) if self._reader.is_deleted(n)]] = False
        rows = np.searchsorted(passage_ids, columns["passage"])
        known = live & (rows < self.size)
        known[known] = passage_ids[rows[known]] == columns["passage"][known]
        if int(known.sum()) != self.size:
            raise BrokenArchive(f"{folder} and the catalog do not hold the same passages: index again.")
        self._row_of = np.where(known, rows, -1)
        lengths = {field: np.zeros(self.size, dtype=np.int64) for field in FIELDS}
        for field, by_row in lengths.items():
            by_row[self._row_of[known]] = columns[f"{field}_length"][known]
        self._ranking = BM25F(layout.documents, lengths)
        self._postings = lru_cache(maxsize=2048)(self._read_postings)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def scores(self, words: Iterable[Word]) -> tuple[Scores, float]:
        """The keyword score of every row and the ceiling, as `BM25F.scores` has them."""
        asked = Counter(self._terms(word) for word in words)
        return self._ranking.scores((self._postings_of(terms), times) for terms, times in asked.items())

    def word_mask(self, word: Word) -> Mask:
        """Which rows hold the word in text or title, shape `(n,)`."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for _, rows, _ in self._postings_of(self._terms(word)):
            mask[rows] = True
        return mask

    def phrase_mask(self, phrase: Phrase) -> Mask:
        """Which rows hold the words in order in text or title, shape `(n,)`. Whoosh checks positions.

        A phrase that runs over the end of a passage counts for the passage in which it begins.
        """
        found = self._phrase_in(FIELDS, phrase)
        if phrase.words[1:]:
            seam = self._phrase_in(("seam",), phrase)
            seam[:-1] &= ~found[1:]  # there it stands whole in the next passage, whose first words the seam has too
            found |= seam
        return found

    def _phrase_in(self, fields: Sequence[str], phrase: Phrase) -> Mask:
        query = _whoosh().query
        folded = [fold(word) for word in phrase.words]
        found = np.zeros(self.size, dtype=np.bool_)
        for field in fields:
            readings = {tuple(stem(word, language) for word in folded) for language in self.languages}
            name = field + AS_WRITTEN if phrase.exact else field
            for terms in sorted({tuple(folded)} if phrase.exact else readings):
                several = query.Phrase(name, list(terms), slop=phrase.slop + 1)
                asked = several if terms[1:] else query.Term(name, terms[0])
                rows = self._row_of[list(asked.docs(self._searcher))]
                found[rows[rows >= 0]] = True
        return found

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every folded word of the texts, with how many passages hold it."""
        field = f"text{AS_WRITTEN}"
        return {term.decode("utf-8"): int(info.doc_frequency()) for term, info in self._reader.iter_field(field)}

    def all_postings(self) -> Iterator[tuple[str, str, NDArray[np.int64], Scores]]:
        """Every field and term with its rows and how often each holds it, read from the files, part by part.

        Read in the order in which they lie there, without looking up a term; one that lies in several comes as often.
        """
        for leaf, offset in self._reader.leaf_readers():
            for field in all_fields():
                for term, info in leaf.iter_field(field):
                    docs, counts = _stored_postings(leaf, field, info)
                    rows = self._row_of[np.asarray(docs, dtype=np.int64) + offset]
                    kept = rows >= 0
                    yield field, term.decode("utf-8"), rows[kept], np.asarray(counts, dtype=np.float32)[kept]

    def _terms(self, word: Word) -> tuple[tuple[str, str], ...]:
        """The (field, term) pairs that are the word: its stems, or itself as written, or what begins with it."""
        folded = fold(word.text)
        if word.prefix:
            return tuple(
                (field, term.decode("utf-8"))
                for field in written_fields()
                for term in self._reader.expand_prefix(field, folded)
            )
        if word.exact:
            return tuple((field, folded) for field in written_fields())
        return tuple((field, term) for term in stems(folded, self.languages) for field in FIELDS)

    def _postings_of(self, terms: Iterable[tuple[str, str]]) -> Iterator[Posting]:
        for field, term in terms:
            yield field.removesuffix(AS_WRITTEN), *self._postings(field, term)

    @cached_property
    def _searcher(self) -> Any:
        import whoosh.searching

        return whoosh.searching.Searcher(self._reader)

    def _column(self, name: str) -> NDArray[np.int64]:
        if not self._reader.doc_count_all():  # Whoosh's reader of an empty index has no columns
            return np.empty(0, np.int64)
        column = self._reader.column_reader(name)
        return np.fromiter((column[i] for i in range(self._reader.doc_count_all())), dtype=np.int64)

    def _read_postings(self, field: str, term: str) -> tuple[NDArray[np.int64], Scores]:
        """Rows that hold the stem, and how often."""
        if (field, term) not in self._reader:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        docs: list[int] = []
        counts: list[float] = []
        matcher = self._reader.postings(field, term)
        leaves = (
            [(matcher, 0)] if not hasattr(matcher, "matchers") else zip(matcher.matchers, matcher.offsets, strict=True)
        )
        for leaf, offset in leaves:
            while leaf.is_active():
                docs.append(leaf.id() + offset)
                counts.append(leaf.weight())
                leaf.next()
        rows = self._row_of[docs]
        kept = rows >= 0
        return rows[kept], np.asarray(counts, dtype=np.float32)[kept]


def _stored_postings(leaf: Any, field: str, info: Any) -> tuple[Sequence[int], Sequence[float]]:
    """The documents and weights that one part of the index has for a term, block by block."""
    if info.is_inlined():
        ids, weights, _ = info.inlined_postings()
        return ids, weights
    blocks = leaf.codec().postings_reader(leaf._terms._postfile, info, leaf.schema[field].format)
    docs: list[int] = []
    counts: list[float] = []
    while True:
        blocks._read_ids()
        blocks._read_weights()
        docs += blocks._ids
        counts += blocks._weights
        if blocks._lastblock:
            return docs, counts
        blocks._next_block()


def update_keyword_index(
    folder: Path,
    removed: Sequence[int],
    added: Iterable[tuple[Document, Passage]],
    languages: Sequence[str] = ("en",),
) -> None:
    """Bring the index in `folder` up to date, or make it: take `removed` passage ids out, put `added` in."""
    whoosh = _whoosh()
    fields = whoosh.fields
    index = (
        whoosh.index.open_dir(str(folder))
        if whoosh.index.exists_in(str(folder))
        else whoosh.index.create_in(
            str(folder),
            fields.Schema(
                passage=fields.NUMERIC(int, bits=64, unique=True, sortable=True),
                text_length=fields.NUMERIC(int, sortable=True),
                title_length=fields.NUMERIC(int, sortable=True),
                **{name: fields.TEXT(phrase=True) for name in all_fields()},
            ),
        )
    )
    writer = index.writer(limitmb=_WRITER_MEMORY_MB)
    for id in removed:
        writer.delete_by_term("passage", id)
    for document, passage in added:
        fields_of = words_by_field(document, passage, languages)
        writer.add_document(
            passage=passage.id, text_length=len(fields_of["text"]), title_length=len(fields_of["title"]), **fields_of
        )
    writer.commit()
    index.close()
