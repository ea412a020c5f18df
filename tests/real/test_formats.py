"""What becomes of every file under formats/: one row each, written by hand after looking at the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.ingest.choosing.sources import find_files, find_roots
from indexer.ingest.found import Doubt
from indexer.ingest.limits import Limits
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.records import Document
from indexer.settings import Settings

pytestmark = pytest.mark.real

# file | read, warned, or the code of the skip | documents | words of a text, a title, a warning or the reason
EXPECTED = """
eml/msg_01.txt | read | 1 | Do you like this message?
eml/msg_02.txt | read | 6 | Send Ppp mailing list submissions to
eml/msg_03.txt | read | 1 | Do you like this message?
eml/msg_04.txt | read | 1 | to reflect upon our own
eml/msg_05.txt | read | 2 | Yadda yadda yadda
eml/msg_06.txt | read | 2 | forwarded message from Barry A. Warsaw
eml/msg_07.txt | warned | 1 | attachment dingusfish.gif was not read
eml/msg_08.txt | read | 1 | Lyrics
eml/msg_09.txt | read | 1 | Lyrics
eml/msg_10.txt | read | 1 | ¡This is a Quoted Printable encoded message!
eml/msg_11.txt | read | 2 | Here is the body of the message.
eml/msg_12.txt | read | 1 | Lyrics
eml/msg_12a.txt | read | 1 | Lyrics
eml/msg_13.txt | warned | 1 | attachment dingusfish.gif was not read
eml/msg_14.txt | read | 1 | I'm sorry but I'm using a drainbread ISP
eml/msg_15.txt | read | 1 | Some removed test.
eml/msg_16.txt | read | 2 | I always love to find more Ian's
eml/msg_17.txt | read | 1 | This is the dingus fish.
eml/msg_18.txt | empty | 0 | the message has no text
eml/msg_19.txt | read | 1 | Send Ppp mailing list submissions to
eml/msg_20.txt | read | 1 | Do you like this message?
eml/msg_21.txt | read | 1 | Two
eml/msg_22.txt | warned | 1 | attachment wibble.JPG was not read
eml/msg_23.txt | read | 1 | A message part
eml/msg_24.txt | read | 1 | A subject
eml/msg_25.txt | read | 1 | The original message was received at
eml/msg_26.txt | warned | 1 | attachment clock.bmp was not read
eml/msg_27.txt | read | 1 | test
eml/msg_28.txt | read | 3 | message 2
eml/msg_29.txt | read | 1 | Do you like this message?
eml/msg_30.txt | read | 3 | message 2
eml/msg_31.txt | read | 1 | message 1
eml/msg_32.txt | read | 1 | Some message.
eml/msg_33.txt | read | 1 | part 2
eml/msg_34.txt | read | 2 | A submessage
eml/msg_35.txt | read | 1 | there's no separating newline here
eml/msg_36.txt | read | 1 | Blah blah blah
eml/msg_37.txt | read | 1 | Blah
eml/msg_38.txt | read | 1 | Unlike the test test_nested-multiples
eml/msg_39.txt | read | 3 | It's never too late to have a happy childhood.
eml/msg_40.txt | read | 1 | 961284236552522269
eml/msg_41.txt | read | 1 | Blah blah blah
eml/msg_42.txt | warned | 1 | attachment message.eml was not read: the message has no text
eml/msg_43.txt | read | 2 | BANNED FILENAME ALERT
eml/msg_44.txt | read | 1 | to reflect upon our own
eml/msg_45.txt | read | 1 | This is the signed contents.
eml/msg_46.txt | read | 2 | Testing email forwarding with Groupwise
eml/msg_47.txt | read | 1 | baz
eml/python.bmp | format | 0 | a picture
eml/python.exr | format | 0 | no reader for .exr
eml/python.gif | format | 0 | a picture
eml/python.jpg | format | 0 | a picture
eml/python.pbm | format | 0 | no reader for .pbm
eml/python.pgm | format | 0 | no reader for .pgm
eml/python.png | format | 0 | a picture
eml/python.ppm | format | 0 | no reader for .ppm
eml/python.ras | format | 0 | no reader for .ras
eml/python.sgi | format | 0 | no reader for .sgi
eml/python.tiff | format | 0 | a picture
eml/python.webp | format | 0 | no reader for .webp
eml/python.xbm | format | 0 | no reader for .xbm
eml/sndhdr.aifc | format | 0 | no reader for .aifc
eml/sndhdr.aiff | format | 0 | no reader for .aiff
eml/sndhdr.au | format | 0 | no reader for .au
eml/sndhdr.wav | format | 0 | no reader for .wav
mbox/mbox.rlug | read | 5 | Am o placa de baza
office/blk-containing-table.docx | empty | 0 | holds no text
office/comments-rich-para.docx | read | 1 | Some text worthy of note.
office/doc-no-coreprops.docx | empty | 0 | holds no text
office/docx-hdrftr.docx | read | 1 | Main document
office/docx-tables.docx | read | 1 | Lorem ipsum A link example
office/duplicate-paragraphs.docx | read | 1 | This document contains duplicates
office/fake-doc.rtf | read | 1 | My first paragraph.
office/fake.docx | read | 1 | Lorem ipsum dolor sit amet.
office/fake.odt | read | 1 | Color Blue Red Green
office/handbook-1p.docx | read | 1 | The United States Trustee appoints and supervises
office/par-hyperlinks.docx | read | 1 | One awesome hyperlink.
office/test.docx | read | 1 | python-docx was here too!
office/winter-sports.epub | read | 1 | Winter Sports in Switzerland
pdf/a1977-backus-p21.pdf | read | 1 | it permits the definition of new functional forms
pdf/aleph-demo.pdf | read | 1 | in the form of Call Detail Record (CDR) data
pdf/copy-protected.pdf | warned | 1 | the PDF forbids copying of its text
pdf/fake-memo.pdf | read | 1 | 10,000 blankets, and 200 laptops delivered on January 23, 2023.
pdf/korean-text-with-tables.pdf | read | 1 | 적립 제외 대상
pdf/multi-column-2p.pdf | read | 1 | where traditional sparse vector space models, such as TF-IDF
pdf/password.pdf | encrypted | 0 | save a copy without a password
pdf/plumber-empty.pdf | empty | 0 | the file is empty
pdf/plumber-malformed-from-issue-932.pdf | read | 1 | 2021 3 31
pdf/plumber-scotus-transcript-p1.pdf | read | 1 | came on for oral argument before the Supreme Court
pdf/pypdf-crazyones-pdfa.pdf | read | 1 | How else can you stare at an empty canvas
pdf/pypdf-habibi.pdf | read | 1 | habibi
pdf/pypdf-imagemagick-CCITTFaxDecode.pdf | scanned | 0 | no text layer: scanned pages need OCR first
pdf/pypdf-multicolumn.pdf | read | 1 | consectetuer adipiscing elit. Ut purus elit, vestibulum ut, placerat ac
pdf/pypdf-with-attachment.pdf | read | 1 | no sea takimata sanctus est
text_encodings/UDHR_first_article_all.txt | read | 1 | Universal Declaration of Human Right
text_encodings/empty.txt | empty | 0 | the file is empty
text_encodings/fake-html-cp1252.html | warned | 1 | Die schöne Frau hat einen Kaffee
text_encodings/fake-text-all-whitespace.txt | empty | 0 | the file is empty
text_encodings/fake-text-utf-16-le.txt | warned | 1 | This is a test document to use for unit tests.
text_encodings/fake-text-utf-32.txt | read | 1 | This is a test document to use for unit tests.
text_encodings/norwich-city.txt | warned | 1 | 1986–1990 Watford
text_encodings/umlauts-non-utf8.md | warned | 1 | äöüß
text_encodings/umlauts-utf8.md | read | 1 | äöüß
warc/LICENSE | read | 1 | TERMS AND CONDITIONS FOR USE
warc/bad.arc | no-documents | 0 | no response in the archive
warc/example-bad-non-chunked.warc.gz | warned | 2 | compressed as a whole
warc/example-bad.warc.gz.bad | warned | 2 | compressed as a whole
warc/example-digest.warc | no-documents | 0 | no response in the archive
warc/example-iana.org-chunked.warc | read | 1 | Management of the DNS Root Zone
warc/example-resource.warc.gz | read | 1 | for illustrative examples in documents
warc/example-space-in-target-uri.warc.gz | no-documents | 0 | no response in the archive
warc/example-space-in-url.arc | read | 1 | for illustrative examples in documents
warc/example-trunc.warc | read | 1 | for illustrative examples in documents
warc/example-wget-bad-target-uri.warc.gz | read | 1 | for illustrative examples in documents
warc/example-wrong-chunks.warc.gz | no-documents | 0 | the web archive is damaged
warc/example.arc | read | 1 | for illustrative examples in documents
warc/example.arc.gz | read | 1 | for illustrative examples in documents
warc/example.warc | read | 2 | for illustrative examples in documents
warc/example.warc.gz | read | 2 | for illustrative examples in documents
warc/post-test.warc.gz | no-documents | 0 | no response in the archive
"""
ROWS = [row.split(" | ") for row in EXPECTED.strip().splitlines()]


Outcomes = dict[str, tuple[list[Document], list[str], Ending]]
"""By file: its documents, what is doubted of it, and how its reading ended."""


@pytest.fixture(scope="module")
def outcomes(data: Path) -> Outcomes:
    found: Outcomes = {}
    documents: list[Document] = []
    doubts: list[str] = []
    for file, event in read_files(list(find_files(find_roots([data / "formats"], {})[0])), Limits.of(Settings())):
        if isinstance(event, Document):
            documents.append(event)
        elif isinstance(event, Doubt):
            doubts.append(event.text)
        else:
            found[file.path.split("/", 1)[1]] = (documents, doubts, event)
            documents, doubts = [], []
    return found


def test_every_file_has_a_row(outcomes: Outcomes) -> None:
    assert sorted(outcomes) == sorted(row[0] for row in ROWS)


@pytest.mark.parametrize(("file", "outcome", "count", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_outcome(outcomes: Outcomes, file: str, outcome: str, count: str, words: str) -> None:
    documents, doubts, ending = outcomes[file]
    warnings = [*(warning for document in documents for warning in document.warnings), *doubts]
    assert (ending.code or ("warned" if warnings else "read"), len(documents)) == (outcome, int(count)), ending.reason
    said = "\n".join([ending.reason, *warnings, *(d.title for d in documents), *(d.text for d in documents)])
    assert words in said


def test_blocks_and_pages_lie_in_their_texts(outcomes: dict[str, tuple[list[Document], Ending]]) -> None:
    for documents, *_ in outcomes.values():
        for document in documents:
            places = [0, *(place for b in document.blocks for place in (b.start, b.end)), len(document.text)]
            assert places == sorted(places), document.path
            starts = [page.start for page in document.pages]
            assert starts == sorted(starts)
            assert all(0 <= start <= len(document.text) for start in starts)


def test_quoted_text_of_a_mail_is_told_apart(outcomes: dict[str, tuple[list[Document], Ending]]) -> None:
    answer = next(d for d in outcomes["mbox/mbox.rlug"][0] if d.title == "Re: RH 8.0 boot floppy")
    replies = [answer.text[b.start : b.end] for b in answer.blocks if b.kind == "reply"]
    assert "Nicu Buculei wrote:" in replies
    assert any("nu ai tras-o pe cd" in reply for reply in replies)
    assert all("ia cu incredere o discheta" not in reply for reply in replies)
    assert answer.previous == ("3E43BEC3.5060903@apsro.com",)
    assert [name.text for name in answer.senders] == ["lonely wolf"]
    assert answer.metadata["sent"] == "2003-02-07T19:21:04+02:00"


def test_pages_of_a_pdf(outcomes: dict[str, tuple[list[Document], Ending]]) -> None:
    document = outcomes["pdf/aleph-demo.pdf"][0][0]
    second = document.pages[1]
    assert [page.label for page in document.pages] == ["1", "2"]
    assert document.text[second.start :].lstrip().startswith("Executive Summary")
    assert "Sean Martin McDonald\n" not in document.text, "the header of each page is left out"
