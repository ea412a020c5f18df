"""The keyword index (Whoosh): stems of text and title with their positions, ranked by BM25F.

Whoosh writes and holds the postings; scoring is done here over whole posting lists at once, for two reasons:
every match is scored, so counts are exact and fusion is not limited to a top k; and it is BM25F proper
(Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004), where Whoosh's
own adds up one BM25 a field and lets a title count twice.

Whoosh is frozen upstream, so reading its posting blocks directly is safe as long as its version is pinned.
"""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.records import Document, Passage, Phrase, Word
from indexer.stores.layout import Layout
from indexer.words import fold, stem, stems, words_of

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

FIELDS = ("text", "title")
_PHRASE_FIELDS = (*FIELDS, "seam")
_AS_WRITTEN = "_as_written"
"""Beside each field of stems stands one of folded words: for `=word`, `word*` and for suggestions."""
WEIGHTS = {"text": 1.0, "title": 1.0}
LENGTH_NORMALISATION = {"text": 0.75, "title": 0.75}
SATURATION = 1.2
OWN_SHARE = 0.4
"""What a passage's own words count for, against those of its whole document."""
SEAM = 8
"""How many words on either side of a passage's end are indexed once more, for phrases alone."""
_SEAM_CHARACTERS = 160
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
        self._documents = layout.documents
        self._document_count = int(layout.documents.max(initial=-1)) + 1
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
        self._norms = {
            field: self._norm(field, columns[f"{field}_length"][known], self._row_of[known]) for field in FIELDS
        }
        self._postings = lru_cache(maxsize=2048)(self._read_postings)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def scores(self, words: Iterable[Word]) -> tuple[Scores, float]:
        """The keyword score of every row, shape `(n,)`, and the ceiling that a passage full of all the words nears.

        A row where none of the words occurs in text or title has 0.

        A passage is scored in its document: `OWN_SHARE` of the score is BM25F of the passage among passages,
        the rest BM25F of the whole document among documents. A word asked twice weighs twice. With N
        rows, df of them holding the word in any field, tf_f its frequency in field f:
        idf = ln(1 + (N - df + 0.5) / (df + 0.5)); tf = Σ w_f · tf_f / (1 - b_f + b_f · len_f / avg_f);
        score = Σ idf · tf · (k1 + 1) / (k1 + tf).
        """
        passages = np.zeros(self.size, dtype=np.float32)
        documents = np.zeros(self._document_count, dtype=np.float32)
        ceiling = 0.0
        for terms, times in Counter(self._terms(word) for word in words).items():
            in_passages, in_documents = self._frequencies(terms)
            ceiling += OWN_SHARE * _add_bm25(passages, in_passages, times)
            ceiling += (1 - OWN_SHARE) * _add_bm25(documents, in_documents, times)
        whole = OWN_SHARE * passages + (1 - OWN_SHARE) * documents[self._documents]
        return np.where(passages > 0, whole, np.float32(0)), ceiling

    def word_mask(self, word: Word) -> Mask:
        """Which rows hold the word in text or title, shape `(n,)`."""
        return self._frequencies(self._terms(word))[0] > 0

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
            name = field + _AS_WRITTEN if phrase.exact else field
            for terms in sorted({tuple(folded)} if phrase.exact else readings):
                several = query.Phrase(name, list(terms), slop=phrase.slop + 1)
                asked = several if terms[1:] else query.Term(name, terms[0])
                rows = self._row_of[list(asked.docs(self._searcher))]
                found[rows[rows >= 0]] = True
        return found

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every folded word of the texts, with how many passages hold it."""
        field = f"text{_AS_WRITTEN}"
        return {term.decode("utf-8"): int(info.doc_frequency()) for term, info in self._reader.iter_field(field)}

    def all_postings(self) -> Iterator[tuple[str, str, NDArray[np.int64], Scores]]:
        """Every field and term with its rows and how often each holds it, read from the files, part by part.

        Read in the order in which they lie there, without looking up a term; one that lies in several comes as often.
        """
        for leaf, offset in self._reader.leaf_readers():
            for field in _all_fields():
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
                for field in _written_fields()
                for term in self._reader.expand_prefix(field, folded)
            )
        if word.exact:
            return tuple((field, folded) for field in _written_fields())
        return tuple((field, term) for term in stems(folded, self.languages) for field in FIELDS)

    def _frequencies(self, terms: Iterable[tuple[str, str]]) -> tuple[Scores, Scores]:
        """The length-normalised, weighted frequency of a word (all its terms are one word), by row and by document."""
        in_passages = np.zeros(self.size, dtype=np.float32)
        in_documents = np.zeros(self._document_count, dtype=np.float32)
        for field, term in terms:
            rows, counts = self._postings(field, term)
            of = field.removesuffix(_AS_WRITTEN)
            norm = self._norms[of]
            in_passages[rows] += WEIGHTS[of] * counts / norm.passages[rows]
            documents = self._documents[rows]
            if of == "title":  # every passage carries its document's title: count it once
                once = np.zeros(self._document_count, dtype=np.float32)
                once[documents] = counts
            else:
                once = _summed(documents, counts, self._document_count)
            in_documents += WEIGHTS[of] * once / norm.documents
        return in_passages, in_documents

    @cached_property
    def _searcher(self) -> Any:
        import whoosh.searching

        return whoosh.searching.Searcher(self._reader)

    def _column(self, name: str) -> NDArray[np.int64]:
        if not self._reader.doc_count_all():  # Whoosh's reader of an empty index has no columns
            return np.empty(0, np.int64)
        column = self._reader.column_reader(name)
        return np.fromiter((column[i] for i in range(self._reader.doc_count_all())), dtype=np.int64)

    def _norm(self, field: str, lengths: NDArray[np.int64], rows: NDArray[np.int64]) -> _Norm:
        by_row = np.zeros(self.size, dtype=np.float32)
        by_row[rows] = lengths
        if field == "title":
            by_document = np.zeros(self._document_count, dtype=np.float32)
            by_document[self._documents] = by_row
        else:
            by_document = _summed(self._documents, by_row, self._document_count)
        b = LENGTH_NORMALISATION[field]
        return _Norm(_length_norm(by_row, b), _length_norm(by_document, b))

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


@dataclass(frozen=True, slots=True)
class _Norm:
    """1 - b + b · length / average length, of each passage and of each document."""

    passages: Scores
    documents: Scores


def _summed(places: NDArray[np.int32], values: Scores, length: int) -> Scores:
    return np.bincount(places, weights=values, minlength=length).astype(np.float32)


def _length_norm(lengths: NDArray[Any], b: float) -> Scores:
    average = float(lengths.mean()) if len(lengths) else 0.0
    return np.asarray(1 - b + b * lengths / (average or 1.0), dtype=np.float32)


def _add_bm25(scores: Scores, frequency: Scores, times: int) -> float:
    """Add one word's share to the scores. Returns the most that it could add."""
    present = np.flatnonzero(frequency)
    idf = math.log(1 + (len(scores) - len(present) + 0.5) / (len(present) + 0.5))
    tf = frequency[present]
    scores[present] += times * idf * tf * (SATURATION + 1) / (SATURATION + tf)
    return times * idf * (SATURATION + 1)


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
                **{name: fields.TEXT(phrase=True) for name in _all_fields()},
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


