"""Quotations of the archive that ships, and small archives made to hold one difficulty each."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.encoders import Encoder
from indexer.presentation.annotations import annotations_json
from indexer.quotes.finding.extract import extract
from indexer.quotes.judging.wording import Wording
from indexer.quotes.tracing.answered import is_answered
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.trace import Tracer
from indexer.quotes.update import own_quotations
from indexer.records import Attribution, DateRange, Document, Name, Quotation, Span, Sure
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.grams import GramIndex, grams_of, numbers_of
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LETTER = "---\nkind: letter\ndate: {date}\nfrom: A\nto: B\n---\n{text}\n"
SPOKEN = "The lamp was not lit on the night when the Patience went down, whatever the harbourmaster may have sworn."
FILLER = "We had rain all week, and the potatoes are late. Nothing else has happened here that would interest you."
COVERING = (
    "Look what has come to me by Tuesday’s packet from the old pilot, and keep it to yourself until we meet in Ferness."
)


@pytest.fixture(scope="module")
def corpus(town: Settings) -> Archive:
    from tests.conftest import WordEncoder

    return Archive.open(town, WordEncoder())


def bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


PLANTED = [json.loads(line) for line in (ROOT / "corpus" / "quotations.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("planted", PLANTED, ids=[f"{n}-{p['label']}" for n, p in enumerate(PLANTED)])
def test_every_planted_quotation_is_traced_with_its_label(corpus: Archive, planted: dict[str, object]) -> None:
    by_path = {d.path.removeprefix("corpus/"): d for d in corpus.catalog.documents()}
    quoting, source = by_path[str(planted["quoting"])], by_path[str(planted["source"])]
    wanted = [bare(str(part)) for part in planted.get("parts", [planted["quote"]])]  # type: ignore[attr-defined]
    spoken = {bare(quoting.text[p.start : p.end]): q for q in corpus.catalog.quotations.of(quoting.id) for p in q.parts}
    found = [spoken[part] for part in wanted]
    for quotation in found:
        assert quotation.source is not None
        assert quotation.source.document_id == source.id
    # two sentences either side of "she said" may stay two quotations: the label is that of the less faithful
    assert planted["label"] in {q.label for q in found}
    assert {q.label for q in found} <= {planted["label"], "exact"}
    for theirs, ours in planted.get("changed", ()):  # type: ignore[attr-defined]
        (change,) = (c for c in found[-1].source.changes if c.kind == "changed")  # type: ignore[union-attr]
        assert quoting.text[change.quoted.start : change.quoted.end] in ours
        assert source.text[change.source.start : change.source.end] in theirs


def only(archive: Archive, path: str) -> Quotation:
    (document,) = (d for d in archive.catalog.documents() if d.path == path)
    (quotation,) = archive.catalog.quotations.of(document.id)
    return quotation


def source_path(archive: Archive, quotation: Quotation) -> str | None:
    return archive.document(quotation.source.document_id).path if quotation.source else None


def test_the_earliest_that_has_the_words_is_the_source_and_later_ones_follow(
    make_archive: Callable[..., Archive],
) -> None:
    archive = make_archive(
        {
            "a.md": LETTER.format(date="1970-01-03", text=f"He wrote that “{SPOKEN}” I believe him."),
            "b.md": LETTER.format(date="1970-01-02", text=f"I say again. {SPOKEN}"),
            "c.md": LETTER.format(date="1970-01-01", text=f"{SPOKEN} {FILLER}"),
        }
    )
    quotation = only(archive, "papers/a.md")
    assert [archive.document(s.document_id).path for s in quotation.sources] == ["papers/c.md", "papers/b.md"]


def test_what_is_written_without_spaces_is_traced(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive(
        {
            "a.txt": "近日大雨不止。城西的老橋已經被大水沖走，村民只好用船渡河。",
            "b.txt": "來信收到。你說「城西的老橋已經被大水沖走，村民只好用船渡河」，我十分難過。",
        }
    )
    (quotation,) = [q for d in archive.catalog.documents() for q in archive.catalog.quotations.of(d.id)]
    assert quotation.label == "exact"


def test_a_few_signs_are_too_short_to_be_traced(make_archive: Callable[..., Archive]) -> None:
    """As a name or thanks of as many words would be."""
    archive = make_archive({"a.txt": "我在東京大學的圖書館讀書。", "b.txt": "他住在「東京大學的圖書館」旁邊。"})
    (quotation,) = [q for d in archive.catalog.documents() for q in archive.catalog.quotations.of(d.id)]
    assert (quotation.label, quotation.reason) == ("not traced", "Too short to be traced by itself.")


def test_what_is_surely_later_is_never_the_source(make_archive: Callable[..., Archive]) -> None:
    speech = (
        "The spindles stand still in nine mills out of ten, and the weavers of Salford will not go back this month."
    )
    quoting = LETTER.format(date="1911-08-14", text=f"He told the meeting: “{SPOKEN} {speech}” I believe him.")
    later = f"# Spindles\n\n{FILLER} {SPOKEN} {speech}"
    archive = make_archive({"a.md": quoting, "b.md": LETTER.format(date="1911-08-16", text=later)})
    quotation = only(archive, "papers/a.md")
    assert quotation.sources == ()
    assert quotation.reason == "Spindles has the same words, but is later: they cannot be quoted from it."
    (letter,) = (d for d in archive.catalog.documents() if d.path == "papers/b.md")
    assert archive.catalog.quotations.quoting(letter.id) == ()
    for when in ("1911-08-13", "1911-08", "about 1911", "''"):  # earlier, or nothing says that it is later
        archive = make_archive({"b.md": LETTER.format(date=when, text=later)})
        assert source_path(archive, only(archive, "papers/a.md")) == "papers/b.md"


def test_what_seems_to_be_later_by_dates_that_are_not_stated_is_told(make_archive: Callable[..., Archive]) -> None:
    """A file's name may say when it was made, not when it was written: then it can be the source all the same."""
    files = {"a.md": LETTER.format(date="1911-08-14", text=f"He told them: “{SPOKEN}” I believe him.")}
    for name, told in (("1911-08-16 b.txt", True), ("1911-08-12 b.txt", False)):
        archive = make_archive({**files, name: f"{FILLER} {SPOKEN}"})
        quotation = only(archive, "papers/a.md")
        assert source_path(archive, quotation) == f"papers/{name}"
        assert quotation.source is not None
        assert quotation.source.reason.endswith("it is the later of the two.") == told


@pytest.mark.parametrize(("ours", "theirs", "told"), [(1911, None, True), (1911, 1901, False), (None, None, False)])
def test_of_a_source_without_a_date_it_is_told_that_it_may_be_the_later(
    ours: int | None, theirs: int | None, told: bool
) -> None:
    documents = {
        "a": Document(id="a", text=f"He wrote “{SPOKEN}” to us.", title="", date=on(ours, "stated") if ours else None),
        "b": Document(id="b", text=f"{FILLER} {SPOKEN}", title="", date=on(theirs, "stated") if theirs else None),
    }
    (source,) = traced(documents, "a")[0].sources
    assert (source.label, source.peer) == ("exact", False)
    assert source.reason.endswith(OPEN) is told


def test_of_two_who_quote_the_same_none_is_the_source_that_seems_to_be_later(
    make_archive: Callable[..., Archive],
) -> None:
    quoting = LETTER.format(date="1911-08-14", text=f"He told them: “{SPOKEN}” I believe him.")
    more = f"{FILLER} He said: “{SPOKEN} It is so, and it has been so since the lamp was lit for the first time.”"
    for name, source in (("1911-08-16 b.txt", None), ("1911-08-12 b.txt", "papers/1911-08-12 b.txt")):
        archive = make_archive({"a.md": quoting, name: more})
        quotation = only(archive, "papers/a.md")
        assert (source_path(archive, quotation) if quotation.sources else None) == source


@pytest.mark.parametrize(
    ("speaker", "words", "told"),
    [
        ("Peter Lang", SPOKEN, ""),
        (
            "Hannah Ward",
            SPOKEN,
            "They are given to Hannah Ward here, but the letter is by Peter Lang, forwarded there.",
        ),
        ("Tom Reed", SPOKEN, ""),
        ("Tom Reed", COVERING, ""),
        ("Peter Lang", COVERING, "They are given to Peter Lang here, but the letter is by Tom Reed."),
    ],
)
def test_words_of_a_letter_that_is_forwarded_are_its_writers(
    make_archive: Callable[..., Archive], speaker: str, words: str, told: str
) -> None:
    head = "From: Tom Reed <tom@x.example>\nTo: ann@pell.example\nSubject: Fwd: lamp\nContent-Type: text/plain\n\n"
    forwarded = "---------- Forwarded message ---------\nFrom: Peter Lang <peter@lang.example>\nSubject: lamp\n\n"
    mail = f"{head}{COVERING}\n\n{forwarded}{SPOKEN} {FILLER}\n"
    archive = make_archive({"a.eml": mail, "b.txt": f"{speaker} wrote: “{words}”"})
    source = only(archive, "papers/b.txt").source
    assert source is not None
    assert source.reason.partition(" They")[2] == told.removeprefix("They")


