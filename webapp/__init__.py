"""The search page and the API: Flask over an Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from indexer.encoders import Encoder
    from indexer.settings import Settings
    from webapp.shelf import Opening


def create_app(settings: Settings, encoder: Encoder | None = None, *, opening: Opening | None = None) -> Flask:
    """The application over the archive in the settings. It opens the archive with the first request.

    Where no `encoder` is given, `opening` is asked for one, again until it gives one: else what the settings name.
    """
    # Imported here: the process that starts the workers must stay without Flask, FAISS and metrics of its own.
    from indexer.encoders import open_encoder
    from webapp.app import build

    return build(settings, (lambda settings: encoder) if encoder else opening or open_encoder)