def words_by_field(document: Document, passage: Passage, languages: Sequence[str]) -> dict[str, list[str]]:
    """The terms that indexing a passage writes, by field, each as often as it does."""
    language = document.language if document.language in languages else languages[0]
    text = _folded(document.text[passage.start : passage.end])
    written = {"text": text, "title": _folded(document.title), "seam": _seam(document, passage, text)}
    stemmed = {field: [stem(word, language) for word in words] for field, words in written.items()}
    return stemmed | {f"{field}{_AS_WRITTEN}": words for field, words in written.items()}


def _seam(document: Document, passage: Passage, words: Sequence[str]) -> list[str]:
    """The last words of a passage and the first of the next, so that a phrase over its end is found in it."""
    following = _folded(document.text[passage.end : passage.end + _SEAM_CHARACTERS])[:SEAM]
    if any(block.kind == "reply" and block.start <= passage.end < block.end for block in document.blocks):
        return []  # what is quoted of another mail is searched there
    return [*words[-SEAM:], *following] if following else []


def _written_fields() -> tuple[str, ...]:
    return tuple(field + _AS_WRITTEN for field in FIELDS)


def _all_fields() -> tuple[str, ...]:
    return (*_PHRASE_FIELDS, *(field + _AS_WRITTEN for field in _PHRASE_FIELDS))


def _folded(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]
