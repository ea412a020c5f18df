from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.ingest.limits import Limits
from indexer.ingest.read import read_file
from indexer.ingest.rules import FolderRules, Rule, read_rules
from indexer.ingest.sources import SourceFile
from indexer.records import Document
from indexer.settings import Settings

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
    ("name", "content", "senders"),
    [
        ("a.md", b"---\nauthor: Ida Tonn\n---\nIt is late.", ("Ida Tonn",)),
        ("a.md", b"---\nauthor: Ida Tonn\nkind: article\n---\nIt is late.", ()),
        ("a.rtf", rb"{\rtf1{\info{\author Karl}}It is late.}", ()),  # whoever typed it
    ],
)
def test_what_a_folder_calls_a_letter_is_sent_by_its_author_if_a_person_named_one(
    tmp_path: Path, name: str, content: bytes, senders: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)
    source = SourceFile(
        f"papers/{name}", tmp_path / name, len(content), 0, FolderRules((Rule("*", kind="letter"),))
    )  # fmt: skip
    document, _ = read_file(source, Limits.of(Settings()))
    assert isinstance(document, Document)
    assert tuple(sender.text for sender in document.senders) == senders


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[[source]]\nknd = 'letter'\n", r"no key 'knd' \(did you mean kind\?\); it has columns, "),
        ("[[sauce]]\nkind = 'letter'\n", r"no setting 'sauce' \(did you mean source\?\); there are archive, "),
        ("hue = 'red'\n", "no setting 'hue'; there are archive, "),
        ("[[source]]\nkind = 'poem'\n", "kind = 'poem' is not one of article, letter, other"),
        ("[[source]\n", "cannot be read"),
        ("[[source]]\nsource = 5\n", "source = 5 is not a text"),
        ("source = 'x'\n", "write it as a table"),
        ("[[source]]\npath = '!'\n", "'!' is not a pattern: write it as in .gitignore"),
    ],
)
def test_rules_that_mean_nothing_are_named(tmp_path: Path, toml: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as raised:
        rules(tmp_path, toml)
    assert "pressmark.toml" in str(raised.value)
