from pathlib import Path

import pytest

from indexer.errors import ArchiveError
from indexer.stores.generations.folder import current_name
from indexer.stores.generations.holding import held
from indexer.stores.generations.lock import write_lock
from indexer.stores.generations.publishing import draft_of, publish
from indexer.stores.generations.rollback import roll_back
from tests.indexer.stores.generations.test_folder import MADE, publish_one


def test_where_one_came_from_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    for number in range(1, 4):
        publish_one(tmp_path, str(number))
    way = roll_back(tmp_path)
    assert (way.reached.name, way.left, way.gone) == ("000002", "000003", ())
    with write_lock(tmp_path), draft_of(tmp_path) as (draft, base):
        publish(tmp_path, draft, MADE, base)
    way = roll_back(tmp_path)  # past the number that was given up
    assert (way.reached.name, way.left, way.gone) == ("000002", "000004", ("000003",))


def test_what_is_left_only_because_it_was_read_is_gone_back_to_by_name_alone(tmp_path: Path) -> None:
    publish_one(tmp_path, "1")
    with held(tmp_path):
        for number in range(2, 6):
            publish_one(tmp_path, str(number))
    assert roll_back(tmp_path).reached.name == "000004"
    with pytest.raises(ArchiveError, match=r"between 000004 and 000001 are gone.* rollback --to 000001 "):
        roll_back(tmp_path)
    assert current_name(tmp_path) == "000004"
    way = roll_back(tmp_path, "1")
    assert (way.reached.name, way.left, way.gone) == ("000001", "000004", ("000002", "000003"))
    assert roll_back(tmp_path, "000005").reached.name == "000005"
    with pytest.raises(ArchiveError, match="no generation 3: there is 000001, 000004, 000005"):
        roll_back(tmp_path, "3")


def test_where_the_current_one_is_unknown_the_last_is_taken(tmp_path: Path) -> None:
    publish_one(tmp_path, "1")
    publish_one(tmp_path, "2")
    (tmp_path / "CURRENT").write_text("nothing", encoding="ascii")
    way = roll_back(tmp_path)
    assert (way.reached.name, way.left, way.gone) == ("000002", "", ())