@pytest.mark.parametrize(
    ("speaker", "sender", "told"),
    [
        ("The letter to Hannah Ward", "Edwin Smith", ""),
        ("Hannah Ward", "Edwin Smith", " They are given to Hannah Ward here, but the letter is by Edwin Smith."),
        ("Mrs. Ward", "Edwin Smith", " They are given to Mrs. Ward here, but the letter is by Edwin Smith."),
        ("Hannah Ward", "Ward, H.", ""),
        ("The letter", "Edwin Smith", ""),
        ("She", "Edwin Smith", ""),
        ("Ward", "Edwin Smith", ""),  # a word that begins a sentence may be no name
    ],
)
def test_words_that_are_given_to_another_than_the_letters_writer_are_told(
    make_archive: Callable[..., Archive], speaker: str, sender: str, told: str
) -> None:
    letter = LETTER.format(date=1961, text=f"{SPOKEN} {FILLER}").replace("from: A", f"from: {sender}")
    quoting = f'---\ndate: 1963\n---\n{FILLER} {speaker} wrote, "{SPOKEN}"\n'
    archive = make_archive({"a.md": letter, "b.md": quoting})
    source = only(archive, "papers/b.md").source
    assert source is not None
    assert (source.label, source.reason.partition(".")[2]) == ("exact", told)
    archive = make_archive({"a.md": letter.replace("kind: letter", "kind: article"), "b.md": quoting})
    source = only(archive, "papers/b.md").source
    assert source is not None
    assert source.reason.endswith("order.")


@pytest.mark.parametrize(
    ("recipient", "told"),
    [
        (
            "Dora Klein",
            " They are given to Dora Klein here, to whom this is written, but the letter is by Edwin Smith.",
        ),
        ("Edwin Smith", ""),
        ("Mr. Smith, at the quay", ""),
        ("", ""),
    ],
)
def test_words_given_to_the_recipient_that_another_wrote_are_told(
    make_archive: Callable[..., Archive], recipient: str, told: str
) -> None:
    letter = LETTER.format(date=1961, text=f"{SPOKEN} {FILLER}").replace("from: A", "from: Edwin Smith")
    answer = f"---\nkind: letter\ndate: 1963\nfrom: Hannah Ward\nto: {recipient or '~'}\n---\nYou wrote, “{SPOKEN}”\n"
    source = only(make_archive({"a.md": letter, "b.md": answer}), "papers/b.md").source
    assert source is not None
    assert (source.label, source.reason.partition(".")[2]) == ("exact", told)


def test_an_undated_letter_comes_before_a_later_one_that_quotes_it_in_two_parts(
    make_archive: Callable[..., Archive],
) -> None:
    head = "---\nkind: letter\nauthor: {}\nrecipient: {}\n{}---\n"
    ward, smith = "Hannah Ward", "Edwin Smith"
    first = head.format(ward, smith, "") + f"{FILLER} We are not children and we will not be drowned by a rumour."
    quoting = '"We are not children", you say, "and we will not be drowned by a rumour." I never said you were.'
    said = f"{FILLER} Hannah Ward ended: “We are not children and we {{}} not be drowned by a rumour.”"
    files = {"a.md": first, "b.md": head.format(smith, ward, "date: 1961-03-11\n") + quoting}
    for verb, label in (("will", "exact"), ("shall", "altered")):
        archive = make_archive({**files, "c.md": archive_text(said, verb)})
        quotation = only(archive, "papers/c.md")
        assert (quotation.label, source_path(archive, quotation)) == (label, "papers/a.md")
    archive = make_archive({**files, "a.md": first.replace(ward, "Ann Pell"), "c.md": archive_text(said, "will")})
    source = only(archive, "papers/c.md").source
    assert source is not None
    assert source.reason.endswith(f" They are given to Hannah Ward here, but the letter is by Ann Pell.{OPEN}")


def archive_text(said: str, verb: str) -> str:
    return f"---\ndate: 1963\n---\n{said.format(verb)}\n"


def test_words_that_a_mail_quotes_of_another_are_not_called_its_writers(make_archive: Callable[..., Archive]) -> None:
    mail = "From: Tom Reed <tom@x.example>\nTo: peter@lang.example\nSubject: Re: lamp\nContent-Type: text/plain\n\n"
    mail += f"Peter Lang wrote:\n\n> {SPOKEN}\n\nThe oil was paid for in May, and nobody has asked me since.\n"
    told = " They stand in what the mail by Tom Reed quotes of another."
    for speaker, words, said in (
        ("Tom Reed", SPOKEN, told), ("Peter Lang", SPOKEN, told), ("It", SPOKEN, told),
        ("Tom Reed", "The oil was paid for in May, and nobody has asked me since.", ""),
        ("Peter Lang", "The oil was paid for in May, and nobody has asked me since.",
         " They are given to Peter Lang here, but the letter is by Tom Reed."),
        ("Peter Lang", SPOKEN + " … The oil was paid for in May, and nobody has asked me since.",
         " Some of them stand in what the mail by Tom Reed quotes of another."),
    ):  # fmt: skip
        archive = make_archive({"a.eml": mail, "b.txt": f"{speaker} wrote: “{words}”"})
        source = only(archive, "papers/b.txt").source
        assert source is not None
        assert source.reason.partition(".")[2] == said


def test_what_a_mail_has_around_another_is_its_own(make_archive: Callable[..., Archive]) -> None:
    mail = "From: Tom Reed <tom@x.example>\nSubject: Re: lamp\nContent-Type: text/plain\n\n"
    mail += f"Nobody has asked me since about the oil.\n\n> {SPOKEN}\n\nIt was paid for in May, and that was all.\n"
    words = "Nobody has asked me since about the oil … It was paid for in May, and that was all."
    archive = make_archive({"a.eml": mail, "b.txt": f"Tom Reed wrote: “{words}”"})
    source = only(archive, "papers/b.txt").source
    assert source is not None
    assert source.label == "elided"
    assert "mail" not in source.reason


def test_a_mail_comes_before_those_that_quote_it(make_archive: Callable[..., Archive]) -> None:
    mail = "From: {}\nSubject: lamp\nDate: {}\nContent-Type: text/plain\n\n{}\n"
    archive = make_archive(
        {
            "a.eml": mail.format("Peter Lang <p@x.example>", "", SPOKEN),
            "b.eml": mail.format("Tom Reed <t@x.example>", "Fri, 11 Mar 2022 10:00:00 -0500", f"> {SPOKEN}\n\nNo."),
            "c.txt": f"Peter Lang wrote: “{SPOKEN}”",
        }
    )
    assert source_path(archive, only(archive, "papers/c.txt")) == "papers/a.eml"


@pytest.mark.parametrize(
    ("ours", "theirs", "label"),
    [("stated", "stated", "not found"), ("inferred", "stated", "exact"), ("stated", "uncertain", "exact")],
)
def test_only_dates_that_are_stated_rule_a_source_out(ours: Sure, theirs: Sure, label: str) -> None:
    documents = {
        "a": Document(id="a", text=f"He wrote “{SPOKEN}” to us.", title="", date=on(1901, ours)),
        "b": Document(id="b", text=f"{FILLER} {SPOKEN}", title="", date=on(1911, theirs)),
    }
    assert [q.label for q in traced(documents, "a")] == [label]


@pytest.mark.parametrize(("theirs", "peer"), [("stated", False), ("inferred", True)])
def test_only_dates_that_are_stated_make_one_of_two_who_quote_the_earlier(theirs: Sure, peer: bool) -> None:
    documents = {
        "a": Document(id="a", text=f"He said “{SPOKEN}” to us.", title="", date=on(1911, "stated")),
        "b": Document(id="b", text=f"{FILLER} He said “{SPOKEN}” then.", title="", date=on(1901, theirs)),
    }
    (source,) = traced(documents, "a")[0].sources
    assert (source.label, source.peer) == ("exact", peer)
    assert source.reason.endswith("not both stated, it is the earlier of the two.") is peer


