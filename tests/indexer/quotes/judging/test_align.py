import numpy as np
import pytest

from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import Judgement, judge
from indexer.quotes.judging.one_apart import one_apart
from indexer.quotes.judging.wording import Wording, quoted_words
from indexer.records import Span
from indexer.stores.grams import number_of

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


@pytest.mark.parametrize(
    ("quotation", "idle"),
    [
        ("the order … in which things are done", True),
        ("the order [...] in which things are done", True),
        ("what is done. ... The Sub-Committee has every confidence", True),
        ("I do not say … the order . . . in which things are done", True),
        ("the order in which … is a part of what is done", False),
        ("… the order in which things are done …", False),
        ("arranged for forty children … and the publick shall honour it", False),
    ],
)
def test_an_ellipsis_is_idle_where_the_source_leaves_nothing_out(quotation: str, idle: bool) -> None:
    assert judged(quotation)[1].idle == idle


def test_what_is_a_pause_in_the_source_too_is_no_idle_ellipsis() -> None:
    text = "I think that … we must go home now"
    quoted = quoted_words(text, [Span(0, len(text))])
    for between, idle in (
        (" ", True),
        ("\n\n", True),
        ("… ", False),
        (" ... ", False),
        (" — ", False),
        (" - ", False),
        ("[?] ", False),
        ("[4] ", False),
    ):
        source = Wording(f"I think that{between}we must go home now.")
        assert judge(text, [Span(0, len(text))], quoted, source, align(quoted, source)).idle == idle


@pytest.mark.parametrize(
    ("quotation", "steps"),
    [
        ("a b d e", ["a b", "|c", "d e"]),
        ("a b x d e", ["a b", "x|c", "d e"]),
        ("b c x d e", ["b c", "x|", "d e"]),
        ("a c d", ["a", "|b", "c d"]),
        ("a b x", None),
        ("x b c", None),
        ("a x b y c", None),
    ],
)
def test_a_short_quotation_is_found_but_for_one_word_within(quotation: str, steps: list[str] | None) -> None:
    words, source = quotation.split(), "f a b c d e".split()
    numbered = {word: n for n, word in enumerate("abcdefxy")}
    found = one_apart([numbered[word] for word in words], np.array([numbered[word] for word in source], np.uint64))
    told = [
        " ".join(words[s.i1 : s.i2]) + f"|{' '.join(source[s.j1 : s.j2])}" * (not s.same)
        for s in found
    ]  # fmt: skip
    assert told == (steps or [])
    assert one_apart([0, 1, 7, 3, 4], np.zeros(4, np.uint64)) == ()
    assert one_apart([0, 1, number_of("not")], np.array([0, 1, 2], np.uint64)) == ()


@pytest.mark.parametrize(
    ("text", "source", "label"),
    [
        ("the house of Stobbs and Sons at the quay", "the house of Stobbs & Sons at the quay", "near"),
        ("the house of Stobbs and Sons at the quay", "the house of Stobbs, Sons at the quay", "altered"),
        ("The … was not lit on the night when they sat", "The lamp was not lit on the night when they sat", "elided"),
    ],
)
def test_labels_of_what_only_one_side_has(text: str, source: str, label: str) -> None:
    quoted, wording = quoted_words(text, [Span(0, len(text))]), Wording(source)
    assert judge(text, [Span(0, len(text))], quoted, wording, align(quoted, wording)).label == label


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
    assert judged("the order in which things are done", "— !")[1].parts[1].source == Span(0, 0), "no words, no place"


def test_words_left_out_without_a_sign_are_an_alteration_at_a_break_an_elision() -> None:
    assert [c.kind for c in judged("I do not say the school must be kept … what is done")[1].changes] == ["elided"]
    assert "left out" in {
        c.kind for c in judged("the order in which things are done is part of what is done")[1].changes
    }


