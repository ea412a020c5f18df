"""Input made to harm: each file costs at most its own skip, and no reading process more than a gigabyte."""

from __future__ import annotations

import gzip
import os
import resource
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.ingest.limits import Limits
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.ingest.sources import find_files, find_roots
from indexer.records import Document
from indexer.settings import Settings

LIMITS = Limits.of(Settings())
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + ']><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&j;</p></body></text></TEI>'
)
HONEST = "The ferry was late again, and nobody on the pier was surprised."


def outcomes(folder: Path, limits: Limits = LIMITS) -> dict[str, tuple[list[Document], Ending]]:
    """What became of each file of a folder, by its name."""
    found: dict[str, tuple[list[Document], Ending]] = {}
    documents: list[Document] = []
    (folder / "zz-honest.txt").write_text(HONEST, encoding="utf-8")
    for file, event in read_files(list(find_files(find_roots([folder], {})[0])), limits, workers=1):
        if isinstance(event, Document):
            documents.append(event)
        else:
            found[file.path.split("/", 1)[1]] = (documents, event)
            documents = []
    assert [d.text for d in found.pop("zz-honest.txt")[0]] == [HONEST], "the run goes on after whatever came before"
    return found


def test_entity_expansion_is_refused(tmp_path: Path) -> None:
    (tmp_path / "laughs.xml").write_text(LAUGHS, encoding="utf-8")
    (tmp_path / "wide.xml").write_text(LAUGHS, encoding="utf-16")
    found = outcomes(tmp_path)
    assert {found[name][1].code for name in ("laughs.xml", "wide.xml")} == {"xml-entities"}


def test_entities_of_a_file_on_disk_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><text><body><p>&x;</p></body></text></TEI>',
        encoding="utf-8",
    )
    assert outcomes(tmp_path)["a.xml"][1].code == "xml-entities"


def test_aliases_in_front_matter_are_left_out(tmp_path: Path) -> None:
    lines = ["a0: &a0 [ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
    (tmp_path / "laughs.md").write_text("---\n" + "\n".join(lines) + "\n---\n" + HONEST, encoding="utf-8")
    (document,) = outcomes(tmp_path)["laughs.md"][0]
    assert (document.text, document.metadata) == (HONEST, {})


def test_archives_that_unpack_beyond_the_ratio_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with gzip.open(tmp_path / "bomb.txt.gz", "wb", compresslevel=1) as handle:
        handle.write(b"a" * 60_000_000)
    found = outcomes(tmp_path)
    assert found["bomb.docx"][1].code == "unpacks-too-large"
    assert found["bomb.txt.gz"][1].code == "unpacks-too-large"


def test_a_declared_size_that_lies_is_found_out(tmp_path: Path) -> None:
    file = tmp_path / "lie.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    size = (5_000_000).to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(size, (10).to_bytes(4, "little")))
    assert outcomes(tmp_path)["lie.docx"][1].code == "broken"


def test_compression_in_compression_is_opened_only_so_deep(tmp_path: Path) -> None:
    data = HONEST.encode()
    for _ in range(6):
        data = gzip.compress(data)
    (tmp_path / "deep.txt.gz").write_bytes(data)
    assert outcomes(tmp_path)["deep.txt.gz"][1].code == "nested"


def test_a_file_over_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "sparse.txt").open("wb") as handle:
        handle.truncate(2_000_000_000)
    assert outcomes(tmp_path)["sparse.txt"][1].code == "too-large"


def test_nesting_without_end(tmp_path: Path) -> None:
    (tmp_path / "divs.html").write_text("<html><body>" + "<div>" * 100_000 + "deep", encoding="utf-8")
    (tmp_path / "lists.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "groups.rtf").write_text("{\\rtf1 " + "{" * 100_000 + "deep", encoding="utf-8")
    (tmp_path / "elements.xml").write_text("<TEI><text>" + "<p>" * 100_000, encoding="utf-8")
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    (tmp_path / "parts.eml").write_text(f"From: a@b.c\nSubject: deep\n{parts}\nhello", encoding="utf-8")
    found = outcomes(tmp_path)
    assert found["lists.json"][1].code == "broken"
    assert found["elements.xml"][1].code == "broken"
    assert len(found) == 5


def test_a_mailbox_with_a_line_of_50_mb(tmp_path: Path) -> None:
    with (tmp_path / "box.mbox").open("wb") as handle:
        handle.write(b"From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c\nSubject: one\n\nshort\n\n")
        handle.write(b"From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c\nSubject: two\n\n" + b"x" * 50_000_000 + b"\n")
    documents, ending = outcomes(tmp_path)["box.mbox"]
    assert documents[0].text == "short"
    assert ending.code in ("", "timeout", "memory")


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(
        "<html><body>" + "<div><p>words, <a href=x>links</a> and words</p></div>" * 400_000, encoding="utf-8"
    )
    ending = outcomes(tmp_path, replace(LIMITS, seconds=1))["long.html"][1]
    assert (ending.code, "1 s" in ending.reason) == ("timeout", True)


def test_a_reader_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    (tmp_path / "wide.json").write_text("[" + "{}," * 10_000_000 + "{}]", encoding="utf-8")
    ending = outcomes(tmp_path, replace(LIMITS, memory=300_000_000))["wide.json"][1]
    assert ending.code == "memory"


def test_links_pipes_and_names(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("not for the archive", encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "two\nlines.txt").write_text(HONEST, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(HONEST, encoding="utf-8")
    (folder / ".hidden.txt").write_text("hidden", encoding="utf-8")
    found = outcomes(folder)
    codes = {name: ending.code for name, (_, ending) in found.items()}
    assert codes == {
        "out.txt": "link", "a": "link", "b": "link", "round": "link", "pipe.txt": "special",
        "two\nlines.txt": "", "caf\\xe9.txt": "",
    }  # fmt: skip


def test_no_reader_took_a_gigabyte() -> None:
    """Runs last in this file: the largest of all processes that the tests above started (kilobytes on Linux)."""
    # A child's peak counts from its fork, when it is as large as this process: after tests that load the model the
    # bound says less. scripts/check runs this without a model.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < max(1_000_000, 1.2 * own)


@pytest.mark.real
def test_a_pdf_cut_off_anywhere(data: Path, tmp_path: Path) -> None:
    whole = (data / "formats/pdf/aleph-demo.pdf").read_bytes()
    for tenth in range(1, 10):
        (tmp_path / f"{tenth}.pdf").write_bytes(whole[: len(whole) * tenth // 10])
    assert {ending.code for _, ending in outcomes(tmp_path).values()} <= {"", "broken", "scanned"}
