from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.indexer.ingest.reading import read_all, read_one

LETTER = "The harbourmaster has resigned, and the quince was delivered by night to the house beside the pier."
NOTICE = "This message requires an HTML viewer."
QUOTED = "<p>Yes.</p><p><b>From:</b> Moira<br><b>Sent:</b> Sunday<br><b>To:</b> Ruth</p>" + f"<p>{LETTER}</p>" * 3


def numbers(first: int, last: int) -> str:
    return " ".join(map(str, range(first, last)))


def mail(plain: str, page: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "ruth@farness.example"
    message["Subject"] = "x"
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return message


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [
        (NOTICE, f"<p>{LETTER}</p>", LETTER),
        (f"{NOTICE}\nhttps://farness.example/view?id=1", f"<p>{LETTER}</p>", LETTER),
        ("Ihr Programm kann diese Nachricht nicht anzeigen.", f"<p>{LETTER}</p>", LETTER),
        ("The ferry.", f"<p>The ferry.</p><p>{LETTER}</p>", f"The ferry.\n\n{LETTER}"),
        (NOTICE, "<p>Yes, do it.</p>", "Yes, do it."),
        ("\u00a0\n--\n", f"<p>{LETTER}</p>", LETTER),
    ],
    ids=["notice", "with an address", "in German", "a fraction", "longer than the letter", "no word"],
)
def test_html_is_read_where_the_plain_part_is_a_stub(plain: str, page: str, text: str) -> None:
    assert read_one(mail(plain, page).as_bytes(), "a.eml").text == text


def test_a_letter_sent_on_in_html_counts_against_a_stub() -> None:
    message = mail("Diese Nachricht ist in HTML.", QUOTED.replace("Yes.", "Siehe unten."))
    assert LETTER in read_one(message.as_bytes(), "a.eml").text


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        (LETTER, f"<p>{LETTER}</p>"),
        ("Yes.\n\nRuth", "<p>Yes.</p><p>Ruth</p>"),
        (LETTER, "<p>Unsubscribe</p>"),
        (LETTER, ""),
        ("Yes.", QUOTED),
        ("Meet me at five.", "<img src=x>"),
        (numbers(0, 50), f"<p>{numbers(100, 200)}</p>"),
    ],
    ids=["alike", "short", "HTML of a word", "HTML of none", "longer by what is quoted", "a picture", "no notice"],
)
def test_the_plain_part_is_read_where_it_is_the_letter(plain: str, page: str) -> None:
    document = read_one(mail(plain, page).as_bytes(), "a.eml")
    assert (document.text, document.warnings) == (plain, ())


def test_what_only_the_plain_part_said_is_told() -> None:
    assert read_one(mail(NOTICE, f"<p>{LETTER}</p>").as_bytes(), "a.eml").warnings == (
        f"the plain part was left out for the HTML one: {NOTICE}",
    )
    assert read_one(mail("The ferry.", f"<p>The ferry.</p><p>{LETTER}</p>").as_bytes(), "a.eml").warnings == ()


APPLE = f"""From: ruth@farness.example
Subject: x
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=A

--A
Content-Type: text/plain

{LETTER}
--A
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: text/html

<p>{LETTER}</p>
--B
Content-Type: text/plain; name=minutes.txt
Content-Disposition: inline; filename=minutes.txt

The pier was discussed.
--B
Content-Type: application/octet-stream; name=list.txt
Content-Disposition: attachment; filename=list.txt

Ansell, Carrow, Orme.
--B--
--A--
"""


def test_files_beside_the_html_that_is_not_read_are_read() -> None:
    letter, attached = read_all(APPLE, "a.eml")
    assert letter.text == LETTER
    assert attached.text == "Ansell, Carrow, Orme."
    assert attached.metadata["attached_to"] == letter.id


def test_a_part_without_headers_is_plain() -> None:
    bare = f"Content-Type: multipart/alternative; boundary=A\nSubject: x\n\n--A\n\n{LETTER}\n--A--\n"
    assert read_one(bare, "a.eml").text == LETTER
