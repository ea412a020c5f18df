"""One frozen Settings. A flag beats the environment, the environment beats pressmark.toml, that the default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError
from indexer.text.words import STEMMERS

FILE_NAME = "pressmark.toml"
FOLDER_RULES = "source"
"""The tables beside the settings, read where the folder is: indexer.ingest.choosing.rules."""
_PREFIX = "PRESSMARK_"
DEFAULT_MODEL = "all-MiniLM-L6-v2"
KEEP = 2
"""How many published generations stay if nothing else is said: the current one, and the one before it."""
MOST_KEPT = 1000
_LIMIT = r"\s*[1-9]\d*\s*(/|per\s)\s*([1-9]\d*\s*)?(second|minute|hour|day|month|year)s?\s*"
_RATE = re.compile(rf"{_LIMIT}([,;|]{_LIMIT})*", re.ASCII | re.IGNORECASE)
_LONE = re.compile("[\ud800-\udfff]")
"""What stands for a byte that is no UTF-8."""
_HOST_NAME = re.compile(r"[\w-]+(\.[\w-]+)*")
_TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. Each field is also `PRESSMARK_<FIELD>` and a key of pressmark.toml."""

    archive: Path = Path("archive")
    """The folder that holds the archive."""
    model: str = DEFAULT_MODEL
    """A sentence-transformers model by name or path; the default comes with Pressmark."""
    encoder: str = "auto"
    """Who runs the model: `torch`, `openvino`, or `auto` for the fastest that is installed."""
    threads: int = 0
    """Processor threads of the model and of the lists of nearest vectors, and processes that read files; 0: all
    processors that this process may use."""
    passage_words: int = 120
    """About how many words a passage has."""
    languages: tuple[str, ...] = ("en",)
    """Languages whose stemmers the keyword index uses, ISO 639-1; the first is for texts of unknown language."""
    keyword: str = ""
    """The engine of the keyword index, `whoosh` or `tantivy`; empty: as the archive has it, a new one `whoosh`."""
    fusion: str = "convex"
    """How the two searches are joined: `convex` or `rrf`."""
    semantic_weight: float = 0.65
    """The semantic score's share in the convex combination, 0 to 1."""
    smoothing: bool = True
    """Whether the best passages' scores are smoothed over their neighbours in meaning."""
    late_interaction: bool = True
    """Whether the best passages are weighed again, word by word."""
    keep: int = KEEP
    """How many published generations stay, for `pressmark rollback`."""
    trace: bool = True
    """Whether quotations are traced to their sources when documents are read in."""
    reuse: bool = False
    """Whether long stretches that documents share without quotation marks are traced too."""
    max_file_mb: int = 200
    """Larger files are skipped."""
    max_unpacked_mb: int = 500
    """Archives and compressed files that unpack to more are skipped."""
    max_unpack_ratio: int = 200
    """So are those that unpack to more than so many times their size, past the first 10 MB."""
    read_seconds: int = 60
    """A file that takes longer to read is skipped."""
    read_memory_mb: int = 900
    """A file that takes more memory to read is skipped."""
    host: str = "127.0.0.1"
    """Where `pressmark serve` listens."""
    port: int = 8000
    """The port it listens on."""
    workers: int = 1
    """Processes that serve; each opens the archive and loads the model for itself."""
    request_threads: int = 4
    """Requests that one of them answers at a time."""
    token: str = ""
    """A secret without which nothing is served: as bearer token, or typed in once a browser. Empty: open to all."""
    rate: str = "600/minute"
    """Requests a client may make, counted by each worker for itself in memory; empty for any number."""
    time_limit: float = 10.0
    """Seconds a search may take, and the marking of a query in a document."""
    cors: tuple[str, ...] = ()
    """Other sites whose pages may call the API, such as https://example.org; * for all."""
    hosts: tuple[str, ...] = ()
    """Names that a server without a token answers to, beside localhost, its host and the machine's own name."""
    proxies: int = 0
    """How many proxies of one's own stand in front, whose X-Forwarded headers are believed."""

    def __post_init__(self) -> None:
        for name, (holds, range_) in _RANGES.items():
            value = getattr(self, name)
            if not holds(value):
                raise _not_allowed(name, value, range_)


NAMES = tuple(f.name for f in fields(Settings))
"""Those of all settings."""


def load_settings(
    flags: Mapping[str, Any],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    made: Callable[[Path], Mapping[str, Any]] = lambda archive: {},
) -> Settings:
    """Settings from the flags given (None means not given), the environment and pressmark.toml in `folder`; what none
    of them says as the archive was `made`.

    Raises SettingsError for a value of the wrong type, out of range or not in UTF-8, for an unknown key, and for an
    unknown name in the environment that begins with PRESSMARK_.
    """
    file = (folder or Path.cwd()) / FILE_NAME
    values: dict[str, Any] = dict(settings_in(file))
    _check_names((name for name in environment if name.startswith(_PREFIX)), set(map(_variable, NAMES)))
    for name in NAMES:
        text = environment.get(_variable(name))
        if text is not None:
            values[name] = text
        if flags.get(name) is not None:
            values[name] = flags[name]
    said = {name: _convert(name, value) for name, value in values.items()}
    settings = replace(Settings(), **said)
    return replace(settings, **{**made(settings.archive), **said})


def settings_in(file: Path) -> Mapping[str, Any]:
    """What a pressmark.toml says beside a folder's rules. Raises SettingsError."""
    return {name: value for name, value in tables_in(file).items() if name != FOLDER_RULES}


