"""The API held to its own description by Schemathesis: whatever is asked, no 5xx and no answer of another shape.

Twenty cases an operation here, and as many meant to be refused where it takes parameters; `scripts/soak` asks for more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, assume, given, settings
from jsonschema_rs import Draft202012Validator

CASES = int(os.environ.get("SCHEMA_CASES", "14"))
PATHS = (
    "search", "facets", "documents", "documents/{id}", "documents/{id}/passages", "documents/{id}/versions", "suggest",
    "info",
)  # fmt: skip
RIGHT, WRONG = "positive", "negative"


@pytest.mark.slow
def test_every_schema_is_one_and_its_default_and_examples_fit_it(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    described = list(_schemas(document))
    assert len(described) > 100
    for schema in described:
        validator = Draft202012Validator({**schema, "components": document["components"]})
        values = [schema[key] for key in ("default", "example") if key in schema] + schema.get("examples", [])
        assert [value for value in values if not validator.is_valid(value)] == [], schema


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, RIGHT) for path in PATHS] + [(path, WRONG) for path in ("search", "facets", "documents", "suggest")],
)
def test_the_api_is_as_it_says(app: Flask, path: str, mode: str) -> None:
    import schemathesis  # takes a second, which scripts/check need not wait for
    from schemathesis.checks import load_all_checks
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    load_all_checks()
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operation = described[f"/api/v1/{path}"]["GET"]

    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
    @settings(max_examples=CASES, suppress_health_check=list(HealthCheck), database=None)
    def holds(case: schemathesis.Case) -> None:
        assume(mode is RIGHT or all(_arrives(value) for value in (case.query or {}).values()))
        # No schema can say which words are a date, nor which cursor is of which query: those are refused.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()


def _schemas(part: Any) -> Iterator[dict[str, Any]]:
    """Every schema in a part of the description, however deep."""
    if isinstance(part, list):
        for each in part:
            yield from _schemas(each)
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if key in ("schema", "items", "additionalProperties") and isinstance(value, dict):
            yield value
        elif key in ("schemas", "properties", "$defs"):
            yield from value.values()
        elif key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            yield from value
        yield from _schemas(value)


def _arrives(value: object) -> bool:
    """Whether a wrong value is one still when it stands in an address.

    What is given empty counts as absent, as the description says and no schema can;
    null and objects have no form there.
    """
    if isinstance(value, list):
        return any(each != "" for each in value) and all(_arrives(each) for each in value if each != "")
    return value is not None and value != "" and not isinstance(value, dict)
