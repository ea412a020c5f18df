"""500 permalinks into letters that are then edited: status and offsets as they should be, and no wrong place."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from indexer.anchoring import Anchor, anchor
from indexer.records import Span
from tests.real.editing import KINDS, Edited, Editor

pytestmark = pytest.mark.real
LINKS = 500


@pytest.fixture(scope="module")
def outcomes(data: Path) -> list[tuple[Edited, Anchor]]:
    lines = (data / "letters" / "delegates_en" / "letters.jsonl").read_text(encoding="utf-8").splitlines()
    chance = random.Random(1774)
    texts = [text for line in lines if len(text := json.loads(line)["text"]) > 600]
    editor = Editor(chance, chance.sample(texts, 50))
    edits = []
    for number, text in enumerate(chance.sample(texts, LINKS)):
        kind = list(KINDS)[number % len(KINDS)]
        edits.append(editor.edit(kind, text, editor.passage(text), rate=chance.uniform(0.01, 0.20)))
    return [(edit, anchor(edit.old, edit.span, edit.new)) for edit in edits]


def test_status_and_offsets_are_right(outcomes: list[tuple[Edited, Anchor]]) -> None:
    right: Counter[str] = Counter(edit.kind for edit, found in outcomes if _right(edit, found))
    total: Counter[str] = Counter(edit.kind for edit, _ in outcomes)
    print("\nstatus and offsets right: " + ", ".join(f"{kind} {right[kind]}/{total[kind]}" for kind in KINDS))
    print(f"in all {right.total()} of {total.total()}, {right.total() / total.total():.1%}")
    assert total.total() == LINKS
    assert right.total() >= 0.98 * LINKS


def test_no_passage_is_silently_anchored_at_a_wrong_place(outcomes: list[tuple[Edited, Anchor]]) -> None:
    wrong = [(edit, found) for edit, found in outcomes if found.span and not _true(edit, found.span)]
    print(f"\nanchored at a wrong place: {len(wrong)}")
    assert wrong == []


def _right(edit: Edited, found: Anchor) -> bool:
    places = (found.span,) if found.span else found.candidates
    return found.status == edit.status and places == edit.truth


def _true(edit: Edited, span: Span) -> bool:
    """Whether the span is, for the most part, where the passage really is."""
    if edit.status == "ambiguous":
        return False
    (truth,) = edit.truth or (Span(0, 0),)
    shared = min(truth.end, span.end) - max(truth.start, span.start)
    return 2 * shared >= max(truth.end - truth.start, span.end - span.start)
