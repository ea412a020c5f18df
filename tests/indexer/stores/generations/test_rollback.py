from dataclasses import asdict
from pathlib import Path

import pytest

from indexer.errors import ArchiveError
from indexer.stores.generations.folder import CATALOG, MANIFEST, current_name
from indexer.stores.generations.holding import held
from indexer.stores.generations.manifest import sealed
from indexer.stores.generations.rollback import roll_back
from tests.indexer.stores.generations.test_folder import publish_one


def test_each_goes_back_to_the_one_that_it_was_made_from(tmp_path: Path) -> None:
    for number in range(1, 4):
        publish_one(tmp_path, str(number), keep=5)
    way = roll_back(tmp_path)
    assert (way.reached.name, way.left, way.damaged) == ("000002", "000003", ())
    with held(tmp_path):  # of 2, while 3 is given up
        made = publish_one(tmp_path, "4", keep=5)
        assert (made.name, made.manifest.base) == ("000004", "000002")
        assert roll_back(tmp_path).reached.name == "000002"
        assert roll_back(tmp_path).reached.name == "000001"
    with pytest.raises(ArchiveError, match="no generation before 000001 to go back to"):
        roll_back(tmp_path)


def test_what_was_given_up_is_not_gone_back_to_though_a_reader_keeps_it(tmp_path: Path) -> None:
    publish_one(tmp_path, "1")
    publish_one(tmp_path, "2")
    with held(tmp_path):
        roll_back(tmp_path)
        assert publish_one(tmp_path, "3").manifest.base == "000001"
        assert roll_back(tmp_path).reached.name == "000001"


@pytest.mark.parametrize("keep", [2, 10])
def test_what_is_left_only_because_it_was_read_is_gone_back_to_by_name_alone(tmp_path: Path, keep: int) -> None:
    publish_one(tmp_path, "1", keep=keep)
    with held(tmp_path):
        for number in range(2, 5):
            publish_one(tmp_path, str(number), keep=keep)
        publish_one(tmp_path, "5", keep=2)
    assert roll_back(tmp_path).reached.name == "000004"
    with pytest.raises(ArchiveError, match=r"000003, before 000004, is no longer kept\..* rollback --to 000001 "):
        roll_back(tmp_path)
    assert current_name(tmp_path) == "000004"
    way = roll_back(tmp_path, "1")
    assert (way.reached.name, way.left) == ("000001", "000004")
    assert roll_back(tmp_path, "000005").reached.name == "000005"


@pytest.mark.parametrize("wanted", ["3", "", "0", "x/../000001"])
def test_what_is_named_has_to_be_there_and_another(tmp_path: Path, wanted: str) -> None:
    publish_one(tmp_path, "1")
    publish_one(tmp_path, "2")
    with pytest.raises(ArchiveError, match=f"no generation '{wanted}': there is 000001, 000002"):
        roll_back(tmp_path, wanted)
    with pytest.raises(ArchiveError, match="is at generation 000002"):
        roll_back(tmp_path, "2")
    assert current_name(tmp_path) == "000002"


def test_what_is_damaged_is_passed_for_what_it_was_made_from(tmp_path: Path) -> None:
    made = [publish_one(tmp_path, str(number), keep=5) for number in range(1, 4)]
    (made[1].path / CATALOG).write_text("another", encoding="utf-8")
    way = roll_back(tmp_path)
    assert (way.reached.name, way.left, way.damaged) == ("000001", "000003", ("000002",))
    roll_back(tmp_path, "3")
    (made[0].path / CATALOG).write_text("another", encoding="utf-8")
    with pytest.raises(ArchiveError, match="to go back to; 000001, 000002 are damaged"):
        roll_back(tmp_path)


@pytest.mark.parametrize("base", ["", "000007", "no name"])
def test_where_it_is_not_known_what_one_was_made_from_the_last_before_it_is_taken(tmp_path: Path, base: str) -> None:
    publish_one(tmp_path, "1")
    made = publish_one(tmp_path, "2")
    table = asdict(made.manifest) | {"base": base}
    del table["seal"]
    (made.path / MANIFEST).write_text(sealed(table), encoding="utf-8")
    assert roll_back(tmp_path).reached.name == "000001"


def test_where_the_current_one_is_unknown_the_last_is_taken(tmp_path: Path) -> None:
    publish_one(tmp_path, "1")
    publish_one(tmp_path, "2")
    (tmp_path / "CURRENT").write_text("nothing", encoding="ascii")
    way = roll_back(tmp_path)
    assert (way.reached.name, way.left) == ("000002", "")
