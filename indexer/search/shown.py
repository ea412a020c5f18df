"""What is shown of the passages of a ranking: read in few questions to the catalog, kept for the next query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from indexer.records import Document, Passage, Span
from indexer.search.fusion import Ranking
from indexer.search.snippets import sentences
from indexer.stores.catalog import Catalog
from indexer.stores.kept import Kept

K = TypeVar("K")
V = TypeVar("V")

_MOST_CHARACTERS = 8_000_000
_MOST_PASSAGES = 20_000
_AHEAD = 16


class Shown:
    """Passages with their documents, by place of a ranking, and their sentences. Safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._ids = catalog.layout.passage_ids
        self._documents: Kept[str, Document] = Kept(_MOST_CHARACTERS)
        self._passages: Kept[int, Passage] = Kept(_MOST_PASSAGES)
        self._sentences: Kept[int, tuple[Span, ...]] = Kept(_MOST_PASSAGES)

    def read(self, ranking: Ranking, places: Iterable[int]) -> dict[int, tuple[Document, Passage]]:
        """The passages at some places of the ranking, each with its document."""
        ids = {place: int(self._ids[ranking.rows[place]]) for place in places}
        passages = _all(list(ids.values()), self._passages, self._catalog.passages_by_id, lambda passage: 1)
        wanted = list(dict.fromkeys(passage.document_id for passage in passages.values()))
        documents = _all(wanted, self._documents, self._catalog.documents_by_id, lambda document: len(document.text))
        return {place: (documents[passages[id].document_id], passages[id]) for place, id in ids.items()}

    def sentences(self, document: Document, passage: Passage) -> tuple[Span, ...]:
        """The passage's sentences, without the white space around them."""
        found = self._sentences.get(passage.id)
        if found is None:
            found = sentences(document.text, passage)
            self._sentences.put(passage.id, found)
        return found


class Texts:
    """The passages' texts by place, read a few places ahead; no more documents are held than are read at once."""

    def __init__(self, shown: Shown, ranking: Ranking, wanted: int) -> None:
        self._shown = shown
        self._ranking = ranking
        self._ahead = min(wanted, _AHEAD)
        self._read: dict[int, str] = {}

    def __call__(self, place: int) -> str:
        """The text of the passage at a place."""
        if place not in self._read:
            ahead = range(place, min(place + self._ahead, len(self._ranking)))
            read = self._shown.read(self._ranking, ahead)
            self._read = {at: document.text[p.start : p.end] for at, (document, p) in read.items()}
        return self._read[place]


def _all(
    keys: Sequence[K], kept: Kept[K, V], read: Callable[[Sequence[K]], dict[K, V]], weight: Callable[[V], int]
) -> dict[K, V]:
    """The values of the keys, those that are not kept read at once."""
    found = {key: value for key in keys if (value := kept.get(key)) is not None}
    missing = [key for key in keys if key not in found]
    for key, value in read(missing).items() if missing else ():
        kept.put(key, value, weight(value))
        found[key] = value
    return found