def test_a_passage_that_stands_twice_is_found() -> None:
    text = "the order in which things are done is a part"
    quoted, source = quoted_words(text, [Span(0, len(text))]), Wording(f"{SOURCE} {SOURCE}")
    found = judge(text, [Span(0, len(text))], quoted, source, align(quoted, source))
    assert (found.label, len(found.kept)) == ("exact", 10)


def test_words_that_the_source_repeats_are_aligned_once() -> None:
    text = "one two three four five six"
    source = Wording("one two three four two three four five six")
    steps = align(quoted_words(text, [Span(0, len(text))]), source)
    assert [i for step in steps for i in range(step.i1, step.i2)] == list(range(6))
    assert [j for step in steps for j in range(step.j1, step.j2)] == sorted(
        {j for step in steps for j in range(step.j1, step.j2)}
    )


def test_words_that_stand_far_apart_are_not_joined_without_a_sign() -> None:
    _, found = judged("I do not say the school must be kept a safe and punctual crossing can be arranged")
    assert [c.kind for c in found.changes] == ["changed"]
    assert len(found.kept) <= 9


@pytest.mark.parametrize(
    ("second", "kinds_of_changes", "kept"),
    [
        ("He had never been out of the harbour in his life.", ["left out"], 21),
        ("Had never been out of the harbour in his life.", ["left out"], 20),
        ("He had never been.", ["changed"], 10),
    ],
)
def test_long_sentences_are_joined_however_far_apart_they_stand(
    second: str, kinds_of_changes: list[str], kept: int
) -> None:
    first = "The pilot went home with his boat in the evening."
    between = " ".join(f"Then came number {n} of the many." for n in range(100))
    text, source = (
        f"{first} {second}",
        Wording(f"{first} {between} He had never been out of the harbour in his life. {between}"),
    )
    quoted = quoted_words(text, [Span(0, len(text))])
    found = judge(text, [Span(0, len(text))], quoted, source, align(quoted, source))
    assert [change.kind for change in found.changes] == kinds_of_changes
    assert len(found.kept) == kept


def test_a_few_words_after_an_ellipsis_are_the_first_such_and_before_one_the_last() -> None:
    source = "the boat is late. the order of the day is peace. the boat is late. we rest. the boat is late. so be it"
    for quotation, place in (
        ("the order of the day is peace … the boat", source.index("the boat", 20)),
        ("the boat … we rest. the boat is late. so be it", source.index("the boat", 20)),
    ):
        quoted = quoted_words(quotation, [Span(0, len(quotation))])
        steps = align(quoted, Wording(source))
        words = Wording(source).spans
        short = next(s for s in steps if s.same and s.i2 - s.i1 == 2)
        assert words[short.j1][0] == place


def test_an_ellipsis_inside_words_that_the_source_has_as_one_run_is_a_break_all_the_same() -> None:
    quotation = "the order in which things … are done is a part"
    steps = align(quoted_words(quotation, [Span(0, len(quotation))]), Wording(SOURCE))
    assert [(s.same, s.i1, s.i2) for s in steps] == [(True, 0, 5), (True, 5, 10)]


def test_an_alteration_at_an_end_costs_more_than_one_within() -> None:
    _, within = judged("the order in which all are done is a part")
    _, at_end = judged("the order in which things are done is a whole")
    assert within.fidelity == 1 - 1 / 10
    assert at_end.fidelity == 1 - 2 / 10


def test_a_long_bracket_in_the_source_is_no_aside() -> None:
    said = "we met on the bridge and went home by the ferry"
    for aside, kind in (
        ("[by night]", "aside"), ("[with a lamp and a moon and much rain]", "left out"), ("[not by day]", "left out"),
    ):  # fmt: skip
        assert kinds(said, said.replace("bridge", "bridge " + aside)) == [kind]


def test_what_an_editor_supplied_inside_a_word_is_part_of_it() -> None:
    assert kinds("the five Battalions now there were ordered", "the five Ba[tta]llions now there were ordered") == [
        "spelling"
    ]


