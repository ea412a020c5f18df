"""Filters, phrases and exclusions against a scan that looks at every passage and uses none of the search's code."""

from __future__ import annotations

import calendar
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from indexer.archive import Archive
from indexer.records import Hit
from indexer.reindex import reindex
from indexer.search.fusion import LEAST_SHARE, Ranking
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.keyword.bm25f import LENGTH_NORMALISATION, OWN_SHARE, SATURATION
from tests.conftest import WordEncoder

pytestmark = pytest.mark.slow

SUBJECTS = "ferry bridge harbour lamp school stove pilot herring gull mayor strike tide timber".split()
PEOPLE = ("Ruth Ansell", "Thomas Ruddock", "Ruth Orme", "Silas Orme")
PLACES = ("Farness", "Port Farness", "Lowby")
SOURCES = ("County Herald", "Packet")
QUERIES = 500
BATCHES = 20
_STOPS = {"and", "by", "the"}
_ROUNDING = 3e-4
"""Stored vectors are rounded to 16 bits."""


@dataclass(frozen=True)
class Paper:
    """A document as the test made it: what its record says, in the test's own terms."""

    title: str
    text: str
    kind: str
    source: str
    language: str
    place: str
    when: tuple[date, date] | None
    people: dict[str, str] = field(default_factory=dict)

    def holds(self, name: str, roles: Sequence[str]) -> bool:
        """Whether one of the roles' names has all the words."""
        wanted = set(name.lower().split())
        return any(wanted <= set(self.people[role].lower().split()) for role in roles if role in self.people)


@dataclass(frozen=True)
class Asked:
    """A query as text, and the same in the test's own terms."""

    text: str
    words: tuple[str, ...]
    phrase: tuple[str, ...]
    without: tuple[str, ...]
    either: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]
    after: date | None
    before: date | None

    @property
    def ranking(self) -> tuple[str, ...]:
        """The words that passages are ranked by."""
        return tuple(word for word in (*self.words, *self.phrase, *self.either) if word not in _STOPS)


@pytest.fixture(scope="module")
def papers() -> dict[str, Paper]:
    chance = random.Random(4)
    return {paper.title: paper for paper in (_paper(chance, n) for n in range(60))}


