"""The query's straight line, over small archives and the stand-in encoder."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.errors import BrokenArchive
from indexer.presentation.present import results_json
from indexer.records import Count, Document, Exemplar, Filters, Mode
from indexer.search import hits as hits_room
from indexer.search.ask import Asked, ask
from indexer.search.query import parse_query
from indexer.stores.generations.folder import CATALOG, MANIFEST
from tests.conftest import WordEncoder, index_papers

Make = Callable[..., Archive]
SUBJECTS = "ferry bridge harbour lamp school stove pilot herring gull mayor letter strike paper tide timber".split()


def corpus(documents: int, seed: int = 1) -> dict[str, str]:
    """Letters and articles made of a few subjects, with kinds, sources and dates."""
    chance = random.Random(seed)
    files = {}
    for number in range(documents):
        sentences = [
            "The {} and the {} stood by the {} {}.".format(*chance.choices(SUBJECTS, k=3), n)
            for n in range(chance.randint(3, 60))
        ]
        kind = chance.choice(["letter", "article"])
        front = f"kind: {kind}\ndate: {chance.randint(1950, 1960)}\nsource: {chance.choice(['Packet', 'Herald'])}"
        files[f"{number:03}.md"] = f"---\ntitle: Paper {number}\n{front}\n---\n{' '.join(sentences)}"
    return files


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Forty papers, indexed once. To be read only."""
    return Archive.open(index_papers(tmp_path_factory.mktemp("forty"), corpus(40)), WordEncoder())


def test_a_closed_archive_lets_go_of_its_files(make_archive: Make, open_files: Callable[[], list[str]]) -> None:
    archive = make_archive({"a.txt": "The ferry burned low."})
    archive.search(parse_query('"ferry burned"'))
    assert archive.listing.count(Filters()) == 1
    assert {CATALOG, MANIFEST} <= {Path(file).name for file in open_files()}
    archive.close()
    assert not {CATALOG, MANIFEST} & {Path(file).name for file in open_files()}


def test_an_archive_that_nobody_holds_lets_go_of_its_files(
    make_archive: Make, open_files: Callable[[], list[str]]
) -> None:
    words = "the ferry burned low all through that night"
    archive = make_archive({"a.txt": f"They say {words}."})
    assert archive.search(parse_query('"ferry burned"')).hits
    (quotation,) = archive.trace(Document(id="", text=f'He wrote: "{words}".', title=""))
    assert quotation.sources
    del archive
    assert open_files() == []


def test_an_archive_that_cannot_be_opened_lets_go_of_its_files(
    make_archive: Make, open_files: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_archive({"a.txt": "The ferry burned low."}).settings
    before = open_files()

    def refused(*_: object) -> None:
        raise BrokenArchive("damaged")

    monkeypatch.setattr("indexer.archive.open_vectors", refused)
    for _ in range(2):
        with pytest.raises(BrokenArchive):
            Archive.open(settings, WordEncoder())
    assert open_files() == before


@pytest.mark.slow
def test_a_required_phrase_constrains_both_searches(make_archive: Make) -> None:
    files = {f"{n}.txt": f"The lamp on the ferry shone for hour {n}." for n in range(30)}
    archive = make_archive({**files, "x.txt": "A lamp was seen, and the ferry burned it low."})
    for mode in ("hybrid", "keyword", "semantic"):
        hits = archive.search(parse_query('lamp "ferry burned"', mode=mode)).hits  # type: ignore[arg-type]
        assert [hit.document.path for hit in hits] == ["papers/x.txt"]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("ferry -lamp", {"b.txt", "c.txt"}),
        ('"the bridge" OR gull', {"b.txt", "d.txt"}),
        ("(lamp OR gull) -ferry", {"d.txt"}),
        ("title:stove ferry", {"c.txt"}),
        ("=ferries", {"c.txt"}),
        ("ferr* -=ferries", {"a.txt", "b.txt"}),
        ('"ferry bridge"~2', {"b.txt"}),
        ("ferry AND lamp", {"a.txt"}),
        ("bridge OR ferry AND stove", {"b.txt", "c.txt"}),
        ("ferr* AND NOT bridge", {"a.txt", "c.txt"}),
        ('="The ferry"', {"a.txt", "b.txt"}),
        ("-kind:other ferry", set()),
    ],
)
def test_the_query_language_on_an_archive(archive_of: Make, text: str, paths: set[str]) -> None:
    archive = archive_of(
        {
            "a.txt": "The ferry had a lamp.",
            "b.txt": "The ferry under the bridge.",
            "c.txt": "The stove of all ferries.",
            "d.txt": "A gull.",
        }
    )
    results = archive.search(parse_query(text, mode="keyword"))
    assert {hit.document.path.removeprefix("papers/") for hit in results.hits} == paths


