"""The search page and the API: Flask over an Archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from indexer.encoders import Encoder
    from indexer.settings import Settings


def create_app(settings: Settings, encoder: Encoder | None = None) -> Flask:
    """The application over the archive in the settings. It opens the archive with the first request."""
    # Imported here: the process that starts the workers must stay without Flask, FAISS and metrics of its own.
    from webapp.app import build

    return build(settings, encoder)
