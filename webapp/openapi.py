"""The API described by OpenAPI 3.1, made from the typed models of `asking` and `answers`, and Swagger UI over it.

Hand-made because the whole of it is shorter than what a framework asks for: pydantic gives the schemas, Flask the
routes. Swagger UI's own files come from the package flask-openapi3-swagger and are served from here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib.util import find_spec
from inspect import getdoc
from pathlib import Path
from typing import Any, TypeVar

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request, send_from_directory
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from indexer import __version__
from webapp.answers import Problem, TraceAnswer
from webapp.asking import MOST_CHARACTERS, Parameters, ToTrace
from webapp.problems import KINDS, Kind

View = TypeVar("View", bound=Callable[..., Response])
_REFUSALS = {
    HTTPStatus.BAD_REQUEST: "What is asked does not fit: `errors` names each parameter at fault.",
    HTTPStatus.UNAUTHORIZED: "The archive asks for a token, and none, or a wrong one, was sent.",
    HTTPStatus.NOT_FOUND: "There is nothing of that name.",
    HTTPStatus.GONE: "What this continues no longer exists.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is larger than it may be.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is longer than it may be.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The Content-Type of what is sent is not JSON's.",
    HTTPStatus.TOO_MANY_REQUESTS: "More requests came from this address than the server's rate allows.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "A header is longer than it may be.",
    HTTPStatus.SERVICE_UNAVAILABLE: "There is no archive to ask, or it took longer than allowed.",
}
"""What an operation may answer instead, described once for all of them."""
_EVERYWHERE = (
    HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HTTPStatus.SERVICE_UNAVAILABLE,
)  # fmt: skip
_HEADERS = {
    HTTPStatus.UNAUTHORIZED: ("WWW-Authenticate", "string", "Bearer."),
    HTTPStatus.TOO_MANY_REQUESTS: ("Retry-After", "integer", "Seconds until the next request is answered."),
    HTTPStatus.SERVICE_UNAVAILABLE: ("Retry-After", "integer", "Seconds until it is worth asking again."),
}
_TOKEN = {
    "type": "http", "scheme": "bearer",
    "description": "The server's token, where it has one. The cookie of its login page is for browsers alone.",
}  # fmt: skip
_REF = "#/components/schemas/{model}"
_SWAGGER = ("swagger-ui.css", "swagger-ui-bundle.js")

blueprint = Blueprint("openapi", __name__)


@dataclass(frozen=True, slots=True)
class Operation:
    """What an API view takes and answers."""

    parameters: type[Parameters]
    answer: type[BaseModel]
    refusals: tuple[HTTPStatus, ...] = ()


def operation(
    parameters: type[Parameters], answer: type[BaseModel], *refusals: HTTPStatus
) -> Callable[[View], View]:  # fmt: skip
    """Mark a view as part of the API, which may refuse in ways of its own. Its docstring is its description."""

    def mark(view: View) -> View:
        view.operation = Operation(parameters, answer, refusals)  # type: ignore[attr-defined]
        return view

    return mark


@blueprint.get("/api/v1/openapi.json")
def description() -> Response:
    """The description of this API."""
    response = jsonify(describe(current_app))
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/api/")
def swagger() -> str:
    """Swagger UI over the description."""
    return render_template("swagger.html")


@blueprint.get("/about/api")
def problems() -> str:
    """The kinds of problems that programs can tell apart: what their `type` leads to."""
    return render_template("about_api.html", kinds=KINDS.values())


@blueprint.get("/api/swagger/<name>")
def swagger_file(name: str) -> Response:
    """Swagger UI's own script and style."""
    spec = find_spec("flask_openapi3_swagger")
    folder = Path(spec.origin or "").parent / "templates" / "swagger" if spec else Path()
    inside = folder / ("css" if name.endswith(".css") else "js")
    return send_from_directory(inside, name if name in _SWAGGER else "none", max_age=86400)


