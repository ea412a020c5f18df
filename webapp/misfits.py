"""What does not fit of what a request asks, parameter by parameter: what it is, why it does not fit, what would."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from indexer.search.language.fields import FIELDS
from indexer.settings import meant

_LONGEST = 40

_WHY = {
    "int_parsing": "{given} is not a whole number: give one, such as 10.",
    "int_parsing_size": "{given} is too large: give a smaller number.",
    "greater_than_equal": "{given} is too small: give {ge} or more.",
    "less_than_equal": "{given} is too large: give {le} or less.",
    "bool_parsing": "{given} is not allowed: give true or false.",
    "string_type": "{given} is not a string: put a text in quotation marks.",
    "string_too_long": "{given}… is too long: give {max_length:,} characters at most.",
    "too_long": "These are too many values: give {max_length:,} at most.",
    "literal_error": "There is no {parameter} {given}: choose {expected}.",
    "value_error": "{error}",
}
"""By pydantic's type of an error, with what its context names."""
_ELSE = "{given} does not fit: {msg}."

_EXAMPLE = "is not a document's id, with or without a place: write hq4n6k2wz7ab or hq4n6k2wz7ab:120."
FORMS = {
    "at": "is not a place in a text: write START-END, counted in characters, such as 120-480.",
    "v": "is not a version: give 8 to 64 of the figures 0-9 and letters a-f, as v in a link has them.",
    "like": _EXAMPLE,
    "unlike": _EXAMPLE,
}
"""What a parameter that has a pattern looks like."""


def misfit(error: Any, names: Collection[str]) -> dict[str, str]:
    """One of pydantic's errors as a sentence. `names` are the parameters that there are."""
    parameter = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return {"parameter": parameter[:80], "detail": _unknown(parameter, names)}
    given = repr(error["input"][:_LONGEST]) if isinstance(error["input"], str) else str(error["input"])[:_LONGEST]
    if error["type"] == "string_pattern_mismatch":
        return {"parameter": parameter, "detail": f"{given} {FORMS[parameter]}"}
    told = {**error.get("ctx", {}), "parameter": parameter, "given": given, "msg": error["msg"]}
    return {"parameter": parameter, "detail": _WHY.get(error["type"], _ELSE).format(**told)}


def told_twice(parameter: str, values: Sequence[str]) -> dict[str, str]:
    """Of a parameter that takes one value."""
    first, second = (repr(value[:_LONGEST]) for value in values[:2])
    return {"parameter": parameter, "detail": f"Give one value, not both {first} and {second}."}


def nothing_sent(sent: Collection[str], names: Sequence[str]) -> list[dict[str, str]]:
    """That none of what there is to send was sent; empty if one was."""
    return [] if set(sent) & set(names) else [{"parameter": names[0], "detail": f"Send {' or '.join(names)}."}]


def _unknown(name: str, names: Collection[str]) -> str:
    there = f"there are {', '.join(sorted(names))}" if names else "this address takes none"
    instead = f": write {name}:… in q" if name in FIELDS and "q" in names else meant(name, names)
    return f"There is no such parameter{instead}; {there}."