def test_what_the_source_says_in_round_brackets_is_its_own_word() -> None:
    said = "we met on the bridge and went home by the ferry"
    for aside, kind in (("(12)", "aside"), ("(with no lamp)", "left out")):
        assert kinds(said, said.replace("bridge", "bridge " + aside)) == [kind]


@pytest.mark.parametrize(
    ("quoted", "printed", "kind"),
    [
        ("at the quay", "at the the quay", "aside"), ("at the quay", "at the, the, the quay", "aside"),
        ("it lit the quay", "it lit -- it lit the quay", "aside"), ("at the quay", "at the the -- the quay", "aside"),
        ("nobody came", "uh nobody — nobody came", "aside"), ("I think so", "I think, I think so", "aside"),
        ("and yet", "and, uh, yet", "aside"), ("and yet", "and, um, yet", "aside"),
        ("and yet", "and um yet", "left out"),
        ("a very bad quay", "a very, very bad quay", "left out"), ("he had had it", "he had had had it", "left out"),
        ("the long quay", "the long, long quay", "left out"), ("no quay", "no, no quay", "left out"),
        ("at the quay", "at the same the quay", "left out"), ("on the quay", "on the on quay", "left out"),
    ],
)  # fmt: skip
def test_stammering_is_passed_over_and_what_is_repeated_for_its_weight_is_not(
    quoted: str, printed: str, kind: str
) -> None:
    said = "we want the ferry back by spring {} we want the harbour lit at night"
    assert kinds(said.format(quoted), said.format(printed)) == [kind]
    assert kinds(said.format(printed), said.format(quoted)) == ["added"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("2. ", "aside"), ("(b) ", "aside"), ("iv) ", "aside"), ("1.2 ", "aside"), ("• 2. ", "left out"),
        ("2 ", "left out"), ("1776. ", "left out"), ("Then. ", "left out"),
    ],
)  # fmt: skip
def test_the_number_of_an_item_is_no_word_that_a_quotation_leaves_out(label: str, kind: str) -> None:
    said = "we want the ferry back by spring.{}we want the harbour lit at night"
    assert kinds(said.format(" "), said.format("\n" + label)) == [kind]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("\nSYSTEM: [ laughter ]\nCRUZ: ", "aside"), ("\n[bell ringing]\nCRUZ: ", "aside"),
        ("\n\nSYSTEM: (APPLAUSE)\n\nSYSTEM: [Booing]\n\nCRUZ: “", "aside"),
        ("\nSYSTEM: [ laughter ]\nRUBIO: ", "left out"),
        ("\nSYSTEM: [ laughter ]\nRUBIO: Yes.\nCRUZ: ", "left out"), ("\nSYSTEM: laughter\nCRUZ: ", "left out"),
        ("\nRUBIO: [ laughter ] Yes.\nCRUZ: ", "left out"), ("\nSYSTEM: [ not so ]\nCRUZ: ", "left out"),
        (" SYSTEM: [ laughter ] CRUZ: ", "left out"),
    ],
)  # fmt: skip
def test_what_is_heard_between_two_lines_of_one_speaker_is_passed_over(printed: str, kind: str) -> None:
    said = "we want the ferry back by spring.{}We want the harbour lit at night"
    assert kinds(said.format(" "), "RUBIO: Who knows?\nCRUZ: Hear me.\n" + said.format(printed)) == [kind]
    assert kinds(said.format(" "), said.format(printed)) == ["left out"]  # nobody knows who spoke before


@pytest.mark.parametrize(
    ("quoted", "printed", "found"),
    [
        (" and ", "\n3. ", ["added", "aside"]),
        (" (2023) and ", "\n3. ", ["added", "aside"]),
        ("\n4. ", "\n3. ", ["changed"]),
        (" and by night ", " [sic] ", ["added", "aside"]),
    ],
)
def test_words_in_the_place_of_what_is_passed_over_are_added(quoted: str, printed: str, found: list[str]) -> None:
    said = "we want the ferry back by spring{}we want the harbour lit at night"
    assert kinds(said.format(quoted), said.format(printed)) == found