def describe(app: Flask) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application's marked views."""
    found = {
        rule.rule: (rule.endpoint, op)
        for rule in app.url_map.iter_rules()
        if (op := getattr(app.view_functions[rule.endpoint], "operation", None))
    }
    models: set[type[BaseModel]] = {op.answer for _, op in found.values()} | {Problem, TraceAnswer}
    answers = sorted(models, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(model, "serialization") for model in answers], ref_template=_REF)
    paths: dict[str, Any] = {
        _braced(rule): {"get": _operation(app, endpoint, op, rule)} for rule, (endpoint, op) in found.items()
    }
    paths["/api/v1/trace"] = {"post": _trace()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pressmark", "version": __version__, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Search an archive of articles and letters by words and by meaning. "
            "A parameter that is given empty counts as absent; one that takes a single value is given once. Filters "
            "given beside `q` narrow what `q` itself asks of documents, and never widen it.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": schemas["$defs"],
            "responses": {_name(status): _refusal(status) for status in _REFUSALS},
            "securitySchemes": {"token": _TOKEN},
        },
        "security": [{"token": []}] if app.config["TOKEN"] else [{}, {"token": []}],
    }  # fmt: skip


def _refusal(status: HTTPStatus) -> dict[str, Any]:
    """How an operation answers with this status."""
    described: dict[str, Any] = {
        "description": " ".join([_REFUSALS[status], *(_typed(k) for k in KINDS.values() if k.status == status)]),
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
    if status in _HEADERS:
        name, kind, says = _HEADERS[status]
        described["headers"] = {name: {"schema": {"type": kind}, "description": says}}
    return described


def _typed(kind: Kind) -> str:
    return f"`type` is `{kind.type}` where {kind.when}"


def _refusals(*own: HTTPStatus) -> dict[str, Any]:
    """The refusals of an operation, by status: those of all, and its own."""
    return {str(int(s)): {"$ref": f"#/components/responses/{_name(s)}"} for s in sorted({*_EVERYWHERE, *own})}


def _name(status: HTTPStatus) -> str:
    return re.sub("[ -]", "", status.phrase.title())


def _trace() -> dict[str, Any]:
    """The one operation that takes a body, by hand."""
    properties: dict[str, dict[str, Any]] = {
        name: {"type": "string", "description": field.description} for name, field in ToTrace.model_fields.items()
    }
    properties["text"]["maxLength"] = MOST_CHARACTERS  # counted when it has been read: line ends of a form count once
    body = {
        "type": "object", "properties": properties, "additionalProperties": False,
        "oneOf": [{"required": [name]} for name in properties],
    }  # fmt: skip
    return {
        "operationId": "trace",
        "summary": "Each quotation of a text, or of a document by its id, checked against the archive.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": _answer(TraceAnswer),
            **_refusals(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
        },
    }


def _operation(app: Flask, endpoint: str, op: Operation, rule: str) -> dict[str, Any]:
    headers = {"ETag": {"schema": {"type": "string"}, "description": "Changes when the answer would."}}
    if "cursor" in op.parameters.model_fields:
        says = 'Where there is a next page, its path, with rel="next".'
        headers["Link"] = {"schema": {"type": "string"}, "description": says}
    return {
        "operationId": endpoint.rpartition(".")[2],
        "summary": _first(app.view_functions[endpoint]),
        "parameters": [*_path_parameters(rule), *_query_parameters(op.parameters)],
        "responses": {
            "200": _answer(op.answer) | {"headers": headers},
            "304": {"description": "Unchanged from what the client has (If-None-Match)."},
            **_refusals(*op.refusals),
        },
    }


def _answer(model: type[BaseModel]) -> dict[str, Any]:
    """What an operation answers where it does not refuse."""
    schema = {"$ref": _REF.format(model=model.__name__)}
    return {"description": _first(model), "content": {"application/json": {"schema": schema}}}


def _first(described: object) -> str:
    """The first paragraph of what is said of a view or an answer, as one line."""
    return " ".join((getdoc(described) or "").partition("\n\n")[0].split())


def _path_parameters(rule: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": "A document's id."}
        for name in re.findall(r"<(\w+)>", rule)
    ]


def _query_parameters(model: type[Parameters]) -> list[dict[str, Any]]:
    properties = model.model_json_schema(ref_template=_REF)["properties"] if model.model_fields else {}
    return [
        {
            "name": name, "in": "query", "required": False,
            "description": schema.pop("description", ""), "schema": _told(schema),
        }
        for name, schema in properties.items()
    ]  # fmt: skip


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema without a title, and without the default of one that is absent, which is no value of it."""
    return {
        key: value for key, value in schema.items() if key != "title" and (key != "default" or value not in ("", []))
    }


def _braced(rule: str) -> str:
    return re.sub(r"<(\w+)>", r"{\1}", rule)
