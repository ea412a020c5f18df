from collections.abc import Callable, Iterable

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.records import Document, Passage
from indexer.search.evidence.strength import strong
from indexer.search.evidence.verbatim import verbatim
from indexer.search.fusion import LIFT, Ranking
from indexer.search.query import parse_query
from indexer.search.showing.shown import Shown

Make = Callable[..., Archive]

FILES = {f"{n}.txt": f"Of the ferry, the lamp and the bridge there was much to say in year {n}." for n in range(12)}
LINE = {"line.txt": "Nothing else. It was, ÉLISE wrote, the lamp of the ferry: 'that I saw', and no more of bridges."}


def paths(archive: Archive, text: str) -> list[str]:
    return [hit.document.path for hit in archive.search(parse_query(text)).hits]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["the lamp of the ferry", "Elise wrote the LAMP of the ferry", "ferry that i saw and no more of bridges"]
)
def test_who_pastes_a_line_gets_its_passage_first(archive_of: Make, line: str) -> None:
    assert paths(archive_of({**FILES, **LINE}), line)[0] == "papers/line.txt"


@pytest.mark.slow
def test_who_asks_for_a_title_or_a_heading_gets_what_has_it_first_and_of_a_title_one_passage(
    make_archive: Make,
) -> None:
    much = {f"{n}.txt": f"The bridge, the bridge: {n} fires on the bridge." for n in range(8)}
    long = "---\ntitle: Fires of the Bridge\n---\n" + "\n\n".join(
        "It was seen from the quay at night. " * 15 for _ in "ab"
    )
    short = "---\ntitle: News\n---\nAll was quiet.\n\n## The Bridge\n\nIt was closed for the winter."
    archive = make_archive({**much, "long.md": long, "short.md": short})
    for asked, first in (
        ("fires of the bridge", "long.md"),
        ("The BRIDGE", "short.md"),
        ("the bridges", ""),
        ("news", ""),
    ):
        found = archive.rank(parse_query(asked))
        assert (found.scores > LIFT).sum() == bool(first), asked
        assert not first or paths(archive, asked)[0] == f"papers/{first}"


@pytest.mark.parametrize("typed", ["9/11", "bridges'", "lamp-bridge", "the-ferry", "(9/11)", "9/11 kind:other"])
def test_words_that_are_typed_as_one_are_looked_for_as_one(archive_of: Make, typed: str) -> None:
    texts = {
        "one.txt": "It was on 9/11, said O'Lamp: bridge and theatre. The ferry's captain had none.",
        "two.txt": "11 lamps, 9 bridges, 11 lamps and 9 ferries, a bridge and a lamp, 9 and again 11, of the sea.",
    }
    found = archive_of(texts).rank(parse_query(typed))
    lifted = (found.scores > LIFT).tolist()
    assert sorted(lifted, reverse=True) == ([True, False] if typed != "bridges'" else [False, False])
    assert not (archive_of(texts).rank(parse_query("9 11")).scores > LIFT).any()


@pytest.mark.slow
def test_what_is_written_without_spaces_is_looked_for_as_a_run(archive_of: Make) -> None:
    texts = {
        "one.txt": "港の灯台は地震で倒れた。",
        "two.txt": "地面。台風で灯が消え、震えた。台風。地面に灯。",
        "three.txt": "Ships.",
    }
    archive = archive_of(texts)
    assert paths(archive, "灯台") == ["papers/one.txt", "papers/two.txt"]
    assert paths(archive, '"港の灯台"') == ["papers/one.txt"]
    assert paths(archive, "地震 -台風") == ["papers/one.txt"]
    hit = archive.search(parse_query("地震")).hits[0]
    assert [hit.document.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["地震"]


@pytest.mark.parametrize(
    "line",
    [
        "lamp of the",  # too few words
        "the lamp of the ferries",  # another form
        "he lamp of the ferry",  # part of a word
        "lamp the of the ferry",  # another order
        "the lamp of the ferry -gull",  # more than words
    ],
)
def test_only_a_run_of_the_words_as_they_stand_is_lifted(archive_of: Make, line: str) -> None:
    archive = archive_of({**FILES, **LINE})
    assert not (archive.rank(parse_query(line)).scores > LIFT).any()


@pytest.mark.slow
@pytest.mark.parametrize(("line", "most"), [("the lamp of the ferry", 40), ("lamp ferry", 10)])
def test_no_more_passages_are_read_than_forty_or_are_shown_the_best_of_them(
    make_archive: Make, line: str, most: int
) -> None:
    archive = make_archive({f"{n}.txt": f"Of lamp {n} the keeper of the ferry knew." for n in range(50)})
    query = parse_query(line)
    ranking = archive.rank(query)
    read: list[int] = []

    class Watched(Shown):
        def read(self, ranking: Ranking, places: Iterable[int]) -> dict[int, tuple[Document, Passage]]:
            read.extend(places := list(places))
            return super().read(ranking, places)

    assert not verbatim(query, ranking, Watched(archive.catalog), archive.keyword).any()
    assert read == list(range(most))


@pytest.mark.parametrize("mode", ["keyword", "semantic"])
def test_each_search_alone_is_left_alone(archive_of: Make, mode: str) -> None:
    archive = archive_of({**FILES, **LINE})
    both = archive.rank(parse_query("the lamp of the ferry"))
    assert both.scores[0] > LIFT
    alone = archive.rank(parse_query("the lamp of the ferry", mode=mode))  # type: ignore[arg-type]
    assert alone.scores.tolist() == (alone.keyword if mode == "keyword" else alone.semantic).tolist()


def test_it_is_an_answer_however_little_its_words_weigh_and_however_far_its_meaning() -> None:
    two, far = np.array([1, 2]), np.array([0.1, 0.1], np.float32)
    ranking = Ranking(two, np.array([LIFT + 0.1, 0.9], np.float32), two, far, two, far)
    assert strong(parse_query("it was that i saw"), ranking, 10.0, np.zeros(2, np.bool_)).tolist() == [True, False]
