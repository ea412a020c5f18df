from threading import Event

import pytest

from indexer.machine.meanwhile import meanwhile
from indexer.machine.once import once


class Opened:
    def __init__(self) -> None:
        self.began, self.may_end = Event(), Event()
        self.times = 0

    @once
    def file(self) -> object:
        """What is opened."""
        self.times += 1
        self.began.set()
        self.may_end.wait(timeout=30)
        return object()

    @once
    def refused(self) -> object:
        self.times += 1
        raise OSError


def test_threads_that_ask_at_once_are_given_one_thing() -> None:
    opened, asking = Opened(), Event()

    def ask() -> object:
        asking.set()
        return opened.file

    first = meanwhile(lambda: opened.file)
    opened.began.wait(timeout=30)
    second = meanwhile(ask)
    asking.wait(timeout=30)
    opened.may_end.set()
    assert first.result() is second.result() is opened.file
    assert opened.times == 1


def test_what_failed_is_tried_again() -> None:
    opened = Opened()
    for _ in range(2):
        with pytest.raises(OSError):  # noqa: PT011
            _ = opened.refused
    assert opened.times == 2


def test_each_object_has_its_own_and_the_class_tells_what_it_is() -> None:
    one, other = Opened(), Opened()
    one.may_end.set()
    other.may_end.set()
    assert one.file is not other.file
    assert Opened.file.__doc__ == "What is opened."
