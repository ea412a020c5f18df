"""What is printed of names, texts and queries: with nothing in it that a terminal would obey."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) != "\t"} | {0x7F: 0x2421}
# C1 controls, what parts lines, and what turns the order of letters about; the marks that only say where a letter
# belongs (U+200E, U+200F, U+061C) stay: texts in Hebrew and Arabic need them. Halves of pairs cannot be printed.
_OBEYED = "\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_UNSHOWN = re.compile(f"[{_OBEYED}]")
_ESCAPED = re.compile(f"[\x7f{_OBEYED}]")


def harmless(line: str) -> str:
    """The line with a sign for each control character, bidirectional override and lone surrogate: as long as it was."""
    return _UNSHOWN.sub("\ufffd", line).translate(_PICTURES)


def say(line: str, *, err: bool = False) -> None:
    """Print one line for a person."""
    click.echo(harmless(line), err=err)


def show(line: Text, console: Console, end: str = "\n") -> None:
    """Print one line with its styles."""
    line.plain = harmless(line.plain)  # none is longer or shorter by it: styles stay where they are
    console.print(line, end=end)


def say_json(value: Any, *, err: bool = False) -> None:
    """Print the value as one line of JSON; what a terminal would obey is escaped, which JSON reads as the same."""
    text = json.dumps(value, ensure_ascii=False)
    click.echo(_ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text), err=err)
