"""How far a run is, on stderr: bars where a person watches a terminal, elsewhere a line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from indexer.writing.run import Progress

_PATIENCE = 10.0
"""Seconds within which a run off a terminal says nothing: most are over by then."""
_PAUSE = 60.0
"""Seconds between two lines of one step."""


@contextmanager
def progress_bar(silent: bool) -> Iterator[Progress]:
    """A function to be told of each step; it draws one bar a step, or without a terminal prints lines."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if silent:
        yield lambda what, done, total: None
        return
    if not console.is_terminal:
        yield sparse_lines(lambda line: console.out(line, highlight=False))
        return
    columns = (
        TextColumn("{task.description:<15}"), BarColumn(20), MofNCompleteColumn(),
        TextColumn("left"), TimeRemainingColumn(), TextColumn("elapsed"), TimeElapsedColumn(),
    )  # fmt: skip
    with Bars(*columns, console=console) as bars:
        tasks: dict[str, int] = {}

        def tell(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield tell


def sparse_lines(say: Callable[[str], None], now: Callable[[], float] = time.monotonic) -> Progress:
    """A function that says a line a step, and one a minute within it; nothing in the first ten seconds of a run.

    `now` gives seconds from any beginning.
    """
    began = now()
    said: dict[str, float] = {}

    def tell(what: str, done: int, total: int | None) -> None:
        moment = now()
        if moment - began >= _PATIENCE and moment - said.get(what, moment - _PAUSE) >= _PAUSE:
            said[what] = moment
            say(f"{what}: {done} of {total}" if total is not None else f"{what}: {done} so far")

    return tell