@pytest.mark.parametrize(
    ("theirs", "found"), [(1901, [("exact", False)]), (1911, [("exact", True)]), (1921, [])], ids=str
)
def test_who_quotes_the_same_is_no_source_of_what_seems_to_be_no_later(
    theirs: int, found: list[tuple[str, bool]]
) -> None:
    documents = {
        "a": Document(id="a", text=f"He said “{SPOKEN}” to us.", title="", date=on(1911, "inferred")),
        "b": Document(id="b", text=f"{FILLER} He said “{SPOKEN}” then.", title="", date=on(theirs, "stated")),
    }
    assert [(s.label, s.peer) for q in traced(documents, "a") for s in q.sources] == found


def on(year: int, sure: Sure) -> DateRange:
    return DateRange(str(year), date(year, 1, 1), date(year, 12, 31), sure)


def traced(documents: Mapping[str, Document], id: str) -> tuple[Quotation, ...]:
    index = GramIndex.empty().replaced((), ((id, grams_of(numbers_of(d.text))) for id, d in documents.items()))
    found = {id: extract(document) for id, document in documents.items()}
    held = {id: Held(d, Wording(d.text), own_quotations(d, found[id])) for id, d in documents.items()}
    return Tracer(index, held.__getitem__).trace(documents[id], found[id])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("may have sworn",
         "These 3 words stand word for word in Lamps, but are too few to prove that it is the source."),
        ("the harbourmaster may have sworn",
         "These 5 words stand word for word in Lamps, but are too common to prove that it is the source."),
        ("The lamp was nöt lit", "These 5 words stand"),
        ("The lamp was never lit", "Lamps has 4 of 5 words in order: too few to prove that it is the source."),
        ("The lamp was not hung there", "The nearest, Lamps, has only 4 of 6 words in order."),
        ("a lamp for the Patience", "No other text here has these words."),
        ("The Upper Harbour Lamp", "A name, an address or a title, not another's words."),
        ("Bishop of the", "A name, an address or a title, not another's words."),
        ("Please do not",
         "These 3 words stand word for word in Lamps, but are too few to prove that it is the source."),
        ("lamp … not … sworn", "Too short between its ellipses to be traced by itself."),
    ],
)  # fmt: skip
def test_why_no_source_is_found_is_said_truly(make_archive: Callable[..., Archive], words: str, said: str) -> None:
    source = (
        f"# Lamps\n\n{FILLER} {SPOKEN} They met at The Upper Harbour Lamp. Please do not tell the Bishop of the Isles."
    )
    archive = make_archive({"s.md": source, "a.txt": f"He spoke of it: “{words}”, and left."})
    quotation = only(archive, "papers/a.txt")
    if quotation.source:
        assert quotation.reason == ""
        return
    assert quotation.reason.startswith(said)
    assert (quotation.nearest is not None) == ("Lamps" in said)
    if near := quotation.nearest:
        text = archive.document(near.document_id).text
        assert text[near.span.start : near.span.end].split()[0].lower() in words.lower()


@pytest.mark.parametrize(
    ("said", "quoted", "change"),
    [
        ("I have seen the figures and I sleep soundly", "I have seen the figures and I sleep badly",
         ("soundly", "badly")),
        ("nobody has paid for the lamp oil since Michaelmas", "nobody has paid for the lamp oil since Christmas",
         ("Michaelmas", "Christmas")),
        ("Yesterday nobody had paid for the lamp oil", "Today nobody had paid for the lamp oil",
         ("Yesterday", "Today")),
    ],
)  # fmt: skip
def test_a_word_changed_at_an_end_is_an_alteration_where_the_others_are_proof(
    make_archive: Callable[..., Archive], said: str, quoted: str, change: tuple[str, str]
) -> None:
    letter, draft = f"{FILLER} {said}. {SPOKEN}", f"He wrote: “{quoted}”, and left."
    archive = make_archive({"s.txt": letter, "a.txt": draft})
    source = only(archive, "papers/a.txt").source
    assert source is not None
    assert source.label == "altered"
    (found,) = source.changes
    assert (letter[found.source.start : found.source.end], draft[found.quoted.start : found.quoted.end]) == change


COUNCIL = "The council has not approved the plan for a tunnel, and the ferrymen don’t believe in it. Who is to blame."
ELSEWHERE = "We had rain all week, and the potatoes are late."


@pytest.mark.parametrize(
    ("quoted", "elsewhere", "change"),
    [
        ("has approved the plan", "", ("left out", "not")),
        ("the ferrymen believe in it", "", ("left out", "don’t")),
        ("the ferrymen do believe in it", "", ("changed", "don’t")),
        ("the plan for a new tunnel", "", None),
        ("the plan is not for a tunnel", "", None),
        ("the plan not for a tunnel", "", ("added", "")),
        ("ferrymen believe in it", ELSEWHERE, ("left out", "don’t")),
        ("Who does not is to blame", ELSEWHERE, ("added", "")),
        ("the plan not for", ELSEWHERE, ("added", "")),
        ("council has approved", ELSEWHERE, ("left out", "not")),
        ("council has approved", "", None),
        ("is to not blame", "", None),
    ],
)  # fmt: skip
def test_a_negation_dropped_or_put_in_alters_a_short_quotation_too(
    make_archive: Callable[..., Archive], quoted: str, elsewhere: str, change: tuple[str, str] | None
) -> None:
    draft = f"It is said that “{quoted}” there." + f" The letter begins: “{elsewhere}”" * bool(elsewhere)
    letter = f"{FILLER} {COUNCIL}"
    (quotation, *_) = make_archive({"s.txt": letter}).trace(Document(id="", text=draft, title=""))
    assert quotation.label == ("altered" if change else "not found")
    if quotation.source:
        (found,) = quotation.source.changes
        assert (found.kind, letter[found.source.start : found.source.end]) == change


def test_a_word_exchanged_in_a_short_quotation_is_told_where_the_source_is_quoted_elsewhere(
    make_archive: Callable[..., Archive],
) -> None:
    archive = make_archive({"s.md": f"# Tunnels\n\n{FILLER} {COUNCIL}"})
    for also, said in (
        ("", "No text here has these words."),
        (f" And: “{ELSEWHERE}”",
         "The nearest, Tunnels, has only 3 of 4 words in order. It has “not” where this has “long”."),
    ):  # fmt: skip
        (quotation, *_) = archive.trace(Document(id="", text=f"It “has long approved the” thing.{also}", title=""))
        assert (quotation.label, quotation.reason) == ("not found", said)


@pytest.mark.parametrize(
    ("quoted", "label"),
    [
        ("have more gun crime than any", "not found"),
        ("have more gun violence than any", "exact"),
        ("gun crime than any other town", "altered"),
        ("have some gun crime than any", "not found"),
        ("have more gun and crime than any", "not found"),
        ("more gun crime than any", "not found"),
        ("have more gun crime than any other", "not found"),
        ("had more gun violence than any", "not found"),
    ],
)
def test_one_word_exchanged_within_six_is_an_alteration_where_the_others_prove_a_quotation(
    make_archive: Callable[..., Archive], quoted: str, label: str
) -> None:
    archive = make_archive({"s.txt": f"{FILLER} They have more gun violence than any other town. {FILLER}"})
    (quotation,) = archive.trace(Document(id="", text=f"They “{quoted}” here.", title=""))
    assert quotation.label == label


LAPSED = "The insurance company says the policy had lapsed on the first of the month"
TOLD = "nobody at the works had been told of it, and the clerk who should have paid is in Spain"


@pytest.mark.parametrize(
    ("said", "quoted", "left_out"),
    [
        (f"{LAPSED}. N{TOLD[1:]}. We shall begin again.", f"{LAPSED}. We shall begin again.", f"N{TOLD[1:]}"),
        (f"{LAPSED}. We hear that {TOLD}. We shall begin again.", f"{LAPSED}. We shall begin again.",
         f"We hear that {TOLD}"),
        (f"{LAPSED}, as {TOLD}. We shall begin again.", f"{LAPSED}. We shall begin again.", f"as {TOLD}"),
        (f"{LAPSED} as {TOLD}, and we shall begin again.", f"{LAPSED} and we shall begin again.", f"as {TOLD}"),
    ],
)  # fmt: skip
def test_what_is_passed_over_without_an_ellipsis_is_left_out(
    make_archive: Callable[..., Archive], said: str, quoted: str, left_out: str
) -> None:
    letter = f"{FILLER} {said} {SPOKEN}"
    source = only(make_archive({"s.txt": letter, "a.txt": f"He wrote: “{quoted}”"}), "papers/a.txt").source
    assert source is not None
    assert source.label == "altered"
    (change,) = source.changes
    assert (change.kind, letter[change.source.start : change.source.end]) == ("left out", left_out)
    assert re.fullmatch(r"(\d+) of \1 words in the same order; others left out\.", source.reason)


