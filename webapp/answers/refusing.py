"""What is said where there is no answer."""

from __future__ import annotations

from pydantic import BaseModel, Field


class ProblemError(BaseModel):
    """One parameter that does not fit."""

    parameter: str = Field(description="Its name; of a member of what was sent, the member's.")
    detail: str = Field(description="What is wrong with it, and what would fit: a sentence for people.")


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = Field(description="about:blank, or one of those at /about/api, by which programs can tell it.")
    title: str = Field(description="The same for all problems of the type or status.")
    status: int = Field(description="HTTP's, again.")
    detail: str = Field(description="What is wrong, in sentences for people.")
    instance: str = Field(description="Path of what was asked.")
    errors: list[ProblemError] = Field(description="Each parameter at fault; none where it is no one parameter's.")
