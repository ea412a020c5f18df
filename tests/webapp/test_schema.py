"""The API held to its own description by Schemathesis: whatever is asked, no 5xx and no answer of another shape.

Twenty cases an operation here, and as many meant to be refused where it takes parameters; `scripts/soak` asks for more.
"""

from __future__ import annotations

import os

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings

CASES = int(os.environ.get("SCHEMA_CASES", "14"))
PATHS = (
    "search", "facets", "documents", "documents/{id}", "documents/{id}/passages", "documents/{id}/versions", "suggest",
    "info",
)  # fmt: skip
RIGHT, WRONG = "positive", "negative"


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
    @settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def holds(case: schemathesis.Case) -> None:
        assume(mode is RIGHT or all(_arrives(value) for value in (case.query or {}).values()))
        # No schema can say which words are a date, nor which cursor is of which query: those are refused.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    holds()


def _arrives(value: object) -> bool:
    """Whether a wrong value is one still when it stands in an address.

    What is given empty counts as absent, as the description says and no schema can;
    null and objects have no form there.
    """
    if isinstance(value, list):
        return value not in ([], [""]) and all(_arrives(each) for each in value if each != "")
    return value is not None and value != "" and not isinstance(value, dict)