def test_words_that_are_there_but_far_apart_are_counted_truly(make_archive: Callable[..., Archive]) -> None:
    said = f"on the first of the month. As {TOLD}, and we shall begin again."
    archive = make_archive(
        {"s.md": f"# Lapsed\n\n{said}", "a.txt": "“on the first of the month and we shall begin again”"}
    )
    assert only(archive, "papers/a.txt").reason == (
        "The nearest, Lapsed, has all 11 words in order, but not together. "
        "It has “As nobody at the works had been told of it, and the clerk …” besides."
    )


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("The lamp is the last warm light on the whole of this quay", ["is no cost to be trimmed; it"]),
        ("If they hold proof, they should lay it on the table before the door", ["they put a padlock on"]),
        ("We believe that the survey shows the lamp to be dangerous", ["do not", "of which nobody has seen a line"]),
        ("We ask them to leave the lamp alight for twelve months", ["to print the minutes of that meeting and"]),
    ],
)
def test_of_words_left_out_of_a_sentence_it_is_said_which_they_are(
    make_archive: Callable[..., Archive], words: str, lost: list[str]
) -> None:
    source = (
        "The lamp is no cost to be trimmed; it is the last warm light on the whole of this quay. "
        "If they hold proof, they should lay it on the table before they put a padlock on the door. "
        "We do not believe that the survey, of which nobody has seen a line, shows the lamp to be dangerous. "
        "We ask them to print the minutes of that meeting and to leave the lamp alight for twelve months."
    )
    archive = make_archive({"s.md": f"# Letter\n\n{source}", "a.txt": f"They say: “{words}”"})
    found = only(archive, "papers/a.txt").source
    assert found is not None
    assert (found.label, {change.kind for change in found.changes}) == ("altered", {"left out"})
    text = archive.document(found.document_id).text
    assert [text[change.source.start : change.source.end] for change in found.changes] == lost


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The lamp was never lit",
         "Lamps has 4 of 5 words in order: too few to prove that it is the source. "
         "It has “not” where this has “never”."),
        ("The lamp was not hung there",
         "The nearest, Lamps, has only 4 of 6 words in order. It has “lit on” where this has “hung there”."),
        ("the harbourmaster may well have",
         "Lamps has 4 of 5 words in order: too few to prove that it is the source. It lacks “well”."),
        ("night the Patience went down",
         "Lamps has 5 of 5 words in order: too few to prove that it is the source. It has “when” besides."),
    ],
)  # fmt: skip
def test_what_differs_is_told_where_no_source_is_found(
    make_archive: Callable[..., Archive], words: str, said: str
) -> None:
    archive = make_archive({"s.md": f"# Lamps\n\n{FILLER} {SPOKEN}", "a.txt": f"He spoke of it: “{words}”, and left."})
    assert only(archive, "papers/a.txt").reason == said


def test_what_differs_is_told_of_who_quotes_the_words_too_and_of_what_is_later(
    make_archive: Callable[..., Archive],
) -> None:
    said, differs = SPOKEN.replace("not", "never"), " It has “not” where this has “never”."
    draft = Document(id="", text=f"He said “{said}” to us.", title="", date=on(1961, "stated"))
    (quotation,) = make_archive({"b.md": f"---\ndate: 1962\n---\n# B\n\n{SPOKEN}"}).trace(draft)
    assert quotation.reason == f"B has nearly the same words, but is later: they cannot be quoted from it.{differs}"
    draft = replace(draft, date=on(1961, "inferred"))
    (quotation,) = make_archive({"b.md": f"---\ndate: 1962\n---\n# B\n\nHe said “{SPOKEN}” to us."}).trace(draft)
    assert quotation.reason == f"B quotes nearly the same words; who wrote them is not in the archive.{differs}"


@pytest.mark.parametrize(
    ("between", "label"),
    [
        (',” she wrote, “', "near"), ('," the clerk told the board — "', "near"),
        (',” she wrote. “', "altered"), (',” she wrote, adding that “', "altered"), (', she wrote, ', "altered"),
        (',” and the mate, “', "altered"),
    ],
)  # fmt: skip
def test_who_speaks_in_a_source_that_quotes_the_words_too_is_passed_over(
    make_archive: Callable[..., Archive], between: str, label: str
) -> None:
    told = f"“{SPOKEN}”".replace(" down, ", f" down{between}")
    archive = make_archive({"s.txt": "No. " + told})
    (quotation,) = archive.trace(Document(id="", text=f"It says “{SPOKEN}”, I think.", title=""))
    assert quotation.label == label


def test_a_note_that_is_passed_over_is_told(make_archive: Callable[..., Archive]) -> None:
    noted = SPOKEN.replace("went down", "[a schooner] went down")
    source = only(make_archive({"s.txt": noted, "a.txt": f"He wrote: “{SPOKEN}”"}), "papers/a.txt").source
    assert source is not None
    assert source.label == "near"
    assert source.reason == (
        "The same 19 words in the same order; notes in brackets, list numbers, who speaks or stammering passed over."
    )


def test_an_ellipsis_where_nothing_is_left_out_is_told_and_alters_nothing(make_archive: Callable[..., Archive]) -> None:
    quoting = f"He wrote: “{SPOKEN.replace('lit on', 'lit … on')}”"
    source = only(make_archive({"s.txt": SPOKEN, "a.txt": quoting}), "papers/a.txt").source
    assert source is not None
    assert source.label == "exact"
    assert source.reason == "The same 19 words in the same order; at an ellipsis nothing is left out."


def test_what_comes_nearest_is_known_as_long_as_it_is_there(
    make_archive: Callable[..., Archive], settings: Settings, encoder: Encoder
) -> None:
    files = {"s.md": f"# Lamps\n\n{FILLER} {SPOKEN}", "a.txt": "He spoke of it: “may have sworn”, and left."}
    archive = make_archive(files)
    first = only(archive, "papers/a.txt").nearest
    assert first is not None
    archive.close()
    archive = make_archive({"s.md": f"# Lamps\n\n{SPOKEN} {FILLER}"})
    second = only(archive, "papers/a.txt").nearest
    assert second is not None
    assert second.span.start < first.span.start
    archive.close()
    reindex([], settings, encoder=encoder, remove=[second.document_id])
    archive = Archive.open(settings, encoder)
    assert only(archive, "papers/a.txt").nearest is None
    assert only(archive, "papers/a.txt").reason == "No other text here has these words."


OPEN = " No date tells which of the two is the earlier."


def test_two_who_quote_the_same_speech_name_each_other_and_neither_quotes_the_other(
    make_archive: Callable[..., Archive],
) -> None:
    """In the archive as in a text that is checked: the same words have one verdict."""
    text = f"He said “{SPOKEN}” and sat down."
    archive = make_archive({"a.txt": text, "b.txt": f"{FILLER} {text}"})
    ids = [document.id for document in archive.catalog.documents()]
    stored = archive.catalog.quotations
    for id, other in (ids, ids[::-1]):
        (quotation,) = stored.of(id)
        (source,) = quotation.sources
        assert (source.document_id, source.label, source.peer) == (other, "exact", True)
        assert source.reason.endswith(f"; the source quotes them too.{OPEN}")
        assert archive.trace(archive.document(id)) == (quotation,)
        assert not stored.quoting(id)
        assert not any(archive.catalog.rows_quoting(id))
    assert not any(archive.catalog.rows_quoted())
    assert not stored.most_quoted()
    assert set(stored.beside([p for id in ids for p in archive.catalog.passages(id)])) == {((), ())}


@pytest.mark.parametrize(("there", "found"), [("We had “rain all week”.", True), ("We had rain all week.", False)])
def test_a_few_words_are_a_peers_only_where_it_quotes_them_too(
    make_archive: Callable[..., Archive], there: str, found: bool
) -> None:
    """Who only quotes the same speech is not quoted, so what it says itself is not either."""
    archive = make_archive({"b.txt": f"{COVERING} He said “{SPOKEN}” and sat down. {there}"})
    draft = Document(id="", text=f"He said “{SPOKEN}” to us of “rain all week” here.", title="")
    first, second = archive.trace(draft)
    assert [source.peer for source in first.sources] == [True]
    assert [source.peer for source in second.sources] == [True] * found


ANCHOR = "The ferry captain sold his second anchor to a museum in Leeds."
MAYOR = f'The mayor said: "{ANCHOR}" Nobody laughed.'


@pytest.mark.parametrize("id", ["", "draft"])
def test_a_text_from_outside_is_led_to_who_quotes_the_words_too(make_archive: Callable[..., Archive], id: str) -> None:
    archive = make_archive({"memo.txt": MAYOR})
    for words, count in ((ANCHOR, 12), (ANCHOR[4:40], 6)):
        (quotation,) = archive.trace(Document(id=id, text=f'He told them: "{words}"', title=""))
        assert quotation.source is not None
        assert (quotation.label, source_path(archive, quotation)) == ("exact", "papers/memo.txt")
        assert quotation.source.reason == (
            f"The same {count} words in the same order; the source quotes them too.{OPEN}"
        )


