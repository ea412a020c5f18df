from __future__ import annotations

from datetime import date

import pytest

from indexer.ingest.texts.pasted import pasted


@pytest.mark.parametrize(("language", "month"), [("hr", 10), ("pl", 11)])
def test_a_month_of_two_meanings_follows_the_text_s_language(language: str, month: int) -> None:
    document, _ = pasted(f"---\ndate: 29 listopada 1918\nlang: {language}\n---\nThe ferry.\n")
    assert document.date
    assert document.date.earliest == document.date.latest == date(1918, month, 29)