def test_counts_are_exact_and_facets_are_of_what_matches(archive: Archive) -> None:
    results = archive.search(ask(Asked(q="gull", kind=("letter",), limit=100)))
    matching = [d for d in archive.catalog.documents() if "gull" in d.text]
    letters = [d for d in matching if d.kind == "letter"]
    assert results.keyword_matches.documents == len(letters)
    facets = {facet.name: dict(facet.values) for facet in results.facets}
    assert facets["kind"] == {
        "letter": len(letters),
        "article": len(matching) - len(letters),
    }, "its own filter does not hide a facet's other values"
    assert sum(facets["source"].values()) == sum(facets["year"].values()) == len(letters)


def test_what_is_asked_beside_a_query_never_widens_what_it_says(archive: Archive) -> None:
    def kinds(q: str, *kind: str) -> list[str]:
        found = archive.search(ask(Asked(q=q, kind=kind, limit=100)))
        assert not found.hits or found.keyword_matches.documents
        return sorted({hit.document.kind for hit in found.hits})

    assert kinds("gull", "letter", "article") == kinds("gull kind:letter kind:article") == ["article", "letter"]
    assert kinds("gull kind:letter", "letter", "article") == ["letter"]
    assert kinds("gull kind:letter kind:article", "article") == ["article"]
    assert kinds("gull kind:letter", "article") == kinds("kind:letter", "article") == []


@pytest.mark.parametrize(
    ("q", "after", "before"), [("after:1970 before:1960", "", ""), ("before:1960", "1970", ""), ("", "1970", "1960")]
)
def test_a_vague_date_is_not_of_days_that_there_are_none_of(archive_of: Make, q: str, after: str, before: str) -> None:
    archive = archive_of({"a.md": "---\ndate: 1950..1980\n---\nThe ferry was late."})
    assert archive.search(ask(Asked(q="ferry after:1970"))).found == 1
    found = archive.search(ask(Asked(q=f"ferry {q}", after=after, before=before)))
    assert (found.found, found.weak, found.keyword_matches.documents) == (0, (), 0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(q="ferry dated:no"), {"b", "c"}),
        (Asked(q="ferry DATED:false"), {"b", "c"}),
        (Asked(q="ferry", dated=("no",)), {"b", "c"}),
        (Asked(q="ferry -dated:no"), {"a", "d"}),
        (Asked(q="ferry (dated:no OR date:1961)"), {"a", "b", "c"}),
        (Asked(q="dated:yes dated:no"), {"a", "b", "c", "d"}),
        (Asked(q="dated:no", dated=("yes",)), set()),
    ],
)
def test_documents_of_no_known_day_are_asked_for_and_counted(archive_of: Make, asked: Asked, found: set[str]) -> None:
    dates = {"a": "date: 1961", "b": "place: Ferry", "c": "date: Tuesday evening", "d": "date: before 1871"}
    archive = archive_of({f"{n}.md": f"---\n{head}\n---\nThe ferry was late." for n, head in dates.items()})
    hits = archive.search(replace(ask(asked), copies=True)).hits
    assert {Path(hit.document.path).stem for hit in hits} == found
    facets = {facet.name: facet.values for facet in archive.search(ask(Asked(q="ferry", dated=("no",)))).facets}
    assert facets["dated"] == (("no", 2), ("yes", 2))


def test_a_facet_offers_nothing_that_what_is_typed_leaves_out(archive: Archive) -> None:
    found = archive.search(ask(Asked(q="gull kind:letter", kind=("letter",))))
    (kinds,) = (facet.values for facet in found.facets if facet.name == "kind")
    assert kinds == (("letter", found.keyword_matches.documents),)


def test_one_hit_a_document_and_how_many_more(archive: Archive) -> None:
    grouped = archive.search(parse_query("gull", limit=100))
    single = archive.search(replace(parse_query("gull", limit=1000), grouped=False))
    assert len({hit.document.id for hit in grouped.hits}) == len(grouped.hits)
    for hit in grouped.hits:
        assert hit.more == sum(other.document.id == hit.document.id for other in single.hits) - 1


def test_copies_stand_under_the_earliest(make_archive: Make) -> None:
    wire = "A storm sank the ferry Patience off the Farness shore on Tuesday night with all hands lost to the sea."
    archive = make_archive(
        {
            "late.md": f"---\ndate: 1960-02-01\n---\n{wire}",
            "early.md": f"---\ndate: 1959-11-18\n---\n{wire} We print it as it came.",
            "other.txt": "The ferry Patience was built of timber by other hands and sank at her moorings twice before.",
        }
    )
    hits = archive.search(parse_query("ferry Patience sank")).hits
    first = next(hit for hit in hits if hit.copies)
    assert (first.document.path, len(first.copies)) == ("papers/early.md", 1)
    assert len(hits) == 2
    apart = archive.search(replace(parse_query("ferry Patience sank"), copies=True)).hits
    assert len(apart) == 3


