import pytest

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode

ENGLISH = "Dear Sir, the harbour bridge is closed.\nYours, R. Ansell\n"
GERMAN = "Sehr geehrte Damen und Herren, die Brücke über den Fluß ist für längere Zeit geschlossen. Schöne Grüße!\n" * 4


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, "日本語の手紙", "“curly” – and €"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_utf8_and_marks_leave_no_doubt(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_guessed_and_said_aloud(encoding: str) -> None:
    text, warnings = decode((ENGLISH * 5).encode(encoding))
    assert text == ENGLISH * 5
    assert warnings == (f"encoding guessed: {encoding}",)


def test_a_guess_is_said_aloud() -> None:
    text, warnings = decode(GERMAN.encode("cp1252"))
    assert text == GERMAN
    assert len(warnings) == 1
    assert warnings[0].startswith("encoding guessed: ")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(64)),
        b"\x00" * 500,
        bytes(range(256)) * 8,
        b"PK\x03\x04" + b"\0" * 60,
        b"".join(n.to_bytes(4, "little") for n in (65, 62, 64, 97, 56, 66, 99, 0xFFFF0000)) * 90,  # as programs begin
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as raised:
        decode(data)
    assert raised.value.code == "binary"


def test_a_mark_that_lies_is_told() -> None:
    with pytest.raises(Unreadable, match="begins as utf-8-sig but is not") as raised:
        decode(b"\xef\xbb\xbf\xff\xff")
    assert raised.value.code == "encoding"


def test_what_fills_the_last_block_of_an_old_text_is_none_of_it() -> None:
    assert decode(ENGLISH.encode() + b"\x1a\0\0\0") == (ENGLISH + "\x1a", ())


def test_form_feeds_and_the_old_end_of_file_mark_are_text() -> None:
    assert decode(b"page one\x0cpage two\x1a") == ("page one\x0cpage two\x1a", ())
