"""`pressmark serve`: the application on a port, by gunicorn's threaded workers.

Each worker opens the published generation for itself, read-only and mapped into memory, so that all share its pages in
the system's cache; it loads the model after the fork, for a thread pool does not survive one. SIGTERM drains: what has
been asked is answered, nothing new is taken.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from indexer.commands.terminal import say
from indexer.errors import CannotListen, PressmarkError
from indexer.machine.folders import scratch_folder
from indexer.machine.meanwhile import meanwhile
from indexer.machine.processes import processors
from indexer.settings import Settings
from indexer.stores.generations.folder import current

if TYPE_CHECKING:
    from concurrent.futures import Future

    from indexer.encoders import Encoder
    from webapp.shelf import Opening

_DRAIN = 30
"""Seconds that a worker may take to finish what it has begun."""
_REQUEST_LINE, _FIELD = 262_144, 32_768
"""Bytes of a request's first line and of one header that come to the application. It takes less (gate.py), and refuses
the rest as it refuses everything; what is longer than this has a plain page of gunicorn's."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_SHARED_MEMORY = Path("/dev/shm")
_FIRST_PAGES = ("base.html", "_parts.html", "results.html", "home.html", "document.html", "_quotations.html")
_log = logging.getLogger("gunicorn.error")


def _open_encoder(settings: Settings) -> Encoder:
    """`indexer.encoders.open_encoder`, imported by the workers alone."""
    from indexer import encoders

    return encoders.open_encoder(settings)


def run(settings: Settings, next_free: bool = False, *, opening: Opening = _open_encoder) -> None:
    """Listen, say where, and serve until interrupted, each worker with an encoder from `opening`.

    Raises ArchiveError where there is nothing to serve, and CannotListen.
    """
    current(settings.archive)
    port = free_port(settings.host, settings.port) if next_free else settings.port
    if refusal := _refusal(settings.host, port):
        raise _told(refusal, settings.host, port)
    settings = replace(settings, port=port, threads=threads_each(settings))
    if settings.host not in ("127.0.0.1", "::1", "localhost") and not settings.token:
        say(
            f"Warning: listening on {settings.host} without a token: whoever reaches this machine can read the "
            "archive. Give --token to be asked for it.",
            err=True,
        )
    for name in _THREADS:
        os.environ.setdefault(name, str(settings.threads))
    with scratch_folder("metrics") as counts:  # where workers count together
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
        _Server(settings, opening).run()


def threads_each(settings: Settings) -> int:
    """Processor threads a worker: all of them shared out, so that workers do not fight over cores."""
    return settings.threads or max(1, processors() // settings.workers)


def free_port(host: str, first: int) -> int:
    """The first port from `first` on that nobody listens at. Raises CannotListen."""
    last = min(first + 99, 65535)
    for port in range(first, last + 1):
        refusal = _refusal(host, port)
        if refusal is None:
            return port
        if refusal.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise _told(refusal, host, port)
    raise CannotListen(f"No port from {first} to {last} is free on {host}: give another --port.")


def _refusal(host: str, port: int) -> OSError | None:
    """Why nobody can listen there, None if one can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def _told(refusal: OSError, host: str, port: int) -> CannotListen:
    if refusal.errno == errno.EADDRINUSE:
        return CannotListen(
            f"Port {port} on {host} is taken, by another pressmark serve perhaps: give another --port, or --next-free."
        )
    if refusal.errno == errno.EACCES:
        return CannotListen(f"Port {port} is not open to you ({refusal.strerror}): give a --port above 1023.")
    return CannotListen(
        f"{host} is not an address of this machine ({refusal.strerror}): give --host 127.0.0.1, 0.0.0.0 for all, or "
        "one that it has."
    )


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn, told what the settings say instead of reading a command line."""

    def __init__(self, settings: Settings, opening: Opening) -> None:
        self._settings = settings
        self._opening = opening
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn."""
        settings = self._settings
        message.MAX_REQUEST_LINE = _REQUEST_LINE  # else gunicorn takes 8,190, or a line without end
        options: dict[str, Any] = {
            "bind": _address(settings.host, settings.port),
            "workers": settings.workers, "threads": settings.request_threads,
            "worker_class": "gthread", "graceful_timeout": _DRAIN, "timeout": 120, "keepalive": 0,
            "limit_request_line": _REQUEST_LINE, "limit_request_field_size": _FIELD,
            "loglevel": "warning", "proc_name": "pressmark",
            "worker_tmp_dir": str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None,
            "control_socket_disable": True,  # nobody asks for it, and servers of one user would share its path
            "when_ready": self._say, "post_worker_init": _warm, "child_exit": _forget,
        }  # fmt: skip
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called by gunicorn in each worker."""
        begun = meanwhile(_at_work, self._opening, self._settings)  # laid out outside of Python, beside the imports
        from webapp import create_app

        return create_app(self._settings, opening=_first(begun, self._opening))

    def _say(self, server: Any) -> None:
        host, port = server.LISTENERS[0].sock.getsockname()[:2]
        say(f"Searching {self._settings.archive} at http://{_address(host, port)}/ (Ctrl-C stops)", err=True)
        say("Requests are not logged: what is searched for stays with the reader.", err=True)


def _warm(worker: Any) -> None:
    """Open the archive and search once beside the first requests; /readyz says when it is done."""
    shelf = worker.wsgi.extensions["shelf"]

    def warm() -> None:
        pages = meanwhile(_make_pages, worker.wsgi)  # in Python, while the model is laid out outside of it
        try:
            shelf.warm(pages.result)
        except PressmarkError as error:
            _log.error("%s", error)

    threading.Thread(target=warm, name="warm", daemon=True).start()


def _at_work(opening: Opening, settings: Settings) -> Encoder:
    """An encoder that has read its model."""
    encoder = opening(settings)
    encoder.encode(["letter"])
    return encoder


def _first(begun: Future[Encoder], opening: Opening) -> Opening:
    """Gives what was begun; should that have failed, each time after it a new one. For one thread at a time."""
    waiting = [begun]
    return lambda settings: waiting.pop().result() if waiting else opening(settings)


def _make_pages(app: Any) -> None:
    for name in _FIRST_PAGES:
        app.jinja_env.get_template(name)


def _forget(server: Any, worker: Any) -> None:
    """A worker that is gone no longer counts as one."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
