from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.presentation.addresses import (
    original_link,
    position_selector,
    quote_selector,
    reading_path,
    text_fragment,
    web_address,
)
from indexer.records import Document, Passage

TEXT = "".join(chr(ord("a") + n % 26) for n in range(100))
PASSAGE = Passage("d1", 40, 60)


def test_a_quote_selector_has_32_code_points_on_either_side() -> None:
    assert quote_selector(TEXT, 40, 60) == {
        "type": "TextQuoteSelector", "exact": TEXT[40:60], "prefix": TEXT[40 - 32 : 40], "suffix": TEXT[60 : 60 + 32],
    }  # fmt: skip
    assert quote_selector(TEXT, 10, 90)["prefix"] == TEXT[:10]
    assert quote_selector(TEXT, 10, 90)["suffix"] == TEXT[90:]


def test_selectors_count_code_points() -> None:
    text = "👩‍👩‍👧 Brücke e\u0301 end"
    start = text.index("Brücke")
    assert quote_selector(text, start, start + 6)["exact"] == "Brücke"
    assert quote_selector(text, start, start + 6)["prefix"] == "👩‍👩‍👧 "
    assert position_selector(start, start + 6) == {"type": "TextPositionSelector", "start": 6, "end": 6 + 6}


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("the bridge", "text=the%20bridge"),
        ("well-known, R&D 50%", "text=well%2Dknown%2C%20R%26D%2050%25"),
        ("Straße", "text=Stra%C3%9Fe"),
        (" ".join("abcdefghijkl"), "text=" + "%20".join("abcdefghijkl")),
        (" ".join("abcdefghijklm"), "text=" + "%20".join("abcdef") + "," + "%20".join("hijklm")),
    ],
)
def test_text_fragments(text: str, directive: str) -> None:
    assert text_fragment(text) == directive


@pytest.mark.slow
@settings(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_a_text_fragment_says_the_passages_words_and_nothing_else(text: str) -> None:
    value = text_fragment(text).removeprefix("text=")
    assert not set("&-#?/ ") & set(value)
    parts = [unquote(part).split() for part in value.split(",")]
    words = text.split()
    assert parts == ([words] if len(words) <= 12 else [words[:6], words[-6:]])


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/x", f"https://example.org/x#:~:text={TEXT[40:60]}"),
        ("https://example.org/x#top", f"https://example.org/x#top:~:text={TEXT[40:60]}"),
        ("", "papers/a/b.txt"),
        ("javascript:alert(1)", "papers/a/b.txt"),
        ("data:text/html,x", "papers/a/b.txt"),
    ],
)
def test_the_original_at_the_passage(url: str, link: str) -> None:
    document = Document(id="d1", text=TEXT, title="T", path="papers/a/b.txt", url=url)
    assert original_link(document, PASSAGE) == link


@pytest.mark.parametrize(
    ("url", "pdf", "address"),
    [
        ("https://example.org/x", False, f"https://example.org/x#:~:text={TEXT[40:60]}"),
        ("HTTP://example.org/x.pdf", True, "HTTP://example.org/x.pdf#page=1"),
        ("", True, ""),
        ("javascript:alert(1)", False, ""),
    ],
)
def test_the_address_on_the_web_at_the_passage_and_without_one(url: str, pdf: bool, address: str) -> None:
    metadata = {"media_type": "application/pdf"} if pdf else {}
    document = Document(id="d1", text=TEXT, title="T", path="papers/a/b", url=url, metadata=metadata)
    assert web_address(document, PASSAGE) == address
    assert web_address(document) == (url if address else "")
    assert original_link(document, PASSAGE) == (address or ("papers/a/b#page=1" if pdf else "papers/a/b"))


def test_the_reading_page_at_the_passage() -> None:
    assert reading_path("d1", PASSAGE, "0a1b2c3d") == "/documents/d1?at=40-60&v=0a1b2c3d"
