"""Quotation tracing on news articles and the transcripts they quote, and on the seed article."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.ingest.texts import plaintext
from indexer.quotes.finding.extract import extract
from indexer.records import Document
from scripts.benchmarks.quotes import read_articles, read_pairs, read_transcripts, score, trace_all

pytestmark = pytest.mark.real

GOLD = [
    # form, how the first part begins, how the last part ends
    ("marks", "take immediate action", "while you still can."),
    ("marks", "In your remaining months", "people in the process."),
    ("marks", "have documented instances", "at record numbers."),
    ("marks", "private companies", "private companies"),
    ("marks", "by freezing all negotiations", "Information (RFI)."),
    ("marks", "will have disastrous effects", "community members."),
    ("marks", "To protect families", "immigration detention,"),
    ("block", "We ask that you take action", "access to legal support."),
    ("marks", "Now is the time", "the next president,"),
]


@pytest.fixture(scope="module")
def seed(data: Path) -> Document:
    file = data / "seed" / "pro-migrant-groups-letter.txt"
    return next(plaintext.read(file.name, file.read_bytes()))


def test_every_quotation_of_the_seed_article_is_found(seed: Document) -> None:
    found = [
        (q.form, seed.text[q.parts[0].start : q.parts[0].end], seed.text[q.parts[-1].start : q.parts[-1].end])
        for q in extract(seed)
    ]
    assert len(found) == len(GOLD)
    for (form, first, last), (wanted, begins, ends) in zip(found, GOLD, strict=True):
        assert form == wanted
        assert first.startswith(begins)
        assert last.endswith(ends)
    first, second = extract(seed)[1].parts
    assert seed.text[first.start : first.end] == "In your remaining months in office,"
    assert seed.text[second.start : second.end].startswith("you have an opportunity")


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        (lambda text: text, {"exact"}),
        (lambda text: text.replace("detention", "custody").replace("families", "households"), {"exact", "altered"}),
    ],
    ids=["as quoted", "two words otherwise"],
)
def test_the_seed_articles_quotations_are_traced_to_a_letter_that_has_them(
    seed: Document, make_archive: Callable[..., Archive], change: Callable[[str], str], labels: set[str]
) -> None:
    filler = "We write as neighbours, and as people who have read the law. "
    said = [" ".join(seed.text[p.start : p.end] for p in q.parts) for q in extract(seed)]
    letter = "Dear Mr. President,\n\n" + "\n\n".join(filler + change(text) for text in said) + "\n\nYours truly"
    archive = make_archive({"article.txt": seed.text, "letter.txt": letter})
    article = next(d for d in archive.catalog.documents() if d.path == "papers/article.txt")
    quotations = archive.catalog.quotations.of(article.id)
    assert len(quotations) == len(GOLD)
    assert {q.label for q in quotations} == labels
    for quotation, text in zip(quotations, said, strict=True):
        assert quotation.source is not None
        assert (quotation.label == "exact") == (change(text) == text)


def test_pairs_of_articles_and_transcripts(data: Path) -> None:
    folder = data / "quotes"
    transcripts, articles = read_transcripts(folder / "transcripts"), read_articles(folder / "articles")
    traced = trace_all([*(t.document for t in transcripts.values()), *articles.values()], articles)
    total = score(read_pairs(folder / "pairs.jsonl"), traced, transcripts)
    assert total.traced >= 0.95 * total.matches
    assert total.exact_labelled == total.exact == 28
    assert total.claimed <= 2
    assert max(total.offsets) <= 200
