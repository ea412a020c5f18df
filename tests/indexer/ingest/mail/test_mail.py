from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage

import pytest

from indexer.errors import Unreadable
from indexer.records import DateRange, Name
from tests.indexer.ingest.reading import blocks_of, read_all, read_one

HEADERS = """From: Ruth Ansell <ruth@farness.example>
To: "Carrow, Miss" <carrow@school.example>
Cc: editor@packet.example
Subject: The ferry
Date: Thu, 12 Mar 1998 23:30:00 -0500
Message-ID: <a1@farness.example>
In-Reply-To: <z9@school.example>
"""


def test_headers() -> None:
    document = read_one(HEADERS + "\nDear Miss Carrow,\n\nThe ferry is late.\n", "a.eml")
    assert document.kind == "letter"
    assert document.title == "The ferry"
    assert document.senders == (Name("Ruth Ansell", "mailto:ruth@farness.example"),)
    assert [n.text for n in document.recipients] == ["Carrow, Miss", "editor@packet.example"]
    assert document.date == DateRange("Thu, 12 Mar 1998 23:30:00 -0500", date(1998, 3, 12), date(1998, 3, 12))
    assert document.metadata["sent"] == "1998-03-12T23:30:00-05:00"
    assert document.metadata["message_id"] == "a1@farness.example"
    assert document.previous == ("z9@school.example",)


def test_quoted_replies_are_told_apart() -> None:
    text = "I agree.\n\nOn Thu, 12 Mar 1998, Carrow wrote:\n> The ferry is late.\n> Always.\n\nRuth\n"
    document = read_one(HEADERS + "\n" + text, "a.eml")
    assert blocks_of(document, "reply") == ["On Thu, 12 Mar 1998, Carrow wrote:", "> The ferry is late.\n> Always."]
    assert document.text.startswith("I agree.")
    assert document.text.endswith("Ruth")


def test_everything_below_a_forwarded_original_is_quoted() -> None:
    document = read_one(HEADERS + "\nSee below.\n\n-----Original Message-----\nFrom: X\n\nThe ferry.\n", "a.eml")
    assert blocks_of(document, "reply")[-1] == "The ferry."
    assert "See below." not in blocks_of(document, "reply")


def test_the_plain_part_is_preferred_and_html_read_where_there_is_none() -> None:
    both = EmailMessage()
    both["Subject"] = "x"
    both.set_content("plain words")
    both.add_alternative("<p>rich words</p>", subtype="html")
    assert read_one(both.as_bytes(), "a.eml").text == "plain words"
    rich = EmailMessage()
    rich["Subject"] = "x"
    rich.set_content("<p>I agree.</p><blockquote type=cite><p>The ferry is late.</p></blockquote>", subtype="html")
    document = read_one(rich.as_bytes(), "a.eml")
    assert document.text == "I agree.\n\nThe ferry is late."
    assert blocks_of(document, "reply") == ["The ferry is late."]


def test_attachments_that_are_documents_are_read_and_linked() -> None:
    message = EmailMessage()
    message["Subject"] = "Minutes"
    message["Message-ID"] = "<m1@x>"
    message.set_content("The minutes are attached.")
    message.add_attachment("# Minutes\n\nThe pier was discussed.", filename="minutes.md")
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="pier.png")
    mail, minutes = read_all(message.as_bytes(), "a.eml")
    assert minutes.text.endswith("The pier was discussed.")
    assert minutes.metadata["attached_to"] == mail.id
    assert mail.metadata["attachments"] == [{"id": minutes.id, "path": minutes.path, "title": "Minutes"}]
    assert mail.warnings == ("attachment pier.png was not read: the file is a picture: scanned pages need OCR first",)