def test_a_hit_with_copies_keeps_the_order_and_counts_its_own_passages(make_archive: Make) -> None:
    wire = "A storm sank the ferry Patience off the Farness shore on Tuesday night with all hands lost to the sea."
    later = "Of the ferry nothing was heard in all that year, nor of her men and her freight, the paper says."
    archive = make_archive(
        {
            "a.md": f"---\ndate: 1960-02-01\n---\n{wire}",
            "b.md": f"---\ndate: 1959-11-18\n---\n{wire} We print it as it came.\n\n# Later\n\n{later}",
            "c.md": "---\ndate: 1960-01-01\n---\nThe ferry Patience was built of timber and sank at her moorings.",
        }
    )
    query = parse_query("ferry Patience", mode="keyword")

    def shown(**changes: object) -> list[tuple[str, int, int]]:
        hits = archive.search(replace(query, **changes)).hits  # type: ignore[arg-type]
        return [(hit.document.path[7], hit.more, len(hit.copies)) for hit in hits]

    assert shown(sort="-date") == [("a", 0, 1), ("c", 0, 0)]
    assert shown(sort="-date", limit=1) == [("a", 0, 1)], "a copy behind the page is named"
    more = next(more for path, more, _ in shown(copies=True) if path == "b")
    assert more > 0
    assert shown(sort="date") == [("b", more, 1), ("c", 0, 0)]
    assert ("b", more, 1) in shown(), "the number of the document that is shown"


@pytest.mark.parametrize(("sort", "order"), [("date", [0, 1, 2, 3]), ("-date", [2, 1, 0, 3])])
def test_in_order_of_time_the_undated_come_last(archive_of: Make, sort: str, order: list[int]) -> None:
    dates = ["date: 1958", "date: 1959-02", "date: 1960", "box: 1"]
    archive = archive_of(
        {f"{n}.md": f"---\n{when}\n---\nThe ferry sailed, number {n}, as it would." for n, when in enumerate(dates)}
    )
    hits = archive.search(replace(parse_query("ferry", mode="keyword"), sort=sort, copies=True)).hits
    assert [int(hit.document.path[7]) for hit in hits] == order


@pytest.mark.parametrize(("sort", "order"), [("date", [0, 1, 2, 3, 4]), ("-date", [4, 0, 1, 2, 3])])
def test_of_dates_that_begin_on_one_day_the_surer_comes_first(archive_of: Make, sort: str, order: list[int]) -> None:
    """A month and a year stand where they begin, after those that leave less open."""
    dates = ["1959-01-01", "[1959-01-01]", "1959-01", "1959", "1959-01-02"]
    files = {f"{9 - n}.md": f"---\ndate: '{when}'\n---\nThe ferry sailed." for n, when in enumerate(dates)}
    archive = archive_of(files)
    hits = archive.search(replace(parse_query("ferry", mode="keyword"), sort=sort, copies=True)).hits
    assert [9 - int(hit.document.path[7]) for hit in hits] == order
    listed = archive.listing.page(Filters(), sort, 10, 0)
    assert [9 - int(document.path[7]) for document in listed] == order


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_a_vague_date_stands_in_the_middle_of_its_days(archive_of: Make, sort: str) -> None:
    dates = ["c. 1960", "1961", "9 March 1961", "April 1961", "c. May 1961", "spring 1962", "30 April 1962", "1960s"]
    files = {f"{n}.md": f"---\ndate: {when}\n---\nThe ferry sailed." for n, when in enumerate(dates)}
    archive = archive_of(files)
    hits = archive.search(replace(parse_query("ferry", mode="keyword"), sort=sort, copies=True)).hits
    shown = [dates[int(hit.document.path[7])] for hit in hits]
    assert shown == (dates if sort == "date" else dates[::-1])


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ('date:"4 March 1961"', ["4 March 1961", "about 1960", "1961", "March 1961", "before 1964"]),
        ("date:1961-03", ["March 1961", "3 March 1961", "4 March 1961", "about 1960", "1961", "before 1964"]),
        ("date:..1961", ["1961", "March 1961", "3 March 1961", "4 March 1961", "about 1960", "before 1964"]),
        ("date:1961..", ["1961", "March 1961", "3 March 1961", "4 March 1961", "about 1960", "before 1964"]),
    ],
)
def test_what_is_of_the_days_asked_for_comes_before_what_only_can_be(
    archive_of: Make, asked: str, order: list[str]
) -> None:
    dates = ["about 1960", "1961", "before 1964", "March 1961", "3 March 1961", "4 March 1961"]
    archive = archive_of(
        {f"{n}.md": f"---\ndate: {when}\n---\nThe ferry sailed, number {n}." for n, when in enumerate(dates)}
    )
    query = replace(ask(Asked(q=asked)), copies=True)
    assert [dates[int(hit.document.path[7])] for hit in archive.search(query).hits] == order
    listed = archive.listing.page(query.typed, "date", 10, 0)
    assert [dates[int(document.path[7])] for document in listed] == order


