"""tantivy: writes, stores and reads words with their positions, and answers phrases.

Its Python interface gives neither posting lists at once nor positions. Its slop lets words change places, where here
they keep their order, and misses some phrases of three words and more; so a phrase with gaps is found by its pairs of
words, which finds too much at most, and then held against the words, which are stored for that.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from indexer.errors import BrokenArchive
from indexer.stores.generations.manifest import RESTORE
from indexer.stores.keyword.engine import Lists, Passages, in_batches
from indexer.stores.keyword.fields import ORDERED, SEAM, SEAMS, Words, as_written
from indexer.stores.keyword.runs import runs

_LOCK = ".tantivy-writer.lock"
"""It goes once all is written: the archive has one writer by its own lock, and the next draft, into which the files are
linked, would be locked by a run of the same process that failed over it."""
_WRITER_BYTES = 128_000_000
_ANALYZER = "words"
_TEXT_OF = dict(zip(SEAMS, ("text", as_written("text")), strict=True))


class TantivyReader:
    """Reads what `update_tantivy` wrote. Safe to share between threads. Raises BrokenArchive."""

    def __init__(self, folder: Path) -> None:
        try:
            index = tantivy.Index.open(str(folder))
            self._searcher = index.searcher()
        except (ValueError, OSError) as error:
            raise BrokenArchive(f"{folder} cannot be read ({error}): {RESTORE}.") from error
        self._schema = index.schema

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Passages:
        """The passages whose field has the terms in this order, at most `slop` others between them all."""
        if not slop and field not in SEAMS:
            return self._passages_at(self._found(self._phrase(field, terms)))
        parts = [
            (tantivy.Occur.Must, self._phrase(field, part, slop)) for part in (pairwise(terms) if slop else [terms])
        ]
        if not slop:  # most of what a seam has, the text has too, and need not be read
            parts.append((tantivy.Occur.MustNot, self._phrase(_TEXT_OF[field], terms)))
        near = self._found(tantivy.Query.boolean_query(parts))
        return self._passages_at([address for address in near if self._holds(address, field, terms, slop)])

    def passages(self) -> Passages:
        """Every passage that is here."""
        return self._passages_at(self._found(tantivy.Query.all_query()))

    def lists(self) -> Iterator[Lists]:
        """Every field and term, with the passages that hold it; none for a term that outlives its passages."""
        for field in ORDERED:
            terms = (term for term, _ in self._searcher.terms_with_prefix(field, ""))
            yield from in_batches(field, ((term, self._holding(field, term)) for term in terms))

    def _holding(self, field: str, term: str) -> list[int]:
        addresses = self._found(tantivy.Query.term_query(self._schema, field, term))
        return list(self._searcher.fast_field_values("passage", addresses))

    def _phrase(self, field: str, terms: Sequence[str], slop: int = 0) -> Any:
        return tantivy.Query.phrase_query(self._schema, field, list(terms), slop=slop)

    def _found(self, query: Any) -> list[Any]:
        count = max(1, self._searcher.num_docs)
        return [address for _, address in self._searcher.search(query, limit=count, count=False).hits]

    def _passages_at(self, addresses: list[Any]) -> Passages:
        return np.array(self._searcher.fast_field_values("passage", addresses), np.int64)

    def _holds(self, address: Any, field: str, terms: Sequence[str], slop: int) -> bool:
        """Whether the words stand in the field as `phrase` says."""
        document = self._searcher.doc(address)
        words = np.array(_words(document, field), np.str_)
        first, *others = (np.flatnonzero(words == term) for term in terms)
        if field in SEAMS:
            first = first[first < min(SEAM, len(_words(document, "text")))]
        return len(runs([first, *others], slop)[0]) > 0


def _words(document: Any, field: str) -> list[str]:
    return (document.get_first(field) or "").split()


def update_tantivy(folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
    """Bring the index in `folder` up to date, or make it. Raises OSError where the disk does not take it."""
    try:
        _update(folder, removed, added)
    except ValueError as error:  # which is what tantivy makes of the system's errors
        code = errno.EROFS if "ead-only" in str(error) else errno.EIO if "nput/output" in str(error) else errno.ENOSPC
        raise OSError(code, str(error)[:200], str(folder)) from error


def _update(folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
    index = tantivy.Index(_schema(), path=str(folder))
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, words)
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    for passage_id in removed:
        writer.delete_documents_by_term("passage", passage_id)
    for passage_id, fields in added:
        document = tantivy.Document()
        document.add_integer("passage", passage_id)
        for field in ORDERED:
            document.add_text(field, " ".join(fields[field]))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    (folder / _LOCK).unlink(missing_ok=True)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", indexed=True, fast=True)
    for field in ORDERED:
        builder.add_text_field(field, stored=True, tokenizer_name=_ANALYZER)
    return builder.build()
