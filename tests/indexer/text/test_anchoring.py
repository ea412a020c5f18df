import pytest

from indexer.records import Span
from indexer.text.anchoring import Anchor, Status, anchor

LETTER = (
    "Sir, the ferry is late every morning and nobody mends it. I have the honour to be your obedient servant. "
    "The bridge was promised in March, and again in June. The council sat upon the bridge and rose at nine."
)


def anchored(old: str, quote: str, new: str) -> tuple[Status, str]:
    """The status, and what now stands there."""
    at = old.index(quote)
    found = anchor(old, Span(at, at + len(quote)), new)
    return found.status, new[found.span.start : found.span.end] if found.span else ""


@pytest.mark.parametrize(
    ("quote", "new", "status", "there"),
    [
        ("promised in March", LETTER, "exact", "promised in March"),
        ("promised in March", LETTER + " And so on.", "exact", "promised in March"),
        ("promised in March", "Dear " + LETTER, "moved", "promised in March"),
        ("promised in March", LETTER.replace("promised", "offered"), "changed", "offered in March"),
        ("promised in March", LETTER.replace("in March", "in late March"), "changed", "promised in late March"),
        (  # what is put in just before or after it is not part of it
            "promised in March",
            LETTER.replace("promised in March", "not promised in late March indeed"),
            "changed",
            "promised in late March",
        ),
        ("promised in March", LETTER.replace(" promised in March", ""), "lost", ""),
        ("promised in March", "Another letter about other things altogether.", "lost", ""),
        ("promised in March", "", "lost", ""),
        ("late every morning", LETTER.replace("late", "belated"), "changed", "belated every morning"),
        ("rose at nine.", LETTER.replace("nine.", "ten o'clock."), "changed", "rose at ten o'clock."),
        ("Sir, the ferry", LETTER.replace("Sir", "Madam"), "changed", "Madam, the ferry"),
        (LETTER, f"Copy.\n\n{LETTER}\n\nTrue copy.", "moved", LETTER),
        ("your", LETTER.replace(" to be your obedient servant", ""), "lost", ""),
        ("late", LETTER.replace("late every", "every").replace("and again", "and later and again"), "lost", ""),
    ],
)
def test_a_passage_in_another_version(quote: str, new: str, status: Status, there: str) -> None:
    assert anchored(LETTER, quote, new) == (status, there)


def test_white_space_alone_is_a_change() -> None:
    assert anchored(LETTER, "every morning", LETTER.replace("every morning", "every\nmorning"))[0] == "changed"


@pytest.mark.parametrize(
    ("old", "span", "new", "candidates"),
    [
        ("One, two, three.", (5, 9), "One, two, two, three.", [(5, 9), (10, 14)]),
        ("Two, three.", (0, 4), "Two, Two, three.", [(0, 4), (5, 9)]),
        ("One, two.", (5, 9), "One, two. two.", [(5, 9), (10, 14)]),
        ("One, two, two, three.", (5, 9), "One, two, three.", [(5, 9)]),
        (  # both sides changed: that a paragraph stands there too, or that words have letters in common, is an accident
            "The piers stand.\n\nThe bridge was promised in March.\n\nLamps were lit.",
            (18, 51),
            "All is new.\n\nThe bridge was promised in March.\n\nThe bridge was promised in March.",
            [(13, 46), (48, 81)],
        ),
        (
            "Our land.\n\nThe bridge was promised in March.\n\nThe lamp is lit.",
            (11, 44),
            "No sand.\n\nThe bridge was promised in March.\n\nWho knows.\n\nThe bridge was promised in March.\n\nNone.",
            [(10, 43), (57, 90)],
        ),
    ],
)
def test_nothing_is_chosen_among_places_alike(
    old: str, span: tuple[int, int], new: str, candidates: list[tuple[int, int]]
) -> None:
    assert anchor(old, Span(*span), new) == Anchor("ambiguous", None, tuple(Span(*c) for c in candidates))


def test_words_that_also_stood_elsewhere_are_not_taken_for_those_that_are_gone() -> None:
    formula = "I have the honour to be your obedient servant."
    old = f"{LETTER} The pilot was not asked. {formula} Thomas Ruddock"
    span = Span(old.rindex(formula), old.rindex(formula) + len(formula))
    assert anchor(old, span, old[: span.start] + old[span.end + 1 :]).status == "lost"
    first = Span(old.index(formula), old.index(formula) + len(formula))
    assert anchor(old, first, old[: first.start] + old[first.end + 1 :]).status == "lost"
    assert anchor(old, span, "Sir. " + old) == Anchor("moved", Span(span.start + 5, span.end + 5))


