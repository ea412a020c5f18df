"""What takes long for once, such as the making ready of a model, is told in a line on stderr, wherever it is done."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.commands.terminal import say


class _Saying(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Called by logging."""
        say(record.getMessage(), err=True)


@contextmanager
def telling_waits() -> Iterator[None]:
    """Tell what modules of the indexer log. It may come from any thread, above the bars of a run too."""
    log, saying = logging.getLogger("indexer"), _Saying()
    log.addHandler(saying)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(logging.NOTSET)
        log.removeHandler(saying)
