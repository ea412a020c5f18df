"""A library imported without what it imports itself: what it never uses here, or what it must not do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def spared(module: str, name: str) -> Iterator[None]:
    """Inside, an import of `name` from `module` gives None. What is loaded already stays as it is."""
    if module in sys.modules:
        yield
        return
    stub = ModuleType(module)
    setattr(stub, name, None)
    sys.modules[module] = stub
    try:
        yield
    finally:
        del sys.modules[module]  # whoever needs it later gets the real one


@contextmanager
def absent(module: str) -> Iterator[None]:
    """Inside, an import of `module` fails as if it were not installed. What has been loaded with it keeps it."""
    held = sys.modules.pop(module, None)
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
        if held:
            sys.modules[module] = held
