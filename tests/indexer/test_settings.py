import os
from pathlib import Path

import limits
import pytest

from indexer.errors import SettingsError
from indexer.settings import NAMES, Settings, load_settings


def load(tmp_path: Path, flags: dict[str, object] | None = None, toml: str = "", **environment: str) -> Settings:
    if toml:
        (tmp_path / "pressmark.toml").write_text(toml, encoding="utf-8")
    return load_settings(flags or {}, {f"PRESSMARK_{k.upper()}": v for k, v in environment.items()}, tmp_path)


def test_defaults(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()
    assert Settings().archive == Path("archive")


def test_a_flag_beats_the_environment_beats_the_file_beats_the_default(tmp_path: Path) -> None:
    toml = "port = 1\nhost = 'file'\nfusion = 'rrf'\n"
    settings = load(tmp_path, {"port": 3, "host": None}, toml, port="2", host="environment")
    assert (settings.port, settings.host, settings.fusion) == (3, "environment", "rrf")


def test_values_take_the_type_of_their_field(tmp_path: Path) -> None:
    settings = load(tmp_path, toml="semantic_weight = 1\nlanguages = ['en', 'de']\narchive = 'a'\n", threads="2")
    assert settings.semantic_weight == 1.0
    assert isinstance(settings.semantic_weight, float)
    assert (settings.languages, settings.archive, settings.threads) == (("en", "de"), Path("a"), 2)
    for text in ("en, fr,", '["en","fr"]', " ['en', 'fr'] "):  # as the environment has it, or the file
        assert load(tmp_path, languages=text).languages == ("en", "fr")


@pytest.mark.parametrize(
    ("name", "value"),
    [("passage_words", 19), ("passage_words", 1001), ("semantic_weight", -0.1), ("semantic_weight", 1.1),
     ("semantic_weight", float("nan")), ("fusion", "sum"), ("encoder", "gpu"), ("languages", ()),
     ("languages", ("xx",)), ("threads", -1), ("max_file_mb", 0), ("port", 65536), ("host", ""),
     ("read_seconds", 86_401), ("read_memory_mb", 1_000_001),
     ("rate", "many/fortnight"), ("rate", "600"), ("rate", "0/minute"), ("rate", "60/minute;"), ("rate", " "),
     ("hosts", ("https://a.example",)), ("hosts", ("a.example:80",)), ("hosts", ("",)), ("proxies", -1)],
)  # fmt: skip
def test_values_out_of_range_are_named(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name) as raised:
        Settings(**{name: value})  # type: ignore[arg-type]
    shown = list(value) if isinstance(value, tuple) else value  # as pressmark.toml has it
    assert f"Setting {name} = {shown!r} is not allowed: give " in str(raised.value)


@pytest.mark.parametrize(("name", "value"), [("passage_words", 20), ("passage_words", 1000), ("semantic_weight", 0),
                                             ("semantic_weight", 1), ("port", 0), ("threads", 0),
                                             ("read_seconds", 86_400), ("read_memory_mb", 1_000_000)])  # fmt: skip
def test_the_ends_of_a_range_belong_to_it(name: str, value: int) -> None:
    assert getattr(Settings(**{name: value}), name) == value  # type: ignore[arg-type]


def test_a_value_of_the_wrong_type_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"port = 'many' is not allowed: give a whole number\.$"):
        load(tmp_path, port="many")
    for text in ('["en"', "[en]", "[1]"):
        with pytest.raises(SettingsError, match="is not allowed: give a list of texts, such as en,de"):
            load(tmp_path, languages=text)


@pytest.mark.parametrize("name", ["archive", "host", "token", "cors", "languages", "port"])
def test_a_value_that_is_not_in_utf_8_is_refused(tmp_path: Path, name: str) -> None:
    said = "" if name == "token" else r" = '1\\udcffb'"
    with pytest.raises(SettingsError, match=rf"^Setting {name}{said} is not in UTF-8: give it so\.$"):
        load(tmp_path, **{name: os.fsdecode(b"1\xffb")})
    with pytest.raises(SettingsError, match="not in UTF-8"):
        load(tmp_path, {"archive": Path(os.fsdecode(b"\xff"))})


