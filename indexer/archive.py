"""The query's straight line: Query, two searches, fusion, groups, snippets, Results."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder, open_encoder
from indexer.machine.once import once
from indexer.records import Document, Filters, Hit, Query, Quotation, Results, Snippet, Span
from indexer.search.evidence.strength import strong
from indexer.search.facets import counted_facets
from indexer.search.fusion import Ranking
from indexer.search.hits import HitMaker
from indexer.search.language.aside import without_unknown
from indexer.search.offers.absent import absent
from indexer.search.offers.did_you_mean import did_you_mean, otherwise_parted
from indexer.search.offers.fielded import as_a_date, as_a_name, as_words, in_another_role
from indexer.search.offers.initials import as_one_word
from indexer.search.offers.misspelt import NameWords, as_spelt
from indexer.search.offers.suggest import Suggester, Suggestion, suggestions
from indexer.search.offers.wordforms import WordForms
from indexer.search.query import parse_query
from indexer.search.ranking import Ranker
from indexer.search.retrieve import Matched, Retriever
from indexer.search.showing.marks import marked
from indexer.search.showing.nearest_sentence import NearestSentence
from indexer.search.showing.shown import Shown
from indexer.settings import Settings
from indexer.stores.catalog.listing import Listing
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, GRAMS, Generation
from indexer.stores.generations.holding import held
from indexer.stores.keyword import KeywordIndex
from indexer.stores.vectors.nearest import open_vectors
from indexer.stores.vectors.words import open_word_vectors

if TYPE_CHECKING:
    from indexer.quotes.check import Checker

Told = Callable[[str], None]
"""Told of each step of a search when it is done: `keyword`, `semantic`, `hits`, `facets`. It may raise to stop."""

_WARMING = "letter of the day"
_MARKED = 200
"""Passages of a document in which a query's words are marked."""
_log = logging.getLogger(__name__)
_FEW = 3
"""With fewer documents matched by words than this, another spelling is offered,"""
_SOME = 50
"""and with fewer than this, words that most texts part or join otherwise."""


