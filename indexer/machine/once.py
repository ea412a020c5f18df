"""What an object works out when it is first asked for, and keeps."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar, overload

_T = TypeVar("_T")


class once(Generic[_T]):
    """A cached property for what threads share: one works it out, the others wait for it.

    Since Python 3.12 two threads may be in `functools.cached_property` at once, and open a file or read a model twice.
    """

    def __init__(self, work: Callable[[Any], _T]) -> None:
        self._work = work
        self._turn = RLock()
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once[_T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> _T: ...
    def __get__(self, instance: object | None, owner: type) -> once[_T] | _T:
        if instance is None:
            return self
        with self._turn:
            held = instance.__dict__  # where Python looks before it asks here again
            if self._name not in held:
                held[self._name] = self._work(instance)
            value: _T = held[self._name]
        return value
