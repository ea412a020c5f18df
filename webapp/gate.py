"""Who may come in, how often, and what every answer says to browsers."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import socket
import time
from http import HTTPStatus
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter, RequestLimit
from flask_limiter.util import get_remote_address
from werkzeug.exceptions import BadRequest, RequestHeaderFieldsTooLarge, RequestURITooLarge, TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as AnyResponse

from indexer.settings import Settings
from webapp.problems import problem

_POLICY = "default-src 'self'; {images}object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
_HEADERS = {
    "Content-Security-Policy": _POLICY.format(images=""),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = {"static", "gate.login", "probes.healthz", "probes.readyz"}
"""What is answered without the token, and under any name: that the server is up, and where to sign in."""
MAX_BODY = 16_384
MAX_ADDRESS = 32_768
"""Bytes: a query of 2,000 characters has up to 24,000 in an address."""
MAX_FIELD = 8_190
"""Characters of one header."""

blueprint = Blueprint("gate", __name__)


def register(app: Flask, settings: Settings) -> None:
    """Guard the application as the settings ask."""
    app.config.update(
        TOKEN=settings.token, CORS=settings.cors, MAX_CONTENT_LENGTH=MAX_BODY, SESSION_COOKIE_NAME="pressmark",
        SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True, SECRET_KEY=_key(settings.token),
        NAMES=_names(settings),
    )  # fmt: skip
    app.session_interface = _Sessions()
    if n := settings.proxies:  # no prefix: in indexer/presentation/addresses.py and page.js addresses begin at the root
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    app.register_blueprint(blueprint)
    app.after_request(_headers)
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", headers_enabled=False,
        application_limits=[settings.rate] if settings.rate else [], enabled=bool(settings.rate),
        request_identifier=lambda: request.endpoint or "nothing",  # an address that is none would not be counted
        on_breach=_refuse,
    )  # fmt: skip
    limiter.request_filter(lambda: request.endpoint in {"static", "probes.healthz", "probes.readyz"} or _preflight())
    app.before_request(_measure)
    app.before_request(_decode)
    app.before_request(_let_in)  # after the limiter's own, so that who guesses at the token is counted


class _Sessions(SecureCookieSessionInterface):
    """Flask's, but that a cookie given over https does not come back without."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> AnyResponse | tuple[str, int]:
    """Type the token in once: the browser then keeps a signed cookie."""
    wrong = False
    if request.method == "POST":
        if _is_token(request.form.get("token", "").encode()):
            session["in"] = True
            return redirect(_own_path(request.form.get("next", "")), HTTPStatus.SEE_OTHER)
        wrong = True
    page = render_template("login.html", wrong=wrong, next=_own_path(request.values.get("next", "")))
    return page, HTTPStatus.FORBIDDEN if wrong else HTTPStatus.OK


def _refuse(limit: RequestLimit) -> None:
    raise TooManyRequests(retry_after=max(1, round(limit.reset_at - time.time())))


def _measure() -> None:
    """Refuse what is too long as everything is refused here; the server in front lets more through (serve.py)."""
    if (length := len(request.environ.get("RAW_URI", ""))) > MAX_ADDRESS:
        raise RequestURITooLarge(f"The address is {length:,} bytes long: {MAX_ADDRESS:,} are the most.")
    for name, value in request.headers:
        if (length := len(f"{name}: {value}")) > MAX_FIELD:
            raise RequestHeaderFieldsTooLarge(f"A header has {length:,} characters: {MAX_FIELD:,} are the most.")


def _decode() -> None:
    """Refuse what is asked in another encoding: Werkzeug would give us `%E9` as these three signs, to be looked for."""
    try:
        unquote_to_bytes(request.query_string).decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The address is not in UTF-8, in which é is %C3%A9.") from error


def _preflight() -> bool:
    """Whether a browser asks what it may ask (https://fetch.spec.whatwg.org/#cors-preflight-request): that costs us
    nothing, and who reads the API from a page would else have half the rate.
    """
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _let_in() -> AnyResponse | None:
    if request.endpoint in _OPEN or request.method == "OPTIONS":
        return None
    if not current_app.config["TOKEN"]:
        _check_names()
        return None
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if (kind.lower() == "bearer" and _is_token(given.strip(" \t").encode("latin-1"))) or session.get("in"):
        return None
    if request.path.startswith("/api/v1/") or request.endpoint == "metrics.metrics" or given:
        response = problem(HTTPStatus.UNAUTHORIZED, "This archive asks for a token: send it as Authorization: Bearer.")
        response.headers["WWW-Authenticate"] = 'Bearer realm="Pressmark"'
        return response
    return redirect(url_for("gate.login", next=request.full_path.rstrip("?")))


def _check_names() -> None:
    """Refuse to be called by a name that is not ours. Raises BadRequest.

    Any site can have its own name point at 127.0.0.1 (DNS rebinding): to the browser its pages and ours are then one
    site, and may read us. Such a name has no token and no cookie, so that where these are asked for, it gains nothing;
    and nobody's page can come from an address without a name but ours. With a proxy in front the name that came to us
    counts too, for a page may send an X-Forwarded-Host of its own past it.
    """
    proxied = request.environ.get("werkzeug.proxy_fix.orig", {})
    for host in filter(None, (proxied.get("HTTP_HOST"), request.environ.get("HTTP_HOST"))):  # browsers always send one
        name = _name_in(host)
        if not (_is_address(name) or name in current_app.config["NAMES"]):
            raise BadRequest(
                f"This server does not answer to the name {name}: call it localhost, or by its IP address, or set "
                f"hosts in pressmark.toml (PRESSMARK_HOSTS={name}) or a token."
            )


def _name_in(host: str) -> str:
    """The name in a Host header, as it is where that is none: Werkzeug takes one with a `_` for no name at all."""
    try:
        return (urlsplit(f"//{host}").hostname or host).rstrip(".")
    except ValueError:
        return host


def _names(settings: Settings) -> frozenset[str]:
    """What this server is called."""
    machine = socket.gethostname()
    return frozenset(n.lower() for n in ("localhost", settings.host, machine, f"{machine}.local", *settings.hosts))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "openapi.swagger":  # Swagger UI draws its icons from data: URLs in its style
        response.headers["Content-Security-Policy"] = _POLICY.format(images="img-src 'self' data:; ")
    if current_app.config["TOKEN"]:
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.path.startswith("/api/v1/"):
        _share(response)
    return response


def _share(response: Response) -> None:
    """Let the pages of other sites read the API, as the settings allow."""
    allowed: tuple[str, ...] = current_app.config["CORS"]
    if not allowed:
        return
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if "*" in allowed or origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, If-None-Match"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"


def _is_token(given: bytes) -> bool:
    """Whether these are the token's bytes; WSGI gives those of a header as the characters of Latin-1."""
    wanted: str = current_app.config["TOKEN"]
    return bool(wanted) and hmac.compare_digest(given, wanted.encode())


def _key(token: str) -> bytes:
    """Signs the cookie; from the token, so that all workers agree and a new token signs everybody out."""
    return hashlib.sha256(b"pressmark cookie " + token.encode()).digest() if token else secrets.token_bytes(32)


def _own_path(path: str) -> str:
    """A path on this server and nowhere else."""
    own = path.startswith("/") and not path.startswith("//")  # behind one slash no host is named
    return path if own and path.isprintable() and "\\" not in path else "/"
