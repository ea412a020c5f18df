"""Input made to harm: each file costs at most its own skip, and no reading process more than a gigabyte."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from indexer.ingest import pool
from indexer.ingest.choosing.sources import SourceFile, find_files, find_roots
from indexer.ingest.dating.undated import with_readable_date
from indexer.ingest.limits import Limits
from indexer.ingest.pages.otherdates import without_other_dates
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.ingest.texts import plaintext
from indexer.records import DateRange, Document
from indexer.settings import Settings
from tests.conftest import ROOT
from tests.indexer.timing import is_linear

pytestmark = pytest.mark.slow

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
        elif isinstance(event, Ending):
            found[file.path.split("/", 1)[1]] = (documents, event)
            documents = []
    assert [d.text for d in found.pop("zz-honest.txt")[0]] == [HONEST], "the run goes on after whatever came before"
    return found


def codes_of(folder: Path, limits: Limits = LIMITS) -> dict[str, str]:
    return {name: ending.code for name, (_, ending) in outcomes(folder, limits).items()}


@pytest.mark.parametrize(
    ("before", "unit", "after"), [("", "a", ""), ("a-", " ", "x"), ("a-\n", "\n ", "."), ("Dear", " ", "1")]
)
def test_the_time_of_a_plain_text_is_linear(before: str, unit: str, after: str) -> None:
    """A few small texts are read without a worker, so that nothing ends a reader that goes on for hours."""
    assert is_linear(lambda size: list(plaintext.read("a", f"{before}{unit * size}{after} b-c".encode())), 4_000)


def test_the_time_of_a_date_is_linear() -> None:
    def read(size: int) -> None:
        with_readable_date(Document(id="a", text="", title="", date=DateRange("-" * size + "x")))

    assert is_linear(read, 4_000)


def test_the_time_of_a_class_on_a_page_is_linear() -> None:
    def read(size: int) -> None:
        without_other_dates(document_fromstring(f'<p class="related{"_a" * size}!">The ferry.</p>'))

    assert is_linear(read, 6)


def write_bombs(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    with gzip.open(folder / "bomb.txt.gz", "wb", compresslevel=1) as handle:
        handle.write(b"a" * 60_000_000)


def write_nests(folder: Path) -> None:
    (folder / "divs.html").write_text("<html><body>" + "<div>" * 100_000 + "deep", encoding="utf-8")
    (folder / "lists.json").write_text("[" * 100_000, encoding="utf-8")
    (folder / "groups.rtf").write_text("{\\rtf1 " + "{" * 100_000 + "deep", encoding="utf-8")
    (folder / "elements.xml").write_text("<TEI><text>" + "<p>" * 100_000, encoding="utf-8")
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    (folder / "parts.eml").write_text(f"From: a@b.c\nSubject: deep\n{parts}\nhello", encoding="utf-8")


def write_long_line(folder: Path) -> None:
    with (folder / "box.mbox").open("wb") as handle:
        handle.write(b"From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c\nSubject: one\n\nshort\n\n")
        handle.write(b"From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c\nSubject: two\n\n" + b"x" * 50_000_000 + b"\n")


def write_long_page(folder: Path) -> None:
    row = "<div><p>words, <a href=x>links</a> and words</p></div>"
    (folder / "long.html").write_text("<html><body>" + row * 400_000, encoding="utf-8")


def write_wide_list(folder: Path) -> None:
    (folder / "wide.json").write_text("[" + "{}," * 10_000_000 + "{}]", encoding="utf-8")


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
    write_bombs(tmp_path)
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
        handle.truncate(200_000_001)
    ending = outcomes(tmp_path)["sparse.txt"][1]
    assert (ending.code, ending.reason) == (
        "too-large", "201 MB is over the limit of 200 MB (setting max_file_mb)",
    )  # fmt: skip


@pytest.mark.slow
def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = pool._Worker.ask

    def hurry(worker: pool._Worker, number: int, file: SourceFile, limits: Limits) -> None:
        ask(worker, number, file, replace(limits, seconds=0.2) if file.path.endswith("long.html") else limits)

    monkeypatch.setattr(pool._Worker, "ask", hurry)  # the honest file may take its time
    write_long_page(tmp_path)
    ending = outcomes(tmp_path)["long.html"][1]
    assert (ending.code, "60 s" in ending.reason) == ("timeout", True)


@pytest.mark.slow
def test_a_reader_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    write_wide_list(tmp_path)
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
    assert codes_of(folder) == {
        "out.txt": "link", "a": "link", "b": "link", "round": "link", "pipe.txt": "special",
        "two\nlines.txt": "", "caf\\xe9.txt": "",
    }  # fmt: skip


ALONE = r"""
import json, re, resource, sys
from pathlib import Path
from tests.indexer.ingest.test_hostile_input import outcomes

outcome = outcomes(Path(sys.argv[1]))
found = {name: (ending.code, [d.text[:9] for d in read]) for name, (read, ending) in outcome.items()}
# getrusage would count this process from before its exec, when it was as large as the tests that started it
own = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
print(json.dumps([found, own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


@pytest.mark.slow
def test_nests_without_end_and_lines_of_50_mb_take_no_gigabyte(tmp_path: Path) -> None:
    """In a process of its own: a child's peak counts from its fork, when it is as large as its parent."""
    for write in (write_bombs, write_nests, write_long_line, write_long_page, write_wide_list):
        write(tmp_path)
    alone = subprocess.run([sys.executable, "-c", ALONE, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    found, own, readers = json.loads(alone.stdout)
    assert len(found) == 10
    assert (found["lists.json"][0], found["elements.xml"][0]) == ("broken", "broken")
    assert found["box.mbox"][1][0] == "short"
    reasons = {"broken", "empty", "memory", "nested", "timeout", "unpacks-too-large"}
    assert {code for code, _ in found.values()} <= {"", *reasons}
    assert own < readers < 1_000_000  # kilobytes


@pytest.mark.real
def test_a_pdf_cut_off_anywhere(data: Path, tmp_path: Path) -> None:
    whole = (data / "formats/pdf/aleph-demo.pdf").read_bytes()
    for tenth in range(1, 10):
        (tmp_path / f"{tenth}.pdf").write_bytes(whole[: len(whole) * tenth // 10])
    assert {ending.code for _, ending in outcomes(tmp_path).values()} <= {"", "broken", "scanned"}