def test_nothing_that_answers_gives_near_misses_apart(archive: Archive) -> None:
    results = archive.search(parse_query("zzxqv"))
    assert results.hits == ()
    assert results.found == 0
    assert 0 < len(results.weak) <= 5
    assert all(hit.weak for hit in results.weak)


def test_near_misses_that_are_near_identical_are_one(archive_of: Make) -> None:
    wire = "The herring fleet came in on the morning tide with timber and nobody on the quay was told of it."
    archive = archive_of({"a.txt": wire, "b.txt": wire, "c.txt": "The headmistress closed her school."})
    weak = archive.search(parse_query("zzxqv")).weak
    assert sorted(1 + len(hit.copies) for hit in weak) == [1, 2]
    assert len(archive.search(replace(parse_query("zzxqv"), copies=True)).weak) == 3


@pytest.mark.parametrize("text", ["ferry OR stove", "(ferry stove) OR pilot", '"ferry" stove lamp herring'])
def test_what_must_occur_and_does_is_an_answer(archive: Archive, text: str) -> None:
    results = archive.search(parse_query(text, limit=1000))
    assert results.hits
    assert not results.weak


@pytest.mark.parametrize("mode", ["hybrid", "keyword"])
@pytest.mark.parametrize("text", ['"it is not" OR lantern', '"it is not" lantern', "kind:letter OR ferry"])
def test_what_must_occur_is_counted_though_no_word_of_it_is_ranked_by(archive_of: Make, text: str, mode: Mode) -> None:
    """Stop words and fields give no score: that something matched does not hang on one."""
    archive = archive_of(
        {
            "a.md": "---\nkind: letter\n---\nNo, it is not yet mended.",
            "b.md": "---\nkind: article\n---\nNothing of that is here.",
        }
    )
    found = archive.search(parse_query(text, mode=mode))
    assert [hit.document.path for hit in found.hits] == ["papers/a.md"]
    assert (found.found, found.keyword_matches) == (1, Count(1, 1))
    assert next(facet for facet in found.facets if facet.name == "kind").values == (("letter", 1),)