class Archive:
    """One generation, open for reading; it stays whole whatever a writer does. Threads may share it."""

    def __init__(self, generation: Generation, settings: Settings, encoder: Encoder) -> None:
        generation.manifest.check_model(encoder.name, encoder.fingerprint, settings.archive)
        self.generation = generation
        self.settings = settings
        self.encoder = encoder
        with ExitStack() as opened:
            self.catalog = opened.enter_context(closing(Catalog(generation.path / CATALOG)))
            self.layout = self.catalog.layout
            self.keyword = KeywordIndex(generation.path, self.layout, settings.languages, generation.manifest.keyword)
            self.vectors = open_vectors(generation, self.layout.passage_ids)
            self._opened = opened.pop_all()
        self._retriever = Retriever(self.catalog, self.keyword, self.vectors, encoder)
        self._shown = Shown(self.catalog)
        self._nearest = NearestSentence(encoder, self._shown)
        words = open_word_vectors(generation)
        self._ranker = Ranker(self.layout, self.keyword, self.vectors, words, self._shown, settings)
        self._hits = HitMaker(self.catalog, self._shown, settings.languages)
        self._forms = WordForms(self.catalog, self.keyword)

    @classmethod
    def open(cls, settings: Settings, encoder: Encoder | None = None) -> Archive:
        """The published generation of the archive in the settings. Raises ArchiveError and EncoderError."""
        with ExitStack() as holding:
            generation = holding.enter_context(held(settings.archive))
            as_made = replace(settings, languages=tuple(generation.manifest.languages))  # its words were stemmed so
            if told := generation.manifest.earlier_words:
                _log.warning(told)
            archive = cls(generation, as_made, encoder or open_encoder(settings))
            archive._opened.callback(finalize(archive, holding.pop_all().close))
        return archive

    def search(self, query: Query, told: Told = lambda done: None) -> Results:
        """What answers the query, in the order that it asks for. Raises NotFound for an example that is not there."""
        query = self.understood(query)
        matched = self._retriever.match(query)
        told("keyword")
        ranking = self._rank(query, matched)
        told("semantic")
        answers = self._strong(query, ranking, matched)
        page = self._hits.page(query, ranking.take(answers))
        weak = self._hits.weak(query, ranking, answers, page)
        hits = tuple(self._nearest.explained(page.hits, self._retriever.meaning(query)))
        told("hits")
        documents = matched.documents(self.layout)
        counted = matched.count(documents)
        facets = counted_facets(query, matched, documents, self._retriever, self.catalog.facet_columns)
        told("facets")
        return Results(
            query=query,
            languages=self.settings.languages,
            generation=self.generation.name,
            state=self.generation.state,
            hits=self._completed(hits),
            weak=self._completed(weak),
            found=page.found,
            next_offset=page.next_offset,
            keyword_matches=counted,
            facets=facets,
            did_you_mean=self._meant(query, counted.documents if page.found else 0),
            absent=absent(query, self.keyword),
        )

    def understood(self, query: Query) -> Query:
        """The query without what means nothing in this archive, which is `ignored` instead."""
        return without_unknown(query, self.catalog.holds)

    def rank(self, query: Query) -> Ranking:
        """Every candidate in its place, without anything of its text."""
        query = self.understood(query)
        return self._rank(query, self._retriever.match(query))

    def hits_in(self, document: Document, query: Query, told: Told = lambda done: None) -> tuple[Snippet, ...]:
        """The passages of one document that answer the query, the best `_MARKED` of them, in the order of the text."""
        query = self.understood(query)
        own = self.catalog.passages(document.id)
        inside = np.isin(self.layout.passage_ids, [passage.id for passage in own])
        matched = self._retriever.match(query).within(inside)
        told("keyword")
        ranking = self._rank(query, matched)
        told("semantic")
        answers = self._strong(query, ranking, matched)
        best = set(self.layout.passage_ids[ranking.rows[answers][:_MARKED]].tolist())
        hits = marked(document, [p for p in own if p.id in best], query, self.settings.languages)
        told("hits")
        return hits

    def nearest_sentence(self, document: Document, start: int, query: Query) -> Span | None:
        """Of the passage at `start` the sentence nearest to the query; None where the query asks for words alone."""
        meaning = self._retriever.meaning(query)
        if meaning is None:
            return None
        return self._nearest.sentence(document, self.catalog.passage_at(document.id, start), meaning)

    def document(self, id: str) -> Document:
        """One document, whole. Raises NotFound."""
        return self.catalog.document(id)

    def suggest(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """Titles, names and words of the archive that begin as typed."""
        return self._suggester.suggest(typed, limit, self._forms)

    def trace(self, document: Document, told: Told = lambda done: None, *, body: int = 0) -> tuple[Quotation, ...]:
        """The quotations of any text, which begins at `body`, each with its source. Raises ArchiveError."""
        return self._checker.check(document, told, body=body)

    def warm(self) -> None:
        """Do what the first query would have to do for all that come after it."""
        self.search(parse_query(_WARMING))

    def close(self) -> None:
        """Let go of the catalog and the generation. What is mapped into memory goes with the last reference to it."""
        self._opened.close()

    def _meant(self, query: Query, found: int) -> str:
        """Another query that may have been meant, a name or spelling where few are found; empty where there is none."""

        def finds(wanted: Filters) -> bool:
            return bool((self.catalog.matching(query.filters) & self.catalog.matching(wanted)).any())

        if certain := as_a_date(query, finds) or as_one_word(query, self.keyword):
            return certain
        if found >= _FEW:
            return otherwise_parted(query, self.keyword) if found < _SOME else ""
        named = as_a_name(query, finds) or in_another_role(query, finds)
        named = named or as_spelt(query, finds, lambda: self._name_words)
        return named or as_words(query, finds, self.keyword) or did_you_mean(query, self.keyword, self._forms)

    def _rank(self, query: Query, matched: Matched) -> Ranking:
        candidates = self._retriever.candidates(query, matched)
        return self._ranker.ranked(query, candidates, self._retriever.reading(query))

    def _strong(self, query: Query, ranking: Ranking, matched: Matched) -> NDArray[np.bool_]:
        return strong(query, ranking, matched.ceiling, self._retriever.with_all(query, matched, ranking))

    def _completed(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """The hits, each with whom its passage quotes, who quotes it, and when its document came."""
        beside = self.catalog.quotations.beside([hit.passage for hit in hits])
        came = self.listing.changed([hit.document.id for hit in hits])
        return tuple(
            replace(hit, quotes=quotes, quoted_by=quoted_by, indexed=came.get(hit.document.id))
            for hit, (quotes, quoted_by) in zip(hits, beside, strict=True)
        )

    @once
    def _checker(self) -> Checker:
        from indexer.quotes.check import Checker

        return Checker(self.catalog, self.generation.path / GRAMS)

    @once
    def listing(self) -> Listing:
        """The documents as they are walked through without a query."""
        return self._opened.enter_context(closing(Listing(self.generation.path / CATALOG)))

    @once
    def _name_words(self) -> NameWords:
        names = (name for name, _, _ in self.catalog.names())
        return NameWords.of((*names, *self.catalog.counts_by("source"), *self.catalog.titles()))

    @once
    def _suggester(self) -> Suggester:
        return Suggester(suggestions(self.catalog, self.keyword.vocabulary))
