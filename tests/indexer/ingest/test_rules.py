from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.ingest.rules import FolderRules, Rule, read_rules
from indexer.records import Document

PLAIN = Document(id="d", text="t", title="t")


def rules(tmp_path: Path, toml: str) -> FolderRules:
    (tmp_path / "pressmark.toml").write_text(toml, encoding="utf-8")
    return read_rules(tmp_path)


def test_a_folder_without_rules_has_none(tmp_path: Path) -> None:
    assert read_rules(tmp_path) == FolderRules()


def test_rules_are_read_in_order(tmp_path: Path) -> None:
    toml = "[[source]]\nsource = 'Herald'\n[[source]]\npath = 'letters/*'\nkind = 'letter'\nlanguage = 'de'\n"
    assert rules(tmp_path, toml).rules == (
        Rule("*", source="Herald"), Rule("letters/*", kind="letter", language="de"),
    )  # fmt: skip


def test_a_rule_adds_what_the_source_does_not_say() -> None:
    rule = FolderRules((Rule("letters/*", kind="letter", source="Papers", language="en"),))
    assert rule.apply(PLAIN, "articles/a.txt") == PLAIN
    added = rule.apply(PLAIN, "letters/a.txt")
    assert (added.kind, added.source, added.language) == ("letter", "Papers", "en")


def test_the_sources_own_word_stays() -> None:
    own = Document(id="d", text="t", title="t", kind="article", source="Herald", language="fr")
    assert FolderRules((Rule("*", kind="letter", source="Papers", language="en"),)).apply(own, "a.txt") == own


def test_of_two_rules_that_fit_the_last_wins_key_by_key() -> None:
    fit = FolderRules((Rule("*", kind="article", source="Herald"), Rule("letters/*", kind="letter")))
    ruled = fit.apply(PLAIN, "letters/a.txt")
    assert (ruled.kind, ruled.source) == ("letter", "Herald")


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[[source]]\nknd = 'letter'\n", "no key 'knd'"),
        ("[[source]]\nkind = 'poem'\n", "kind = 'poem' is none of article, letter, other"),
        ("[[source]\n", "cannot be read"),
        ("[[source]]\nsource = 5\n", "source = 5 is no text"),
        ("source = 'x'\n", "write it as a table"),
        ("[[source]]\npath = '!'\n", "'!' is no pattern: write it as in .gitignore"),
    ],
)
def test_rules_that_mean_nothing_are_named(tmp_path: Path, toml: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as raised:
        rules(tmp_path, toml)
    assert "pressmark.toml" in str(raised.value)