def test_a_copy_elsewhere_leaves_the_passage_where_its_neighbours_are() -> None:
    quote = "The bridge was promised in March"
    at = LETTER.index(quote)
    span = Span(at, at + len(quote))
    assert anchor(LETTER, span, f"{LETTER} {quote}") == Anchor("exact", span)
    shift = len(quote) + 2
    assert anchor(LETTER, span, f"{quote}. {LETTER}") == Anchor("moved", Span(at + shift, at + len(quote) + shift))


def test_a_passage_changed_where_it_stood_and_copied_elsewhere_is_left_open() -> None:
    quote = "The bridge was promised in March, and again in June."
    new = LETTER.replace("again in June", "again in July") + f" So much of it. {quote}"
    at = LETTER.index(quote)
    found = anchor(LETTER, Span(at, at + len(quote)), new)
    assert found.span is None or new[found.span.start : found.span.end].endswith("July.")


def test_a_short_text_has_no_altered_places() -> None:
    assert anchor("Yes.", Span(0, 3), "No, it was never so, and it is not.").status == "lost"


def test_a_line_after_the_same_words_many_times_is_the_one_before_its_own() -> None:
    verse, own = "O row the ferry over the water to me, ", "says Ruth Ansell of the Pilot Office"
    other = "as he never wrote in all those years; "
    old = f"{verse}and sing. {own}"
    at = old.index("and sing.")
    new = f"{verse}and sing. {other}" * 21 + old
    there = new.rindex("and sing.")
    assert anchor(old, Span(at, at + 9), new) == Anchor("moved", Span(there, there + 9))


def test_a_long_passage_is_found_by_its_head_and_tail() -> None:
    old = "\n".join(f"On day {n} the ferry crossed {n * 7 % 31} times." for n in range(400))
    span = Span(old.index("On day 50 "), old.index("On day 300 "))
    changed = old.replace("On day 120 the", "Upon day 120 the")
    assert anchor(old, span, "Log.\n" + changed) == Anchor("changed", Span(span.start + 5, span.end + 7))


@pytest.mark.slow
def test_what_repeats_itself_without_end_is_told_quickly_and_left_open() -> None:
    assert anchor("ha " * 100_000, Span(300, 302), "x " + "ha " * 100_000).status == "ambiguous"


@pytest.mark.parametrize("span", [Span(0, 0), Span(3, 2), Span(-1, 2), Span(0, 5)])
def test_what_is_no_passage_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="no passage"):
        anchor("text", span, "other")


HALF = "The bridge was promised in March by the chairman of the Harbour Board himself, "
REST = "and in June the clerk wrote to every household that no money had ever been set aside."
OTHER = "A regatta was held on the third of August; forty boats entered, and a band played on the quay until ten. " * 2
PARTS = f"Sir, I write in haste. {HALF}{REST} I remain, yours."


@pytest.mark.parametrize(
    ("new", "status", "there"),
    [
        (f"{OTHER}{HALF}{OTHER}", "changed", [HALF]),
        (f"{OTHER}{HALF[:40]}{OTHER}{REST}", "changed", [REST]),  # of two parts the one that is plainly larger
        (f"{OTHER}{HALF[:55]}. {OTHER}{REST}", "changed", [REST]),  # of two that are large enough too
        (f"{OTHER}{HALF}{OTHER}{REST}{OTHER}", "ambiguous", [HALF, REST]),  # about as large, and apart
        (f"{OTHER}{REST}{OTHER}{HALF}{OTHER}{REST}", "ambiguous", [REST, HALF, REST]),
        (f"{OTHER}{HALF.replace(' ', chr(10))}{OTHER}", "changed", [HALF.replace(" ", "\n")]),
        (f"{OTHER}{HALF[:35]}{OTHER}", "lost", []),  # a line that might be anybody's
    ],
)
def test_a_large_part_that_is_left_stands_for_the_passage(new: str, status: Status, there: list[str]) -> None:
    at = PARTS.index(HALF)
    found = anchor(PARTS, Span(at, at + len(HALF + REST)), new)
    spans = [found.span] if found.span else found.candidates
    assert (found.status, [new[s.start : s.end] for s in spans]) == (status, [part.strip(" \n,.") for part in there])


def test_a_part_that_stood_elsewhere_too_is_not_taken_for_the_one_that_is_gone() -> None:
    old = f"{PARTS} {OTHER} {HALF}as everybody knows."
    at = PARTS.index(HALF)
    assert anchor(old, Span(at, at + len(HALF + REST)), f"{OTHER} {HALF}as everybody knows.").status == "lost"
