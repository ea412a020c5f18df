import random

import pytest

from indexer.text import alignment
from indexer.text.differences import differences, stretches


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[d.old.start : d.old.end], new[d.new.start : d.new.end]) for d in differences(old, new)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("The ferry was late.", "The ferry was late.", []),
        ("The ferry was late.", "The boat was late.", [("ferry", "boat")]),
        ("The ferry was late.", "The ferry was very late.", [("", "very")]),
        ("The ferry was very late.", "The ferry was late.", [("very", "")]),
        ("The ferry was late.", "The Ferry was late!", [("ferry", "Ferry"), (".", "!")]),
        ("One.\n\nTwo.", "One. Two.", []),
        ("", "All new.", [("", "All new.")]),
        ("All old.", "", [("All old.", "")]),
        ("a b c d e f g h i j k", "a x y z w v g h i j k", [("b c d e f", "x y z w v")]),
        ("Ask the tall man. Then go.", "Ask a short woman. Then go.", [("the tall man", "a short woman")]),
        (
            "He gave two books to Ann Lee today",
            "He sold six pens to Bo Ray today",
            [("gave two books to Ann Lee", "sold six pens to Bo Ray")],
        ),
        ("a b c d x y e f g h", "A B C D x y E F G H", [("a b c d x y e f g h", "A B C D x y E F G H")]),
        (
            "a b c d e f x y z g h i j k l",
            "A B C D E F x y z G H I J K L",
            [("a b c d e f", "A B C D E F"), ("g h i j k l", "G H I J K L")],
        ),
        ("First. Second. Third.", "First. Third.", [("Second.", "")]),
    ],
)
def test_words_that_differ(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert told(old, new) == changes


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\n[Two.\n\n]Three."),
        ("One.\n\nTwo.", "One.", "One.[\n\nTwo.]"),
        ("It was late again.", "It was late.", "It was late[ again]."),
        ("One. Two.", "Two.", "[One. ]Two."),
        ("One.", "One.\n\nTwo.", "One.\n\n{Two.}"),
    ],
)
def test_what_is_gone_takes_its_space_along(old: str, new: str, read: str) -> None:
    marks = {"same": "{}", "removed": "[{}]", "added": "{{{}}}"}
    assert "".join(marks[stretch.kind].format(stretch.text) for stretch in stretches(old, new)) == read


def test_what_is_inserted_stands_where_it_is_put() -> None:
    (change,) = differences("Come home.", "Come straight home.")
    assert (change.old.start, change.old.end) == (5, 5)
    (change,) = differences("Come", "Come home")
    assert (change.old.start, change.old.end) == (4, 4)


def test_long_texts_are_parted_by_what_each_has_once_and_between_that_differ_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alignment, "_MOST", 4)
    assert told("a b c d e f g h i j k", "a b x d e f g y h i j k") == [("c", "x"), ("", "y")]
    assert told("one a b a b two d three", "x one b a b a two e three") == [
        ("", "x"),
        ("a b a b", "b a b a"),
        ("d", "e"),
    ]
    assert told("a k l a z b k l b", "c k l c z d k l d") == [("a", "c"), ("a", "c"), ("b", "d"), ("b", "d")]
    assert told("one two three four", "four one two three") == [("", "four"), ("four", "")]
    assert told("a b a b a b", "c d c d c d") == [("a b a b a b", "c d c d c d")]


@pytest.mark.slow
@pytest.mark.parametrize("most", [alignment._MOST, 40, 4, 0])
def test_with_its_differences_undone_a_text_has_the_words_of_the_other(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "_MOST", most)
    chance = random.Random(3)
    for _ in range(300):
        old, new = (" ".join(chance.choices("the a ferry bridge. late? was, not\n".split(" "), k=30)) for _ in range(2))
        again = ""
        at = 0
        for change in differences(old, new):
            again += new[at : change.new.start] + " " + old[change.old.start : change.old.end] + " "
            at = change.new.end
        assert "".join((again + new[at:]).split()) == "".join(old.split())
