from __future__ import annotations

import pytest

from indexer.ingest.languages import detect
from indexer.text.languagecodes import primary

GERMAN = "Die schöne Frau hat einen Kaffee mit Kuchen gegessen. Größe über alles, müßig – „ja“"
FRENCH = "Où étais-tu? L'été à la plage, garçon, c'était très bien, vous êtes gênés, naïf, œuvre"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("de-AT", "de"), ("EN_gb", "en"), ("deu", "de"), ("French", "fr"), (" de ", "de"), ("und", ""), ("", ""),
        ("the language", ""), ("ces", "cs"), ("Polish", "pl"), ("hrv", "hr"), ("Ukrainian", "uk"), ("gre", "el"),
    ],
)  # fmt: skip
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
