"""Where the words that a query asks for stand in a passage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count

from indexer.records import Document, Passage, Phrase, Query, Snippet, Span, Word
from indexer.search.language.clauses import typed_as_one, wanted
from indexer.search.language.weighing import ranking_words
from indexer.search.showing.printed import Printed, printed_words
from indexer.text.words import fold, forms_in, stem, written_in

_AFTER = 160
"""So many characters of the next passage are read for phrases that run over into it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of a text that was asked for: where it stands, and which of the words asked for it is."""

    start: int
    end: int
    which: frozenset[Word]


def marked(
    document: Document, passages: Iterable[Passage], query: Query, languages: tuple[str, ...]
) -> tuple[Snippet, ...]:
    """Passages of a document, whole, with the marks of a query."""
    marker = Marker(query, languages)
    return tuple(
        Snippet(Span(p.start, p.end), marker.marks(document, p, printed_words(document.text, p.start, p.end)))
        for p in passages
    )


class Marker:
    """Finds the words and phrases of one query in passages. A word that texts repeat is judged once."""

    def __init__(self, query: Query, languages: tuple[str, ...]) -> None:
        clauses = tuple(dict.fromkeys(wanted(query.clauses)))
        # Stop words are marked only in phrases, as they are only looked for there, or where nothing else is asked for.
        self._single = frozenset(ranking_words(query, languages)).intersection(clauses)
        self._phrases = [(_parts(c), c.slop) for c in (*clauses, typed_as_one(query)) if isinstance(c, Phrase)]
        self._asked = self._single.union(*(parts for parts, _ in self._phrases))
        self._languages = languages
        self._judges: dict[str, _Judge] = {}

    def marks(self, document: Document, passage: Passage, printed: Printed) -> tuple[Span, ...]:
        """The spans of matched words, in document offsets and in order; a phrase is one span.

        `printed` are the passage's words. A phrase that runs on into the next passage is marked up to the end of
        this one's text.
        """
        return self._marks(self._judge(document), document.text, passage.start, passage.end, printed)

    def title_marks(self, document: Document) -> tuple[Span, ...]:
        """The spans of matched words in a title, in its own offsets: it is searched with each of its passages."""
        title = document.title
        return self._marks(self._judge(document), title, 0, len(title), printed_words(title, 0, len(title)))

    def _judge(self, document: Document) -> _Judge:
        """A word of a text is asked for where its stem in the text's language is."""
        language = written_in(document.language, self._languages)
        if language not in self._judges:
            self._judges[language] = _Judge(self._asked, language)
        return self._judges[language]

    def _marks(self, judge: _Judge, text: str, start: int, end: int, printed: Printed) -> tuple[Span, ...]:
        found = self._found(judge, text, start, end, printed)
        spans = [(one.start, one.end) for one in found.values() if one.which & self._single]
        places = _places(found)
        for parts, slop in self._phrases:
            spans += [(found[a].start, found[b].end) for a, b in _runs(places, parts, slop)]
        if self._phrases:  # what parts this passage from the next is nobody's
            end = start + len(text[start:end].rstrip())
        return tuple(_joined(sorted(spans), end))

    def _found(self, judge: _Judge, text: str, start: int, end: int, printed: Printed) -> dict[int, _Found]:
        """The words asked for, by their place among the words of `text[start:end]` and a little after it."""
        words = printed.words
        after = None
        if self._phrases:
            until = min(end + _AFTER, len(text))
            after = printed_words(text, end, until)
            words += after.words
        places = [place for place in judge.places(words) if judge[words[place]]]
        wanted = {words[place] for place in places}
        starts = printed.starts(text, start, end, wanted)
        if after:
            starts += after.starts(text, end, until, wanted)
        return {
            place: _Found(at, at + len(words[place]), judge[words[place]])
            for place, at in zip(places, starts, strict=True)
        }


class _Judge(dict[str, frozenset[Word]]):
    """For a word as a text prints it: which of the words asked for it is. Filled as words come up."""

    def __init__(self, asked: frozenset[Word], language: str) -> None:
        super().__init__()
        self._prefixes = [(fold(word.text), word) for word in asked if word.prefix]
        exact = _grouped((fold(word.text), word) for word in asked if word.exact and not word.prefix)
        stemmed = _grouped((stem(fold(word.text), language), word) for word in asked if not (word.exact or word.prefix))
        by_form = [(exact, forms_in("", "")), (stemmed, forms_in(language, language))]
        self._by_form = [(words, forms) for words, forms in by_form if words]

    def places(self, words: Sequence[str]) -> Sequence[int]:
        """Where among the words those stand that may be asked for."""
        if self._prefixes:
            return range(len(words))
        places: set[int] = set()
        for asked, forms in self._by_form:  # nearly all words are none of those: none is looked at in Python
            places.update(compress(count(), map(asked.__contains__, map(forms.__getitem__, words))))
        return sorted(places)

    def __missing__(self, printed: str) -> frozenset[Word]:
        self[printed] = which = frozenset().union(
            *(asked.get(forms[printed], ()) for asked, forms in self._by_form),
            (word for beginning, word in self._prefixes if fold(printed).startswith(beginning)),
        )
        return which


def _grouped(pairs: Iterable[tuple[str, Word]]) -> dict[str, set[Word]]:
    grouped: dict[str, set[Word]] = {}
    for form, word in pairs:
        grouped.setdefault(form, set()).add(word)
    return grouped


def _parts(phrase: Phrase) -> tuple[Word, ...]:
    return tuple(Word(text, exact=phrase.exact) for text in phrase.words)


def _places(found: Mapping[int, _Found]) -> dict[Word, list[int]]:
    """Where each word that was asked for stands, in order."""
    places: dict[Word, list[int]] = {}
    for place, one in found.items():
        for word in one.which:
            places.setdefault(word, []).append(place)
    return places


def _runs(places: Mapping[Word, Sequence[int]], parts: Sequence[Word], slop: int) -> Iterator[tuple[int, int]]:
    """Where the phrase stands, as the places of its first and last word."""
    first_part, *following = (places.get(part, ()) for part in parts)
    for first in first_part:
        at, slack = first, slop
        for part in following:
            nearest = bisect_right(part, at)
            if nearest == len(part) or part[nearest] > at + 1 + slack:
                break
            at, slack = part[nearest], slack - (part[nearest] - at - 1)
        else:
            yield first, at


def _joined(spans: Sequence[tuple[int, int]], end: int) -> Iterator[Span]:
    """Spans in order, cut at `end`; those that overlap made one."""
    joined: list[list[int]] = []
    for first, last in spans:
        if first >= end:
            break
        if joined and first < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], min(last, end))
        else:
            joined.append([first, min(last, end)])
    return (Span(first, last) for first, last in joined)