@pytest.mark.slow
def test_asked_by_words_alone_in_an_order_or_for_what_must_occur_everything_is_found(
    make_archive: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.search.retrieve.DEPTH", 3)
    archive = make_archive({f"{n:02}.md": f"---\ndate: {1900 + n}\n---\nFerry ledger {n}." for n in range(20)})
    for query in (
        parse_query("ferry ledger", mode="keyword"), parse_query('"ferry ledger"'),
        replace(parse_query("ferry ledger"), sort="date"),
    ):  # fmt: skip
        assert archive.search(query).found == 20, query
    oldest, newest = (
        archive.search(replace(parse_query('"ferry ledger"'), sort=sort, copies=True)).hits[0]  # type: ignore[arg-type]
        for sort in ("date", "-date")
    )
    assert (oldest.document.path, newest.document.path) == ("papers/00.md", "papers/19.md")


@pytest.mark.slow
def test_an_example_in_order_of_time_is_answered_by_its_neighbours_not_by_all_that_the_filters_leave(
    make_archive: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.search.retrieve.DEPTH", 3)
    archive = make_archive({f"{n}.md": f"---\nkind: letter\n---\nFerry ledger {n}." for n in range(9)})
    like = (Exemplar(next(archive.catalog.documents()).id, None),)
    query = replace(parse_query(""), like=like, filters=Filters(kinds=("letter",)), sort="date")
    assert archive.search(query).found == 3


def test_a_walk_goes_on_only_over_the_ranking_that_it_began_with(make_archive: Make) -> None:
    copies = dict.fromkeys(["a.txt", "b.txt"], "The ferry burned low on the river while the whole council slept.")
    others = {f"{subject}.txt": f"A ferry and a {subject}." for subject in SUBJECTS[4:9]}
    archive = make_archive({**copies, **others})
    ranking = archive.rank(parse_query("ferry"))
    paths = [archive.catalog.paths[place] for place in archive.layout.documents[ranking.rows]]
    ranking = ranking.take(np.argsort(paths))
    turned = ranking.take(np.arange(len(ranking))[::-1])
    first = parse_query("ferry", limit=2)
    walked, alone = (hits_room.HitMaker(archive.catalog, archive._shown, ("en",)) for _ in range(2))
    assert [len(hit.copies) for hit in walked.page(first, ranking).hits] == [1, 0]
    following = replace(first, offset=2)
    assert walked.page(following, turned) == alone.page(following, turned)


@pytest.mark.slow
def test_the_long_passage_that_alone_has_a_word_answers_it(make_archive: Make) -> None:
    rest = " ".join(f"Of subject {n} much was said by many." for n in range(14))
    files = {f"{n}.txt": f"Telegram {n}: come." for n in range(40)}
    archive = make_archive({**files, "a.md": f"---\ntitle: News\n---\nThe harmonium came to the ferry. {rest}"})
    assert [hit.document.path for hit in archive.search(parse_query("harmonium")).hits] == ["papers/a.md"]
    assert [hit.document.path for hit in archive.search(parse_query("harmonium ferry")).hits] == ["papers/a.md"]
    assert not archive.search(parse_query("harmonium barometer")).hits


@pytest.mark.slow
def test_the_document_that_alone_has_all_the_words_answers_them_however_far_apart(make_archive: Make) -> None:
    rare = ["theodolite", "marmalade", "vicarage", "spaniel", "quarry"]
    page = "and then we went home by the river while it rained " * 14
    letter = " ".join(page + word for word in rare)
    archive = make_archive({**{f"{n}.txt": f"Telegram {n}: come." for n in range(40)}, "letter.txt": letter})
    results = archive.search(parse_query(" ".join(rare)))
    assert [hit.document.path for hit in results.hits] == ["papers/letter.txt"]
    alone = archive.search(replace(parse_query(" ".join(rare)), grouped=False))
    assert alone.found == 1  # the other pages have one word each
    assert not archive.search(parse_query(" ".join(rare) + " -quarry")).hits  # the page with the last may not be found
    assert not archive.search(parse_query(" ".join([*rare, "barometer"]))).hits
    book = make_archive({"letter.txt": page * 12 + letter})
    assert not book.search(parse_query(" ".join(rare))).hits  # which has most words somewhere


def test_another_spelling_is_offered_only_when_little_matches_or_nothing_answers(archive: Archive) -> None:
    assert archive.search(parse_query("herrring tide", mode="keyword")).did_you_mean == ""  # "tide" alone finds many
    assert archive.search(parse_query("herrring tide")).did_you_mean == "herring tide"  # and is no answer by itself
    assert archive.search(parse_query("herrring")).did_you_mean == "herring"
    assert archive.search(parse_query('"harbour lampp"')).did_you_mean == '"harbour lamp"'
    assert archive.search(parse_query("herring")).did_you_mean == ""
    assert archive.search(parse_query("herrring*")).did_you_mean == ""  # a beginning is no word
    assert archive.search(parse_query("(herrring)")).did_you_mean == "(herring)"
    assert archive.search(parse_query("herrring zzxqv")).did_you_mean == "herring zzxqv"
    misspelt = [f"herr{letter}ing" for letter in "abcdefghjklmnopqstuvwxyz"]
    assert archive.search(parse_query(" ".join(misspelt))).did_you_mean.split() == ["herring"] * 20 + misspelt[20:]
    for half in ("(herrring OR", "herrring OR", "herrring NOT", "AND herrring", "herrring)", '"herrring'):
        assert archive.search(parse_query(half)).did_you_mean == "", half


@pytest.mark.slow
def test_words_that_texts_part_or_join_more_often_are_offered_so(make_archive: Make) -> None:
    few = {f"{n}.txt": "The smallpox is among them; headquarters are quiet." for n in range(4)}
    more = {f"m{n}.txt": "The small pox came from the head quarters, they say." for n in range(5)}
    one = {"one.txt": "Every headmaster came, and a head master of old."}
    archive = make_archive(few | more | one)
    for query, meant in (
        ("smallpox army", '(smallpox OR "small pox") army'),
        ("headquarters", '(headquarters OR "head quarters")'),
        ("small pox", ""),
        ("headmaster", ""),
        ("=smallpox", ""),
        ('"smallpox is"', ""),
        ("smallpox (", ""),
    ):
        assert archive.search(parse_query(query)).did_you_mean == meant, query
    joined = make_archive({f"{n}.txt": "The lamplighter of the lamp that is lighter." for n in range(4)})
    assert joined.search(parse_query("lamp lighter")).did_you_mean == '("lamp lighter" OR lamplighter)'


def test_of_words_as_near_one_that_begins_alike_is_offered(archive_of: Make) -> None:
    archive = archive_of({"a.txt": "A very late ferry.", "b.txt": "Very late."})
    assert archive.search(parse_query("fery")).did_you_mean == "ferry"


def test_a_misspelt_name_behind_its_field_is_offered_as_documents_have_it(make_archive: Make) -> None:
    letter = "---\nsender: Máire Edgeworth\nrecipient: Éamonn Ceannt\nsource: Harbour Papers\nkind: letter\n---\n"
    archive = make_archive({"a.md": letter + "The ferry was late.", "b.txt": "Edgworth is spelled so here."})
    for asked, offered in (
        ("from:Edgworth", "from:Edgeworth"), ("ferry from:edgworth", "ferry from:Edgeworth"), ("to:ceant", "to:Ceannt"),
        ('from:"Mairee Edgworth"', 'from:"Máire Edgeworth"'), ("source:harbor", "source:Harbour"),
        ("to:Edgworth", "Edgworth"), ("from:Edgworth*", "from:Edgeworth*"), ("from:Edgeworth", ""), ("from:Nemo", ""),
    ):  # fmt: skip
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked


def test_a_name_that_stands_in_another_field_is_offered_there(make_archive: Make) -> None:
    letter = "---\nsender: Ruth Ansell\nrecipient: Éamonn Ceannt\nkind: letter\n---\nThe ferry was late."
    archive = make_archive({"a.md": letter, "b.md": "---\nauthor: Amos Pell\n---\nThe ferry sailed with Ansell."})
    for asked, offered in (
        ("from:Ceannt", "to:Ceannt"), ('ferry FROM:"eamonn ceannt"', 'ferry to:"eamonn ceannt"'),
        ("author:Ansell ferry", "from:Ansell ferry"), ("from:Pell", "author:Pell"), ("to:Ans*", "from:Ans*"),
        ("from:Ansell to:Ansell", "from:Ansell person:Ansell"), ("from:Ansell", ""), ("-from:Ceannt ferry", ""),
        ("from:Ansell ferry", ""), ("from:Ruth to:Ceannt", ""),
    ):  # fmt: skip
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked


@pytest.mark.slow
def test_initials_are_offered_as_texts_print_them(make_archive: Make) -> None:
    stops = {f"{n}.txt": "The G.P.O. burned. The R. I. C. were called at 8 a.m." for n in range(4)}
    archive = make_archive(
        {**stops, "one.txt": "The RIC came, and the BBC, late; where am I?", "two.txt": "The U.N. sat."}
    )
    for asked, offered in (
        ("GPO", '"G.P.O."'), ("gpo burned", '"G.P.O." burned'), ('"the GPO"', '"the G.P.O."'), ("un", '"U.N."'),
        ("RIC", '(RIC OR "R.I.C.")'), ("B.B.C. news", "BBC news"), ('"the B.B.C"', '"the BBC"'),
        ("G.P.O.", ""), ("from:B.B.C.", ""), ("-B.B.C.", ""), ("R.I.C.", ""), ("F.B.I.", ""),
        ("FBI", ""), ("bbc", ""), ("ric", ""), ("8 a.m.", ""),
        ("THE RIC", 'THE (RIC OR "R.I.C.")'), ("the RIC came late", 'the (RIC OR "R.I.C.") came late'),
        ("THE RIC CAME LATE", ""),  # in capitals throughout
    ):  # fmt: skip
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked


def test_two_words_typed_as_one_are_offered_as_two(archive_of: Make) -> None:
    archive = archive_of(
        {"a.txt": "O’Brien's well-known tôt ou tard: 45,000 men on 19. 23 were late. It's Tom's bell."}
    )
    for asked, offered in (
        ("OBrien", "o brien"), ("wellknown", "well known"), ("totou", "tôt ou"), ("45000", "45 000"),
        ('"obrien well"', '"o brien well"'), ("bellwell", ""), ("1923", ""), ("stom", ""),
    ):  # fmt: skip
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked


def test_what_is_offered_is_as_texts_print_it_and_counted_in_documents(make_archive: Make) -> None:
    files = {
        f"{n}.md": f"---\ntitle: Brucken\n---\nDie Brücke. {'Kein Wort davon. ' * 50} Die Brücke!" for n in range(3)
    }
    archive = make_archive(files)
    assert archive.search(parse_query("bricke")).did_you_mean == "brücke"
    assert archive.search(parse_query('="die bruckee"')).did_you_mean == '="die brücke"'
    told = [(s.text, s.kind, s.documents) for s in archive.suggest("brü")]
    assert told == [("brücke", "word", 3), ("Brucken", "title", 1)]
    assert len(archive.layout.passage_ids) > 3, "a word's documents are not its passages"
    assert archive.search(parse_query("Bruecke brucke")).did_you_mean == ""


def test_words_that_are_a_name_but_stand_in_no_text_are_offered_as_one(archive_of: Make) -> None:
    archive = archive_of(
        {"a.md": "---\nkind: letter\nsender: Karl Müller\nplace: Lowby\n---\nThe ferry was late. So was the pilot."}
    )
    for asked, offered in (
        ("Mueller", "person:Mueller"),
        ("Karl Müller", 'person:"Karl Müller"'),
        ("lowby", "place:lowby"),
        ("pilott", "pilot"),
        ("-Mueller", ""),
        ("Müller OR Lowby", ""),
        ("Muller kind:letter", ""),
    ):
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked
    assert archive.search(ask(Asked(q="Müller", kind=("article",)))).did_you_mean == ""
    assert archive.search(parse_query("person:Mueller")).found == 1


def test_a_name_that_no_document_is_from_is_offered_as_a_word_where_texts_have_it(archive_of: Make) -> None:
    archive = archive_of(
        {
            "a.md": "---\nkind: letter\nsender: Karl Pell\n---\nThe mill is shut.\n\nYours, James Akroyd",
            "b.md": "Pell was late, and Lowby far.",
        }
    )
    for asked, offered in (
        ("from:Akroyd", "Akroyd"),
        ("person:akroyd*", "akroyd"),
        ('from:"James Akroyd"', '"James Akroyd"'),
        ('from:"Akroyd James"', ""),
        ("place:Lowby", "Lowby"),
        ("to:Pell", "from:Pell"),
        ("from:Pell", ""),
        ("from:Nobody", ""),
        ("title:Akroyd", ""),
        ("from:Akroyd kind:letter", ""),
        ("from:Akroyd from:Lowby", ""),
        ("-from:Akroyd", ""),
    ):
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked
    assert archive.search(parse_query("Akroyd")).found == 1


def test_a_day_or_a_month_is_offered_as_a_date_where_documents_have_it(archive_of: Make) -> None:
    archive = archive_of({f"{n}.md": f"---\ndate: 1961-03-0{n}\n---\nOn 4 March 1961 the ferry." for n in range(1, 6)})
    for asked, offered in (
        ("4 March 1961", 'date:"4 March 1961"'),
        ("1961-03-04", "date:1961-03-04"),
        ("March 1961", 'date:"March 1961"'),
        ("9 March 1961", ""),
        ("1961", ""),
        ("4 March", ""),
        ("ferry 4 March 1961", ""),
        ('"4 March 1961"', ""),
        ("date:1961-03-04", ""),
    ):
        assert archive.search(parse_query(asked)).did_you_mean == offered, asked
    assert archive.search(parse_query('date:"4 March 1961"')).found == 1
    assert archive.search(ask(Asked(q="4 March 1961", after="1962"))).did_you_mean == ""


def test_the_month_of_a_date_that_is_offered_is_called_as_in_the_language_that_is_chosen(archive_of: Make) -> None:
    archive = archive_of({"a.md": "---\nlang: hr\ndate: 1918-10-29\n---\nTrajekt je opet kasnio."})
    for lang, offered in (("hr", 'date:"29. listopada 1918"'), ("pl", "")):
        assert archive.search(ask(Asked(q="29. listopada 1918", lang=(lang,)))).did_you_mean == offered


def test_no_other_spelling_is_offered_for_another_form_of_a_word_that_is_held(make_archive: Make) -> None:
    archive = make_archive({"a.txt": "Refuse all credit at the shop.", "b.txt": "They mend nets."})
    found = archive.search(parse_query("refusing credits"))
    assert found.hits[0].document.path == "papers/a.txt"
    assert found.did_you_mean == ""
    assert archive.search(parse_query("refusing creddits")).did_you_mean == "refusing credit"
    assert archive.search(parse_query("=refused")).did_you_mean == "=refuse"


def test_more_like_this_finds_what_resembles_it_but_not_itself(make_archive: Make) -> None:
    archive = make_archive(
        {
            "a.txt": "The herring fleet came in on the morning tide with timber.",
            "b.txt": "Herring and tide and timber: the fleet again this morning.",
            "c.txt": "The headmistress closed her school and banked the stove.",
        }
    )
    example = next(d for d in archive.catalog.documents() if d.path == "papers/a.txt")
    for place in (Exemplar(example.id), Exemplar(example.id, 0)):
        results = archive.search(replace(parse_query(""), like=(place,)))
        assert [hit.document.path for hit in results.hits] == ["papers/b.txt"]
        assert [hit.document.path for hit in results.weak] == ["papers/c.txt"]  # what does not resemble it is no answer
        assert results.found == 1
    away = archive.search(replace(parse_query("herring stove"), unlike=(Exemplar(example.id),), copies=True))
    assert (*away.hits, *away.weak)[0].document.path == "papers/c.txt"


def test_the_same_question_gives_the_same_bytes(archive: Archive, make_archive: Make) -> None:
    query = parse_query("ferry lamp kind:letter", limit=20)
    first, second = (json.dumps(results_json(archive.search(query))) for _ in range(2))
    again = Archive.open(archive.settings, archive.encoder)
    assert first == second == json.dumps(results_json(again.search(query)))


def test_pages_neither_repeat_nor_skip(archive: Archive) -> None:
    whole = archive.search(parse_query("gull tide", limit=100)).hits
    paged = [archive.search(parse_query("gull tide", limit=3, offset=o)) for o in range(0, len(whole), 3)]
    assert [hit for page in paged for hit in page.hits] == list(whole)
    assert [page.next_offset for page in paged[:-1]] == [3 * (n + 1) for n in range(len(paged) - 1)]
    assert paged[-1].next_offset is None


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_the_snippet_of_a_heading_goes_on_into_what_it_stands_over(archive_of: Make, mode: str) -> None:
    long = "The mill owners and the " + "very " * 80 + "angry weavers met at the Free Trade Hall."
    archive = archive_of({"a.md": f"# Weavers of Salford\n\n## The meeting\n\n{long} Nothing came of it.\n"})
    hit = archive.search(parse_query("weavers of Salford", mode=mode)).hits[0]  # type: ignore[arg-type]
    assert hit.text.split("\n")[0] == hit.document.title == "Weavers of Salford"
    span = hit.snippet.span
    assert hit.document.text[span.start : span.end].endswith("Free Trade Hall.")
    marked = [hit.document.text[mark.start : mark.end] for mark in hit.snippet.marks]
    assert marked == (["Weavers", "Salford", "weavers"] if mode != "semantic" else marked)
    assert all(hit.passage.start <= mark.start and mark.end <= hit.passage.end for mark in hit.marks)


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_marks_and_snippets_stand_in_the_passage(archive: Archive, mode: str) -> None:
    for hit in archive.search(parse_query("gull lamps", mode=mode, limit=50)).hits:  # type: ignore[arg-type]
        text = hit.document.text
        assert hit.passage.start <= hit.snippet.span.start < hit.snippet.span.end <= hit.passage.end
        assert all(text[m.start : m.end].lower() in ("gull", "lamp") for m in hit.marks)
        assert set(hit.snippet.marks) <= set(hit.marks)
        assert hit.snippet.marks or not hit.marks


def test_a_phrase_over_the_end_of_a_passage_is_found_and_marked_up_to_it(archive_of: Make) -> None:
    archive = archive_of({"long.txt": " ".join(f"Sentence number {n} ends in word{n}." for n in range(200))})
    document = next(archive.catalog.documents())
    first, second = archive.catalog.passages(document.id)[:2]
    words = [
        *document.text[first.start : first.end].split()[-3:],
        *document.text[second.start : second.end].split()[:3],
    ]
    (hit,) = archive.search(replace(parse_query(f'"{" ".join(words)}"'), grouped=False)).hits
    assert hit.passage == first
    (mark,) = hit.marks
    assert document.text[mark.start : mark.end].split() == words[:3]


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["كتاب", "كـتاب", '"هذا كتاب"', "كتا*", "=كتاب"])
def test_a_word_that_is_drawn_out_is_found_by_its_plain_form_and_marked_whole(make_archive: Make, asked: str) -> None:
    drawn = "كتـــاب"
    archive = make_archive({"a.txt": f"هذا {drawn}، ـــ جديد.", "b.txt": "Another text."})
    (hit,) = archive.search(parse_query(asked, mode="keyword")).hits
    assert [hit.document.text[mark.start : mark.end] for mark in hit.marks] == [
        f"هذا {drawn}" if '"' in asked else drawn
    ]


@pytest.mark.slow
def test_a_raised_mark_of_a_note_hides_no_word_from_a_search_and_alters_no_quotation(make_archive: Make) -> None:
    printed = "The new engine¹ of the ferry was lit by the pilot,² and 10⁶ lamps burned at the stairs.³"
    plain = printed.translate(dict.fromkeys(map(ord, "¹²³")))
    archive = make_archive({"a.txt": printed, "b.txt": "Another text."})
    for asked, marked in (("engine", "engine"), ('"the pilot and"', "the pilot,² and"), ("engine¹", "engine")):
        (hit,) = archive.search(parse_query(asked, mode="keyword")).hits
        assert [hit.document.text[mark.start : mark.end] for mark in hit.marks] == [marked]
    for said, label in ((plain, "exact"), (plain.replace("⁶", "⁷"), "altered")):
        (quotation,) = archive.trace(Document(id="x", title="", text=f"He wrote: “{said}”"))
        assert quotation.label == label


def test_a_phrase_at_the_beginning_of_a_passage_is_not_found_in_the_one_before(archive_of: Make) -> None:
    archive = archive_of({"long.txt": " ".join(f"Sentence number {n} ends in word{n}." for n in range(200))})
    document = next(archive.catalog.documents())
    second = archive.catalog.passages(document.id)[1]
    words = document.text[second.start : second.end].split()[:3]
    hits = archive.search(replace(parse_query(f'"{" ".join(words)}"'), grouped=False)).hits
    assert [hit.passage for hit in hits] == [second]


@pytest.mark.slow
@pytest.mark.parametrize("grouped", [True, False])
def test_a_walk_from_page_to_page_looks_at_no_passage_twice_and_answers_as_without_one(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, grouped: bool
) -> None:
    looked_at: list[int] = []

    class Counted(hits_room.Words):
        def __call__(self, place: int) -> list[str]:
            looked_at.append(place)
            return super().__call__(place)

    monkeypatch.setattr(hits_room, "Words", Counted)
    query = replace(parse_query("ferry OR harbour OR lamp", limit=5, mode="keyword"), grouped=grouped)
    walked = [archive.search(query)]
    while (offset := walked[-1].next_offset) is not None:
        walked.append(archive.search(replace(query, offset=offset)))
    assert len(walked) > 5
    assert looked_at == sorted(set(looked_at))
    for page in walked[::-1]:
        alone = hits_room.HitMaker(archive.catalog, archive._shown, archive.settings.languages)
        monkeypatch.setattr(archive, "_hits", alone)
        assert json.dumps(results_json(archive.search(page.query))) == json.dumps(results_json(page))
