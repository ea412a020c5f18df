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
_PREFIX = "PRESSMARK_"
DEFAULT_MODEL = "all-MiniLM-L6-v2"
_LIMIT = r"\s*[1-9]\d*\s*(/|per\s)\s*([1-9]\d*\s*)?(second|minute|hour|day|month|year)s?\s*"
_RATE = re.compile(rf"{_LIMIT}([,;|]{_LIMIT})*", re.ASCII | re.IGNORECASE)
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
    thorough: bool = False
    """Whether every search reads the best passages again, token by token, as `--thorough` does for one."""
    keep: int = 2
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
    """Seconds a search may take."""
    cors: tuple[str, ...] = ()
    """Other sites whose pages may call the API, such as https://example.org; * for all."""

    def __post_init__(self) -> None:
        _check(20 <= self.passage_words <= 1000, "passage_words", self.passage_words, "20 to 1000")
        _check(0 <= self.semantic_weight <= 1, "semantic_weight", self.semantic_weight, "0 to 1")
        _check(self.fusion in ("convex", "rrf"), "fusion", self.fusion, "convex or rrf")
        _check(self.encoder in ("auto", "torch", "openvino"), "encoder", self.encoder, "auto, torch or openvino")
        _check(self.keyword in ("", "whoosh", "tantivy"), "keyword", self.keyword, "whoosh or tantivy")
        _check(
            bool(self.languages) and set(self.languages) <= set(STEMMERS), "languages", self.languages,
            ", ".join(sorted(STEMMERS)),
        )  # fmt: skip
        _check(self.threads >= 0, "threads", self.threads, "0 or more")
        _check(1 <= self.keep <= 1000, "keep", self.keep, "1 to 1000")
        _check(self.max_file_mb > 0, "max_file_mb", self.max_file_mb, "1 or more")
        _check(self.max_unpacked_mb > 0, "max_unpacked_mb", self.max_unpacked_mb, "1 or more")
        _check(self.max_unpack_ratio > 1, "max_unpack_ratio", self.max_unpack_ratio, "2 or more")
        _check(self.read_seconds > 0, "read_seconds", self.read_seconds, "1 or more")
        _check(self.read_memory_mb >= 300, "read_memory_mb", self.read_memory_mb, "300 or more")
        _check(0 <= self.port <= 65535, "port", self.port, "0 to 65535")
        _check(1 <= self.workers <= 64, "workers", self.workers, "1 to 64")
        _check(1 <= self.request_threads <= 64, "request_threads", self.request_threads, "1 to 64")
        _check(
            not self.rate or _RATE.fullmatch(self.rate) is not None, "rate", self.rate,
            "a number a second, minute, hour, day, month or year, such as 600/minute, or '' for any number",
        )  # fmt: skip
        _check(self.time_limit > 0, "time_limit", self.time_limit, "more than 0")


def load_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ, folder: Path | None = None
) -> Settings:
    """Settings from the flags given (None means not given), the environment and pressmark.toml in `folder`.

    Raises SettingsError for a value of the wrong type or out of range, for an unknown key, and for an unknown name in
    the environment that begins with PRESSMARK_.
    """
    file = (folder or Path.cwd()) / FILE_NAME
    values: dict[str, Any] = dict(_from_file(file))
    _check_names(
        (name for name in environment if name.startswith(_PREFIX)), {_variable(f.name) for f in fields(Settings)}
    )
    for f in fields(Settings):
        text = environment.get(_variable(f.name))
        if text is not None:
            values[f.name] = text
        if flags.get(f.name) is not None:
            values[f.name] = flags[f.name]
    return replace(Settings(), **{name: _convert(name, value) for name, value in values.items()})


def _from_file(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Mend it or move it away.") from error
    table.pop("source", None)  # folder rules, read where the folder is: indexer.ingest.rules
    return known(table, f"{file}: ")


def known(values: Mapping[str, Any], where: str = "") -> Mapping[str, Any]:
    """The values, if each has the name of a setting. Raises SettingsError, which says where they stand."""
    _check_names(values, {f.name for f in fields(Settings)}, where)
    return values


def _variable(name: str) -> str:
    return f"{_PREFIX}{name.upper()}"


def _check_names(given: Iterable[str], names: Collection[str], where: str = "") -> None:
    for name in given:
        if name not in names:
            from difflib import get_close_matches

            near = get_close_matches(name, names, n=1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            raise SettingsError(f"{where}There is no setting {name!r}{meant}; there are {', '.join(sorted(names))}.")


def _convert(name: str, value: Any) -> Any:
    """The value as its setting has it: text is read, as the environment gives it; else the type must be right."""
    wanted = type(getattr(Settings(), name))
    try:
        return _READ[wanted](value) if isinstance(value, str) else _TAKEN[wanted](value)
    except (TypeError, ValueError, KeyError) as error:
        raise SettingsError(f"Setting {name} = {value!r} is not {_CALLED[wanted]}: give it one.") from error


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


_PATH = type(Path())
_READ: Mapping[type, Callable[[str], Any]] = {
    str: str, _PATH: Path, int: int, float: float, bool: lambda text: _TRUTH[text.lower()],
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


def _check(holds: bool, name: str, value: object, range_: str) -> None:
    if not holds:
        raise SettingsError(f"Setting {name} = {value!r} is out of range: give {range_}.")
