"""Many files in, their documents out in the order of the files, read by worker processes on all cores.

Workers are started afresh, never forked: a fork of a process that has run OpenVINO or torch can hang. A few small
texts are read here and now: starting a process would take longer than reading them.
"""

from __future__ import annotations

import signal
import socket
import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from indexer.errors import Unreadable
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.formats import HEAD, sniff
from indexer.ingest.found import Found
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending, read_file
from indexer.machine.processes import apart, processors

_FEW = 64
_SMALL = 1_000_000
"""So many files, and so many bytes in all, are read without a worker if they are simple."""
_SIMPLE = ("text", "markdown", "jsonl")
_FILES_AHEAD = 256
_HELD = 1024
"""How far workers go on beyond a file that takes long, in files, and in documents held because of it."""
_AHEAD = 64
"""Documents held of one file while those before it are not finished."""


def read_files(
    files: Sequence[SourceFile], limits: Limits, workers: int = 0
) -> Iterator[tuple[SourceFile, Found | Ending]]:
    """Each file's documents and then its Ending, file by file in order. `workers` 0 means one a processor."""
    if len(files) <= _FEW and sum(f.size for f in files) <= _SMALL and all(_is_simple(file) for file in files):
        for file in files:
            yield from ((file, event) for event in read_file(file, limits))
        return
    pool = _Pool(files, limits, min(workers or processors(), len(files)))
    try:
        yield from pool.events()
    finally:
        pool.close()


def _is_simple(file: SourceFile) -> bool:
    if file.code:
        return True
    try:
        with file.file.open("rb") as handle:
            return sniff(handle.read(HEAD), file.path) in _SIMPLE
    except (Unreadable, OSError):
        return True


class _Worker:
    """One process and the number of the file it reads."""

    def __init__(self, limits: Limits) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            command, environment = apart("indexer.ingest.worker", str(theirs.fileno()), str(limits.memory))
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment
            )
            self.connection = Connection(ours.detach())
        self.file: int | None = None

    def ask(self, number: int, file: SourceFile, limits: Limits) -> None:
        """Hand over a file. A worker that is gone is found out when its answer is waited for."""
        self.file = number
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send((file, limits))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self.process.kill()
        self.process.wait()


class _Pool:
    """Hands files to idle workers and puts what comes back in order."""

    def __init__(self, files: Sequence[SourceFile], limits: Limits, count: int) -> None:
        self._files = files
        self._limits = limits
        self._waiting = deque(range(len(files)))
        self._events: dict[int, deque[Found | Ending]] = {}
        self._workers = [_Worker(limits) for _ in range(count)]

    def events(self) -> Iterator[tuple[SourceFile, Found | Ending]]:
        for number, file in enumerate(self._files):
            ended = False
            while not ended:
                self._listen(number, wait_for=0)  # workers must not idle while our caller is busy with a document
                while not self._events.get(number):
                    self._listen(number, wait_for=None)
                event = self._events[number].popleft()
                ended = isinstance(event, Ending)
                yield file, event
            del self._events[number]

    def close(self) -> None:
        for worker in self._workers:
            worker.close()

    def _give_out(self, current: int) -> None:
        """Files for idle workers, but not so far ahead of the one that is wanted that much is held for it."""
        for worker in self._workers:
            if worker.file is None and self._waiting and self._waiting[0] < current + _FILES_AHEAD and self._has_room():
                number = self._waiting.popleft()
                self._events[number] = deque()
                worker.ask(number, self._files[number], self._limits)

    def _has_room(self) -> bool:
        return sum(map(len, self._events.values())) < _HELD

    def _listen(self, current: int, wait_for: float | None) -> None:
        """Take what workers have to say; those that are far ahead of the current file have to wait."""
        self._give_out(current)
        heard = [w.connection for w in self._workers if w.file is not None and self._may_speak(w.file, current)]
        for connection in wait(heard, wait_for):
            worker = next(w for w in self._workers if w.connection is connection)
            self._take(worker)
        self._give_out(current)

    def _may_speak(self, file: int, current: int) -> bool:
        return file == current or len(self._events[file]) < _AHEAD

    def _take(self, worker: _Worker) -> None:
        number = worker.file
        if number is None:
            return
        try:
            event = worker.connection.recv()
        except (EOFError, ConnectionResetError):
            event = self._death(worker)
        self._events[number].append(event)
        if isinstance(event, Ending):
            worker.file = None

    def _death(self, worker: _Worker) -> Ending:
        """Why the worker died, and a new one in its place."""
        status = worker.process.wait()
        worker.close()
        self._workers[self._workers.index(worker)] = _Worker(self._limits)
        if status == -signal.SIGALRM:
            return Ending("timeout", f"reading it takes longer than {self._limits.seconds} s (setting read_seconds)")
        return Ending("crashed", f"the reader broke down over it (status {status})")
