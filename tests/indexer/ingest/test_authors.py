import pytest

from indexer.ingest.authors import authors_in, says_nobody, written_by


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By ANN BELL, Housing Correspondent", ("ANN BELL",)),
        ("By Ann Bell, Tom Hale", ("Ann Bell", "Tom Hale")),
        ("By Ann Bell, Tom van Poe, Jo Pell", ("Ann Bell", "Tom van Poe", "Jo Pell")),
        ("By Ann Bell, The Selbury Post", ("Ann Bell",)),
        ("By Ann Bell, Special to the Packet", ("Ann Bell",)),
        ("By Ann Bell, New York", ("Ann Bell",)),
        ("Ann Bell, Pacific Standard", ("Ann Bell",)),
        ("By Ann Bell and Tom Hale, Radio Selbury", ("Ann Bell", "Tom Hale")),
        ("By Ann Bell, political editor, and Tom Hale", ("Ann Bell", "Tom Hale")),
        ("By Jane Smith and others unknown", ("Jane Smith",)),
        ("By Jane Smith and Reuters", ("Jane Smith",)),
        ("By Ann Bell in London", ("Ann Bell",)),
        ("By ANN BELL IN LONDON and Tom Hale", ("ANN BELL",)),
        ("By A J Cronin", ("A J Cronin",)),
        ("By The Numbers", ()),
        ("By a Whisker", ()),
        ("Von Angela Merkel Zu Olaf Scholz", ()),
        ("Von Fall zu Fall", ()),
        ("By Bell, Ann Jane", ()),
        ("Department of Trade and Industry", ("Department of Trade and Industry",)),
    ],
)
def test_the_names_in_a_byline(byline: str, authors: tuple[str, ...]) -> None:
    assert authors_in(byline) == authors


@pytest.mark.parametrize(
    ("said", "authors"),
    [
        ("By  Ann Bell\n and Tom\tHale", ("Ann Bell", "Tom Hale")),
        ("By Ann Bell\n  March 25, 2015", ("Ann Bell",)),
        ("Written by: Ann Bell", ("Ann Bell",)),
        ("By the Packet", ("the Packet",)),
        ("By Reuters", ("Reuters",)),
        ("Von Ann Bell", ("Ann Bell",)),
        ("von Hayek", ("von Hayek",)),
        ("Von Goethe, Johann Wolfgang", ("Von Goethe, Johann Wolfgang",)),
        ("Ann Bell, Tom Hale", ("Ann Bell, Tom Hale",)),
        ("Byron", ("Byron",)),
    ],
)
def test_only_what_begins_as_a_byline_is_taken_apart(said: str, authors: tuple[str, ...]) -> None:
    assert written_by(said) == authors


def test_what_says_that_nobody_is_known_is_no_name() -> None:
    nobody = ("", "?", "[unknown]", "Unknown", "unknown recipient", "not known", "n/a", "Unbekannt", "inconnue")
    assert [name for name in nobody if not says_nobody(name)] == []
    somebody = ("Anonymous", "Unknown Soldier", "N. A.", "Ann", "Na", "王", "The Unknown")
    assert [name for name in somebody if says_nobody(name)] == []
