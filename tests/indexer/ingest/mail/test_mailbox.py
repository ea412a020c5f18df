from __future__ import annotations

import pytest

from tests.indexer.ingest.reading import doubts_of, read_all, read_one


def mail(sender: str, body: str) -> str:
    return f"From: {sender}@farness.example\nSubject: {sender}\n\n{body}\n"


RUTH, MOIRA = mail("ruth", "The ferry is late."), mail("moira", "The pier is shut.")
TIMED = "From a@b Fri Jan  7 10:01:00 2022\n"
UNTIMED = "From a@b\n"


@pytest.mark.parametrize(
    "box",
    [
        f"{TIMED}{RUTH}\n{TIMED}{MOIRA}",
        f"{TIMED}{RUTH}{TIMED}{MOIRA}",
        f"{UNTIMED}{RUTH}\n{UNTIMED}{MOIRA}",
        f"{UNTIMED}{RUTH}\n{TIMED}{MOIRA}",
        f"{RUTH}\n{TIMED}{MOIRA}",
        f"From - 2022-01-07 10:01\n{RUTH}\nFrom - 2022-01-08 10:01\n{MOIRA}",
        f"{TIMED}>From uucp Fri Jan  7 10:01:00 2022\n{RUTH}{TIMED}>From uucp Fri Jan  7 10:01:00 2022\n{MOIRA}",
    ],
    ids=["as it should be", "no blank line", "no time", "no time first", "no line first", "other dates", "uucp"],
)
@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "\ufeff\r\n \n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_no_message_is_lost_or_given_to_the_sender_of_another(box: str, before: str, line_end: str) -> None:
    data = (before + box).replace("\r\n", "\n").replace("\n", line_end)
    read = [(d.senders[0].text, d.text) for d in read_all(data, "box.mbox")]
    assert read == [("ruth@farness.example", "The ferry is late."), ("moira@farness.example", "The pier is shut.")]
    assert doubts_of(data, "box.mbox") == []


@pytest.mark.parametrize(
    "body",
    [
        "Late.\n\nFrom time to time it is not.",
        "Late.\n\nFrom 10:30 onwards in 2022 nobody came.",
        "Late.\n\nFrom 10:30 onwards:\nnobody came.",
        "Late.\n\nFrom Moira\nSubject: the ferry.",
        "Late.\n\nFrom the pier\nTo: Ruth\nSubject: the ferry.",
        "Late.\nFrom 10:30 on 7 January 2022 nobody came.",
    ],
)
def test_a_sentence_that_begins_with_from_begins_no_message(body: str) -> None:
    box = TIMED + mail("ruth", body)
    assert read_one(box, "box.mbox").text == body
    assert doubts_of(box, "box.mbox") == []


@pytest.mark.parametrize(
    ("line", "below"), [("From moira@farness.example", MOIRA), ("From a@b Fri Jan  7 10:01:00 2022", "Pasted.\n")]
)
def test_what_may_begin_a_message_and_is_read_as_text_is_told(line: str, below: str) -> None:
    box = f"{TIMED}{RUTH}{line}\n{below}"
    assert len(read_all(box, "box.mbox")) == 1
    assert doubts_of(box, "box.mbox") == [f"line 6 looks like the beginning of a message and was read as text: {line}"]


def test_what_stands_before_the_first_message_is_read_and_told() -> None:
    box = f"Saved from the harbour's machine.\n\n{TIMED}{MOIRA}"
    assert [d.text for d in read_all(box, "box.mbox")] == ["Saved from the harbour's machine.", "The pier is shut."]
    assert doubts_of(box, "box.mbox") == [
        "the mailbox does not begin with a message: what stands there was read as one"
    ]


@pytest.mark.parametrize("data", [f"\ufeff{RUTH}".encode(), f"\n\n{RUTH}".encode(), RUTH.encode("utf-16")])
def test_a_single_mail_keeps_its_headers_whatever_stands_before_them(data: bytes) -> None:
    document = read_one(data, "a.eml")
    assert (document.title, document.text) == ("ruth", "The ferry is late.")


def test_a_body_without_headers_keeps_its_first_line() -> None:
    assert read_one("\nNote: the ferry is late.\n", "a.eml").text == "Note: the ferry is late."
