"""How the command ends: what can be foreseen is one sentence and a status, not a traceback.

Exit status: 0 done, 1 failed, 2 the command line or a setting is wrong, 3 done with files skipped (`eval`: not all
that is judged is there), 130 interrupted. What goes on until it is stopped, `watch` and `serve`, is done when it is.
With `--json` the sentence is JSON too, a line on stderr: stdout has the whole answer or nothing.
"""

from __future__ import annotations

import _thread
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO, TextIOWrapper
from itertools import takewhile
from typing import NoReturn

import click

from indexer.commands.terminal import say, say_json
from indexer.errors import PressmarkError, QueryError, SettingsError

DONE, FAILED, USAGE, SKIPPED, INTERRUPTED = 0, 1, 2, 3, 130
_SOON = 0.05
"""Seconds."""


def run(command: click.Command, words: Sequence[str], leave_at_once: Callable[[int], NoReturn]) -> None:
    """Run the command to its end. `leave_at_once` ends the process when it is interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # one that is not UTF-8 may have no sign for what stands in a letter
            stream.reconfigure(errors="backslashreplace")
    try:
        with _stopped_as_interrupted():
            command.main(args=list(words), prog_name="pressmark", standalone_mode=False)
    except click.ClickException as error:
        hint = _two_dashes(error, words)
        if asks_for("--json", words):
            _complain(" ".join(filter(None, (error.format_message(), hint))), USAGE, words)
        else:
            _show(error, hint)
        sys.exit(USAGE)
    except (KeyboardInterrupt, click.exceptions.Abort) as stopped:  # click makes the one the other
        _complain(" ".join(("Interrupted.", *_notes(stopped))), INTERRUPTED, words)
        leave_at_once(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except (PressmarkError, OSError, sqlite3.Error) as error:
        if "--debug" in words:
            raise
        status = USAGE if isinstance(error, QueryError | SettingsError) else FAILED
        _complain(_sentence(error), status, words, begin="pressmark: ")
        sys.exit(status)


@contextmanager
def _stopped_as_interrupted() -> Iterator[None]:
    """What asks a process to end, or the loss of its terminal, is an interruption: it clears away what it has made.

    nohup has the second passed over. Handlers are the main thread's alone.
    """

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    def not_lost(lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is KeyboardInterrupt:  # it came where nothing can be raised, such as while an object went
            again = threading.Timer(_SOON, _thread.interrupt_main)  # nor can it here
            again.daemon = True
            again.start()
        else:
            before(lost)

    before, sys.unraisablehook = sys.unraisablehook, not_lost
    ours = threading.current_thread() is threading.main_thread()
    ending = [n for n in (signal.SIGTERM, signal.SIGHUP) if ours and signal.getsignal(n) == signal.SIG_DFL]
    for number in ending:
        signal.signal(number, stop)
    try:
        yield
    finally:
        sys.unraisablehook = before
        for number in ending:
            signal.signal(number, signal.SIG_DFL)


def leave(status: int) -> NoReturn:
    """End without the interpreter's farewell, in which a model's threads that are still at work abort the process.

    What is to be cleared was cleared on the way here; a second Ctrl-C changes nothing any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _complain(sentence: str, status: int, words: Sequence[str], begin: str = "") -> None:
    """Say on stderr why the command ends, as JSON where it was asked for."""
    if asks_for("--json", words):
        say_json({"error": sentence, "status": status}, err=True)
    else:
        say(begin + sentence, err=True)


def _notes(stopped: BaseException) -> list[str]:
    """What was said of an interruption on its way here, last of all what becomes of the archive: that comes first."""
    return getattr(stopped.__cause__ or stopped, "__notes__", [])[::-1]


def asks_for(option: str, words: Sequence[str]) -> bool:
    """Whether an option stands on the command line, and not as a word of a query behind `--`."""
    return option in takewhile(lambda word: word != "--", words)


def _sentence(error: PressmarkError | OSError | sqlite3.Error) -> str:
    if isinstance(error, sqlite3.Error):
        return f"The archive cannot be read ({error}): run pressmark check to see what is wrong."
    if isinstance(error, OSError):
        from indexer.stores.generations.faults import fault_of

        return fault_of(error)
    return str(error)


def _show(error: click.ClickException, hint: str) -> None:
    told = StringIO()
    error.show(told)
    for line in filter(None, (*told.getvalue().rstrip("\n").split("\n"), hint)):
        say(line, err=True)


def _two_dashes(error: click.ClickException, words: Sequence[str]) -> str:
    """How to write a query in which a word is left out, where it was read as an option."""
    if not (isinstance(error, click.NoSuchOption) and error.ctx and error.ctx.info_name == "search"):
        return ""
    begun = (word for word in words if word.startswith(error.option_name) and not word.startswith("--"))
    word = next(begun, "")
    if len(word) == len("-n"):  # as other programs call an option
        return ""
    return f"Put a query that excludes a word after --: pressmark search -- {word}" if word else ""
