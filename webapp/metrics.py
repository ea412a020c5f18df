"""Counts and times for Prometheus, and the budget of time that a search has."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from indexer.archive import Archive
from indexer.errors import TooSlow

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REQUESTS = Counter("pressmark_requests_total", "Requests answered.", ["endpoint", "status"])
SECONDS = Histogram("pressmark_request_seconds", "Time to the answer.", ["endpoint"], buckets=_BUCKETS)
LEGS = Histogram(
    "pressmark_search_seconds",
    "Time of each leg of a search, and of each quotation checked.",
    ["leg"],
    buckets=_BUCKETS,
)
GENERATION = Gauge("pressmark_generation", "The generation being served.", multiprocess_mode="mostrecent")
PASSAGES = Gauge("pressmark_passages", "Passages in that generation.", multiprocess_mode="mostrecent")

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Everything counted, over all workers."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import MultiProcessCollector

        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def register(app: Flask) -> None:
    """Measure every request."""
    app.register_blueprint(blueprint)

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        REQUESTS.labels(endpoint, response.status_code).inc()
        if "begun" in g:
            SECONDS.labels(endpoint).observe(time.perf_counter() - g.begun)
        return response


def opened(archive: Archive) -> None:
    """Say which generation is served."""
    GENERATION.set(int(archive.generation.name))
    PASSAGES.set(archive.generation.manifest.passages)


class Stopwatch:
    """Told of the steps of a search or a check: measures each, and stops it when its time is up."""

    def __init__(
        self, limit: float, what: str = "The search", clock: Callable[[], float] = time.perf_counter
    ) -> None:  # fmt: skip
        self._what = what
        self._clock = clock
        self._last = clock()
        self._end = self._last + limit
        self._limit = limit

    def __call__(self, done: str) -> None:
        """One step is done. Raises TooSlow."""
        now = self._clock()
        LEGS.labels(done).observe(now - self._last)
        self._last = now
        if now > self._end and done != "facets":
            raise TooSlow(f"{self._what} took more than {self._limit:g} seconds: ask for less at a time.")
