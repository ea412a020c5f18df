from indexer.quotes.tracing.difference import difference
from indexer.records import Change, ChangeKind, Document, Span

QUOTING = Document(id="a", text="one two three four five six", title="")
SOURCE = Document(id="b", text=f"eins zwei drei vier {'lang ' * 40}", title="")


def change(kind: ChangeKind, ours: str, theirs: str) -> Change:
    at, there = QUOTING.text.index(ours), SOURCE.text.index(theirs)
    return Change(kind, Span(at, at + len(ours)), Span(there, there + len(theirs)))


def test_three_differences_are_told_and_that_there_are_more() -> None:
    changes = [
        change("changed", "one", "eins"), change("left out", "", "zwei"), change("added", "two", ""),
        change("changed", "six", "vier"),
    ]  # fmt: skip
    assert difference(QUOTING, changes[:1], SOURCE) == " It has “eins” where this has “one”."
    assert difference(QUOTING, changes[:3], SOURCE) == (
        " It has “eins” where this has “one”, has “zwei” besides and lacks “two”."
    )
    assert difference(QUOTING, changes, SOURCE) == (
        " It has “eins” where this has “one”, has “zwei” besides, lacks “two” and differs elsewhere too."
    )


def test_what_alters_nothing_is_not_told_and_what_is_long_is_cut() -> None:
    assert difference(QUOTING, [change("elided", "", "zwei"), change("spelling", "one", "eins")], SOURCE) == ""
    long = difference(QUOTING, [change("left out", "", "lang " * 40)], SOURCE)
    assert long == f" It has “{' '.join(['lang'] * 11)} …” besides."
