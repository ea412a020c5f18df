"""How the command ends: what can be foreseen is one sentence and a status, not a traceback.

Exit status: 0 done, 1 failed, 2 the command line or a setting is wrong, 3 done with files skipped (`eval`: not all
that is judged is there), 130 interrupted. What goes on until it is stopped, `watch` and `serve`, is done when it is.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import StringIO
from typing import NoReturn

import click

from indexer.errors import PressmarkError, QueryError, SettingsError
from indexer.terminal import say

DONE, FAILED, USAGE, SKIPPED, INTERRUPTED = 0, 1, 2, 3, 130


def run(command: click.Command, words: Sequence[str], leave_at_once: Callable[[int], NoReturn]) -> None:
    """Run the command to its end. `leave_at_once` ends the process when it is interrupted."""
    try:
        command.main(args=list(words), prog_name="pressmark", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        if isinstance(error, click.NoSuchOption) and error.ctx and error.ctx.info_name == "search":
            _tell_of_two_dashes(error.option_name, words)
        sys.exit(USAGE)
    except (KeyboardInterrupt, click.exceptions.Abort):  # click makes the one the other
        say("Interrupted; the archive is as it was.", err=True)
        leave_at_once(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except sqlite3.Error as error:
        if "--debug" in words:
            raise
        say(f"pressmark: The archive cannot be read ({error}): see what is wrong with pressmark check.", err=True)
        sys.exit(FAILED)
    except (PressmarkError, OSError) as error:
        if "--debug" in words:
            raise
        from indexer.stores.faults import fault_of

        say(f"pressmark: {fault_of(error) if isinstance(error, OSError) else error}", err=True)
        sys.exit(USAGE if isinstance(error, QueryError | SettingsError) else FAILED)


def leave(status: int) -> NoReturn:
    """End without the interpreter's farewell, in which a model's threads that are still at work abort the process.

    What is to be cleared was cleared on the way here; a second Ctrl-C changes nothing any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _show(error: click.ClickException) -> None:
    told = StringIO()
    error.show(told)
    for line in told.getvalue().rstrip("\n").split("\n"):
        say(line, err=True)


def _tell_of_two_dashes(option: str, words: Sequence[str]) -> None:
    """Say how to write a query in which a word is left out, where it was read as an option."""
    word = next((word for word in words if word.startswith(option) and not word.startswith("--")), "")
    if word:
        say(f"A query with a word left out stands after --: pressmark search -- {word}", err=True)