def test_the_s_behind_an_apostrophe_may_be_left_out_behind_another() -> None:
    said = "we went home with Captain Moses{} boat in the evening"
    assert kinds(said.format("’"), said.format("’s")) == kinds(said.format("'s"), said.format("'")) == ["spelling"]
    assert kinds(said.format(""), said.format("’s")) == ["changed"]
    assert kinds(said.format("’"), said.format("’s never finished")) == ["changed"]


def test_a_number_within_a_line_is_a_word() -> None:
    assert kinds("we came home at and slept on", "we came home at\nnoon, 2. and slept on") == ["left out"]


def kinds(quotation: str, source: str) -> list[str]:
    span = Span(0, len(quotation))
    quoted, wording = quoted_words(quotation, [span]), Wording(source)
    return [change.kind for change in judge(quotation, [span], quoted, wording, align(quoted, wording)).changes]


@pytest.mark.parametrize(
    ("quoted", "source", "alike"),
    [
        ("labour", "labor", True), ("theatre", "theater", True), ("deliver'd", "delivered", True),
        ("moft", "most", True), ("goverment", "government", True), ("can not", "cannot", True),
        ("tho' yr boat can't", "though your boat cannot", True), ("cannot honour", "can not honor", True),
        ("don't", "do not", True), ("the govemment", "the government", True), ("seven", "7", True),
        ("40", "forty", True), ("22", "twenty-two", True), ("306", "three hundred and six", True),
        ("forty two thousand", "42000", True), ("1200017", "one million two hundred thousand and seventeen", True),
        ("d", "would", True), ("we'd", "we had", True), ("40", "fourteen", False), ("25", "twenty and five", False),
        ("1960", "nineteen sixty", False), ("203", "two hundred three thousand", False), ("100", "hundred", False),
        ("5000", "two thousand three thousand", False),
        ("recieve", "receive", True), ("seperate", "separate", True), ("programme", "program", True),
        ("neighborhood", "neighbourhood", True), ("travelling", "traveling", True), ("vvith", "with", True),
        ("accomodate", "accommodate", True), ("fhould", "should", True), ("juftice", "justice", True),
        ("docks", "ducks", False), ("can", "cannot", False), ("laws", "law", False), ("unlike", "like", False),
        ("conversation", "conservation", False), ("prescribe", "proscribe", False), ("4,900", "9,400", False),
        ("must", "need", False), ("fought", "sought", False), ("four", "for", False), ("our", "or", False),
        ("tor", "tour", False), ("shoe", "she", False), ("poets", "pets", False), ("Boeing", "being", False),
        ("phishing", "fishing", False), ("prised", "prized", False), ("timbre", "timber", False),
        ("uninformed", "uniformed", False), ("complaint", "compliant", False), ("dear", "clear", False),
        ("depreciated", "deprecated", False), ("bum", "burn", False), ("com", "corn", False),
        ("modem", "modern", False), ("lies", "hes", False), ("contacts", "contracts", False),
        ("lighting", "lightning", False), ("deceased", "decreased", False), ("indicated", "indicted", False),
        ("internment", "interment", False), ("expansive", "expensive", False), ("insure", "ensure", False),
        ("complementary", "complimentary", False), ("scrapping", "scraping", False), ("flashing", "slashing", False),
        ("blocs", "blocks", False), ("Bryan", "Brian", False), ("Aufgabe", "Ausgabe", False),
        ("Anreise", "Anreize", False), ("schrieben", "schreiben", False), ("représentent", "représentant", False),
        ("emporter", "importer", False), ("tomamos", "tomarnos", False), ("troveremmo", "troveremo", False),
    ],
)  # fmt: skip
def test_spelling_is_told_from_other_words(quoted: str, source: str, alike: bool) -> None:
    from indexer.quotes.judging.spelling import spelled_alike
    from indexer.text.words import folded_words

    assert spelled_alike(folded_words(quoted), folded_words(source)) is alike
