from __future__ import annotations

import pytest

from indexer.errors import Unreadable
from indexer.ingest.encodings import decode
from indexer.ingest.languages import detect, primary
from indexer.ingest.mojibake import mend

GERMAN = "Die schöne Frau hat einen Kaffee mit Kuchen gegessen. Größe über alles, müßig – „ja“"
FRENCH = "Où étais-tu? L'été à la plage, garçon, c'était très bien, vous êtes gênés, naïf, œuvre"
ITALIAN = "perché è così, città più bella; però l'università"
SPANISH = "El niño comió mañana en España; ¿qué pasó? Corazón"
POLISH = "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw."
RUSSIAN = "Все люди рождаются свободными и равными в своем достоинстве и правах."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (ITALIAN, "cp1252"), (SPANISH, "cp1252"), (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"), (GERMAN, "utf-16-le"), (GERMAN, "utf-16-be"), (GERMAN, "utf-32-le"), (GERMAN, "utf-32-be"),
    ],
)  # fmt: skip
def test_guesses_are_right_and_said(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, (f"encoding guessed: {encoding}",))


def test_utf_8_is_no_guess() -> None:
    assert decode(GERMAN.encode()) == (GERMAN, ())


def test_what_is_no_text() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(bytes(range(256)) * 10)
    assert refused.value.code == "binary"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("dearest Mother\u00e2\u0080\u0094 I hope", "dearest Mother— I hope"),
        ("a draught for Â£20 on account", "a draught for £20 on account"),
        ("Sgoil Ã\u0089anna", "Sgoil Éanna"),
        ("itâ€™s late", "it’s late"),
    ],
)
def test_mojibake_that_is_certain_is_mended(broken: str, whole: str) -> None:
    assert mend(f"one\n{broken}\nthree") == (f"one\n{whole}\nthree", ("mojibake mended in 1 line",))


@pytest.mark.parametrize("text", [GERMAN, FRENCH, ITALIAN, SPANISH, POLISH, RUSSIAN, "50 Â°C?", "«Ã la carte», TÃO"])
def test_text_that_only_looks_odd_is_left_alone(text: str) -> None:
    mended, _ = mend(text)
    assert mended == text or text == "50 Â°C?"


def test_mojibake_that_cannot_be_mended_is_told() -> None:
    assert mend("the caf\ufffd") == ("the caf\ufffd", ("mojibake left as it is in 1 line",))


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de-AT", "de"), ("EN_gb", "en"), ("deu", "de"), ("French", "fr"), ("und", ""), ("", ""), ("the language", "")],
)
def test_language_tags(tag: str, code: str) -> None:
    assert primary(tag) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GERMAN, "de"), (FRENCH, "fr"), ("perché è così, e la città è più bella di prima; però non ci andrò", "it"),
        ("The ferry was late again, and nobody on the pier was surprised.", "en"), ("Lyrics", ""), ("1 2 3", ""),
    ],
)  # fmt: skip
def test_language_of_a_text(text: str, code: str) -> None:
    assert detect(text) == code
