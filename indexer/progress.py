"""A progress bar on stderr, only where a person is watching a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from indexer.run import Progress


@contextmanager
def progress_bar(silent: bool) -> Iterator[Progress]:
    """A function to be told of each step; it draws one bar a step."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if silent or not console.is_terminal:
        yield lambda what, done, total: None
        return
    columns = (TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console) as bars:
        tasks: dict[str, int] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield tell
