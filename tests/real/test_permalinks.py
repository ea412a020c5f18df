"""500 permalinks into letters, followed after the letters were edited and indexed again: status and offsets as they
should be, and no passage silently anchored at a wrong place.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.encoders import Vectors
from indexer.presentation.addresses import reading_path
from indexer.records import Document, Span
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, current
from tests.conftest import WordEncoder
from tests.real.editing import KINDS, Edited, Editor
from webapp import create_app

pytestmark = pytest.mark.real
LINKS = 500


@dataclass(frozen=True)
class Followed:
    """What was done to a letter, and what the API then said of the permalink into it."""

    edit: Edited
    status: str
    spans: tuple[Span, ...]


@pytest.fixture(scope="module")
def followed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Followed]:
    folder = tmp_path_factory.mktemp("permalinks")
    lines = (data / "letters" / "delegates_en" / "letters.jsonl").read_text(encoding="utf-8").splitlines()
    chance = random.Random(1774)
    letters = chance.sample([x for line in lines if 500 < len((x := json.loads(line))["text"]) < 2000], LINKS)
    editor = Editor(chance, [letter["text"] for letter in letters[:50]])
    settings = Settings(archive=folder / "archive", trace=False, rate="")
    before = indexed(folder, letters, settings)
    edits: dict[str, Edited] = {}
    for number, (id, document) in enumerate(before.items()):
        kind = list(KINDS)[number % len(KINDS)]
        span = editor.passage(document.text)
        edits[id] = editor.edit(kind, document.text, span, rate=chance.uniform(0.01, 0.20))
    texts = {before[id].path.rpartition("#")[2]: edit.new for id, edit in edits.items()}
    after = indexed(folder, [{**letter, "text": texts[letter["id"]]} for letter in letters], settings)
    client = create_app(settings, Blind()).test_client()
    found = []
    for id, edit in edits.items():
        assert after[id].text == edit.new
        place: Any = client.get("/api/v1" + reading_path(id, edit.span, before[id].version)).json
        place = place["place"]
        assert place["quote"] == edit.old[edit.span.start : edit.span.end]
        spans = [place["span"]] if place["span"] else place["candidates"]
        found.append(Followed(edit, place["status"], tuple(Span(**span) for span in spans)))
    return found


class Blind(WordEncoder):
    """Says the same of every text: nothing is searched here."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.repeat(np.eye(1, self.dimension, dtype=np.float32), len(texts), axis=0)


def indexed(folder: Path, letters: list[dict[str, Any]], settings: Settings) -> dict[str, Document]:
    """Every document of the letters, as it is in the archive."""
    source = folder / "letters.jsonl"
    source.write_text("".join(json.dumps(letter) + "\n" for letter in letters), encoding="utf-8")
    reindex([source], settings, encoder=Blind())
    with closing(Catalog(current(settings.archive).path / CATALOG)) as catalog:
        return {document.id: document for document in catalog.documents()}


def test_status_and_offsets_are_right(followed: list[Followed]) -> None:
    right = Counter(f.edit.kind for f in followed if (f.status, f.spans) == (f.edit.status, f.edit.truth))
    total = Counter(f.edit.kind for f in followed)
    print("\nstatus and offsets right: " + ", ".join(f"{kind} {right[kind]}/{total[kind]}" for kind in KINDS))
    print(f"in all {right.total()} of {total.total()}, {right.total() / total.total():.1%}")
    assert total.total() == LINKS
    assert right.total() >= 0.98 * LINKS


def test_no_passage_is_silently_anchored_at_a_wrong_place(followed: list[Followed]) -> None:
    anchored = [f for f in followed if f.status not in ("ambiguous", "lost")]
    wrong = [f for f in anchored if not _true(f.edit, f.spans[0])]
    print(f"\nof {len(anchored)} anchored at a wrong place: {len(wrong)}")
    assert len(anchored) > LINKS / 2
    assert wrong == []


def _true(edit: Edited, span: Span) -> bool:
    """Whether the span is, for the most part, where the passage really is."""
    if edit.status == "ambiguous":
        return False
    (truth,) = edit.truth or (Span(0, 0),)
    shared = min(truth.end, span.end) - max(truth.start, span.start)
    return 2 * shared >= max(truth.end - truth.start, span.end - span.start)