@pytest.mark.parametrize(
    ("memo", "whose"),
    [
        ("“{}” said Mrs. Ada Hale. Nobody laughed.", ", as words of Mrs. Ada Hale"),
        ("“{}”, said Mrs. Ada Hale.", ", as words of Mrs. Ada Hale"),
        ("Mr Doyle said:\n“{}”", ", as words of Mr Doyle"),
        ("« {} », écrivait Jules Ferry.", ", as words of Jules Ferry"),
        ("“{}” he said.", ""),
        ("The letter says: “{}”", ""),
    ],
)
def test_by_whom_the_words_are_that_a_source_quotes_is_told_if_it_names_somebody(
    make_archive: Callable[..., Archive], memo: str, whose: str
) -> None:
    archive = make_archive({"memo.txt": memo.format(ANCHOR)})
    (quotation,) = archive.trace(Document(id="", text=f'He told them: "{ANCHOR}"', title=""))
    assert quotation.source is not None
    assert quotation.source.reason == f"The same 12 words in the same order; the source quotes them too{whose}.{OPEN}"


def test_a_text_from_outside_is_led_to_who_has_the_words_as_their_own_first(
    make_archive: Callable[..., Archive],
) -> None:
    archive = make_archive({"a.txt": MAYOR, "b.txt": f"{FILLER} {ANCHOR.replace('second', 'third')}"})
    (quotation,) = archive.trace(Document(id="", text=f'He told them: "{ANCHOR}"', title=""))
    assert (quotation.label, source_path(archive, quotation)) == ("altered", "papers/b.txt")


def test_what_a_letter_quotes_of_two_with_who_speaks_in_the_middle_is_its_own_for_a_later_letter_too(
    make_archive: Callable[..., Archive],
) -> None:
    first, second = "We are not children of yesterday who play here", "and we will not be drowned by a rumour of water"
    papers = {
        "o.md": LETTER.format(date="1960-01-01", text=f"{FILLER} {first}."),
        "p.md": LETTER.format(date="1960-01-02", text=f"{FILLER} {second}."),
        "w.md": LETTER.format(date="1961-03-11", text=f"“{first},” you say, “{second}.” Nobody believes it."),
    }
    quoting = {"a.md": LETTER.format(date="1962-01-04", text=f"Miss O’Hara ended: “{first} {second}.” It rained.")}
    make_archive(papers)  # where the two parts are traced apart, before the third letter quotes them as one
    source = only(make_archive(quoting), "papers/a.md").source
    assert source is not None
    assert "the source quotes them too" in source.reason


@pytest.mark.parametrize("between", [",” she said, “", ",” Miss O’Hara wrote. “"])
def test_a_letter_without_a_date_comes_before_one_that_quotes_it_in_two(
    make_archive: Callable[..., Archive], between: str
) -> None:
    first, second = "We are not children of yesterday", "and we will not be drowned by a rumour of the reservoir"
    written = f"---\nkind: letter\nauthor: Catherine O’Hara\nrecipient: A\n---\n{FILLER} {first} {second}.\n"
    answer = LETTER.format(date="1961-03-11", text=f"“{first}{between}{second}.” Nobody here believes it.")
    told = f"{first} {second.replace('will', 'shall')}."
    archive = make_archive(
        {"o.md": written, "w.md": answer, "a.txt": f"date 1962-01-04 Miss O’Hara ended with the words: “{told}”"}
    )
    quotation = only(archive, "papers/a.txt")
    assert [archive.document(s.document_id).path for s in quotation.sources] == ["papers/o.md", "papers/w.md"]


def test_of_a_text_from_outside_no_document_is_the_other(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"a.txt": MAYOR})
    (quotation,) = archive.trace(Document(id="", text=f"He told them: “{SPOKEN}”", title=""))
    assert quotation.reason == "No text here has these words."


def test_a_text_that_the_archive_has_under_another_name_is_not_its_own_source(
    make_archive: Callable[..., Archive],
) -> None:
    archive = make_archive({"a.txt": MAYOR})
    (quotation,) = archive.trace(Document(id="elsewhere", text=f"{MAYOR}\n", title=""))
    assert quotation.reason == "No other text here has these words."


PIERS, MISCOUNTED = (
    " ".join(f"Pier {n} was to be built of oak by Michaelmas, and stands of {n + piles} piles." for n in range(20))
    for piles in (40, 70)
)
HELD = LETTER.format(date="May 1961", text=f"The clerk told us on Monday: “{SPOKEN}” I do not believe it at all.")


@pytest.mark.parametrize(
    ("held", "quoted", "label"),
    [
        (HELD, SPOKEN, "exact"),
        (LETTER.format(date="1961-05-03", text=f"{FILLER} {PIERS}"), MISCOUNTED, "altered"),
        (LETTER.format(date="1961-05-23", text=f"{FILLER} He told us: “{SPOKEN}”"), SPOKEN, "not found"),
    ],
    ids=["quoted there too", "more altered than is looked for", "later"],
)
def test_what_a_text_quotes_is_the_same_with_and_without_its_own_copy_in_the_archive(
    make_archive: Callable[..., Archive], held: str, quoted: str, label: str
) -> None:
    text = f"{ELSEWHERE} I went down to the quay myself to be told: “{quoted}” My brother laughed, and had his beer."
    asking = Document(id="", text=text, title="", date=on_day("1961-05-10"))
    archive = make_archive({"held.md": held})
    before = archive.trace(asking)
    archive.close()
    archive = make_archive({"own.md": LETTER.format(date="1961-05-10", text=text)})
    assert archive.trace(asking) == before
    assert [q.label for q in before] == [label]


def test_a_dropped_negation_proves_as_much_with_and_without_the_texts_own_copy(
    make_archive: Callable[..., Archive],
) -> None:
    said = "The lamp was not lit on the night when the Patience went down"
    text = f"{ELSEWHERE} He wrote: “{said.replace('not ', '')}.” And so to bed."
    asking = Document(id="", text=text, title="", date=on_day("1961-05-10"))
    others = {f"o{n}.md": LETTER.format(date="1970-01-01", text=f"Paper {n}. {said}, I say {n}.") for n in range(8)}
    archive = make_archive({"s.md": LETTER.format(date="1960-01-01", text=f"{FILLER} {said}."), **others})
    before = archive.trace(asking)
    archive.close()
    archive = make_archive({"own.md": LETTER.format(date="1961-05-10", text=text)})
    assert archive.trace(asking) == before
    assert [q.label for q in before] == ["altered"]


def on_day(day: str) -> DateRange:
    return DateRange(day, date.fromisoformat(day), date.fromisoformat(day), "stated")


def test_what_a_document_has_otherwise_than_its_source_is_not_what_its_source_is_looked_for_by(
    make_archive: Callable[..., Archive],
) -> None:
    """Nobody else has these words: counted, the document's own would be the rarest of all, and crowd out the others."""
    archive = make_archive({"a.txt": f"He wrote: “{MISCOUNTED}” I believe it.", "s.txt": f"{FILLER} {PIERS}"})
    assert only(archive, "papers/a.txt").label == "altered"


YOU = "You wrote on 3 May: “{}” I have been to see it."
WRITTEN = "---\nkind: letter\ndate: '{date}'\nfrom: {sender}\nto: {recipient}\n---\n{text}\n"


@pytest.mark.parametrize(
    ("first", "then", "source"),
    [
        ({}, {}, "letter.md"),
        ({"text": f"{FILLER} {SPOKEN}"}, {}, "letter.md"),
        ({"sender": "Pell, Hester"}, {"recipient": "Miss Hester Pell, at the quay"}, "letter.md"),
        ({}, {"text": f"I hear: “{SPOKEN}”, as you wrote."}, "letter.md"),
        ({}, {"text": f"Your letter says: “{SPOKEN}” I have been to see it."}, "letter.md"),
        ({}, {"text": f"Vous m’écrivez : “{SPOKEN}” I have been to see it."}, "letter.md"),
        ({}, {"text": f"Your friend says: “{SPOKEN}” I have been to see it."}, "article.md"),
        ({}, {"text": f"He wrote on 3 May: “{SPOKEN}” I have been to see it."}, "article.md"),
        ({"sender": "Ruth Ansell"}, {}, "article.md"),
        ({"date": "1961-05-11"}, {}, "article.md"),
        ({"text": HELD.replace("not", "never")}, {}, "article.md"),
    ],
    ids="quoted,there,names,as you wrote,your letter,vous,your friend,another's,by another,later,otherwise".split(","),
)
def test_what_a_letter_says_its_recipient_wrote_is_quoted_from_there(
    make_archive: Callable[..., Archive], first: dict[str, str], then: dict[str, str], source: str
) -> None:
    letter = {"date": "1961-05-03", "sender": "Hester Pell", "recipient": "T. Ruddock"}
    letter |= {"text": f"The clerk told us on Monday: “{SPOKEN}” I do not believe it."}
    answer = {"date": "1961-05-10", "sender": "T. Ruddock", "recipient": "Hester Pell", "text": YOU.format(SPOKEN)}
    archive = make_archive(
        {
            "article.md": f"---\nkind: article\ndate: 1961-05-01\n---\n{FILLER} {SPOKEN}",
            "letter.md": WRITTEN.format(**letter | first),
            "answer.md": WRITTEN.format(**answer | then),
        }
    )
    assert source_path(archive, only(archive, "papers/answer.md")) == f"papers/{source}"