@pytest.fixture(scope="module")
def archive(papers: dict[str, Paper], tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("filters")
    (folder / "papers.jsonl").write_text("\n".join(json.dumps(_record(paper)) for paper in papers.values()))
    settings = Settings(archive=folder / "archive")
    reindex([folder / "papers.jsonl"], settings, encoder=WordEncoder())
    return Archive.open(settings, WordEncoder())


@pytest.fixture(scope="module")
def scan(archive: Archive, papers: dict[str, Paper]) -> Scan:
    return Scan(archive, papers)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_filters_never_leak_and_nothing_better_is_missing(
    archive: Archive, scan: Scan, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.search.ranking.weighed_again", lambda scores, interaction: scores)
    monkeypatch.setattr("indexer.search.ranking.smoothed", lambda scores, vectors, documents: scores)
    for seed in range(batch * QUERIES // BATCHES, (batch + 1) * QUERIES // BATCHES):
        asked = _asked(random.Random(seed))
        query = replace(parse_query(asked.text), grouped=False, copies=True)
        expected = scan.scores(asked)
        found = scan.places(archive.rank(query))
        assert len(found) == len(expected), asked
        _in_the_same_order(found[:30], expected, asked.text)
        for hit in archive.search(replace(query, grouped=bool(seed % 2))).hits:
            assert scan.place_of(hit) in expected, asked


@pytest.mark.parametrize("mode", ["keyword", "semantic"])
def test_filters_hold_before_the_best_are_taken(
    archive: Archive, scan: Scan, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.search.retrieve.DEPTH", 10)
    for seed in range(100):
        asked = _asked(random.Random(seed))
        expected = scan.legs(asked)[0 if mode == "keyword" else 1]
        found = scan.places(archive.rank(parse_query(asked.text, mode=mode)))  # type: ignore[arg-type]
        _in_the_same_order(found[:10], expected, asked.text)
        assert len(found) >= min(10, sum(score > 0 or mode == "semantic" for score in expected.values()))


Place = tuple[str, int]
Scores = dict[Place, float]


def _in_the_same_order(found: Sequence[tuple[Place, float]], expected: Scores, text: str) -> None:
    """Every passage found is one of those expected, at a rank that its score allows; equal scores may change places."""
    best = sorted(expected.values(), reverse=True)
    for rank, (place, score) in enumerate(found):
        assert place in expected, (text, place)
        assert score == pytest.approx(expected[place], abs=_ROUNDING), (text, place)
        assert expected[place] == pytest.approx(best[rank], abs=_ROUNDING), (text, rank)


class Scan:
    """Looks at every passage of the papers: their words, their vectors, what their records say."""

    def __init__(self, archive: Archive, papers: dict[str, Paper]) -> None:
        self._papers = papers
        self._titles = {document.id: document.title for document in archive.catalog.documents()}
        self._spans = [
            (self._titles[id], passage.start, passage.end)
            for id in self._titles
            for passage in archive.catalog.passages(id)
        ]
        self._layout, self._catalog = archive.layout, archive.catalog
        self._weight = archive.settings.semantic_weight
        texts = [f"{title}\n{papers[title].text[start:end].strip()}" for title, start, end in self._spans]
        self._vectors = archive.encoder.encode(texts)
        self._encoder = archive.encoder
        self._passages = [Counter(_words(papers[title].text[start:end])) for title, start, end in self._spans]
        self._wholes = [Counter(_words(paper.text)) for paper in papers.values()]
        self._place_of = {title: at for at, title in enumerate(papers)}
        self._known: dict[tuple[int, str], list[float]] = {}

    def places(self, ranking: Ranking) -> list[tuple[Place, float]]:
        """The passages of a ranking with their scores."""
        passages = self._catalog.passages_by_id(self._layout.passage_ids[ranking.rows].tolist()).values()
        return [
            ((self._titles[p.document_id], p.start), float(s)) for p, s in zip(passages, ranking.scores, strict=True)
        ]

    def place_of(self, hit: Hit) -> Place:
        """Where a hit stands."""
        return hit.document.title, hit.passage.start

    def scores(self, asked: Asked) -> Scores:
        """The convex combination of both legs, for every passage that may be found."""
        keyword, semantic = self.legs(asked)
        divisor = max([*keyword.values(), LEAST_SHARE * self._ceiling(asked)], default=0)
        return {
            place: self._weight * semantic[place] + (1 - self._weight) * keyword[place] / divisor for place in semantic
        }

    def legs(self, asked: Asked) -> tuple[Scores, Scores]:
        """BM25F and cosine of every passage that may be found."""
        left = [at for at in range(len(self._spans)) if self._fits(asked, at)]
        said = " ".join((*asked.words, " ".join(asked.phrase), " ".join(asked.either)))
        cosines = self._vectors @ self._encoder.encode([said])[0]
        keyword = self._bm25f(asked.ranking)
        by_place = [(self._spans[at][:2], at) for at in left]
        return {place: keyword[at] for place, at in by_place}, {place: float(cosines[at]) for place, at in by_place}

    def _fits(self, asked: Asked, at: int) -> bool:
        title, start, end = self._spans[at]
        paper, words = self._papers[title], self._passages[at]
        names = {"from": ["from"], "to": ["to"], "author": ["author"], "person": ["from", "to", "author"]}
        said = {"kind": paper.kind, "source": paper.source, "lang": paper.language}
        return (
            all(
                said[name] == value if name in said
                else f" {value.lower()} " in f" {paper.place.lower()} " if name == "place"
                else f" {value.lower()} " in f" {title.lower()} " if name == "title"
                else paper.holds(value, names[name])
                for name, value in asked.tests
            )
            and (not (asked.after or asked.before) or paper.when is not None)
            and (not asked.after or paper.when[1] >= asked.after)  # type: ignore[index]
            and (not asked.before or paper.when[0] <= asked.before)  # type: ignore[index]
            and (not asked.phrase or self._begins_in(paper.text, asked.phrase, start, end))
            and not any(word in words for word in asked.without)
            and (not asked.either or any(word in words for word in asked.either))
        )  # fmt: skip

    def _begins_in(self, text: str, phrase: Sequence[str], start: int, end: int) -> bool:
        return any(start <= m.start() < end for m in re.finditer(r"\b" + r"\W+".join(phrase) + r"\b", text.lower()))

    def _bm25f(self, words: Sequence[str]) -> list[float]:
        own = self._of_units(self._passages, words)
        whole = self._of_units(self._wholes, words)
        return [
            OWN_SHARE * score + (1 - OWN_SHARE) * whole[self._place_of[title]] if score else 0.0
            for score, (title, _, _) in zip(own, self._spans, strict=True)
        ]

    def _of_units(self, units: Sequence[Counter[str]], words: Sequence[str]) -> list[float]:
        return [sum(scores) for scores in zip(*(self._of_word(units, word) for word in words), strict=True)]

    def _of_word(self, units: Sequence[Counter[str]], word: str) -> list[float]:
        if (len(units), word) not in self._known:
            lengths, b = [unit.total() for unit in units], LENGTH_NORMALISATION["text"]
            average = sum(lengths) / len(units)
            tfs = [unit[word] / (1 - b + b * n / average) for unit, n in zip(units, lengths, strict=True)]
            idf = _idf(units, word)
            self._known[len(units), word] = [idf * tf * (SATURATION + 1) / (SATURATION + tf) for tf in tfs]
        return self._known[len(units), word]

    def _ceiling(self, asked: Asked) -> float:
        return sum(
            share * _idf(units, word) * (SATURATION + 1)
            for word in asked.ranking
            for share, units in ((OWN_SHARE, self._passages), (1 - OWN_SHARE, self._wholes))
        )


def _idf(units: Sequence[Counter[str]], word: str) -> float:
    having = sum(word in unit for unit in units)
    return math.log(1 + (len(units) - having + 0.5) / (having + 0.5))


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", text.lower())


def _paper(chance: random.Random, number: int) -> Paper:
    sentences = [
        "{} and {} stood by the {} {}.".format(*(word.capitalize() for word in chance.choices(SUBJECTS, k=3)), n)
        for n in range(chance.randint(3, 60))
    ]
    kind = chance.choice(["letter", "article"])
    roles = ("from", "to") if kind == "letter" else ("author",)
    return Paper(
        title=f"Number {number:03}", text=" ".join(sentences), kind=kind, source=chance.choice(SOURCES),
        language=chance.choice(["en", "de"]), place=chance.choice(PLACES),
        when=_when(chance) if chance.random() < 0.8 else None,
        people=dict(zip(roles, chance.sample(PEOPLE, len(roles)), strict=True)),
    )  # fmt: skip


def _when(chance: random.Random) -> tuple[date, date]:
    """A year, a month or a day, as the first and last day of it; few, so that bounds are met exactly."""
    year, month, day = chance.randint(1955, 1957), chance.choice([3, 4]), chance.choice([4, 5])
    last = calendar.monthrange(year, month)[1]
    return chance.choice([
        (date(year, 1, 1), date(year, 12, 31)), (date(year, month, 1), date(year, month, last)),
        (date(year, month, day), date(year, month, day)),
    ])  # fmt: skip


def _record(paper: Paper) -> dict[str, str]:
    record = {
        "title": paper.title, "text": paper.text, "kind": paper.kind, "source": paper.source,
        "language": paper.language, "place": paper.place, **paper.people,
    }  # fmt: skip
    return record | ({"date": _written(*paper.when)} if paper.when else {})


def _written(first: date, last: date) -> str:
    """`1955`, `1955-03` or `1955-03-04`: as much as both days share."""
    return first.isoformat() if first == last else first.isoformat()[: 4 if last.month - first.month else 7]


def _asked(chance: random.Random) -> Asked:
    words = tuple(chance.sample(SUBJECTS, chance.randint(1, 3)))
    others = [subject for subject in SUBJECTS if subject not in words]
    one, two = chance.sample(others, 2)
    phrases = [(), (), (), (), (one,), (one, "and", two), ("by", "the", one), ("13", one), ("the", one, "20")]
    phrase = chance.choice(phrases)
    without = tuple(chance.sample([s for s in others if s not in phrase], chance.choice([0, 0, 1])))
    either = tuple(chance.sample([s for s in others if s not in (*phrase, *without)], chance.choice([0, 0, 0, 2])))
    tests = tuple(_tests(chance))
    after, before, dated = _dates(chance)
    clauses = [*words, *([f'"{" ".join(phrase)}"'] if phrase else []), *(f"-{word}" for word in without)]
    clauses += [f"({' OR '.join(either)})"] if either else []
    clauses += [f'{name}:"{value}"' for name, value in tests] + dated
    return Asked(" ".join(clauses), words, phrase, without, either, tests, after, before)


def _tests(chance: random.Random) -> Iterator[tuple[str, str]]:
    values = {
        "kind": ("letter", "article"), "source": SOURCES, "lang": ("en", "de"), "place": (*PLACES, "Port"),
        "from": (*PEOPLE, "Ruth", "Orme"), "to": (*PEOPLE, "Ansell Ruth"), "author": (*PEOPLE, "Silas"),
        "person": (*PEOPLE, "Orme"), "title": ("Number", "007"),
    }  # fmt: skip
    for name in chance.sample(list(values), chance.choice([0, 1, 1, 2])):
        yield name, chance.choice(values[name])


def _dates(chance: random.Random) -> tuple[date | None, date | None, list[str]]:
    first, last = sorted((_when(chance), _when(chance)))
    match chance.choice(["none", "none", "after", "before", "range"]):
        case "after":
            return first[0], None, [f"after:{_written(*first)}"]
        case "before":
            return None, last[1], [f"before:{_written(*last)}"]
        case "range":
            return first[0], last[1], [f"date:{_written(*first)}..{_written(*last)}"]
    return None, None, []