def tables_in(file: Path) -> dict[str, Any]:
    """What a pressmark.toml says; nothing where there is none. Raises SettingsError, also for names it cannot have."""
    if not file.is_file():
        return {}
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Mend it or move it away.") from error
    _check_names(tables, {FOLDER_RULES, *NAMES}, f"{file}: ")
    return tables


def known(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, if each has the name of a setting. Raises SettingsError."""
    _check_names(values, NAMES)
    return values


def _variable(name: str) -> str:
    return f"{_PREFIX}{name.upper()}"


def _check_names(given: Iterable[str], names: Collection[str], where: str = "") -> None:
    for name in given:
        if name not in names:
            listed = ", ".join(sorted(names))
            raise SettingsError(f"{where}There is no setting {name!r}{meant(name, names)}; there are {listed}.")


def meant(name: str, names: Collection[str]) -> str:
    """The nearest of the names as a question in brackets, empty if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _convert(name: str, value: Any) -> Any:
    """The value as its setting has it: text is read, as the environment gives it; else the type must be right."""
    if _LONE.search(str(value)):
        said = "" if name == "token" else f" = {value!r}"  # which is secret
        raise SettingsError(f"Setting {name}{said} is not in UTF-8: give it so.")
    wanted = type(getattr(Settings(), name))
    try:
        return _READ[wanted](value) if isinstance(value, str) else _TAKEN[wanted](value)
    except (TypeError, ValueError, KeyError) as error:
        raise _not_allowed(name, value, _CALLED[wanted]) from error


def _not_allowed(name: str, value: Any, wanted: str) -> SettingsError:
    shown = list(value) if isinstance(value, tuple) else value  # as pressmark.toml has it
    return SettingsError(f"Setting {name} = {shown!r} is not allowed: give {wanted}.")


def _of(*types: type) -> Callable[[Any], Any]:
    """Takes a value of just these types as the first of them: a bool is an int to Python, but to nobody else."""

    def take(value: Any) -> Any:
        if type(value) not in types:
            raise TypeError(value)
        return types[0](value)

    return take


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise TypeError(values)
    return tuple(value.strip() for value in values if value.strip())


def _list_in(text: str) -> Any:
    """A list as pressmark.toml has it."""
    return tomllib.loads(f"list = {text}")["list"]


def _path_in(text: str) -> Path:
    """A path that says something: what is empty, as a variable that is not set, would be the working folder."""
    if not text:
        raise ValueError(text)
    return Path(text)


_PATH = type(Path())
_READ: Mapping[type, Callable[[str], Any]] = {
    str: str, _PATH: _path_in, int: int, float: float, bool: lambda text: _TRUTH[text.lower()],
    tuple: lambda text: _texts(_list_in(text) if text.lstrip().startswith("[") else text.split(",")),
}  # fmt: skip
_TAKEN: Mapping[type, Callable[[Any], Any]] = {
    str: _of(str), _PATH: lambda value: Path(os.fspath(value)), int: _of(int), float: _of(float, int), bool: _of(bool),
    tuple: _texts,
}  # fmt: skip
_CALLED: Mapping[type, str] = {
    str: "a text", _PATH: "a path", int: "a whole number", float: "a number", bool: "true or false",
    tuple: 'a list of texts, such as en,de in the environment or ["en", "de"] in pressmark.toml',
}  # fmt: skip

_Range = tuple[Callable[[Any], bool], str]
"""Whether a value is in it, and what it is in words."""


def _within(low: int, high: int) -> _Range:
    return lambda value: low <= value <= high, f"{low} to {high}"


def _least(low: int) -> _Range:
    return lambda value: value >= low, f"{low} or more"


def _one_of(*values: str, empty: bool = False) -> _Range:
    listed = f"{', '.join(values[:-1])} or {values[-1]}"
    return lambda value: value in values or (empty and not value), listed


_RANGES: Mapping[str, _Range] = {
    "passage_words": _within(20, 1000),
    "semantic_weight": _within(0, 1),
    "fusion": _one_of("convex", "rrf"),
    "encoder": _one_of("auto", "torch", "openvino"),
    "keyword": _one_of("whoosh", "tantivy", empty=True),
    "languages": (
        lambda codes: bool(codes) and set(codes) <= set(STEMMERS),
        f"one or more of {', '.join(sorted(STEMMERS))}",
    ),
    "threads": _least(0),
    "keep": _within(1, MOST_KEPT),
    "max_file_mb": _least(1),
    "max_unpacked_mb": _least(1),
    "max_unpack_ratio": _least(2),
    "read_seconds": _within(1, 86_400),
    "read_memory_mb": _within(300, 1_000_000),
    "host": (bool, "an address of this machine, such as 127.0.0.1; 0.0.0.0 is all of them"),
    "port": _within(0, 65535),
    "workers": _within(1, 64),
    "request_threads": _within(1, 64),
    "rate": (
        lambda rate: not rate or _RATE.fullmatch(rate) is not None,
        "a number a second, minute, hour, day, month or year, such as 600/minute, or '' for any number",
    ),
    "time_limit": (lambda seconds: seconds > 0, "more than 0"),
    "hosts": (
        lambda names: all(_HOST_NAME.fullmatch(name) for name in names),
        "names such as archive.example, without https:// and without a port",
    ),
    "proxies": _within(0, 10),
}