@pytest.mark.parametrize(
    ("line", "given", "wanted"),
    [
        ("threads = true", "threads = True", "a whole number"),
        ("keep = 2.5", "keep = 2.5", "a whole number"),
        ("keep = 2.0", "keep = 2.0", "a whole number"),
        ("time_limit = true", "time_limit = True", "a number"),
        ("token = 1234", "token = 1234", "a text"),
        ("host = 5", "host = 5", "a text"),
        ("archive = 5", "archive = 5", "a path"),
        ("trace = 'perhaps'", "trace = 'perhaps'", "true or false"),
        ("trace = 2", "trace = 2", "true or false"),
        ("languages = 5", "languages = 5", "a list of texts"),
        ("cors = ['https://example.org', 5]", r"cors = \['https://example.org', 5\]", "a list of texts"),
    ],
)
def test_a_value_in_the_file_has_the_type_of_its_setting(tmp_path: Path, line: str, given: str, wanted: str) -> None:
    with pytest.raises(SettingsError, match=f"Setting {given} is not allowed: give {wanted}"):
        load(tmp_path, toml=line)


@pytest.mark.parametrize(
    "rate", ["600/minute", "1 per second", "60/hour;5/second", "20 PER 5 Minutes", "9/days , 1/year"]
)
def test_every_rate_that_is_taken_is_one_to_who_counts(rate: str) -> None:
    assert limits.parse_many(Settings(rate=rate).rate)
    assert Settings(rate="").rate == ""


def test_an_unknown_key_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no setting 'prot'") as raised:
        load(tmp_path, toml="prot = 8000")
    assert all(name in str(raised.value) for name in NAMES)


@pytest.mark.parametrize("name", ["PASSAGE_WORD", "PASAGE_WORDS"])
def test_a_misspelt_name_in_the_environment_is_refused_with_the_near_one(tmp_path: Path, name: str) -> None:
    said = rf"no setting 'PRESSMARK_{name}' \(did you mean PRESSMARK_PASSAGE_WORDS\?\)"
    with pytest.raises(SettingsError, match=said):
        load_settings({}, {f"PRESSMARK_{name}": "80"}, tmp_path)
    with pytest.raises(SettingsError, match="no setting 'PRESSMARK_port'"):
        load_settings({}, {"PRESSMARK_port": "80"}, tmp_path)
    assert load_settings({}, {"PRESSMARKED": "80", "PATH": "/"}, tmp_path) == Settings()


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pressmark.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"pressmark\.toml cannot be read"):
        load(tmp_path)


def test_folder_rules_in_the_same_file_are_left_alone(tmp_path: Path) -> None:
    assert load(tmp_path, toml="port = 1\n[[source]]\npath = '*'\n").port == 1


def test_every_setting_says_what_it_is() -> None:
    source = (Path(__file__).parents[2] / "indexer" / "settings.py").read_text(encoding="utf-8")
    for name in NAMES:
        line = source.index(f"    {name}: ")
        assert source[line:].split("\n")[1].startswith('    """'), name


def test_what_nobody_gave_is_as_the_archive_was_made(tmp_path: Path) -> None:
    (tmp_path / "pressmark.toml").write_text("reuse = false\n", encoding="utf-8")
    asked: list[Path] = []

    def made(archive: Path) -> dict[str, object]:
        asked.append(archive)
        return {"keep": 5, "reuse": True, "trace": False, "passage_words": 60}

    flags = {"archive": tmp_path / "a", "keep": 3, "model": None}
    settings = load_settings(flags, {"PRESSMARK_TRACE": "yes"}, tmp_path, made)
    assert asked == [tmp_path / "a"]
    assert (settings.keep, settings.reuse, settings.trace, settings.passage_words) == (3, False, True, 60)
