"""Letters that quote letters, as people wrote them before spelling and quotation marks were settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from indexer.quotes.finding.extract import extract
from indexer.quotes.judging.old_spelling import written_alike
from indexer.quotes.judging.wording import Wording
from indexer.quotes.showing import as_read
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.trace import Tracer
from indexer.quotes.update import own_quotations
from indexer.records import Block, DateRange, Document, Quotation, QuoteLabel
from indexer.stores.grams import GramIndex, grams_of, numbers_of
from indexer.text.dates import parse_date

FILLER = "We have had rain all week here, and the potatoes are late. My brother is gone to the eastward. "
LETTER = """Camp at the Mill, 4th of March 1777.
Sir, I had the honour to receive your letter, and I laid it before the committee the same evening. The troops at the
upper fort are in want of every thing: they have had no bread for two days, and the surgeon has been obliged to cut up
his own tent for bandages. I beg that you will send the waggons by the northern road, because the bridge at the mill
was carried away in the flood, and the enemy have a party of horse upon the other side. It is my opinion that the
public credit cannot be supported another winter unless the states will agree to a general tax, and I have said so to
every gentleman who would hear me.
I am, Sir, your most obedient humble servant
RC. Addressed: “To Coll. John Ames, at the Upper Fort, Northern Department.” """


def on(day: int) -> DateRange:
    when = date(1777, 3, day)
    return DateRange(when.isoformat(), when, when, "stated")


def traced(answer: str, copies: int = 0) -> tuple[Document, tuple[Quotation, ...]]:
    """The quotations of a letter that answers LETTER, of which there are copies."""
    letters = {f"copy {n}": Document(id=f"copy {n}", text=LETTER, title="", date=on(5)) for n in range(copies)}
    documents = letters | {
        "letter": Document(id="letter", text=FILLER + LETTER, title="", date=on(4)),
        "answer": Document(id="answer", text=f"{FILLER}{answer} {FILLER}", title="", date=on(20)),
        "other": Document(id="other", text=FILLER * 3, title=""),
    }
    return documents["answer"], tracing(documents)("answer")


def tracing(documents: Mapping[str, Document]) -> Callable[[str], tuple[Quotation, ...]]:
    """The quotations of each of some documents, by its id."""
    index = GramIndex.empty().replaced((), ((id, grams_of(numbers_of(d.text))) for id, d in documents.items()))
    found = {id: extract(document) for id, document in documents.items()}
    held = {id: Held(d, Wording(d.text), own_quotations(d, found[id])) for id, d in documents.items()}
    tracer = Tracer(index, held.__getitem__)
    return lambda id: tracer.trace(documents[id], found[id])


def test_words_that_are_set_off_are_no_more_a_documents_own_than_those_in_marks() -> None:
    block = "The surgeon has been obliged to cut up his own tent for bandages."
    text = f"He set it down.\n\n{block}\n\nSo he did."
    start = text.index(block)
    documents = {
        "letter": Document(id="letter", text=FILLER + LETTER, title=""),
        "a": Document(id="a", text=text, title="", blocks=(Block("quote", start, start + len(block)),)),
        "b": Document(id="b", text=f"They say that “{block}”", title=""),
    }
    trace = tracing(documents)
    for id in ("a", "b"):
        (quotation,) = trace(id)
        assert quotation.source
        assert quotation.source.document_id == "letter"
    del documents["letter"]
    trace = tracing(documents)
    assert [[source.peer for source in quotation.sources] for id in ("a", "b") for quotation in trace(id)] == 2 * [
        [True]
    ]


LINES = (
    "The troops at the upper fort are in want of", "every thing: they have had no bread for two days,",
    "and the surgeon has been obliged to cut up his own", "tent for bandages.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "last"), [("“", "”"), ('"', '"'), ("‘", "’"), ("“ ", " ”"), ('" ', ' "'), ("``", "''")]
)
def test_marks_before_every_line_make_one_quotation(mark: str, last: str) -> None:
    answer = "You write that " + "\n".join(mark + line for line in LINES) + last + " I read this to them."
    document, (quotation,) = traced(answer)
    assert (quotation.label, len(quotation.parts)) == ("exact", 4)
    assert as_read(document.text, quotation.parts) == " ".join(LINES)


def test_each_line_has_its_own_place_in_the_source() -> None:
    document, (quotation,) = traced("You write that " + "\n".join("“" + line for line in LINES) + "” I read this.")
    assert quotation.source
    for part in quotation.source.parts:
        theirs = " ".join((FILLER + LETTER)[part.source.start : part.source.end].split())
        assert theirs == document.text[part.quoted.start : part.quoted.end].rstrip(":,.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "copies", "reason"),
    [
        ("", 99, "These 11 words stand word for word"),
        ("", 100, "More than 100 documents have its words."),  # the letter and its copies
        (", for bandages of lint", 100, "No other text here has these words."),
    ],
)
def test_what_more_than_a_hundred_documents_have_is_not_looked_for(more: str, copies: int, reason: str) -> None:
    words = "the surgeon has been obliged to cut up his own tent"
    (quotation,) = traced(f"You write “{words}{more}” to me.", copies)[1]
    assert quotation.reason.startswith(reason)


def test_an_alteration_over_a_lines_end_is_told_of_both_lines() -> None:
    lines = "\n".join("“" + line for line in LINES).replace("in want of\n“every thing", "in need of\n“all things")
    _, (quotation,) = traced(f"You write that {lines}” I read this.")
    assert quotation.source
    assert [part.label for part in quotation.source.parts] == ["altered", "altered", "exact", "exact"]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("every thing", "nothing", ("changed", "every thing", "nothing")),
        ("and the surgeon has been obliged", "obliged", ("left out", "and the surgeon has been", "")),
    ],
)
def test_a_lines_end_hides_no_alteration(old: str, new: str, change: tuple[str, str, str]) -> None:
    answer = "You write that " + "\n".join("“" + line for line in LINES).replace(old, new) + "” I read this."
    document, (quotation,) = traced(answer)
    assert quotation.label == "altered"
    assert quotation.source
    (found,) = quotation.source.changes
    theirs = " ".join((FILLER + LETTER)[found.source.start : found.source.end].split())
    assert (found.kind, theirs, document.text[found.quoted.start : found.quoted.end]) == change


def test_words_cut_in_two_by_a_lines_end_are_whole() -> None:
    _, (quotation,) = traced(
        "You write that “they have had no bread for two days, and the sur-\n“geon has been obliged to cut up his own "
        "tent for ban-\n“dages.” I read this to them."
    )
    assert quotation.label == "exact"
    assert quotation.source
    assert [part.label for part in quotation.source.parts] == ["exact"] * 3


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("I beg that you will fend the waggons by the northern road, becauſe the bridge at the mill was carried away "
         "in the flood, and the enemy have a party of horfe upon the other fide.", "near"),
        ("I beg that you will send the waggons by the Northern Road, bec: the Bridge at the Mill was carried away in "
         "the Flood, & the Enemy have a party of Horse upon the other side.", "near"),
        ("It is my opinion that the Publick Credit can not be supported another Winter unless the States will agree to "
         "a generall Tax, & I have sd. so to every Gentn. who wou’d hear me.", "near"),
        ("I had the Honor to recieve yr. Letter, & I laid it before the Committe the same Eveng.", "near"),
        ("It is my opinion that the publick credit can be supported another winter unless the states will agree to a "
         "general tax", "altered"),
        ("they have had no bread for ten days, and the surgeon has been obliged to cut up his own tent", "altered"),
        ("the surgeon has been obliged to cut up his own tent &c.", "elided"),
        ("the troops . . . have had no bread for two days, and the surgeon has been obliged to cut up his own tent",
         "elided"),
        ("the surgeon [of the regiment] has been obliged to cut up his own tent for bandages", "bracketed"),
        ("the enemy have a party of horse upon the other side", "exact"),
    ],
)  # fmt: skip
def test_old_hands(words: str, label: QuoteLabel) -> None:
    _, (quotation,) = traced(f"Your words are, viz. “{words}” and I believe them.")
    assert quotation.label == label


@pytest.mark.parametrize(
    "text",
    [
        "Yours of the 4th says that the troops are in want of every thing, and that they have had no bread.",
        "I hope your brother's horse and the surgeons' tents are well; 'tis a hard season, tho' not the worst.",
    ],
)
def test_what_is_told_in_other_words_is_no_quotation(text: str) -> None:
    assert traced(text)[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "You begin “I had the honour to receive your letter” like everyone.",
        "You end “I am, Sir, your most obedient humble servant” like everyone.",
        "RC. Addressed: “To Coll. John Ames, at the upper fort, northern department.” Franked.",
        "I send this to “Coll. John Ames, at the Upper Fort, Northern Department” by the post.",
        "They spoke of the “Upper Fort” and the “Northern Department” and then said “they have had no bread for two "
        "days, and the surgeon has been obliged to cut up his own tent for bandages” to me.",
    ],
)
def test_forms_addresses_and_names_are_nobodys_words(text: str) -> None:
    found = {as_read(traced(text)[0].text, q.parts): q.label for q in traced(text)[1]}
    assert {label for words, label in found.items() if "bread" not in words} == {"not traced"}


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("publick", "public", True), ("seperation", "separation", True), ("imploy", "employ", True),
        ("recd", "received", True), ("col", "colo", True), ("agreemt", "agreement", True), ("dayly", "daily", True),
        ("irrevokable", "irrevocable", True), ("otherways", "otherwise", True), ("eveng", "evening", True),
        ("rath", "rat", True), ("zweymal", "zweimal", True), ("thur", "tur", True), ("seyn", "sein", True),
        ("etoient", "etaient", True), ("scavoit", "savait", True), ("tems", "temps", True), ("sey", "bei", False),
        ("thier", "their", True), ("thier", "tier", True), ("their", "tier", False),
        ("towne", "town", True), ("euery", "every", True), ("riuer", "river", True), ("vpon", "upon", True),
        ("councell", "council", True), ("councell", "counsel", True), ("council", "counsel", False),
        ("libertie", "liberty", True), ("iustice", "justice", True), ("euer", "neuer", False),
        ("plane", "plan", False), ("halfe", "half", False), ("kinde", "kind", False), ("vstup", "ustup", False),
        ("advice", "aduise", False), ("louer", "lover", False), ("roues", "roves", False), ("partie", "party", False),
        ("backing", "baking", False), ("compliment", "complement", False), ("emigrants", "immigrants", False),
        ("prescribe", "proscribe", False), ("can", "captain", False), ("laws", "law", False),
        ("confident", "confidant", False), ("sail", "soil", False), ("resolution", "revolution", False),
    ],
)  # fmt: skip
def test_old_spelling_is_told_from_other_words(a: str, b: str, alike: bool) -> None:
    assert written_alike(a, b) is alike
    assert written_alike(b, a) is alike


@pytest.mark.parametrize(("years", "found"), [
    (("", ""), False), (("", "1777"), False), (("1776", ""), True), (("1777", "1777"), False),
    (("1776", "1777"), True),
])  # fmt: skip
def test_of_two_that_quote_the_same_only_the_surely_earlier_is_the_source_though_the_other_quotes_more(
    years: tuple[str, str], found: bool
) -> None:
    said = "they have had no bread for two days, and the surgeon has been obliged to cut up his own tent"
    texts = {"more": f"{FILLER} I read “{said} for bandages, and I beg you to send the waggons by the northern road.”",
             "less": f"Sir, we hear “{said}” of the fort."}  # fmt: skip
    documents = {
        id: Document(id=id, text=text, title="", date=parse_date(year) if year else None)
        for (id, text), year in zip(texts.items(), years, strict=True)
    }
    (quotation,) = tracing(documents)("less")
    assert [source.peer for source in quotation.sources] == [not found]


def test_the_source_of_a_few_words_is_behind_the_letter_that_quotes_them() -> None:
    """The answer quotes the letter; what a third takes from the answer is traced to the letter."""
    said = "the surgeon has been obliged to cut up his own tent for bandages"
    texts = {
        "letter": (FILLER + LETTER, 4),
        "answer": (f"{FILLER} I was sorry to read “{said}”, and I have sent forty yards of linen to the fort.", 20),
        "third": ("He wrote “I have sent forty yards of linen to the fort” when “his own tent” was spent.", 25),
    }
    documents = {id: Document(id=id, text=text, title="", date=on(day)) for id, (text, day) in texts.items()}
    assert [q.source and q.source.document_id for q in tracing(documents)("third")] == ["answer", "letter"]
