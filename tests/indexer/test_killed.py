"""A mixed run, killed at random moments. `scripts/durability.py kills` does it a hundred times over real letters."""

from __future__ import annotations

import json
import random
from itertools import islice
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.errors import NoArchive
from indexer.keeping.check import check
from indexer.search.query import parse_query
from indexer.settings import Settings
from tests.conftest import WordEncoder
from tests.indexer.mixed import NEVER, content_of, killed_at, moments, run_stages, stages_of, states_of

pytestmark = pytest.mark.slow

KILLS = 6


def letters(count: int) -> list[str]:
    chance = random.Random(3)
    words = "horses flour army enemy congress general provisions letter ferry bridge river the of and".split()
    return [
        json.dumps({"id": f"l{n}", "title": f"Letter {n}", "text": " ".join(chance.choices(words, k=300)) + "."})
        for n in range(count)
    ]


def test_killed_at_random_moments_an_archive_is_whole_and_the_next_run_completes_it(tmp_path: Path) -> None:
    stages, encoder, chance = stages_of(letters(50)), WordEncoder(), random.Random(5)
    states = states_of(stages, tmp_path / "whole", encoder)
    seconds = killed_at(NEVER, stages, tmp_path / "timed").seconds
    assert len(set(states)) == len(stages)
    kills = 0
    for number, moment in enumerate(islice(moments(seconds, chance), 10 * KILLS)):
        folder = tmp_path / str(number)
        at = killed_at(moment, stages, folder).stage
        if at is None:  # it was done before
            continue
        settings = Settings(archive=folder / "archive")
        try:
            Archive.open(settings, encoder).search(parse_query("horses"))
        except NoArchive:
            assert at == 0
        else:
            assert content_of(settings, encoder) in states[max(0, at - 1) : at + 1]
            assert check(settings) == []
        run_stages(lambda said: None, stages, at, folder, True)
        assert content_of(settings, encoder) == states[-1]
        assert check(settings) == []
        kills += 1
        if kills == KILLS:
            break
    assert kills == KILLS
