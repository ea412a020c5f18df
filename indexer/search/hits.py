"""From ranked rows to a page of hits: sorted, grouped, copies collapsed, each with what to show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.records import Document, Hit, Leg, Passage, Query
from indexer.search.fusion import Ranking, Rows
from indexer.search.grouping import Group, best_of_documents, without_copies
from indexer.search.snippets import marks, snippet
from indexer.stores.catalog import Catalog

_WEAK_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of one page, how many documents (or passages) there are to page through, where the next page begins."""

    hits: tuple[Hit, ...]
    found: int
    next_offset: int | None


class HitMaker:
    """Makes hits of ranked rows, from the catalog of one generation."""

    def __init__(self, catalog: Catalog, languages: Sequence[str]) -> None:
        self._catalog = catalog
        self._layout = catalog.layout
        self._languages = tuple(languages)

    def page(self, query: Query, ranking: Ranking) -> Page:
        """The page of the ranking that the query asks for."""
        ranking, more = self._arranged(query, ranking)
        end = query.offset + query.limit
        groups = self._groups(query, ranking, end + 1)
        hits = tuple(self._hit(query, ranking, group, int(more[group.place])) for group in groups[query.offset : end])
        return Page(hits, len(ranking), end if len(groups) > end else None)

    def weak(self, query: Query, ranking: Ranking, page: Page) -> tuple[Hit, ...]:
        """Near misses, on the first page only: documents that have no passage among the answers."""
        if query.offset:
            return ()
        ranking, more = best_of_documents(ranking, self._layout)
        shown = {hit.document.id for hit in page.hits}
        hits: list[Hit] = []
        for place in range(len(ranking)):
            if len(hits) == _WEAK_SHOWN:
                break
            if self._passage(ranking, place).document_id not in shown:
                hits.append(self._hit(query, ranking, Group(place), int(more[place]), weak=True))
        return tuple(hits)

    def _arranged(self, query: Query, ranking: Ranking) -> tuple[Ranking, Rows]:
        """In the order asked for, one place a document if grouped; with how many other places each document has."""
        more = np.zeros(len(ranking), dtype=np.int64)
        if query.grouped:
            ranking, more = best_of_documents(ranking, self._layout)
        if query.sort == "-indexed":  # later rows were put in later
            order = np.argsort(-ranking.rows, kind="stable")
            ranking, more = ranking.take(order), more[order]
        elif query.sort != "relevance":
            days = self._catalog.days[self._layout.documents[ranking.rows]]
            order = np.argsort(days if query.sort == "date" else -days, kind="stable")
            order = np.concatenate([order[days[order] > 0], order[days[order] == 0]])  # undated last, either way
            ranking, more = ranking.take(order), more[order]
        return ranking, more

    def _groups(self, query: Query, ranking: Ranking, wanted: int) -> list[Group]:
        if query.copies:
            return [Group(place) for place in range(min(wanted, len(ranking)))]
        looked_at = ranking.rows[: 2 * wanted]
        texts = self._catalog.texts([int(id) for id in self._layout.passage_ids[looked_at]])

        def text_of(row: int) -> str:
            id = int(self._layout.passage_ids[row])
            return texts[id] if id in texts else self._catalog.texts([id])[id]

        return without_copies(ranking, text_of, wanted)

    def _hit(self, query: Query, ranking: Ranking, group: Group, more: int, *, weak: bool = False) -> Hit:
        places = {place: self._at(ranking, place) for place in (group.place, *group.copies)}
        place = min(places, key=lambda p: (_day(places[p][0]), p)) if group.copies else group.place
        document, passage = places[place]
        matched = marks(query, document, passage, self._languages)
        return Hit(
            document=document, passage=passage, score=float(ranking.scores[place]),
            keyword=_leg(ranking.keyword_ranks[place], ranking.keyword[place]),
            semantic=_leg(ranking.semantic_ranks[place], ranking.semantic[place]),
            weak=weak, marks=matched, snippet=snippet(document, passage, matched), more=more,
            copies=tuple(other.id for p, (other, _) in places.items() if p != place),
        )  # fmt: skip

    def _at(self, ranking: Ranking, place: int) -> tuple[Document, Passage]:
        passage = self._passage(ranking, place)
        return self._catalog.document(passage.document_id), passage

    def _passage(self, ranking: Ranking, place: int) -> Passage:
        return self._catalog.passage(int(self._layout.passage_ids[ranking.rows[place]]))


def _leg(rank: int, score: float) -> Leg | None:
    return Leg(int(rank), float(score)) if rank else None


def _day(document: Document) -> str:
    when = document.date
    day = when and (when.earliest or when.latest)
    return day.isoformat() if day else "~"  # undated after all that are dated
