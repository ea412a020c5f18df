"""What is shown of the passages of a ranking: read in few questions to the catalog, kept for the next query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from indexer.records import Document, Passage, Span
from indexer.search.fusion import Ranking
from indexer.search.showing.printed import Printed, printed_words
from indexer.search.showing.snippets import sentences
from indexer.stores.catalog.reader import Catalog
from indexer.stores.kept import Kept

K = TypeVar("K")
V = TypeVar("V")

_MOST_CHARACTERS = 8_000_000
_MOST_PASSAGES = 20_000
_MOST_OF_WORDS = 2_000_000
"""Characters."""
_AHEAD = 16
_MOST_HEADINGS = 3


class Shown:
    """Passages with their documents, by place of a ranking, and their sentences. Safe to share between threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._ids = catalog.layout.passage_ids
        self._documents: Kept[str, Document] = Kept(_MOST_CHARACTERS)
        self._passages: Kept[int, Passage] = Kept(_MOST_PASSAGES)
        self._words: Kept[int, Printed] = Kept(_MOST_OF_WORDS)
        self._sentences: Kept[int, tuple[Span, ...]] = Kept(_MOST_PASSAGES)

    def read(self, ranking: Ranking, places: Iterable[int]) -> dict[int, tuple[Document, Passage]]:
        """The passages at some places of the ranking, each with its document."""
        ids = {place: int(self._ids[ranking.rows[place]]) for place in places}
        passages = _all(list(ids.values()), self._passages, self._catalog.passages_by_id, lambda passage: 1)
        wanted = list(dict.fromkeys(passage.document_id for passage in passages.values()))
        documents = _all(wanted, self._documents, self._catalog.documents_by_id, lambda document: len(document.text))
        return {place: (documents[passages[id].document_id], passages[id]) for place, id in ids.items()}

    def words(self, document: Document, passage: Passage) -> Printed:
        """The passage's words as printed."""
        return self._words.made(
            passage.id,
            lambda: printed_words(document.text, passage.start, passage.end),
            lambda printed: len(printed.run),
        )

    def sentences(self, document: Document, passage: Passage) -> tuple[Span, ...]:
        """The passage's sentences, without the white space around them."""
        return self._sentences.made(passage.id, lambda: sentences(document.text, passage))

    def read_on(self, document: Document, passage: Passage) -> tuple[Passage, ...]:
        """The passage; of one that is a heading or the title alone, also what it stands over, to the first text."""
        run = [passage]
        while _is_heading(document, run[-1]) and run[-1].end < len(document.text) and len(run) <= _MOST_HEADINGS:
            run.append(self._catalog.passage_at(document.id, run[-1].end))
        return tuple(run)

    def sentences_read_on(self, document: Document, passage: Passage) -> tuple[Span, ...]:
        """The sentences of a passage as it reads on; a heading is one with the sentence after it."""
        first, *others = (self.sentences(document, read) for read in self.read_on(document, passage))
        spans = list(first)
        for after in others:
            spans[-1:] = [Span(spans[-1].start, after[0].end), *after[1:]]
        return tuple(spans)


class Words:
    """The passages' folded words, as runs, by place, read some places ahead; no more is held than is read at once."""

    def __init__(self, shown: Shown, ranking: Ranking, wanted: int) -> None:
        self._shown = shown
        self._ranking = ranking
        self._ahead = min(wanted, _AHEAD)
        self._read: dict[int, tuple[Document, Passage]] = {}

    def __call__(self, place: int) -> str:
        """The words of the passage at a place."""
        if place not in self._read:
            ahead = range(place, min(place + self._ahead, len(self._ranking)))
            self._read = self._shown.read(self._ranking, ahead)
        return self._shown.words(*self._read[place]).folded()


def _is_heading(document: Document, passage: Passage) -> bool:
    return passage.kind == "heading" or document.text[passage.start : passage.end].strip() == document.title


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
