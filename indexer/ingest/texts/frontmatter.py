"""Front matter of a Markdown file: what stands above the text, as YAML between lines of `---` or TOML between `+++`, or
as lines below the heading in what Notion exports.
"""

from __future__ import annotations

import re
from typing import Any

from indexer.text.dates import parse_date

_WORD = r"(?:\w[\w.-]*|\"[^\"\n]{1,40}\"|'[^'\n]{1,40}')"
_KEY = rf"(?:(?:\s*\n)?(?:#[^\n]*\n)*{_WORD}|{_WORD} {_WORD})[ \t]*:\s"
_YAML = re.compile(rf"\A---[ \t]*\n(?={_KEY})(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
"""What begins with a key, a word or two with a colon. What else stands between two rules is text: after an empty line
two words may be the beginning of a sentence.
"""
_TOML = re.compile(
    rf"\A\+\+\+[ \t]*\n(?=\s*(?:#[^\n]*\n\s*)*(?:{_WORD}[ \t]*=|\[))(.*?)^\+\+\+[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_NOTION = re.compile(r"[0-9a-f]{32}\.[a-z]+$")
"""How Notion ends the names of the files that it exports."""
_PROPERTIES = re.compile(r"\A(# [^\n]*\n\n)((?:[^\W_][^:\n]{0,40}: [^\n]*\n)+)(?:\n|\Z)")
_NEST = re.compile(r"(?:[\[{]\s*){50}")
"""A nest of brackets, of which a few kilobytes take PyYAML minutes."""
_NOTHING = ("null", "Null", "NULL", "~")
_NESTED = "the front matter is nested too deeply and was left out"

Table = tuple[dict[str, Any], tuple[str, ...]]


def front_matter(source: str, path: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """What the front matter says, the text without it, and doubts about it."""
    if _NOTION.search(path) and (match := _PROPERTIES.match(source)):
        lines = (line.partition(": ") for line in match[2].splitlines())
        return {key: value for key, _, value in lines if key != "text"}, match[1] + source[match.end() :], ()
    match = _YAML.match(source) or _TOML.match(source)
    if not match:
        return {}, source, ()
    read = _from_yaml if source.startswith("-") else _from_toml
    try:
        table, doubts = read(match[1]) if not _NEST.search(match[1]) else ({}, (_NESTED,))
    except RecursionError:
        table, doubts = {}, (_NESTED,)
    table.pop("text", None)
    is_dated = any(value for key, value in table.items() if str(key).lower() == "date")
    if not is_dated and parse_date(str(table.get("published", ""))).known:  # else it is a yes or no
        table["date"] = table.pop("published")
    return table, source[match.end() :], doubts


def _from_yaml(written: str) -> Table:
    import yaml

    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(written)):
            return {}, ("the front matter has aliases, which can blow up memory, and was left out",)
        # BaseLoader keeps every value as it is written: `date: 1961` stays 1961, and no day is invented.
        table = yaml.load(written, Loader=yaml.BaseLoader)
        return {key: value for key, value in table.items() if value not in _NOTHING}, ()
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        return {}, (f"the front matter is not YAML{line} and was left out",)


def _from_toml(written: str) -> Table:
    import tomllib

    try:
        return tomllib.loads(written), ()
    except tomllib.TOMLDecodeError as error:
        return {}, (f"the front matter is not TOML and was left out: {error}",)
