"""Changes that a reader is shown, of words that the comparison parts at an apostrophe."""

import pytest

from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import judge
from indexer.quotes.judging.wording import Wording, quoted_words
from indexer.records import Span


@pytest.mark.parametrize(
    ("quoted", "printed", "told"),
    [
        ("the pilot can’t cross the bar at night", "the pilot can cross the bar at night", ["changed: can → can’t"]),
        ("the pilot can cross the bar at night", "the pilot can’t cross the bar at night", ["changed: can’t → can"]),
        ("so I am going to cross the bar now", "so I’m not going to cross the bar now", ["changed: I’m not → I am"]),
        ("so I haven't crossed the bar at night", "so I've crossed the bar at night", ["changed: I've → I haven't"]),
        ("then he will cross the bar at night", "then he'll cross the bar at night", ["spelling: he'll → he will"]),
        ("they saw Storr’s boat cross the bar", "they saw Pell’s boat cross the bar", ["changed: Pell’s → Storr’s"]),
        (
            "les pilotes n’ont pas passé la barre hier", "les pilotes ont passé la barre hier",
            ["changed: ont → n’ont", "added:  → pas"],
        ),
        (
            "it was d’aujourd’dui that they all spoke", "it was l’aujourd’hui that they all spoke",
            ["changed: l’aujourd’hui → d’aujourd’dui"],
        ),
        ("the pilots never cross the bar now", "the pilots ‘never’ cross that bar now", ["changed: that → the"]),
    ],
)  # fmt: skip
def test_a_change_is_told_of_whole_words(quoted: str, printed: str, told: list[str]) -> None:
    words, source = quoted_words(quoted, [Span(0, len(quoted))]), Wording(printed)
    found = judge(quoted, [Span(0, len(quoted))], words, source, align(words, source))
    assert told == [
        f"{c.kind}: {printed[c.source.start : c.source.end].strip()} → {quoted[c.quoted.start : c.quoted.end].strip()}"
        for c in found.changes
    ]


def test_a_word_beyond_who_speaks_is_none_that_an_apostrophe_joins() -> None:
    text, printed = (
        "“the pilots said so,” he says, “ont passé la barre hier”",
        "the pilots said so n’ont passé la barre hier",
    )
    parts = [Span(1, 20), Span(text.index("ont"), len(text) - 1)]
    words, source = quoted_words(text, parts), Wording(printed)
    for change in judge(text, parts, words, source, align(words, source)).changes:
        assert "he says" not in text[change.quoted.start : change.quoted.end]
