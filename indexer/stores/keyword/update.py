"""Brings a draft's keyword index up to date: a passage's words are found once, for posting lists and engine."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.records import Document, Passage
from indexer.stores.keyword.engines import FOLDER, writer_of
from indexer.stores.keyword.fields import Words, words_by_field
from indexer.stores.keyword.posting_writer import PostingWriter
from indexer.stores.keyword.postings import Postings


def update_keyword_index(
    draft: Path,
    base: Path | None,
    removed: Sequence[int],
    added: Iterable[tuple[Document, Passage]],
    languages: Sequence[str] = ("en",),
    engine: str = "whoosh",
) -> None:
    """Write the index in `draft` as that of the generation `base` less `removed` passages, with `added` after them.

    The engine's files of `base` are in the draft already, linked; without a `base` what is there is removed.
    """
    if base is None:
        shutil.rmtree(draft / FOLDER, ignore_errors=True)
    lists = PostingWriter(draft, Postings(base) if base else None, removed)

    def found() -> Iterator[tuple[int, Words]]:
        for document, passage in added:
            words = words_by_field(document, passage, languages)
            lists.add(passage.id, words)
            yield passage.id, words

    (draft / FOLDER).mkdir(exist_ok=True)
    writer_of(engine)(draft / FOLDER, removed, found())
    lists.write()