def test_attachments_of_one_name_are_told_apart_from_all_others() -> None:
    message = EmailMessage()
    message.set_content("The minutes are attached.")
    for number, name in enumerate(("3-a.txt", "a.txt", "a.txt", "a.txt")):
        message.add_attachment(f"Page {number} of the minutes.", filename=name)
    _, *pages = read_all(message.as_bytes(), "a.eml")
    assert [page.path.split("#")[-1] for page in pages] == ["3-a.txt", "a.txt", "4-a.txt", "5-a.txt"]
    assert len({page.id for page in pages}) == 4


def test_a_mailbox_holds_many_and_two_with_one_id_both_stay() -> None:
    one = "From a@b Mon Jan  1 10:00:00 2024\n" + HEADERS + "\nfirst\n>From the pier\n\n"
    first, second = read_all(one + one.replace("first", "second"), "box.mbox")
    assert first.text == "first\nFrom the pier"
    assert first.id != second.id
    assert re.fullmatch(r"papers/box\.mbox#a1@farness\.example~[0-9a-f]{8}", second.path)


def test_mails_with_one_id_are_told_apart_by_what_they_say_and_not_by_where_they_stand() -> None:
    def box(*texts: str, status: str = "") -> dict[str, str]:
        """The texts of a mailbox's mails, all with one id, by their paths."""
        mails = (f"From a@b Mon Jan  1 10:00:00 2024\n{HEADERS}{status}\n{text}\n\n" for text in texts)
        return {mail.path: mail.text for mail in read_all("".join(mails), "box.mbox")}

    whole = box("one", "two", "two", "three", "three")
    assert list(whole.values()) == ["one", "two", "two", "three", "three"]
    assert "papers/box.mbox#a1@farness.example" in whole
    assert box("one", "three", "three").items() <= whole.items()
    assert box("one", "two", "three").items() <= whole.items()
    assert box("one", "three", "two", "three", "two") == whole
    assert box("one", "two", "two", "three", "three", status="Status: RO\nX-Mozilla-Status: 0001\n") == whole
    other = f"From a@b Mon Jan  1 10:00:00 2024\n{HEADERS.replace('a1@', 'b2@')}\nother\n\n"
    alike = [mail.path for mail in read_all(other + "".join(
        f"From a@b Mon Jan  1 10:00:00 2024\n{HEADERS}\n{text}\n\n" for text in ("one", "two")
    ), "box.mbox")]  # fmt: skip
    assert set(alike[1:]) <= set(whole)


def test_a_form_feed_in_a_message_is_white_space_and_costs_no_other() -> None:
    one = "From a@b Mon Jan  1 10:00:00 2024\n" + HEADERS + "\nDear Sir,\n\fpage\ftwo\n\n"
    assert [mail.text for mail in read_all(one + one.replace("\f", " "), "box.mbox")] == ["Dear Sir,\npage two"] * 2


def test_lines_that_flow() -> None:
    headers = HEADERS + "Content-Type: text/plain; format=flowed\n"
    assert read_one(headers + "\nThe ferry \nis late.\nAgain.\n", "a.eml").text == "The ferry is late.\nAgain."


def test_a_charset_that_nobody_knows() -> None:
    data = (HEADERS + "Content-Type: text/plain; charset=x-unheard\n\n").encode() + "schöne Größe über alles".encode(
        "cp1252"
    )
    assert read_one(data, "a.eml").text == "schöne Größe über alles"


def test_mail_is_known_by_its_headers_whatever_it_is_called() -> None:
    assert read_one(HEADERS + "\nwords\n", "cur/1188.M20.host:2,S").title == "The ferry"
    assert read_one("Sir,\n\nFrom: the pier one sees nothing.\n", "a.txt").kind == "other"


