from indexer.stores.kept import Kept


def test_the_least_lately_asked_for_goes_first() -> None:
    kept: Kept[str, int] = Kept(10)
    for key in "abc":
        kept.put(key, ord(key), 2)
    assert kept.get("a") == ord("a")
    kept.put("d", 4, 2)
    kept.put("e", 5, 2)
    kept.put("f", 6, 2)
    assert [key for key in "abcdef" if kept.get(key) is not None] == ["a", "c", "d", "e", "f"]


def test_what_would_take_a_quarter_of_the_room_is_not_kept() -> None:
    kept: Kept[str, int] = Kept(10)
    kept.put("large", 1, 3)
    assert kept.get("large") is None
    kept.put("small", 1, 2)
    kept.put("small", 2, 2)
    assert kept.get("small") == 1


def test_what_is_kept_is_made_once() -> None:
    kept: Kept[str, list[int]] = Kept(10)
    made = [kept.made("a", lambda: [1], len) for _ in range(2)]
    assert made[0] is made[1]
    assert [kept.made("large", lambda: [1, 2, 3], len) for _ in range(2)] == [[1, 2, 3]] * 2
    assert kept.get("large") is None
