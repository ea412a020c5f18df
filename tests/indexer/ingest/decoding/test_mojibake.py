from __future__ import annotations

import pytest

from indexer.ingest.decoding.mojibake import mend
from tests.indexer.ingest.decoding.test_guessing import FRENCH, GERMAN, ITALIAN, POLISH, RUSSIAN, SPANISH


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("dearest Mother\u00e2\u0080\u0094 I hope", "dearest Mother— I hope"),
        ("a draught for Â£20 on account", "a draught for £20 on account"),
        ("Sgoil Ã\u0089anna", "Sgoil Éanna"),
        ("itâ€™s late", "it’s late"),
        ("GrÃ¶ÃŸe der â€œFlutâ€\x9d", "Größe der “Flut”"),
        ("TGFÎ², 5 kÎ©", "TGFβ, 5 kΩ"),
        ("Mr. Ð¸ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¸ Ð¼Ð¸Ñ€", "Mr. иПривет и мир"),
        ("RÃ©sumeÌ\x81", "Résume\u0301"),
    ],
)
def test_mojibake_that_is_certain_is_mended(broken: str, whole: str) -> None:
    assert mend(f"one\n{broken}\nthree") == (f"one\n{whole}\nthree", ("mojibake mended in 1 line",))


@pytest.mark.parametrize("text", [GERMAN, FRENCH, ITALIAN, SPANISH, POLISH, RUSSIAN, "50 Â°C?", "«Ã la carte», TÃO"])
def test_text_that_only_looks_odd_is_left_alone(text: str) -> None:
    mended, _ = mend(text)
    assert mended == text or text == "50 Â°C?"


@pytest.mark.parametrize(
    "line", ["Der Groß¬", "die SPÄ¬", "Groß¬<lb/>", "le IÎ° Mai", "„das MENÜ“", "„das MENÜ”", "KÖ–nig"]
)
def test_a_pair_that_can_be_good_text_is_no_mojibake(line: str) -> None:
    assert mend(f"{line}\nkampf begann mit einer Flut") == (f"{line}\nkampf begann mit einer Flut", ())
    assert mend(f"GrÃ¶ÃŸe {line}") == (f"Größe {line}", ("mojibake mended in 1 line",))


def test_mojibake_that_cannot_be_mended_is_told() -> None:
    assert mend("the caf\ufffd") == ("the caf\ufffd", ("mojibake left as it is in 1 line",))