def test_a_message_without_a_word_is_skipped() -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_all("From: a@b.c\nMIME-Version: 1.0\n\n\n", "a.eml")


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('From: "Captain Thrale"', ["Captain Thrale"]),
        ("From: Captain Thrale", ["Captain Thrale"]),
        ("From: “Captain Thrale”", ["Captain Thrale"]),
        ('From: "Thrale, Captain"; Mr. Orme', ["Thrale, Captain", "Mr. Orme"]),
        ("From: Zoë Thrale", ["Zoë Thrale"]),
        ("From: =?utf-8?q?Zo=C3=AB_Thrale?=", ["Zoë Thrale"]),
        ("From: Zoë Thrale <zoe@farness.example>", ["Zoë Thrale"]),
    ],
)
def test_a_letter_copied_out_with_the_head_of_a_mail_has_names_without_quotation_marks(
    head: str, names: list[str]
) -> None:
    document = read_one(f"{head}\nTo: Miss Carrow\n\nThe ferry is late.\n", "a.txt")
    assert [name.text for name in document.senders] == names
    assert [name.text for name in document.recipients] == ["Miss Carrow"]
    assert (document.kind, document.text) == ("letter", "The ferry is late.")


@pytest.mark.parametrize(
    "to",
    [
        "undisclosed-recipients:;",
        "Undisclosed recipients: ;",
        '"undisclosed-recipients:;"',
        "undisclosed-recipients",
        "<Undisclosed-Recipient:;@farness.example>",
        "unlisted-recipients:; (no To-header on input)",
        "Verborgene Empfänger: ;",
        "=?utf-8?q?Verborgene_Empf=C3=A4nger?=: ;",
    ],
)
def test_undisclosed_recipients_are_nobody(to: str) -> None:
    head = f"From: ruth@farness.example\nTo: {to}\n"
    assert read_one(f"{head}Subject: x\n\nLate.\n", "a.eml").recipients == ()
    beside = read_one(f"{head}To: Moira <moira@farness.example>\nSubject: x\n\nLate.\n", "a.eml")
    assert beside.recipients == (Name("Moira", "mailto:moira@farness.example"),)


def test_a_group_whose_members_are_not_told_is_a_name() -> None:
    assert read_one("From: a@b.c\nTo: Harbour Board:;\n\nLate.\n", "a.eml").recipients == (Name("Harbour Board"),)


@pytest.mark.parametrize(
    ("to", "names"),
    [
        ("Thrale, Moira <m@x.example>; r@x.example;", ["Thrale, Moira", "r@x.example"]),
        ('"Orme; Sons" <o@x.example>; =?utf-8?q?Zo=C3=AB?= <z@x.example>', ["Orme; Sons", "Zoë"]),
        ("a@x.example, Ruth <r@x.example>; Zoë <z@x.example>", ["a@x.example", "Ruth", "Zoë"]),
        ("Thrale, Moira <m@x.example>", ["Thrale, Moira"]),
        ("Thrale, Moira <m@x.example>, Ruth <r@x.example>", ["Thrale, Moira", "Ruth"]),
        ('a@x.example, "Thrale, Moira" <m@x.example>', ["a@x.example", "Thrale, Moira"]),
        ("a@x.example (Amos Pell), r@x.example", ["Amos Pell", "r@x.example"]),
        ("The Board: a@x.example, r@x.example;", ["a@x.example", "r@x.example"]),
    ],
)
def test_names_and_addresses_as_mail_programs_have_put_them(to: str, names: list[str]) -> None:
    document = read_one(f"From: a@b.c\nTo: {to}\nSubject: x\n\nLate.\n", "a.eml")
    assert [name.text for name in document.recipients] == names
    assert all(name.ref.startswith("mailto:") for name in document.recipients)


def test_a_blind_copy_has_recipients_too_who_are_known_as_such() -> None:
    document = read_one(HEADERS + "Bcc: Minister <minister@farness.example>, moira@b.example\n\nLate.\n", "a.eml")
    assert [name.text for name in document.recipients[-2:]] == ["Minister", "moira@b.example"]
    assert document.metadata["bcc"] == ["Minister", "moira@b.example"]
    assert "bcc" not in read_one(HEADERS + "\nLate.\n", "a.eml").metadata


