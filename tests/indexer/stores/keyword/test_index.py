import itertools
import math
import os
import random
import shutil
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import BrokenArchive, SettingsError
from indexer.records import Document, Passage, Phrase, Word
from indexer.stores.keyword import ENGINES, KeywordIndex, update_keyword_index
from indexer.stores.keyword.bm25f import OWN_SHARE, SATURATION, Scores
from indexer.stores.keyword.places_reader import PlacesReader
from indexer.stores.keyword.places_writer import FieldWords, Pool, _lists_of
from indexer.stores.layout import Layout
from indexer.text.words import fold, stem

pytestmark = pytest.mark.slow

TEXTS = (
    "The bridges of Farness were closed",  # row 0
    "A ferry crossed where the bridge had been",  # row 1
    "Café owners and the mayor’s brother wrote",  # row 2
)


def layout(ids: Sequence[int], documents: Sequence[int] | None = None) -> Layout:
    """Rows with these passage ids, each in a document of its own unless said otherwise."""
    places = range(len(ids)) if documents is None else documents
    return Layout(np.array(ids, np.int64), np.array(places, np.int32), np.zeros(len(ids), np.int64))


def passages(
    texts: Sequence[str], first: int = 1, title: str = "", language: str = ""
) -> list[tuple[Document, Passage]]:
    return [
        (Document(id=f"d{id}", text=text, title=title, language=language), Passage(f"d{id}", 0, len(text), id=id))
        for id, text in enumerate(texts, start=first)
    ]


def index(
    folder: Path, *texts: str, title: str = "", language: str = "", languages: tuple[str, ...] = ("en",),
    documents: Sequence[int] | None = None, engine: str = "whoosh",
) -> KeywordIndex:  # fmt: skip
    folder.mkdir()
    update_keyword_index(folder, None, [], passages(texts, title=title, language=language), languages, engine)
    return KeywordIndex(folder, layout(range(1, len(texts) + 1), documents), languages, engine)


def carried(folder: Path, base: Path) -> Path:
    """A draft that starts with the engine's files of a generation, linked."""
    shutil.copytree(base / "keyword", folder / "keyword", copy_function=os.link)
    return folder


def scores(found: KeywordIndex, *words: str) -> Scores:
    return found.scores([Word(word) for word in words])[0]


def rows(mask: np.ndarray) -> list[int]:
    return [int(row) for row in np.flatnonzero(mask)]


def bm25(tf: float, n: int, df: int) -> float:
    return math.log(1 + (n - df + 0.5) / (df + 0.5)) * tf * (SATURATION + 1) / (SATURATION + tf)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    name: str = request.param
    return name


@pytest.fixture
def three(tmp_path: Path, engine: str) -> KeywordIndex:
    return index(tmp_path / "k", *TEXTS, engine=engine)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        (Word("bridge"), [0, 1]),
        (Word("BRIDGING"), [0, 1]),
        (Word("bridge", exact=True), [1]),
        (Word("clo", prefix=True), [0]),
        (Word("cafe"), [2]),
        (Word("brother"), [2]),
        (Word("zeppelin"), []),
    ],
)
def test_which_passages_hold_a_word(three: KeywordIndex, word: Word, found: list[int]) -> None:
    assert rows(three.word_mask(word)) == found


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        (Phrase(("bridge", "of", "Farness")), [0]),
        (Phrase(("bridges", "of"), exact=True), [0]),
        (Phrase(("bridge", "of"), exact=True), []),
        (Phrase(("of", "bridges")), []),
        (Phrase(("Farness", "was")), []),
        (Phrase(("ferry", "bridge")), []),
        (Phrase(("ferry", "bridge"), slop=2), []),
        (Phrase(("ferry", "bridge"), slop=3), [1]),  # crossed where the
        (Phrase(("bridge", "ferry"), slop=9), []),  # in this order
        (Phrase(("a", "crossed", "bridge"), slop=2), []),  # one word between a and crossed, two before the bridge
        (Phrase(("a", "crossed", "bridge"), slop=3), [1]),
        (Phrase(("closed",), exact=True), [0]),
        (Phrase(("close",), exact=True), []),
        (Phrase(("ferry",)), [1]),
    ],
)
def test_which_passages_hold_a_phrase(three: KeywordIndex, phrase: Phrase, found: list[int]) -> None:
    assert rows(three.phrase_mask(phrase)) == found


