"""Sentence boundaries in real letters, against boundaries read by hand.

sentence_gold.jsonl holds positions only: an excerpt [start, end) of a record of ../shared/data, the `boundaries`
in it (each the first character of a following sentence, counted in the record's text) and `inside`, places
after a full stop that ends no sentence.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from indexer.text.sentences import sentence_spans

pytestmark = pytest.mark.real
GOLD = Path(__file__).with_name("sentence_gold.jsonl")


@dataclass(frozen=True)
class Excerpt:
    text: str
    boundaries: frozenset[int]
    inside: frozenset[int]

    @property
    def found(self) -> set[int]:
        return {start for start, _ in sentence_spans(self.text)[1:]}


@cache
def records(file: Path) -> dict[str, str]:
    if file.suffix != ".jsonl":
        return {"": file.read_text(encoding="utf-8")}
    lines = file.read_text(encoding="utf-8").split("\n")
    return {record["id"]: record["text"] for line in lines if line for record in [json.loads(line)]}


@pytest.fixture(scope="module")
def excerpts(data: Path) -> list[Excerpt]:
    found = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = records(data / gold["file"])[gold["id"]]
        assert hashlib.sha256(text.encode("utf-8")).hexdigest()[:16] == gold["sha256"], gold["id"]
        here, there = (frozenset(at - gold["start"] for at in gold[key]) for key in ("boundaries", "inside"))
        found.append(Excerpt(text[gold["start"] : gold["end"]], here, there))
    return found


def test_the_gold_is_large_enough_to_mean_something(excerpts: list[Excerpt]) -> None:
    assert sum(len(e.boundaries) for e in excerpts) >= 60
    assert sum(len(e.inside) for e in excerpts) >= 60


def test_boundaries_are_found_and_nothing_else(excerpts: list[Excerpt]) -> None:
    right = sum(len(e.found & e.boundaries) for e in excerpts)
    assert right / sum(len(e.found) for e in excerpts) >= 0.95
    assert right / sum(len(e.boundaries) for e in excerpts) >= 0.95


def test_abbreviations_are_not_cut(excerpts: list[Excerpt]) -> None:
    cut = sum(len(e.found & e.inside) for e in excerpts)
    assert cut <= 0.03 * sum(len(e.inside) for e in excerpts)
