"""What is kept of answers made lately: no more than there is room for, and no single one that fills it."""

from flask import Response

from webapp.caching import Answers


def test_an_answer_is_given_again_with_its_headers() -> None:
    answers = Answers()
    answers.put("a", Response(b"letters", headers={"Link": "<x>"}))
    again = answers.get("a")
    assert again is not None
    assert (again.get_data(), again.headers["Link"]) == (b"letters", "<x>")
    assert answers.get("b") is None


def test_those_least_lately_asked_for_go_first() -> None:
    answers = Answers(most=80)
    for name in "abcdefgh":
        answers.put(name, Response(b"0123456789"))
    assert answers.get("a") is not None
    answers.put("i", Response(b"0"))
    assert [name for name in "abcdefghi" if answers.get(name) is None] == ["b"]


def test_an_answer_of_more_than_an_eighth_of_the_room_is_not_kept() -> None:
    answers = Answers(most=80)
    answers.put("a", Response(b"0123456789a"))
    assert answers.get("a") is None
