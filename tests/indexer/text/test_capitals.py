"""With what a name begins, in any alphabet."""

from __future__ import annotations

import re

import pytest

from indexer.text.capitals import CAPITAL


@pytest.mark.parametrize("sign", "A É Ł Ő Ğ Ж І Ω א ع 中 ა".split())
def test_capitals_and_letters_of_scripts_that_have_none_begin_names(sign: str) -> None:
    assert re.fullmatch(CAPITAL, sign)


@pytest.mark.parametrize("sign", "a é ß ł ő ğ ж і ω 1 _ ’".split())
def test_small_letters_and_what_is_none_do_not(sign: str) -> None:
    assert not re.fullmatch(CAPITAL, sign)