@pytest.mark.parametrize(
    ("writer", "recipient", "same"),
    [
        (Name("John Smith", ref="#elder"), Name("John Smith", ref="#younger"), False),
        (Name("J. Smith", ref="#elder"), Name("The elder", ref="#elder"), True),
        (Name("Smith, John", ref="https://viaf.org/1"), Name("John Smith", ref="https://d-nb.info/gnd/2"), True),
        (Name("J."), Name("J. B. Priestley"), False),
        (Name("J. B. Priestley"), Name("Priestley"), True),
    ],
)
def test_who_is_one_is_told_by_references_and_by_whole_names(writer: Name, recipient: Name, same: bool) -> None:
    answer = Document(id="b", text="You wrote", title="", recipients=(recipient,))
    letter = Document(id="a", text="", title="", senders=(writer,))
    assert is_answered(answer, Attribution(Span(0, 3), Span(4, 9)), letter, ()) == same


def test_of_two_letters_whose_dates_overlap_the_answer_quotes_the_other_and_is_not_quoted_by_it(
    make_archive: Callable[..., Archive],
) -> None:
    names = {"sender": "Hester Pell", "recipient": "T. Ruddock"}, {"sender": "T. Ruddock", "recipient": "Hester Pell"}
    for text, found in ((YOU.format(SPOKEN), "papers/letter.md"), (f"I hear: “{SPOKEN}”", None)):
        archive = make_archive(
            {
                "letter.md": WRITTEN.format(date="May 1961", text=f"{FILLER} {YOU.format(SPOKEN)}", **names[0]),
                "answer.md": WRITTEN.format(date="1961-05-10", text=text, **names[1]),
            }
        )
        assert source_path(archive, only(archive, "papers/answer.md")) == found
        assert [s.peer for s in only(archive, "papers/letter.md").sources] == [True] * (found is None)
        archive.close()


def test_what_a_mail_repeats_of_the_answering_writers_own_is_not_its_writers(
    make_archive: Callable[..., Archive],
) -> None:
    mail = "From: {}\nTo: {}\nSubject: lamp\nDate: {}\nContent-Type: text/plain; charset=utf-8\n\n{}\n"
    tom, peter = "Tom Reed <tom@x.example>", "Peter Lang <peter@x.example>"
    archive = make_archive(
        {
            "a.eml": mail.format(tom, peter, "Fri, 11 Mar 2022 10:00:00 +0000", SPOKEN),
            "b.eml": mail.format(peter, tom, "Sat, 12 Mar 2022 10:00:00 +0000", f"> {SPOKEN}\n\nIs it so?"),
            "c.eml": mail.format(tom, peter, "Sun, 13 Mar 2022 10:00:00 +0000", f"You repeat: “{SPOKEN}” It is so."),
        }
    )
    assert source_path(archive, only(archive, "papers/c.eml")) == "papers/a.eml"


def test_words_of_which_one_stands_before_the_marks_are_quoted_there_too(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"a.txt": MAYOR.replace('said: "The', 'said that the "')})
    (quotation,) = archive.trace(Document(id="", text=f'He told them: "{ANCHOR}"', title=""))
    assert quotation.source is not None
    assert quotation.source.reason.endswith(f"; the source quotes them too.{OPEN}")


def test_a_text_from_outside_is_not_led_to_who_quotes_the_words_later(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"a.md": LETTER.format(date=1962, text=MAYOR)})
    for year, label in ((1961, "not found"), (1962, "exact")):
        draft = Document(id="", text=f'He told them: "{ANCHOR}"', title="", date=on(year, "stated"))
        assert [q.label for q in archive.trace(draft)] == [label]


@pytest.mark.parametrize(
    "phrase",
    [
        "at the end of the day", "I am, Sir, your most obedient servant", "in the long run", "radical new ideas",
        "that it was a disaster", "we were in a hurry",
    ],
)  # fmt: skip
def test_chance_phrases_and_formulae_are_nobodys(make_archive: Callable[..., Archive], phrase: str) -> None:
    archive = make_archive(
        {"a.txt": f"{FILLER} He called it “{phrase}” twice.", "b.txt": f"{SPOKEN} And so, {phrase}, I think."}
    )
    assert only(archive, "papers/a.txt").label in ("not traced", "not found")


def test_a_short_quotation_needs_another_from_the_same_source(make_archive: Callable[..., Archive]) -> None:
    source = f"{SPOKEN} It was a careless evening."
    alone = make_archive({"s.txt": source, "a.txt": f"{FILLER} He spoke of a “careless evening” there."})
    assert only(alone, "papers/a.txt").label == "not traced"
    both = make_archive({"b.txt": f"She wrote “{SPOKEN}” and spoke of a “careless evening” there."})
    (document,) = (d for d in both.catalog.documents() if d.path == "papers/b.txt")
    assert [q.label for q in both.catalog.quotations.of(document.id)] == ["exact", "exact"]


def test_a_source_that_is_not_sure_itself_vouches_for_nothing(make_archive: Callable[..., Archive]) -> None:
    source = f"{FILLER} Then we had come up to the door and there he was. It was a careless evening."
    quoting = "She wrote “we had come on to a door and there he was” and spoke of a “careless evening” there."
    archive = make_archive({"s.txt": source, "b.txt": quoting})
    (document,) = (d for d in archive.catalog.documents() if d.path == "papers/b.txt")
    longer, short = archive.catalog.quotations.of(document.id)
    assert longer.source is not None
    assert (longer.label, longer.source.confidence < 0.7, short.label) == ("altered", True, "not traced")


def test_a_new_document_settles_older_quotations(
    make_archive: Callable[..., Archive], settings: Settings, encoder: Encoder, tmp_path: Path
) -> None:
    archive = make_archive({"a.txt": f"He wrote “{SPOKEN}” and left.", "z.txt": FILLER})
    assert only(archive, "papers/a.txt").label == "not found"
    archive = make_archive({"letter.txt": f"{FILLER} {SPOKEN}"})
    assert source_path(archive, only(archive, "papers/a.txt")) == "papers/letter.txt"
    changed = SPOKEN.replace("not lit", "never lit")
    archive = make_archive({"letter.txt": f"{FILLER} {changed}"})
    assert only(archive, "papers/a.txt").label == "altered"


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Mr. Storr", " They are given to Mr. Storr here."), ("Gavin Storr", " They are given to Gavin Storr here."),
        ("Mr. Patrick Doyle", ""), ("He", ""), ("Storr", ""), ("Ada Doyle", " They are given to Ada Doyle here."),
    ],
)  # fmt: skip
def test_that_a_source_gives_the_words_to_another_is_told(
    make_archive: Callable[..., Archive], speaker: str, told: str
) -> None:
    said = f"“{SPOKEN}” said Mr. Pat Doyle. {FILLER}"
    news = LETTER.format(date="1961-03-04", text=said).replace("kind: letter\n", "")
    archive = make_archive({"s.md": news, "a.md": LETTER.format(date="1962", text=f"“{SPOKEN}” said {speaker}.")})
    source = only(archive, "papers/a.md").source
    assert source is not None
    assert source.reason.endswith(f"; the source quotes them too, as words of Mr. Pat Doyle.{told}")


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Ruth Castell", " They are given to Ruth Castell here, but are Mayor Doyle’s there."),
        ("Castell", " They are given to Castell here, but are Mayor Doyle’s there."),
        ("Mayor Castell", " They are given to Mayor Castell here, but are Mayor Doyle’s there."),
        ("Mr. Doyle", ""), ("Anna Bell", ""), ("the mayor", ""), ("he", ""), ("Patrick Doyle", ""),
    ],
)  # fmt: skip
def test_that_another_speaks_the_words_in_a_transcript_is_told(
    make_archive: Callable[..., Archive], speaker: str, told: str
) -> None:
    talk = f"CASTELL: Is it so?\n\nMayor Doyle: {SPOKEN}\n\nCASTELL: {FILLER}"
    archive = make_archive({"s.txt": talk, "a.txt": f"“{SPOKEN}” said {speaker}."})
    source = only(archive, "papers/a.txt").source
    assert source is not None
    assert source.reason.partition(".")[2] == told