def test_titles_are_searched(tmp_path: Path) -> None:
    titled = index(tmp_path / "k", "Nothing here", title="The Bridge Vote")
    assert rows(titled.phrase_mask(Phrase(("bridge", "vote")))) == [0]
    assert scores(titled, "bridge")[0] > 0


def test_the_score_is_bm25f_of_the_passage_and_of_its_document(tmp_path: Path) -> None:
    # three passages of 2, 1 and 3 words in two documents of 3 and 3; no titles, so that field adds nothing
    found = index(tmp_path / "k", "ferry ferry", "boat", "ferry boat boat", documents=[0, 0, 1])
    average = (2 + 1 + 3) / 3
    passage = [2 / (1 - 0.75 + 0.75 * 2 / average), 0, 1 / (1 - 0.75 + 0.75 * 3 / average)]
    own = [bm25(tf, n=3, df=2) for tf in passage]
    whole = [bm25(tf, n=2, df=2) for tf in (2, 2, 1)]  # both documents have the average length
    share = OWN_SHARE
    assert scores(found, "ferry") == pytest.approx(
        [share * own[0] + (1 - share) * whole[0], 0, share * own[2] + (1 - share) * whole[2]]
    )


def test_a_word_in_title_and_text_saturates_once(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "ferry", title="ferry")
    assert scores(found, "ferry") == pytest.approx([bm25(1 / 1 + 1 / 1, n=1, df=1)])


def test_the_title_of_a_document_counts_once_however_many_passages_it_has(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "boat", "boat", title="ferry", documents=[0, 0])
    own, whole = bm25(1, n=2, df=2), bm25(1, n=1, df=1)
    assert scores(found, "ferry") == pytest.approx([OWN_SHARE * own + (1 - OWN_SHARE) * whole] * 2)


def test_a_beginning_counts_all_its_words_and_those_of_a_title_once_a_document(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "boat ferryman", "boat", title="ferry ferries", documents=[0, 0])
    average = (2 + 1) / 2
    text = 1 / (1 - 0.75 + 0.75 * 2 / average)
    own, whole = [bm25(2 + text, n=2, df=2), bm25(2, n=2, df=2)], bm25(2 + 1, n=1, df=1)
    asked = found.scores([Word("ferr", prefix=True)])[0]
    assert asked == pytest.approx([OWN_SHARE * score + (1 - OWN_SHARE) * whole for score in own])


def test_scores_add_up_and_a_word_asked_twice_weighs_twice(three: KeywordIndex) -> None:
    once = scores(three, "ferry")
    assert scores(three, "ferry", "ferries") == pytest.approx(2 * once)
    assert scores(three, "ferry", "bridge") == pytest.approx(once + scores(three, "bridge"))


def test_a_text_is_stemmed_in_its_own_language(tmp_path: Path) -> None:
    german = index(tmp_path / "k", "Die alten Häuser", language="de", languages=("en", "de"))
    assert rows(german.word_mask(Word("Hauses"))) == [0]
    unknown = index(tmp_path / "o", "Die alten Häuser", languages=("en", "de"))
    assert rows(unknown.word_mask(Word("Haus"))) == []
    english = index(tmp_path / "e", "Let us march on, old man", language="en", languages=("en", "de"))
    assert rows(english.word_mask(Word("Märchen"))) == rows(english.word_mask(Word("letter"))) == []
    assert rows(english.phrase_mask(Phrase(("letter", "us")))) == []
    assert rows(english.phrase_mask(Phrase(("marching", "on")))) == [0]


def test_taking_out_and_putting_in(tmp_path: Path, three: KeywordIndex, engine: str) -> None:
    before = {file: file.read_bytes() for file in (tmp_path / "k").rglob("*") if file.is_file()}
    draft = carried(tmp_path / "draft", tmp_path / "k")
    added = passages(("A boat came", "The ferry is back"), first=4)
    update_keyword_index(draft, tmp_path / "k", [2], added, engine=engine)
    found = KeywordIndex(draft, layout([1, 3, 4, 5]), engine=engine)
    assert rows(found.word_mask(Word("ferry"))) == [3]
    assert rows(found.word_mask(Word("bridge"))) == [0]
    assert rows(found.phrase_mask(Phrase(("a", "boat")))) == [2]
    assert rows(found.phrase_mask(Phrase(("a", "ferry")))) == []
    assert sorted(found.phrases.passages()) == [1, 3, 4, 5]
    assert "crossed" not in found.vocabulary
    fresh = index(tmp_path / "fresh", TEXTS[0], TEXTS[2], "A boat came", "The ferry is back", engine=engine)
    assert found.vocabulary == fresh.vocabulary
    for word in ("ferry", "bridge", "boat", "the"):
        assert scores(found, word) == pytest.approx(scores(fresh, word))
    assert {file: file.read_bytes() for file in before} == before  # what was published is as it was


