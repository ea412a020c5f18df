import pytest

from indexer.quotes.align import align
from indexer.quotes.judge import Judgement, judge
from indexer.quotes.wording import Wording, quoted_words
from indexer.records import Span

SOURCE = (
    "I do not say the school must be kept for ever. I say that the order in which things are done is a part of "
    "what is done. The Sub-Committee has every confidence that a safe and punctual cross-\ning can be arranged for "
    "forty children, [laughter] and the publick shall honour it. It’s so."
)


def judged(*parts: str) -> tuple[str, Judgement]:
    text = " / ".join(parts)
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 3
    quoted, source = quoted_words(text, spans), Wording(SOURCE)
    return text, judge(text, spans, quoted, source, align(quoted, source))


@pytest.mark.parametrize(
    ("quotation", "label"),
    [
        ("the order in which things are done is a part", "exact"),
        ("THE ORDER, in which things are done; is a part", "exact"),
        ("a safe and punctual crossing can be arranged", "exact"),
        ("can be arranged for forty children, and the public shall honor it", "near"),
        ("the order in which tbings are done is a part", "altered"),
        ("I do not say the school must be kept … is a part of what is done", "elided"),
        ("the order … in which things are done", "exact"),
        ("the order in which things are done [by committees] is a part", "bracketed"),
        ("[T]he order in which things are done is a part", "bracketed"),
        ("arranged for forty children, and the publick shall honour it. It is so", "near"),
        ("can be arranged for fourteen children", "altered"),
        ("every confidence that a safe & punctual crossing can be arranged", "near"),
        ("the order in which things are done is a large part", "altered"),
        ("I say that the order in which are done is a part", "altered"),
    ],
)
def test_labels(quotation: str, label: str) -> None:
    assert judged(quotation)[1].label == label


def test_what_changed_is_shown_on_both_sides() -> None:
    text, found = judged("every confidence that a safe and punctual crossing can be arranged for fourteen children")
    (change,) = found.changes
    assert change.kind == "changed"
    assert text[change.quoted.start : change.quoted.end] == "fourteen"
    assert SOURCE[change.source.start : change.source.end] == "forty"


def test_parts_stand_each_in_its_own_place_with_its_own_label() -> None:
    _, found = judged("I do not say the school must be kept", "the order in which things were done is a part")
    assert [SOURCE[p.source.start : p.source.end] for p in found.parts] == [
        "I do not say the school must be kept", "the order in which things are done is a part",
    ]  # fmt: skip
    assert [p.label for p in found.parts] == ["exact", "altered"]
    assert found.label == "altered"


def test_words_left_out_without_a_sign_are_an_alteration_at_a_break_an_elision() -> None:
    assert [c.kind for c in judged("I do not say the school must be kept … what is done")[1].changes] == ["elided"]
    assert "left out" in {
        c.kind for c in judged("the order in which things are done is part of what is done")[1].changes
    }


@pytest.mark.parametrize(
    ("quoted", "source", "alike"),
    [
        ("labour", "labor", True), ("theatre", "theater", True), ("deliver'd", "delivered", True),
        ("moft", "most", True), ("goverment", "government", True), ("can not", "cannot", True),
        ("don't", "do not", True), ("the modem world", "the modern world", True), ("seven", "7", True),
        ("docks", "ducks", False), ("can", "cannot", False), ("laws", "law", False), ("unlike", "like", False),
        ("conversation", "conservation", False), ("prescribe", "proscribe", False), ("4,900", "9,400", False),
        ("must", "need", False), ("fought", "sought", False),
    ],
)  # fmt: skip
def test_spelling_is_told_from_other_words(quoted: str, source: str, alike: bool) -> None:
    from indexer.quotes.spelling import spelled_alike, words_in

    assert spelled_alike(words_in(quoted), words_in(source)) is alike