def test_that_a_namesake_speaks_the_words_is_told(
    make_archive: Callable[..., Archive],
) -> None:
    archive = make_archive({"s.txt": f"RUTH CASTELL: Is it so?\n\nPATRICK CASTELL: {SPOKEN}\n\nRUTH CASTELL: {FILLER}"})
    for speaker in ("Ruth Castell", "Anna Castell", "Mr. Castell", "Pat Castell"):
        (quotation,) = archive.trace(Document(id="", text=f"“{SPOKEN}” said {speaker}.", title=""))
        assert quotation.source is not None
        doubted = f" They are given to {speaker} here, but are PATRICK CASTELL’s there."
        assert quotation.source.reason.partition(".")[2] == doubted * (speaker in ("Ruth Castell", "Anna Castell"))


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Castell", " Some of them are given to Castell here, but are DOYLE’s there."),
        ("Doyle", " Some of them are given to Doyle here, but are CASTELL’s there."),
        ("he", " They are put together from words of DOYLE and CASTELL."),
    ],
)
def test_that_words_of_two_speakers_are_made_one_is_told(
    make_archive: Callable[..., Archive], speaker: str, told: str
) -> None:
    talk = f"DOYLE: {SPOKEN}\n\nCASTELL: {FILLER}\n\nDOYLE: Thank you.\n\nCASTELL: Good night."
    quoted = " … ".join((SPOKEN.partition(" when")[0], FILLER.partition(".")[0]))
    source = only(make_archive({"s.txt": talk, "a.txt": f"“{quoted}” said {speaker}."}), "papers/a.txt").source
    assert source is not None
    assert (source.label, source.reason.partition(".")[2]) == ("elided", told)


def test_what_begins_a_line_with_a_colon_may_be_no_name(make_archive: Callable[..., Archive]) -> None:
    talk = f"CASTELL: Is it so?\n\nDOYLE: It is.\n\nMy view is simple: {SPOKEN}\n\nCASTELL: {FILLER}"
    source = only(make_archive({"s.txt": talk, "a.txt": f"“{SPOKEN}” said Ruth Castell."}), "papers/a.txt").source
    assert source is not None
    assert source.reason.endswith(" words in the same order.")


@pytest.mark.parametrize(
    "head",
    [
        "From: The Rectory, Storr\nTo: Mrs. Ward\n\n{}",
        "Route\nFrom: London to York\n\n{}",
        "---- Forwarded message ----\nFrom: Peter Lang <p@x.y>\nSubject: lamp\n\nNo.\n\n---- End forwarded ----\n\n{}",
    ],
    ids=["place", "way", "below"],
)
def test_who_wrote_a_letter_is_no_other_for_a_line_in_it(head: str) -> None:
    documents = {
        "a": Document(id="a", text=f"“{SPOKEN}” said Hannah Ward.", title=""),
        "s": Document(
            id="s", text=head.format(f"{SPOKEN} {FILLER}"), title="", kind="letter", senders=(Name("Al Reed"),)
        ),
    }
    (quotation,) = traced(documents, "a")
    assert quotation.source is not None
    assert quotation.source.reason.endswith("They are given to Hannah Ward here, but the letter is by Al Reed.")


@pytest.mark.parametrize(
    ("speaker", "told"), [("Ward", " They are given to Ward here, but the letter is by Al Reed."), ("Storr", "")]
)
def test_a_surname_is_taken_for_a_letters_recipient_and_for_nobody_else(speaker: str, told: str) -> None:
    names = {"senders": (Name("Al Reed"),), "recipients": (Name("Hannah Ward"),)}
    documents = {
        "a": Document(id="a", text=f"“{SPOKEN}” wrote {speaker}.", title=""),
        "s": Document(id="s", text=f"{SPOKEN} {FILLER}", title="", kind="letter", **names),
    }
    (quotation,) = traced(documents, "a")
    assert quotation.source is not None
    assert quotation.source.reason.partition(".")[2] == told


def test_of_a_source_that_was_changed_since_it_is_told_that_it_had_the_words(
    make_archive: Callable[..., Archive],
) -> None:
    said = SPOKEN.replace("not lit", "never lit")
    make_archive({"a.txt": f"He wrote “{SPOKEN}” and left.", "s.txt": f"{FILLER} {SPOKEN}"}).close()
    archive = make_archive({"s.txt": f"{FILLER} {said}"})
    source = only(archive, "papers/a.txt").source
    assert source is not None
    assert source.label == "altered"
    (version,) = archive.catalog.versions.of(source.document_id)
    day = f"{version.superseded:%-d %B %Y}"
    assert source.reason.endswith(f" The text that it had until {day} has the words as they are quoted here.")
    (other,) = archive.trace(
        Document(id="", text=f"He wrote “{SPOKEN.replace('not lit', 'rarely lit')}” then.", title="")
    )
    assert other.source is not None
    assert "The text that it had" not in other.source.reason


def test_an_archive_of_two_runs_says_what_one_of_one_run_says(make_archive: Callable[..., Archive]) -> None:
    """A long quotation, and a document that has enough of its rarest grams, but not a quarter of them all."""
    words = [f"word{n}" for n in range(180)]
    some = " ".join(" ".join([*words[n : n + 3], f"other{n}"]) for n in range(0, 180, 5))
    make_archive({"a.txt": f"He wrote “{' '.join(words)}” and left."}).close()
    found = only(make_archive({"s.md": f"# Some\n\n{some}"}), "papers/a.txt")
    assert found.reason.startswith("The nearest, Some, has only ")
    assert found.nearest is not None


def test_what_goes_takes_its_quotations_and_its_sources_with_it(
    make_archive: Callable[..., Archive], settings: Settings, encoder: Encoder
) -> None:
    archive = make_archive({"a.txt": f"He wrote “{SPOKEN}” and left.", "s.txt": f"{FILLER} {SPOKEN}"})
    ids = {d.path: d.id for d in archive.catalog.documents()}
    assert len(archive.catalog.quotations.quoting(ids["papers/s.txt"])) == 1
    archive.close()
    reindex([], settings, encoder=encoder, remove=[ids["papers/s.txt"]])
    archive = Archive.open(settings, encoder)
    assert only(archive, "papers/a.txt").label == "not found"
    archive = make_archive({"s.txt": f"{FILLER} {SPOKEN} Once more."})
    archive.close()
    reindex([], settings, encoder=encoder, remove=[ids["papers/a.txt"]])
    archive = Archive.open(settings, encoder)
    assert archive.catalog.quotations.of(ids["papers/a.txt"]) == ()
    assert archive.catalog.quotations.quoting(ids["papers/s.txt"]) == ()


def test_what_a_new_document_does_not_settle_is_not_traced_again(
    make_archive: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive({"a.txt": f"He wrote “{SPOKEN}” and left.", "s.txt": f"{FILLER} {SPOKEN}"}).close()
    traced: list[str] = []

    def told(document: Document) -> tuple[Quotation, ...]:
        traced.append(document.path)
        return extract(document)

    monkeypatch.setattr("indexer.quotes.update.extract", told)
    make_archive({"chance.txt": f"The weather was fine {SPOKEN[20:60]} and the mails came late."}).close()
    assert traced == ["papers/chance.txt"]
    make_archive({"earlier.txt": f"{SPOKEN} {FILLER}"}).close()
    assert sorted(traced[1:]) == ["papers/a.txt", "papers/earlier.txt"]


def test_what_a_document_quoted_before_it_changed_says_nothing_of_it_now(make_archive: Callable[..., Archive]) -> None:
    files = {
        "a.md": LETTER.format(date="1990", text=f"He wrote “{SPOKEN}” and left."),
        "s.md": LETTER.format(date="1980", text=f"{FILLER} {SPOKEN}"),
        "n.md": LETTER.format(date="1970", text=f"“{FILLER} {SPOKEN}”"),
    }
    archive = make_archive(files)
    assert source_path(archive, only(archive, "papers/a.md")) == "papers/s.md"
    archive.close()
    archive = make_archive({"n.md": LETTER.format(date="1970", text=f" {FILLER} {SPOKEN} ")})
    assert source_path(archive, only(archive, "papers/a.md")) == "papers/n.md"


def test_a_document_that_quotes_nothing_any_more_is_a_source_like_any_other(
    make_archive: Callable[..., Archive],
) -> None:
    text = f"He said “{SPOKEN}” and sat down."
    archive = make_archive({"a.txt": f"{FILLER} {text}", "n.txt": text})
    assert [source.peer for source in only(archive, "papers/a.txt").sources] == [True]
    archive.close()
    archive = make_archive({"n.txt": text.replace("“", "").replace("”", "")})
    assert [source.peer for source in only(archive, "papers/a.txt").sources] == [False]


def test_a_new_document_that_has_half_the_words_settles_a_quotation(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"a.txt": f"He wrote “{SPOKEN}” and left.", "z.txt": FILLER})
    changed = SPOKEN.replace("not lit", "never lit").replace("went down", "sank").replace("may have", "might have")
    archive = make_archive({"letter.txt": f"{FILLER} {changed}"})
    assert only(archive, "papers/a.txt").label == "altered"