def test_a_run_that_failed_is_in_no_other_ones_way(tmp_path: Path, three: KeywordIndex, engine: str) -> None:
    """Nor is one of the same process, as `pressmark watch` has them, while something still knows of what failed."""

    def failing() -> Iterator[tuple[Document, Passage]]:
        yield from passages(("A boat came",), first=4)
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="space") as failed:
        update_keyword_index(carried(tmp_path / "first", tmp_path / "k"), tmp_path / "k", [], failing(), engine=engine)
    draft = carried(tmp_path / "second", tmp_path / "k")
    update_keyword_index(draft, tmp_path / "k", [], passages(("A boat came",), first=4), engine=engine)
    assert rows(KeywordIndex(draft, layout([1, 2, 3, 4]), engine=engine).word_mask(Word("boat"))) == [3]
    assert failed.traceback


def test_phrases_are_found_as_reading_finds_them(tmp_path: Path, engine: str) -> None:
    chance = random.Random(1)
    texts = [[chance.choice("abcdefgh") for _ in range(chance.randint(3, 25))] for _ in range(200)]
    found = index(tmp_path / "k", *map(" ".join, texts), engine=engine)
    for size, slop in itertools.product((2, 3, 4), (0, 1, 3)):
        words = [chance.choice("abcdefgh") for _ in range(size)]
        wanted = [row for row, text in enumerate(texts) if _reads(text, words, slop)]
        assert rows(found.phrase_mask(Phrase(tuple(words), slop=slop, exact=True))) == wanted


def _reads(text: Sequence[str], words: Sequence[str], slop: int, before: int | None = None) -> bool:
    """Whether the words can be picked out of a stretch of the text that is at most so much longer than they are.

    The first of them at its beginning, and that before a place of the text.
    """
    most = len(words) + slop
    stretches = (text[first : first + most] for first in range(len(text))[:before] if text[first] == words[0])
    return any(tuple(words[1:]) in itertools.combinations(stretch[1:], len(words) - 1) for stretch in stretches)


def parted(
    folder: Path, parts: Sequence[str], *, title: str = "", language: str = "", languages: tuple[str, ...] = ("en",),
    engine: str = "whoosh",
) -> KeywordIndex:  # fmt: skip
    """The index of one document in these passages."""
    ends = list(itertools.accumulate(map(len, parts), initial=0))
    document = Document(id="d", text="".join(parts), title=title, language=language)
    added = [
        (document, Passage("d", start, end, id=id)) for id, (start, end) in enumerate(itertools.pairwise(ends), start=1)
    ]
    folder.mkdir()
    update_keyword_index(folder, None, [], added, languages, engine)
    return KeywordIndex(folder, layout(range(1, len(parts) + 1), [0] * len(parts)), languages, engine)


def test_a_phrase_over_the_end_of_a_passage_that_comes_again_in_the_next(tmp_path: Path, engine: str) -> None:
    parts = ["down to the river ", "bank and on for ten words more, all along the river bank. ", "No bank."]
    bank = Phrase(("river", "bank"))
    assert rows(parted(tmp_path / "k", parts, engine=engine).phrase_mask(bank)) == [0, 1]
    titled = parted(tmp_path / "titled", parts, title="The River Bank", engine=engine)
    assert rows(titled.phrase_mask(bank)) == [0, 1, 2]
    other = index(tmp_path / "other", "down to the river", "bank of a river bank", engine=engine)
    assert rows(other.phrase_mask(bank)) == [1]


