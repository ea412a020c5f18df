import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.ingest.documents import clean_text, derived_title, document_id


def test_an_id_is_made_from_the_place_alone_and_never_changes() -> None:
    # base32(sha256("papers/a.txt"))[:12]: whoever changes this loses every link to every archive
    assert document_id("papers/a.txt") == "m7md47c2wden"
    assert document_id("papers/a.jsonl", "7") != document_id("papers/a.jsonl", "8")
    assert document_id("papers/a.jsonl", "7") == document_id("papers/a.jsonl#7")


@pytest.mark.slow
@settings(max_examples=150)
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_text_can_be_stored_and_is_clean(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert "\r" not in clean
    assert "\0" not in clean
    if text and not text.startswith("\ufeff"):
        assert clean_text(clean) == clean
        assert len(clean) == len(text) - text.count("\r\n")  # nothing is lost but one half of \r\n


def test_clean_text() -> None:
    assert clean_text("\ufeffa\r\nb\rc\0\ud800") == "a\nb\nc\ufffd\ufffd"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n The bridge is closed. Nobody knows why.", "The bridge is closed."),
        ("THE BRIDGE\n\nThe bridge is closed.", "THE BRIDGE"),
        ("one two\nthree", "one two three"),
        ("Mörspurg, 13. April ist es. Und weiter.", "Mörspurg, 13. April ist es."),
        ("THE STICK, No. 5. Saturday. A tale.", "THE STICK, No. 5. Saturday."),
        ("They sold 400. So it was in 1961.", "They sold 400. So it was in 1961."),
        ("12\n\n– 3 –\n\nThe bridge is closed.", "The bridge is closed."),
        ("12", "12"),
        ("He came home[1] in 178[5] with the fleet.[12]", "He came home in 178[5] with the fleet."),
        ("word " * 40, ("word " * 18).strip() + "…"),
        ("x" * 200, "x" * 90 + "…"),
        (" \n ", ""),
    ],
)
def test_derived_title(text: str, title: str) -> None:
    assert derived_title(text) == title
