from threading import Event

import pytest

from indexer.machine.meanwhile import meanwhile


def test_the_caller_goes_on_beside_the_work_and_has_what_it_returns() -> None:
    told = Event()
    begun = meanwhile(told.wait, timeout=30)
    told.set()  # without a thread of its own the work would wait in vain
    assert begun.result() is True


def test_what_the_work_raises_is_raised_where_its_result_is_asked_for() -> None:
    begun = meanwhile(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        begun.result()