def test_a_phrase_after_a_short_passage_is_not_of_the_one_before(tmp_path: Path, engine: str) -> None:
    found = parted(tmp_path / "k", ["down to the ", "old ", "river bank"], engine=engine)
    assert rows(found.phrase_mask(Phrase(("river", "bank")))) == [2]
    assert rows(found.phrase_mask(Phrase(("old", "river")))) == [1]
    assert rows(found.phrase_mask(Phrase(("the", "old", "river")))) == [0]
    nothing = parted(tmp_path / "n", ["— ", "river bank"], engine=engine)
    assert rows(nothing.phrase_mask(Phrase(("river", "bank")))) == [1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_phrases_over_the_ends_of_passages_are_found_as_reading_finds_them(
    tmp_path: Path, engine: str, language: str
) -> None:
    """By their first word: among a passage's last eight, with all others in its text or the next eight."""
    chance = random.Random(4)
    known = ("ferry", "ferries", "bank", "banken", "häuser", "haus", "running", "run")
    parts = [[chance.choice(known) for _ in range(chance.choice((1, 2, 3, 9, 20)))] for _ in range(120)]
    parts.insert(60, [])
    printed = [" ".join(words) + " – " for words in parts]
    found = parted(tmp_path / "k", printed, language=language, languages=("en", "de"), engine=engine)
    for size, slop, exact in itertools.product((2, 3, 4), (0, 1, 3, 9), (True, False)):
        words = [chance.choice(known) for _ in range(size)]
        readings = [[fold(w) if exact else stem(fold(w), language) for w in words]]
        texts = [[fold(w) if exact else stem(fold(w), language) for w in part] for part in parts]
        ends = list(itertools.accumulate(map(len, texts)))
        whole = list(itertools.chain(*texts))
        wanted = []
        for row, text in enumerate(texts):
            after = whole[ends[row] : ends[row] + 8]
            seam = [*text[-8:], *after]
            if any(_reads(text, r, slop) or _reads(seam, r, slop, before=len(text[-8:])) for r in readings):
                wanted.append(row)
        assert rows(found.phrase_mask(Phrase(tuple(words), slop=slop, exact=exact))) == wanted


def test_an_engine_tells_which_passages_hold_each_word(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.stores.keyword.places_reader._SPAN", 5)
    monkeypatch.setattr("indexer.stores.keyword.places_writer._PART", 3)
    found = index(tmp_path / "k", "a ferry a ferry", "a boat", "", engine=engine)
    told: dict[str, list[int]] = {}
    for lists in found.phrases.lists():
        ends = list(itertools.accumulate(lists.sizes, initial=0))
        if lists.field == "text":
            told |= {
                term: lists.passages[start:end].tolist()
                for term, (start, end) in zip(lists.terms, itertools.pairwise(ends), strict=True)
            }
    assert told == {"a": [1, 2], "boat": [2], "ferri": [1]}


def test_the_lists_of_a_segment_take_little_room_while_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.stores.keyword.places_writer._PART", 1000)
    field, size = FieldWords(), 100_000
    field.words.extend(field.numbers[str(number)] for number in np.random.default_rng(1).integers(5000, size=size))
    tracemalloc.start()
    for _ in _lists_of(field):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 * size


def test_segments_are_merged_without_what_is_gone(tmp_path: Path, engine: str) -> None:
    """Each draft takes the passage before the last out, and its segments are merged sooner or later."""
    base = None
    for id in range(1, 13):
        draft = carried(tmp_path / str(id), base) if base else tmp_path / str(id)
        draft.mkdir(exist_ok=True)
        removed = [id - 2] if id > 4 else []
        update_keyword_index(draft, base, removed, passages((f"the letter of day{id}",), first=id), engine=engine)
        base = draft
    assert base is not None
    kept = [1, 2, 11, 12]
    found = KeywordIndex(base, layout(kept), engine=engine)
    assert sorted(found.phrases.passages()) == kept
    assert rows(found.phrase_mask(Phrase(("letter", "of")))) == [0, 1, 2, 3]
    for row, id in enumerate(kept):
        assert rows(found.phrase_mask(Phrase(("of", f"day{id}")))) == [row]
    assert not rows(found.phrase_mask(Phrase(("of", "day5"))))
    there = [int(passage) for lists in found.phrases.lists() for passage in lists.passages]
    assert sorted(set(there)) == kept


def test_many_small_additions_stay_few_files(tmp_path: Path, engine: str) -> None:
    base = None
    for id in range(1, 31):
        draft = carried(tmp_path / str(id), base) if base else tmp_path / str(id)
        draft.mkdir(exist_ok=True)
        update_keyword_index(draft, base, [], passages((f"letter number {id} came",), first=id), engine=engine)
        base = draft
    assert base is not None
    found = KeywordIndex(base, layout(range(1, 31)), engine=engine)
    assert len(rows(found.phrase_mask(Phrase(("letter", "number"))))) == 30
    assert rows(found.phrase_mask(Phrase(("number", "7", "came")))) == [6]
    assert len(list((base / "keyword").iterdir())) < 60


def test_a_word_typed_many_times_is_looked_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = index(tmp_path / "k", "ha " * 50, "ha ha")
    read: list[int] = []
    places_of = PlacesReader._places_of
    monkeypatch.setattr(PlacesReader, "_places_of", lambda reader, term: read.append(term) or places_of(reader, term))
    assert rows(found.phrase_mask(Phrase(("ha",) * 40, exact=True))) == [0]
    assert len(read) == len(set(read))


def test_segments_name_their_codec_as_those_of_earlier_archives_do(tmp_path: Path) -> None:
    index(tmp_path / "k", *TEXTS)
    (toc,) = (tmp_path / "k" / "keyword").glob("*.toc")
    names = toc.read_bytes()
    assert b"indexer.stores.keyword.whoosh_codec" in names
    assert b"PlacesCodec" in names
    assert b"places_" not in names  # what else there is may move


def lists_of(found: KeywordIndex) -> list[tuple[str, str, list[int], list[int]]]:
    """Every field and term, the rows that hold it, and how often."""
    lists = ((field, term, found.postings.of(field, term)) for field, term in found.postings.terms())
    return [(field, term, rows.tolist(), counts.tolist()) for field, term, (rows, counts) in lists]


def test_lists_are_the_same_whatever_the_size_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lists_of(index(tmp_path / "whole", *TEXTS))
    monkeypatch.setattr("indexer.stores.keyword.posting_writer._BLOCK", 3)
    update_keyword_index(carried(tmp_path / "draft", tmp_path / "whole"), tmp_path / "whole", [2], [])
    for folder, ids in ((tmp_path / "blocks", (1, 2, 3)), (tmp_path / "draft", (1, 3))):
        if folder.name == "blocks":
            index(folder, *TEXTS)
        kept = [id - 1 for id in ids]
        lists = lists_of(KeywordIndex(folder, layout(ids)))
        wanted = [
            (
                field,
                term,
                [kept.index(r) for r in found if r in kept],
                [c for r, c in zip(found, counts, strict=True) if r in kept],
            )
            for field, term, found, counts in whole
        ]
        assert lists == [w for w in wanted if w[2]]


def test_a_word_more_than_255_times(tmp_path: Path) -> None:
    found = index(tmp_path / "k", "ha " * 300)
    assert found.postings.of("text", "ha")[1].tolist() == [300]


def test_rows_have_as_many_bytes_as_they_need(tmp_path: Path) -> None:
    few = index(tmp_path / "few", *["ferry boat"] * 255)
    assert few.postings.rows.dtype == np.uint8
    draft = carried(tmp_path / "draft", tmp_path / "few")
    update_keyword_index(draft, tmp_path / "few", [], passages(["a boat"] * 45, first=256))
    many = KeywordIndex(draft, layout(range(1, 301)))
    assert many.postings.rows.dtype == np.uint16
    assert rows(many.word_mask(Word("boat"))) == list(range(300))
    assert rows(many.word_mask(Word("ferry"))) == list(range(255))


def test_segments_are_written_when_memory_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.stores.keyword.whoosh_engine._SEGMENT", 20)
    found = index(tmp_path / "k", *TEXTS)
    assert len(list((tmp_path / "k" / "keyword").glob("*.seg"))) > 1
    assert rows(found.phrase_mask(Phrase(("the", "bridge")))) == [0, 1]
    assert rows(found.phrase_mask(Phrase(("the", "bridge"), exact=True))) == [1]


def test_no_more_than_a_segment_of_words_is_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One large addition and many small ones: whatever is merged, few words are in memory and few segments stay."""
    most = 400
    monkeypatch.setattr("indexer.stores.keyword.whoosh_engine._SEGMENT", most)
    written: list[int] = []
    of_pool = Pool.iter_postings
    monkeypatch.setattr(Pool, "iter_postings", lambda pool: written.append(pool.size) or of_pool(pool))
    texts = [f"letter number {id} came" for id in range(1, 601)]
    index(tmp_path / "500", *texts[:500])
    added, whole = len(written), sum(written)
    base = tmp_path / "500"
    for first in range(500, 600, 5):
        draft = tmp_path / str(first + 5)
        draft.mkdir()
        update_keyword_index(carried(draft, base), base, [], passages(texts[first : first + 5], first=first + 1))
        base = draft
    found = KeywordIndex(base, layout(range(1, 601)))
    assert rows(found.phrase_mask(Phrase(("letter", "number")))) == list(range(600))
    assert rows(found.phrase_mask(Phrase(("number", "77", "came")))) == [76]
    assert max(written) < most + 10
    assert len(list((base / "keyword").glob("*.seg"))) < added + 8
    assert sum(written) < 2 * whole


def test_a_segment_of_which_little_is_left_is_merged(tmp_path: Path) -> None:
    index(tmp_path / "k", *TEXTS * 10)
    draft = tmp_path / "draft"
    draft.mkdir()
    added = passages(TEXTS, first=31)
    update_keyword_index(carried(draft, tmp_path / "k"), tmp_path / "k", range(2, 31), added)
    assert len(list((draft / "keyword").glob("*.seg"))) == 1
    assert sorted(KeywordIndex(draft, layout([1, 31, 32, 33])).phrases.passages()) == [1, 31, 32, 33]


def test_a_segment_without_passages_goes(tmp_path: Path) -> None:
    index(tmp_path / "k", *TEXTS)
    draft = tmp_path / "draft"
    draft.mkdir()
    update_keyword_index(carried(draft, tmp_path / "k"), tmp_path / "k", [1, 2, 3], [])
    assert not list((draft / "keyword").glob("*.seg"))
    assert not KeywordIndex(draft, layout([])).phrase_mask(Phrase(("a", "ferry"))).any()


# Whoosh leaves open what it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("suffix", [".seg", ".toc"])
def test_a_damaged_file_of_whoosh_is_told(tmp_path: Path, suffix: str) -> None:
    index(tmp_path / "k", *TEXTS)
    (file,) = (tmp_path / "k" / "keyword").glob(f"*{suffix}")
    file.write_bytes(file.read_bytes()[:-40] + bytes(40))
    with pytest.raises(BrokenArchive, match="cannot be read"):
        KeywordIndex(tmp_path / "k", layout([1, 2, 3])).phrase_mask(Phrase(("a", "ferry")))


def test_an_index_that_does_not_fit_the_catalog_is_refused(tmp_path: Path, three: KeywordIndex, engine: str) -> None:
    for ids in ([1, 2, 4], [1, 2, 3, 4]):
        with pytest.raises(BrokenArchive, match="do not hold the same passages"):
            KeywordIndex(tmp_path / "k", layout(ids))
    (tmp_path / "empty").mkdir()
    with pytest.raises(BrokenArchive, match="is missing"):
        KeywordIndex(tmp_path / "empty", layout([1]))
    shutil.rmtree(tmp_path / "k" / "keyword")
    with pytest.raises(BrokenArchive, match="cannot be read"):
        KeywordIndex(tmp_path / "k", layout([1, 2, 3]), engine=engine).phrase_mask(Phrase(("a", "ferry")))


def test_an_engine_of_other_passages_is_refused(tmp_path: Path, three: KeywordIndex, engine: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    update_keyword_index(other, None, [], passages(("A ferry came",), first=9), engine=engine)
    shutil.rmtree(tmp_path / "k" / "keyword")
    (other / "keyword").rename(tmp_path / "k" / "keyword")
    with pytest.raises(BrokenArchive, match="do not hold the same passages"):
        KeywordIndex(tmp_path / "k", layout([1, 2, 3]), engine=engine).phrase_mask(Phrase(("a", "ferry")))


def test_an_engine_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="scripts/install scale"):
        index(tmp_path / "k", *TEXTS, engine="tantivy")


def test_an_empty_index_finds_nothing(tmp_path: Path, engine: str) -> None:
    found = index(tmp_path / "k", engine=engine)
    assert len(scores(found, "ferry")) == 0
    assert len(found.phrase_mask(Phrase(("the", "ferry")))) == 0