def test_without_a_header_the_date_is_that_of_the_letters_head() -> None:
    document = read_one(
        'From: "Ruth Ansell"\nTo: Miss Carrow\n\nFarness, 9 March 1961\n\nDear Miss Carrow,\n\nNo.\n', "a.txt"
    )
    assert document.date == DateRange("9 March 1961", date(1961, 3, 9), date(1961, 3, 9), "inferred")


@pytest.mark.parametrize(
    ("headers", "date"),
    [
        ("Date: Tue, 4 May 104 10:11:12 +0100", ("Tue, 4 May 104 10:11:12 +0100", "2004-05-04", "stated")),
        ("Date: Thu, 01 Jan 1970 00:00:00 +0000\nReceived: from a; Mon, 3 May 2004 10:11:12 +0200\nReceived: b; no",
         ("Mon, 3 May 2004 10:11:12 +0200", "2004-05-03", "inferred")),
        ("Sent:\tMonday, May 03, 2004 10:11 AM", ("Monday, May 03, 2004 10:11 AM", "2004-05-03", "stated")),
        ("Received: from a by b", None),
    ],
)  # fmt: skip
def test_the_day_of_a_mail(headers: str, date: tuple[str, str, str] | None) -> None:
    said = read_one(f"From: a@x.example\nTo: b@x.example\n{headers}\n\nLate.\n", "a.eml").date
    assert (said and (said.verbatim, str(said.earliest), said.sure)) == date


def test_encoded_words_are_read_in_the_charset_that_they_have() -> None:
    for charset in ("us-ascii", "unknown-8bit", "utf-8"):
        name, place = (f"=?{charset}?Q?{word}?=" for word in ("J=FCrgen_M=FCller", "Z=FCrich"))
        document = read_one(f"From: {name} <j@x.example>\nSubject: {place} im Mai\n\nLate.\n", "a.eml")
        assert (document.title, document.senders[0].text) == ("Zürich im Mai", "Jürgen Müller")


def test_a_mail_of_apples_is_as_long_as_it_says() -> None:
    mail = HEADERS + "\nThe ferry is late.\n"
    document = read_one(f"{len(mail)}     \n{mail}<?xml version='1.0'?><plist/>", "1.emlx")
    assert (document.title, document.text) == ("The ferry", "The ferry is late.")


SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nDear Ruth,\n\n- -- late.\n"
SIGNATURE = "-----BEGIN PGP SIGNATURE-----\n\niD8DBQE3=\n-----END PGP SIGNATURE-----\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"{SIGNED}{SIGNATURE}", "Dear Ruth,\n\n-- late."),
        (SIGNED, SIGNED.strip()),
        (f"{SIGNATURE}{SIGNED}", f"{SIGNATURE}{SIGNED}".strip()),
        ("The list:\nbegin 644 a.txt\n#0V%T\n`\nend\nAmos", "The list:\nAmos"),
        ("begin 644 a.txt\n#0V%T\nAmos", "begin 644 a.txt\n#0V%T\nAmos"),
        ("begin 644 a.txt\nbegin 644 b.txt\n#0V%T\nend", "begin 644 a.txt"),
    ],
)
def test_signatures_and_files_written_as_letters_are_no_words(body: str, text: str) -> None:
    mail, *attached = read_all(f"{HEADERS}\n{body}\n", "a.eml")
    assert mail.text == text
    assert [each.text for each in attached] == (["Cat"] if "end" in body else [])


def test_what_is_encrypted_is_no_text_and_is_told() -> None:
    secret = "-----BEGIN PGP MESSAGE-----\n\nhQEMA5=\n-----END PGP MESSAGE-----\n"
    document = read_one(f"{HEADERS}\nBurn this.\n\n{secret}", "a.eml")
    assert (document.text, document.warnings) == ("Burn this.", ("what is encrypted (PGP) was not read",))
    cut = read_one(f"{HEADERS}\n{secret[:40]}", "a.eml")
    assert (cut.text, cut.warnings) == (secret[:40].strip(), ())
