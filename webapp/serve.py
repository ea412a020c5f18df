"""`pressmark serve`: the application on a port."""

from __future__ import annotations

import socket

import click
from werkzeug.serving import make_server

from indexer.settings import Settings
from webapp import create_app
from webapp.shelf import Shelf


def run(settings: Settings, next_free: bool = False) -> None:
    """Open the archive, listen, say where, and serve until interrupted."""
    app = create_app(settings)
    shelf: Shelf = app.extensions["shelf"]
    shelf.archive().encoder.encode(["ready"])
    port = free_port(settings.host, settings.port) if next_free else settings.port
    server = make_server(settings.host, port, app, threaded=True)
    click.echo(f"Searching {settings.archive} at http://{settings.host}:{server.port}/ (Ctrl-C stops)", err=True)
    server.serve_forever()


def free_port(host: str, first: int) -> int:
    """The first port from `first` on that nobody listens at."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No port from {first} to {first + 99} is free on {host}.")
