"""Saved pages against the gold of two collections; `scripts/benchmark.py extraction` prints the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.benchmarks.extraction import Extraction, measure_pages

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def measured(data: Path) -> Extraction:
    return measure_pages(data)


def test_snippets(measured: Extraction) -> None:
    assert measured.wanted.value >= 0.92
    assert measured.unwanted.value <= 0.08
    assert (measured.wanted.of, measured.unwanted.of) == (178, 187)


def test_words_of_articles(measured: Extraction) -> None:
    assert measured.mean_f1 >= 0.90
    assert len(measured.f1) == 49


def test_dates_and_titles(measured: Extraction) -> None:
    assert measured.dates.value >= 0.85
    assert measured.titles.value >= 0.90
    assert (measured.dates.of, measured.titles.of) == (69, 110)
