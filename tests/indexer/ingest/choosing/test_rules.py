import gzip
from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.ingest.choosing.rules import FolderRules, Rule, read_rules
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.read import read_file
from indexer.records import Document
from tests.indexer.ingest.reading import LIMITS, web_record

PLAIN = Document(id="d", text="t", title="t")


def rules(tmp_path: Path, toml: str) -> FolderRules:
    (tmp_path / "pressmark.toml").write_text(toml, encoding="utf-8")
    return read_rules(tmp_path)


def ruled(folder: Path, name: str, content: bytes) -> Document:
    """The one document of a file, in a folder that calls all of its files letters."""
    (folder / name).write_bytes(content)
    rule = FolderRules((Rule("*", kind="letter"),))
    document = next(read_file(SourceFile(f"papers/{name}", folder / name, len(content), 0, rule), LIMITS))
    assert isinstance(document, Document)
    return document


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
    assert rule.apply(PLAIN, "letters/1961/a.txt") == added


def test_the_sources_own_word_stays() -> None:
    own = Document(id="d", text="t", title="t", kind="article", source="Herald", language="fr")
    assert FolderRules((Rule("*", kind="letter", source="Papers", language="en"),)).apply(own, "a.txt") == own


def test_of_two_rules_that_fit_the_last_wins_key_by_key() -> None:
    fit = FolderRules((Rule("*", kind="article", source="Herald"), Rule("letters/*", kind="letter")))
    found = fit.apply(PLAIN, "letters/a.txt")
    assert (found.kind, found.source) == ("letter", "Herald")


def test_of_two_rules_that_name_a_kind_the_last_wins_even_with_other() -> None:
    fit = FolderRules((Rule("*", kind="letter"), Rule("forms/*", kind="other")))
    assert [fit.apply(PLAIN, path).kind for path in ("a.txt", "forms/a.txt")] == ["letter", "other"]


OF_A_SITE = b'<html><head><meta property="og:type" content="article"><meta name="author" content="Ida Tonn"></head>'
PAGE = OF_A_SITE + b"<body><p>It is late.</p></body></html>"
MARKED = b'<html><body><div itemtype="https://schema.org/NewsArticle" itemscope><p>It is late.</p></div></body></html>'
LINKED = b'<html><script type="application/ld+json">{"@type": "NewsArticle"}</script><p>It is late.</p></html>'
FEED = b"<rss><channel><item><title>Late</title><description>It is late.</description></item></channel></rss>"
MHTML = b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + PAGE
WARC = web_record("response", "https://x.example/", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.html", PAGE, "letter"), ("a.html", MARKED, "letter"), ("a.html", LINKED, "letter"),
        ("a.html.gz", gzip.compress(PAGE, mtime=0), "letter"), ("a.mhtml", MHTML, "letter"), ("a.warc", WARC, "letter"),
        ("a.rss", FEED, "letter"),
        ("a.md", b"---\nkind: article\n---\nIt is late.", "article"),
        ("a.txt", b"---\nkind: article\n---\nIt is late.", "article"),
        ("a.jsonl", b'{"text": "It is late.", "kind": "article"}', "article"),
        ("a.csv.gz", gzip.compress(b"text,kind\nIt is late.,article\n", mtime=0), "article"),
    ],
)  # fmt: skip
def test_a_folders_word_on_the_kind_prevails_over_a_sites_and_a_persons_over_the_folders(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    document = ruled(tmp_path, name, content)
    assert document.kind == kind
    assert document.senders == ()


@pytest.mark.parametrize(
    ("name", "content", "senders"),
    [
        ("a.md", b"---\nauthor: Ida Tonn\n---\nIt is late.", ("Ida Tonn",)),
        ("a.md", b"---\nauthor: Ida Tonn\nkind: article\n---\nIt is late.", ()),
        ("a.csv.gz", gzip.compress(b"text,author\nIt is late.,Ida Tonn\n", mtime=0), ("Ida Tonn",)),
        ("a.txt", b"---\nauthor: Ida Tonn\n---\nIt is late.", ("Ida Tonn",)),
        ("a.rtf", rb"{\rtf1{\info{\author Karl}}It is late.}", ()),  # whoever typed it
        ("a.html", PAGE, ()),  # whoever put it there
    ],
)
def test_what_a_folder_calls_a_letter_is_sent_by_its_author_if_a_person_named_one(
    tmp_path: Path, name: str, content: bytes, senders: tuple[str, ...]
) -> None:
    assert tuple(sender.text for sender in ruled(tmp_path, name, content).senders) == senders


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[[source]]\nknd = 'letter'\n", r"no key 'knd' \(did you mean kind\?\); it has columns, "),
        ("[[sauce]]\nkind = 'letter'\n", r"no setting 'sauce' \(did you mean source\?\); there are archive, "),
        ("hue = 'red'\n", "no setting 'hue'; there are archive, "),
        ("[[source]]\nkind = 'poem'\n", "kind = 'poem' is not one of article, letter, other"),
        ("[[source]]\nlanguage = 'klingon'\n", "language = 'klingon' is no language: give its code, such as en"),
        ("[[source]\n", "cannot be read"),
        ("[[source]]\nsource = 5\n", "source = 5 is not a text"),
        ("source = 'x'\n", "write it as a table"),
        (
            "languages = ['de']\nkeep = 3\n",
            "languages, keep would not be obeyed, for settings are read from the working",
        ),
        ("[[source]]\npath = '!'\n", "'!' is not a pattern: write it as in .gitignore"),
    ],
)
def test_rules_that_mean_nothing_are_named(tmp_path: Path, toml: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as raised:
        rules(tmp_path, toml)
    assert "pressmark.toml" in str(raised.value)


def test_a_folder_that_one_works_in_may_hold_settings_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert rules(tmp_path, "keep = 3\n[[source]]\nkind = 'letter'\n").rules == (Rule("*", "letter"),)
