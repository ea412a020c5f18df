"""From ranked rows to a page of hits: sorted, grouped, copies collapsed, each with what to show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from indexer.records import Document, Hit, Leg, Linked, Passage, Query
from indexer.search.fusion import Mask, Ranking, Rows
from indexer.search.language.fields import merged
from indexer.search.paging import walk
from indexer.search.showing.grouping import WINDOW, Group, Grouping, best_of_documents
from indexer.search.showing.marks import Marker
from indexer.search.showing.shown import Shown, Words
from indexer.search.showing.snippets import snippet
from indexer.stores.catalog.reader import Catalog
from indexer.stores.kept import Kept

_WEAK_SHOWN = 5
_LONGEST_WALK = 5_000
"""Hits of the walks from page to page that are remembered."""
_Read = tuple[Document, Passage]


@dataclass(frozen=True, slots=True)
class Page:
    """The hits of one page, how many documents (or passages) answer, copies counted, where the next page begins."""

    hits: tuple[Hit, ...]
    found: int
    next_offset: int | None


class HitMaker:
    """Makes hits of ranked rows, from the catalog of one generation."""

    def __init__(self, catalog: Catalog, shown: Shown, languages: Sequence[str]) -> None:
        self._catalog = catalog
        self._layout = catalog.layout
        self._languages = tuple(languages)
        self._shown = shown
        self._walks: Kept[tuple[str, int], Grouping] = Kept(_LONGEST_WALK)

    def page(self, query: Query, ranking: Ranking) -> Page:
        """The page of the ranking that the query asks for."""
        ranking, more = self._arranged(query, ranking)
        end = query.offset + query.limit
        groups = self._groups(query, ranking, end + 1)
        hits = self._made(query, ranking, groups[query.offset : end], more)
        return Page(hits, len(ranking), end if len(groups) > end else None)

    def weak(self, query: Query, ranking: Ranking, strong: Mask, page: Page) -> tuple[Hit, ...]:
        """Near misses, on the page where the answers end: documents that have no passage among the `strong` ones."""
        if page.next_offset is not None:
            return ()
        answering = self._layout.documents[ranking.rows[strong]]
        ranking, more = best_of_documents(ranking.take(~strong), self._layout)
        others = ~np.isin(self._layout.documents[ranking.rows], answering)
        ranking, more = ranking.take(others), more[others]
        groups = self._walked(query, ranking, _WEAK_SHOWN, Grouping())
        return self._made(query, ranking, groups, more, weak=True)

    def _arranged(self, query: Query, ranking: Ranking) -> tuple[Ranking, Rows]:
        """In the order asked for, one place a document if grouped; with how many other places each document has."""
        more = np.zeros(len(ranking), dtype=np.int64)
        if query.grouped:
            ranking, more = best_of_documents(ranking, self._layout)
        if query.sort == "-indexed":  # of one run, later rows were put in later
            order = np.lexsort((-ranking.rows, -self._catalog.came(self._layout.documents[ranking.rows])))
            ranking, more = ranking.take(order), more[order]
        elif query.sort != "relevance":
            documents, filters = self._layout.documents[ranking.rows], merged(query.typed, query.filters)
            order = np.lexsort(self._catalog.in_time(documents, query.sort == "-date", filters))
            ranking, more = ranking.take(order), more[order]
        return ranking, more

    def _groups(self, query: Query, ranking: Ranking, wanted: int) -> list[Group]:
        walked = walk(query)
        kept = self._walks.get((walked, query.offset))
        grouping = kept if kept and kept.fits(ranking.rows) else Grouping()
        groups = self._walked(query, ranking, wanted, grouping)
        if len(groups) == wanted <= _LONGEST_WALK:
            self._walks.put((walked, wanted - 1), grouping, weight=wanted - (query.offset if kept else 0))
        return groups

    def _walked(self, query: Query, ranking: Ranking, wanted: int, grouping: Grouping) -> list[Group]:
        if query.copies:
            return [Group(place) for place in range(min(wanted, len(ranking)))]
        return grouping.first(wanted, ranking.rows, Words(self._shown, ranking, wanted + WINDOW))

    def _made(
        self, query: Query, ranking: Ranking, groups: Sequence[Group], more: Rows, *, weak: bool = False
    ) -> tuple[Hit, ...]:
        read = self._shown.read(ranking, [place for group in groups for place in (group.place, *group.copies)])
        marker = Marker(query, self._languages)
        if query.sort == "relevance":
            groups = [_earliest_first(group, read) for group in groups]
        return tuple(self._hit(ranking, group, read, int(more[group.place]), marker, weak) for group in groups)

    def _hit(
        self, ranking: Ranking, group: Group, read: Mapping[int, _Read], more: int, marker: Marker, weak: bool
    ) -> Hit:
        place = group.place
        document, passage = read[place]
        marks, *further = (
            marker.marks(document, read_on, self._shown.words(document, read_on))
            for read_on in self._shown.read_on(document, passage)
        )
        return Hit(
            document=document, passage=passage, score=float(ranking.scores[place]),
            keyword=_leg(ranking.keyword_ranks[place], ranking.keyword[place]),
            semantic=_leg(ranking.semantic_ranks[place], ranking.semantic[place]),
            weak=weak, marks=marks, title_marks=marker.title_marks(document),
            snippet=snippet(document, self._shown.sentences_read_on(document, passage), (*marks, *chain(*further))),
            more=more, copies=tuple(_linked(*read[p]) for p in group.copies),
        )  # fmt: skip


def _earliest_first(group: Group, read: Mapping[int, _Read]) -> Group:
    """The group under the earliest of its texts: the others have it from there."""
    if not group.copies:
        return group
    places = (group.place, *group.copies)
    earliest = min(places, key=lambda place: (read[place][0].first_day or date.max, place))
    return Group(earliest, [place for place in places if place != earliest])


def _leg(rank: int, score: float) -> Leg | None:
    return Leg(int(rank), float(score)) if rank else None


def _linked(document: Document, passage: Passage) -> Linked:
    return Linked(document.id, document.title, passage.start, passage.end, document.title_derived)
