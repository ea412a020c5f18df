"""A process that reads files for another, so that a bad file can cost no more than itself.

`python -m indexer.ingest.worker DESCRIPTOR BYTES`: files to read come in over a socket, documents go out one by one.
Memory is limited to BYTES with setrlimit; time with a timer whose signal ends the process even inside a C parser. The
timer rests while the parent takes a document, so a slow parent costs a file nothing.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from indexer.errors import Unreadable
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending, read_file
from indexer.ingest.sources import SourceFile


def serve(connection: Connection) -> None:
    """Read what comes in until the parent hangs up."""
    while True:
        try:
            source, limits = connection.recv()
        except EOFError:
            return
        connection.send(_read(source, limits, connection))


def _read(source: SourceFile, limits: Limits, connection: Connection) -> Ending:
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        for document in read_file(source, limits):
            left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(document)
            signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))
    except Unreadable as error:
        return Ending(error.code, str(error))
    except MemoryError:
        return Ending("memory", f"reading it takes more than {limits.memory / 1e6:.0f} MB (setting read_memory_mb)")
    except RecursionError:
        return Ending("nested", "it is nested too deeply")
    except (BrokenPipeError, ConnectionResetError):  # the parent is gone
        raise
    except Exception as error:  # noqa: BLE001  a parser's own failure: the file is skipped, the run goes on
        return Ending("broken", f"the reader failed: {type(error).__name__}: {' '.join(str(error).split())[:200]}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return Ending()


def _limit_memory(size: int) -> None:
    """Data segments only: RLIMIT_AS would count what libraries reserve and never use. No effect on macOS."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def main() -> None:
    """Serve on the descriptor and with the memory limit named on the command line."""
    _limit_memory(int(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which hangs up
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # parsers complain there; what matters is said in the documents
    with Connection(int(sys.argv[1])) as connection:
        serve(connection)


if __name__ == "__main__":
    main()
