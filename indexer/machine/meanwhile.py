"""Work in a thread of its own, beside what the caller does: for what waits, or computes outside of Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

_P = ParamSpec("_P")
_T = TypeVar("_T")


def meanwhile(work: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
    """Begin the work. What it returns or raises is had from `result()`, and is lost where nobody asks."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1, "meanwhile")
    begun = pool.submit(work, *arguments, **named)
    pool.shutdown(wait=False)
    return begun
