import os
from pathlib import Path

import pytest

from indexer.errors import SettingsError, SourceError
from indexer.ingest.choosing.sources import Root, find_files, find_roots


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "letters/c.txt", "letters/.hidden.txt", ".git/d.txt", "drafts/e.txt", "x.bak"):
        file = tmp_path / "papers" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text", encoding="utf-8")
    return tmp_path / "papers"


def names(folder: Path) -> list[str]:
    return [f.path for f in find_files(Root(folder.name, folder))]


def test_files_are_named_by_their_folder_and_come_in_order(papers: Path) -> None:
    assert names(papers) == [f"papers/{n}" for n in ("a.txt", "b.txt", "x.bak", "drafts/e.txt", "letters/c.txt")]


def test_what_is_ignored_is_left_out(papers: Path) -> None:
    (papers / ".pressmarkignore").write_text("drafts/\n*.bak\n", encoding="utf-8")
    assert names(papers) == [f"papers/{n}" for n in ("a.txt", "b.txt", "letters/c.txt")]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [("letters/*", ("a.txt", "b.txt", "x.bak", "drafts/e.txt")), ("/*\n!drafts/", ("drafts/e.txt",))],
)
def test_patterns_reach_into_subfolders_as_those_of_git_do(papers: Path, pattern: str, left: tuple[str, ...]) -> None:
    (papers / "letters/old").mkdir()
    (papers / "letters/old/f.txt").write_text("text", encoding="utf-8")
    (papers / ".pressmarkignore").write_text(pattern, encoding="utf-8")
    assert names(papers) == [f"papers/{name}" for name in left]


def test_the_mark_that_an_editor_puts_first_is_no_part_of_a_pattern(papers: Path) -> None:
    (papers / ".pressmarkignore").write_text("drafts/\n*.bak\n", encoding="utf-8-sig")
    assert "papers/drafts/e.txt" not in names(papers)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"drafts/\n!\n", "'!' is not a pattern: write it as in .gitignore"),
        (b"[z-a].txt", "'[z-a].txt' is not a pattern"),
        ("Müll/\n".encode("latin-1"), "is not UTF-8: save it as UTF-8"),
    ],
)
def test_an_ignore_file_that_means_nothing_is_named(papers: Path, content: bytes, complaint: str) -> None:
    (papers / ".pressmarkignore").write_bytes(content)
    with pytest.raises(SettingsError) as raised:
        names(papers)
    assert complaint in str(raised.value)
    assert str(papers / ".pressmarkignore") in str(raised.value)


def test_the_folders_rules_are_no_text(papers: Path) -> None:
    (papers / "pressmark.toml").write_text("[[source]]\nkind = 'letter'\n", encoding="utf-8")
    assert "papers/pressmark.toml" not in names(papers)


def test_what_is_no_file_or_leads_out_is_named_with_the_reason(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (papers / "out.txt").symlink_to(tmp_path / "secret.txt")
    (papers / "broken.txt").symlink_to(papers / "nothing.txt")
    (papers / "loop").symlink_to(papers, target_is_directory=True)
    os.mkfifo(papers / "pipe.txt")
    found = {file.path.removeprefix("papers/"): file.code for file in find_files(Root(papers.name, papers))}
    refused = {name: code for name, code in found.items() if code}
    assert refused == {
        "out.txt": "link",
        "broken.txt": "link",
        "loop": "link",
        "pipe.txt": "special",
        "x.bak": "backup",
    }
    assert {name for name, code in found.items() if not code} == {"a.txt", "b.txt", "drafts/e.txt", "letters/c.txt"}


def test_what_programs_put_into_a_folder_is_no_document(papers: Path) -> None:
    before = names(papers)
    for name in ("~$x.docx", ".~lock.x.odt#", "letters/~$c.docx", "Thumbs.db", "letters/desktop.ini"):
        (papers / name).write_bytes(b"\x05Carla")
    assert names(papers) == before


@pytest.mark.parametrize(
    ("page", "content", "read"),
    [
        ("ferry.html", "<p>Late.", False),
        ("ferry.HTM", "<p>Late.", False),
        ("ferry.html", "<frameset cols='*'><frame src='ferry_files/a.html'>", True),
        ("other.html", "<p>Late.", True),
    ],
)
def test_the_parts_that_a_browser_saves_beside_a_page_are_no_documents(
    papers: Path, page: str, content: str, read: bool
) -> None:
    (papers / page).write_text(content)
    for folder in ("ferry_files", "ferry-Dateien"):
        (papers / folder).mkdir()
        (papers / folder / "a.html").write_text("<p>Buy boats now.")
    assert ({"papers/ferry_files/a.html", "papers/ferry-Dateien/a.html"} <= set(names(papers))) is read


def test_a_file_can_be_a_source(papers: Path) -> None:
    (file,) = find_files(Root("a.txt", papers / "a.txt"))
    assert (file.path, file.file, file.size) == ("a.txt", papers / "a.txt", 4)


def test_a_name_that_is_not_utf8_is_escaped(papers: Path) -> None:
    os.rename(os.fsencode(papers / "a.txt"), os.fsencode(papers) + b"/\xff.txt")
    assert "papers/\\xff.txt" in names(papers)


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing at .*/absent"):
        find_roots([tmp_path / "absent"], {})


def test_of_a_known_source_that_is_not_there_it_is_said_how_to_take_its_documents_out(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing at .*/one.txt, which was read before: .* with pressmark remove\."):
        find_roots([tmp_path / "one.txt"], {"one.txt": tmp_path / "one.txt"})


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a/letters", "b/letters"):
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(SourceError, match="already has a source called 'letters'"):
        find_roots([tmp_path / "a/letters", tmp_path / "b/letters"], {})
    with pytest.raises(SourceError, match="already has a source called 'letters'"):
        find_roots([tmp_path / "b/letters"], {"letters": tmp_path / "a/letters"})


def test_a_source_that_was_moved_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "b/letters").mkdir(parents=True)
    assert find_roots([tmp_path / "b/letters"], {"letters": tmp_path / "a/letters"}) == [
        Root("letters", tmp_path / "b/letters")
    ]


def test_the_same_source_twice_is_one(tmp_path: Path) -> None:
    assert find_roots([tmp_path, tmp_path / "."], {}) == [Root(tmp_path.name, tmp_path)]


def test_of_a_source_that_is_read_in_part_the_rest_is_not_looked_into(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "other").mkdir()
    (papers / "letters/1961").mkdir()
    (papers / "letters/1961/d.txt").write_text("d", encoding="utf-8")
    opened: list[Path] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: opened.append(Path(path)) or scandir(path))
    found = [file.path for file in find_files(Root("papers", papers, papers / "letters"))]
    assert "papers/letters/1961/d.txt" in found
    assert opened == [papers, papers / "letters", papers / "letters/1961"]


@pytest.mark.parametrize("part", ["letters", "letters/c.txt"])
def test_a_path_inside_a_known_source_belongs_to_that_one(papers: Path, part: str) -> None:
    roots = find_roots([papers / part], {"papers": papers})
    assert [f.path for root in roots for f in find_files(root)] == ["papers/letters/c.txt"]


def test_what_is_named_twice_is_read_once(papers: Path) -> None:
    assert find_roots([papers / "letters", papers, papers / "a.txt"], {}) == [Root("papers", papers)]
    assert find_roots([papers / "letters", papers / "letters/c.txt"], {"papers": papers}) == [
        Root("papers", papers, papers / "letters")
    ]
