"""A model's prompts stand before whatever is encoded, and before nothing else."""

from collections.abc import Callable, Sequence
from contextlib import closing

import pytest

from indexer.archive import Archive
from indexer.encoders import Prompts, Vectors
from indexer.encoders.encoded import TITLE_TOKENS, encoded_query, encoded_text, room_for_text, understood
from indexer.ingest.measure import Measure
from indexer.ingest.passages import split
from indexer.records import Document
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder, write_papers


class Prompted(WordEncoder):
    """Keeps what it is given."""

    prompts = Prompts("query: ", "passage: ")
    fingerprint = "prompted"

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return super().encode(texts)


FILES = {"a.txt": "The ferry left. The lamp was lit.", "b.txt": "Nothing is said of boats here. They were sunk."}


@pytest.fixture
def encoder() -> Prompted:
    return Prompted()


def test_passages_and_queries_have_theirs(encoder: Prompted, make_archive: Callable[..., Archive]) -> None:
    archive = make_archive(FILES)
    assert sorted(encoder.given) == [f"passage: {text}" for text in sorted(FILES.values())]
    encoder.given.clear()
    archive.search(parse_query("the harbour lamp"))
    assert encoder.given[0] == "query: the harbour lamp"
    assert all(text.startswith("passage: ") for text in encoder.given[1:])


def test_a_search_by_words_alone_asks_the_model_for_nothing(
    encoder: Prompted, make_archive: Callable[..., Archive]
) -> None:
    archive = make_archive(FILES)
    encoder.given.clear()
    assert archive.search(parse_query("the harbour lamp", mode="keyword")).hits
    assert encoder.given == []


class Lettered(Prompted):
    """Knows no letters but those of ASCII."""

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        return [(start, end) for start, end in self.tokens(text) if not text[start:end].isascii()]


@pytest.mark.slow
def test_of_a_query_the_model_reads_what_it_has_letters_for(settings: Settings) -> None:
    encoder = Lettered()
    folder = write_papers(settings.archive.parent / "papers", {**FILES, "c.txt": "เรือข้ามฟาก", "d.txt": "გამარჯობა"})
    reindex([folder], settings, encoder=encoder)
    with closing(Archive.open(settings, encoder)) as archive:
        encoder.given.clear()
        (hit,) = archive.search(parse_query("เรือข้ามฟาก!")).hits
        assert hit.document.path.endswith("c.txt")
        assert hit.semantic is None
        assert encoder.given == []
        assert archive.search(parse_query("lamp გამარჯობა")).hits[0].semantic is not None
        assert encoder.given[0] == f"query: lamp {' ' * len('გამარჯობა')}"


def test_sentences_have_a_passages(encoder: Prompted, make_archive: Callable[..., Archive]) -> None:
    archive = make_archive(FILES)
    document = next(d for d in archive.catalog.documents() if d.path.endswith("b.txt"))
    encoder.given.clear()
    archive.nearest_sentence(document, 0, parse_query("vessels"))
    assert encoder.given == ["query: vessels", "passage: Nothing is said of boats here.", "passage: They were sunk."]


def test_the_model_reads_a_passage_whole_after_its_prompt_and_title(encoder: Prompted) -> None:
    assert room_for_text(encoder) == encoder.max_tokens - TITLE_TOKENS - 2 - len(["passage", ":"])
    document = Document(id="d", text="word " * 2000, title="t " * 100)
    for passage in split(document, Measure(encoder), 1000):
        assert len(encoder.tokens(encoded_text(document, passage, encoder))) <= encoder.max_tokens
    assert encoded_query("x", encoder) == "query: x"


def test_with_prompts_too_nothing_is_encoded_twice(encoder: Prompted, settings: Settings) -> None:
    folder = write_papers(settings.archive.parent / "papers", FILES)
    reindex([folder], settings, encoder=encoder)
    encoder.given.clear()
    assert reindex([folder], settings, encoder=encoder).passages_encoded == 0
    assert encoder.given == []


def test_of_a_run_of_signs_the_model_reads_all_or_none() -> None:
    """One sign of two is another word."""

    class Knowing(WordEncoder):
        def unknown(self, text: str) -> list[tuple[int, int]]:
            return [(at, at + 1) for at, sign in enumerate(text) if sign == "紙"]

    assert understood("lamp 手紙 手", Knowing()) == "lamp    手"
    assert understood("手紙", Knowing()) == ""
