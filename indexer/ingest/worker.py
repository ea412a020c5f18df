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

from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending, ended_by, read_file


def serve(connection: Connection) -> None:
    """Read what comes in until the parent hangs up."""
    while True:
        try:
            source, limits = connection.recv()
        except EOFError:
            return
        _read(source, limits, connection)


def _read(source: SourceFile, limits: Limits, connection: Connection) -> None:
    """Send what is in a file, one by one, and how its reading ended."""
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    for event in read_file(source, limits):
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            connection.send(event)
        except (MemoryError, RecursionError) as error:  # packed up, a document takes its room again
            connection.send(ended_by(error, limits))
            return
        if isinstance(event, Ending):
            return
        signal.setitimer(signal.ITIMER_REAL, max(left, 0.001))


def _limit_memory(size: int) -> None:
    """Data segments only: RLIMIT_AS would count what libraries reserve and never use."""
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