def test_what_an_older_document_quotes_is_known_when_a_new_one_quotes_it_too(
    make_archive: Callable[..., Archive],
) -> None:
    make_archive({"b.txt": f"{FILLER} He said “{SPOKEN}” and sat down."}).close()
    archive = make_archive({"a.md": LETTER.format(date="1990", text=f"He said “{SPOKEN}” and sat down.")})
    assert [source.peer for source in only(archive, "papers/a.md").sources] == [True]


@pytest.mark.parametrize("reuse", [False, True])
def test_what_incremental_tracing_stores_is_what_tracing_all_stores(
    make_archive: Callable[..., Archive], tmp_path: Path, settings: Settings, encoder: Encoder, reuse: bool
) -> None:
    files = {
        "a.txt": f"He wrote “{SPOKEN}” and left.",
        "b.md": LETTER.format(date="1970", text=f"{FILLER} {SPOKEN}"),
        "c.txt": "Nothing “at all” here, she said, “nothing whatever of that sort in this harbour town”.",
        "d.md": LETTER.format(date="1960", text=f"{FILLER} Nothing ever does."),
    }
    for name, text in files.items():
        grown = make_archive({name: text}, replace(settings, reuse=reuse))
    whole = Settings(archive=tmp_path / "whole", reuse=reuse)
    reindex([tmp_path / "papers"], whole, encoder=encoder)
    fresh = Archive.open(whole, encoder)
    for document in fresh.catalog.documents():
        assert fresh.catalog.quotations.of(document.id) == grown.catalog.quotations.of(document.id)


def test_what_is_quoted_most_and_where(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive(
        {
            "s.md": LETTER.format(date="1960", text=f"{FILLER}\n\n{SPOKEN}"),
            "a.txt": f"She wrote “{SPOKEN}” first.",
            "b.txt": f"He wrote “{SPOKEN[:70]}” next.",
        }
    )
    source = next(d for d in archive.catalog.documents() if d.path == "papers/s.md")
    (passage,) = archive.catalog.quotations.most_quoted()
    assert source.text[passage.start : passage.end] == SPOKEN.rstrip(".")
    assert len(passage.quoted_by) == 2
    assert len(archive.catalog.quotations.quoting(source.id)) == 2
    paths = [document.path for document, _ in archive.catalog.passages_after(0)]
    assert {p for p, row in zip(paths, archive.catalog.rows_quoted(), strict=True) if row} == {"papers/s.md"}
    quoting = archive.catalog.rows_quoting(source.id)
    assert {p for p, row in zip(paths, quoting, strict=True) if row} == {"papers/a.txt", "papers/b.txt"}


@pytest.mark.parametrize("quoted", [f"She wrote “{SPOKEN}” first.", f"She wrote:\n\n> {SPOKEN}\n\nThat was first."])
def test_copies_of_a_source_are_quoted_as_it_is(quoted: str, make_archive: Callable[..., Archive]) -> None:
    """As `quotes:`, `quoted:yes` and hits have it; what quotes the words itself, or has others, is no copy."""
    letter = LETTER.format(date="1960-01-01", text=f"{FILLER}\n\n{SPOKEN}")
    archive = make_archive(
        {
            "s.md": letter,
            "copy.md": letter.replace("1960-01-01", "1960-01-02").replace(FILLER, f"Copied. {FILLER}"),
            "other.md": LETTER.format(date="1960-01-03", text=SPOKEN.replace("the", "that")),
            "first.md": LETTER.format(date="1960-01-04", text=quoted),
            "next.md": LETTER.format(date="1960-01-05", text=f"He wrote “{SPOKEN}” next."),
        }
    )
    id_of = {d.path.removeprefix("papers/"): d.id for d in archive.catalog.documents()}
    stored = archive.catalog.quotations
    last = next(q for q in stored.of(id_of["next.md"]))
    assert {"s.md", "copy.md", "first.md"} <= {
        n for n, id in id_of.items() if id in {s.document_id for s in last.sources}
    }
    quoting = {name: [q.document_id for q in stored.quoting(id)] for name, id in id_of.items()}
    both = sorted((id_of["first.md"], id_of["next.md"]))
    assert quoting == {"s.md": both, "copy.md": both, "other.md": [], "first.md": [], "next.md": []}
    for annotation in annotations_json(stored.quoting(id_of["copy.md"]), archive.document):
        assert annotation["source_document"]["id"] == id_of["copy.md"]
        assert annotation["body"][0]["selector"][0]["exact"] == SPOKEN.rstrip(".")
    for quotation in stored.quoting(id_of["copy.md"]):
        assert [s.document_id for s in quotation.sources[:2]] == [id_of["copy.md"], id_of["s.md"]]
    paths = [document.path for document, _ in archive.catalog.passages_after(0)]
    rows = archive.catalog.rows_quoting(id_of["copy.md"])
    assert {p for p, row in zip(paths, rows, strict=True) if row} == {"papers/first.md", "papers/next.md"}
    assert {p for p, row in zip(paths, archive.catalog.rows_quoted(), strict=True) if row} == {
        "papers/s.md", "papers/copy.md",
    }  # fmt: skip
    beside = stored.beside([p for id in id_of.values() for p in archive.catalog.passages(id)])
    assert {d.id for quotes, _ in beside for d in quotes} == {id_of["s.md"]}
    assert sorted(d.id for _, quoted_by in beside for d in quoted_by) == sorted(2 * both)
    (most,) = stored.most_quoted()
    assert (most.document_id, most.quoted_by) == (id_of["s.md"], tuple(both))


def test_tracing_can_be_left_out_and_taken_up_again(
    make_archive: Callable[..., Archive], settings: Settings, encoder: Encoder, tmp_path: Path
) -> None:
    off = replace(settings, trace=False)
    files = {"a.txt": f"He wrote “{SPOKEN}” and left.", "s.txt": SPOKEN}
    archive = make_archive(files, off)
    assert not any(archive.catalog.quotations.of(document.id) for document in archive.catalog.documents())
    reindex([tmp_path / "papers"], settings, encoder=encoder)
    assert only(Archive.open(settings, encoder), "papers/a.txt").label == "exact"


def test_reuse_without_marks_is_traced_to_the_earlier_if_asked_for(
    make_archive: Callable[..., Archive], settings: Settings
) -> None:
    archive = make_archive(
        {
            "a.md": LETTER.format(date="1970", text=f"{FILLER} {SPOKEN}"),
            "b.md": LETTER.format(date="1960", text=SPOKEN),
        },
        replace(settings, reuse=True),
    )
    quotation = only(archive, "papers/a.md")
    assert (quotation.form, quotation.label, source_path(archive, quotation)) == ("reuse", "exact", "papers/b.md")


def test_of_two_of_one_day_one_has_the_words_from_the_other(
    make_archive: Callable[..., Archive], settings: Settings
) -> None:
    printed = {name: LETTER.format(date="1960-03-04", text=f"{FILLER} {SPOKEN}") for name in ("a.md", "b.md")}
    archive = make_archive(printed, replace(settings, reuse=True))
    found = [archive.catalog.quotations.of(document.id) for document in archive.catalog.documents()]
    assert [len(quotations) for quotations in found] == [0, 1]  # by id, the first first


def test_reuse_is_judged_as_a_quotation_is(make_archive: Callable[..., Archive], settings: Settings) -> None:
    paid = f"$60 {SPOKEN} He was paid {{}}400 for the oil, and he never brought it to the tower that night, for $5"
    for currency, label in (("$", "exact"), ("£", "altered")):
        archive = make_archive(
            {
                "a.md": LETTER.format(date="1970", text=f"{FILLER} {paid.format(currency)}"),
                "b.md": LETTER.format(date="1960", text=paid.format("$")),
            },
            replace(settings, reuse=True),
        )
        assert only(archive, "papers/a.md").label == label
