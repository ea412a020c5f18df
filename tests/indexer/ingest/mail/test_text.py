"""What a mail's writer wrote and what is quoted, told apart in the ways in which mail programs put it."""

from __future__ import annotations

import pytest

from indexer.records import Document
from tests.indexer.ingest.reading import blocks_of, read_one


def mail(text: str, subject: str = "Re: the ferry", kind: str = "plain") -> Document:
    headers = f"From: ruth@farness.example\nSubject: {subject}\nContent-Type: text/{kind}; charset=utf-8\n"
    return read_one(f"{headers}\n{text}\n", "a.eml")


def own(document: Document) -> str:
    """The text without what is quoted."""
    text = document.text
    for block in reversed(document.blocks):
        if block.kind == "reply":
            text = text[: block.start] + text[block.end :]
    return "\n".join(filter(None, text.split("\n")))


ENGLISH = (
    "From: Moira <m@farness.example>\nSent: Sunday, May 1, 2022 5:00 PM\nTo: Ruth; Ian;\nThrale\nSubject: the ferry"
)
HEADS = {
    "English": ENGLISH,
    "ruled": f"________________________________\n{ENGLISH}",
    "ruled, apart": f"-----\n\n{ENGLISH}",
    "emphasis": "*From:* Moira\n*Sent:* Sunday, May 1, 2022\n*To:* Ruth\n*Subject:* the ferry",
    "German": "Von: Moira\nGesendet: Sonntag, 1. Mai 2022 17:00\nAn: Ruth\nCc: Ian\nBetreff: die Fähre",
    "French": "De\u00a0: Moira\nEnvoyé\u00a0: dimanche 1 mai 2022 17:00\nÀ\u00a0: Ruth\nObjet\u00a0: le bac",
    "decomposed": "De : Moira\nEnvoye\u0301 : dimanche 1 mai 2022 17:00\nA\u0300 : Ruth\nObjet : le bac",
    "Italian": "Da: Moira\nInviato: domenica 1 maggio 2022 17:00\nA: Ruth\nOggetto: il traghetto",
    "Spanish": "De: Moira\nEnviado el: domingo, 1 de mayo de 2022 17:00\nPara: Ruth\nAsunto: el ferry",
    "Yahoo": "From: Moira\nTo: Ruth\nSent: Sunday, May 1, 2022\nSubject: the ferry",
    "Outlook for Mac": "From: Moira\nDate: Sunday, 1 May 2022 at 17:00\nTo: Ruth\nSubject: the ferry",
    "without a subject": "From: Moira\nSent: Sunday, May 1, 2022\nTo: Ruth",
    "original": "-----Original Message-----\nFrom: Moira",
    "original in Spanish": "-----Mensaje original-----\nDe: Moira",
    "original, typeset": "-----Message d’origine-----\nDe : Moira",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_all_below_the_head_of_another_mail_is_quoted(head: str) -> None:
    document = mail(f"I agree.\n\n{head}\n\nThe ferry is late.\n\n- always\n")
    assert own(document) == "I agree."
    assert document.text.endswith("- always")


@pytest.mark.parametrize(
    "page",
    [
        "<div>I agree.</div><hr><div id=divRplyFwdMsg><b>From:</b> Moira<br><b>Sent:</b> Sunday<br><b>To:</b> Ruth<br>"
        "<b>Subject:</b> the ferry</div><div>The ferry is late.</div>",
        "<p>I agree.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>Von:</b> Moira<br>"
        "<b>Gesendet:</b> Sonntag<br><b>An:</b> Ruth<br><b>Betreff:</b> Fähre</p></div><ul><li>spät</li></ul>",
        "<p>I agree.</p><div>From: Moira</div><div>Sent: Sunday</div><div>To: Ruth</div><div>Cc: Ian</div><p>Late.</p>",
        "I agree.<br><br>From: Moira<br>Sent: Sunday<br>To: Ruth<br>Subject: the ferry<br><br>The ferry is late.",
        "<p>I agree.</p><p>On Sunday, Moira wrote:</p><blockquote><p>Late.<ul><li>always</li></ul></blockquote>",
        "<p>I agree.</p><div>&gt; From: Moira<br>&gt; <br>&gt; The ferry is late.</div>",
    ],
    ids=["Outlook on the web", "Outlook", "a block a line", "breaks alone", "block quotation", "marks in HTML"],
)
def test_what_an_html_mail_quotes_is_told_apart(page: str) -> None:
    assert own(mail(page, kind="html")) == "I agree."


@pytest.mark.parametrize(
    "text",
    [
        "The memo says:\n\nFrom: the Mayor\nDate: 5 May 2022\nTo: all\nSubject: the pier\n\nIt is shut.",
        "It failed:\n\nDate: Sun, 1 May 2022 17:00\nFrom: Ruth\nTo: Moira\nSubject: ferry\n\nNo such person.",
        "From: here one sees the pier.\nSent: nobody.",
        "To: Ruth\nFrom: Moira\n\nCome.",
        "From: Farness.\n\nThere were letters.\n\nSent: all of them.\nTo: Moira.",
        "He once wrote:\n\nThe ferry is late.",
    ],
)
def test_what_only_resembles_a_head_is_the_writers(text: str) -> None:
    assert blocks_of(mail(text), "reply") == []


def test_what_stands_right_above_the_line_that_introduces_a_quotation_is_the_writers() -> None:
    document = mail("I disagree.\nOn Thu, 12 Mar 1998,\nMoira wrote:\n> The ferry is late.\n")
    assert document.text.startswith("I disagree.")
    assert blocks_of(document, "reply") == ["On Thu, 12 Mar 1998,\nMoira wrote:", "> The ferry is late."]


LETTER = "From: Moira\nSubject: the ferry\nDate: 28 April 2022 at 16:00:00 CEST\nTo: Ian\n\nThe ferry is late."
ANSWERED = "On Thu, Ian wrote:\n> Where is it?"


def quoted(text: str) -> str:
    return "\n".join(f">{line}" if line.startswith(">") else f"> {line}" for line in text.split("\n"))


FORWARDS = {
    "Gmail": f"---------- Forwarded message ---------\n{LETTER}\n\n{ANSWERED}",
    "Thunderbird": f"-------- Weitergeleitete Nachricht --------\n{LETTER}\n\n{ANSWERED}",
    "Apple": f"Begin forwarded message:\n\n{quoted(LETTER)}\n>\n{quoted(ANSWERED)}",
    "Apple, all of it quoted": quoted(f"Begin forwarded message:\n\n{LETTER}\n\n{ANSWERED}"),
    "Apple in German": f"Anfang der weitergeleiteten Nachricht:\n\n{quoted(LETTER)}\n>\n{quoted(ANSWERED)}",
    "Apple in French": f"Début du message réexpédié\u00a0:\n\n{quoted(LETTER)}\n>\n{quoted(ANSWERED)}",
    "Apple in Italian": f"Inizio messaggio inoltrato:\n\n{quoted(LETTER)}\n>\n{quoted(ANSWERED)}",
    "Outlook": f"{ENGLISH}\n\nThe ferry is late.\n\n{ANSWERED}",
    "Outlook of old": f"-----Original Message-----\n{ENGLISH}\n\nThe ferry is late.\n\n{ANSWERED}",
}  # fmt: skip


@pytest.mark.parametrize("forward", FORWARDS.values(), ids=FORWARDS)
@pytest.mark.parametrize(("subject", "above"), [("FW: the ferry", "Look."), ("WG: Re: the ferry", "Siehe unten.")])
def test_a_letter_sent_on_is_what_the_mail_says_and_what_that_quotes_is_quoted(
    forward: str, subject: str, above: str
) -> None:
    said = own(mail(f"{above}\n\n{forward}\n", subject))
    assert said.startswith(above)
    assert "The ferry is late." in said
    assert "On Thu" not in said
    assert "Where is it?" not in said


@pytest.mark.parametrize("forward", ["Gmail", "Apple", "Apple, all of it quoted"])
def test_a_line_that_says_so_sends_a_letter_on_whatever_the_subject(forward: str) -> None:
    assert "The ferry is late." in own(mail(f"Look.\n\n{FORWARDS[forward]}\n", "the ferry"))


@pytest.mark.parametrize("first", [ENGLISH, f"---------- Forwarded message ---------\n{LETTER}"])
@pytest.mark.parametrize("second", [ENGLISH, "-----Original Message-----\nFrom: Ian"])
def test_a_chain_of_letters_under_heads_is_sent_on_whole(first: str, second: str) -> None:
    document = mail(f"Look.\n\n{first}\n\nIt is late.\n\n{second}\n\nWhere is it?\n", "FW: Re: the ferry")
    assert blocks_of(document, "reply") == []


def test_with_nothing_above_it_a_letter_is_what_is_sent() -> None:
    assert "The ferry is late." in own(mail(f"{ENGLISH}\n\nThe ferry is late.\n", "the ferry"))


@pytest.mark.parametrize(
    "page",
    [
        "<div>Look.</div><blockquote type=cite><div>Begin forwarded message:</div><div><b>From: </b>Moira</div>"
        "<div><b>Subject: </b>ferry</div><p>The ferry is late.</p><blockquote>Where is it?</blockquote></blockquote>",
        "<div>Look.<br>Begin forwarded message:<br><br></div><blockquote type=cite><div><b>From:</b> Moira<br>"
        "<b>To:</b> Ian</div></blockquote><blockquote type=cite><div>The ferry is late.</div></blockquote>",
        "<div>Look.</div><div class=gmail_quote><div>---------- Forwarded message ---------<br>From: <b>Moira</b><br>"
        "Date: Wed, 27 Apr 2022 at 10:00<br>Subject: x<br>To: y</div><div>The ferry is late.</div></div>",
    ],
    ids=["Apple", "Apple on a telephone", "Gmail"],
)
def test_a_letter_sent_on_in_html(page: str) -> None:
    document = mail(page, "Fwd: the ferry", "html")
    assert "The ferry is late." in own(document)
    assert blocks_of(document, "quote") == []
    assert "Where is it?" not in own(document)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"I agree.\n\n{ENGLISH}\n\nWhere is it?", "The ferry is late."),
        (f"Look.\n\n{quoted('Begin forwarded message:')}\n>\n> See below.", "> The ferry is late."),
    ],
    ids=["what is quoted ends", "what is sent on goes on"],
)
def test_a_part_after_another(first: str, second: str) -> None:
    headers = "From: ruth@farness.example\nContent-Type: multipart/mixed; boundary=A\n"
    parts = "".join(f"\n--A\nContent-Type: text/plain\n\n{text}\n" for text in (first, second))
    assert own(read_one(f"{headers}{parts}\n--A--\n", "a.eml")).endswith("The ferry is late.")


def test_an_answer_to_a_letter_sent_on_quotes_it() -> None:
    text = f"I agree.\n\nOn Sunday, Ian wrote:\n> Look.\n>\n> Begin forwarded message:\n>\n{quoted(quoted(LETTER))}\n"
    assert own(mail(text, "Re: Fwd: the ferry")) == "I agree."


def test_what_is_quoted_below_a_letter_sent_on_is_quoted() -> None:
    text = f"Look.\n\nBegin forwarded message:\n\n{quoted(LETTER)}\n\nIt answers this:\n\n{ANSWERED}\n"
    assert own(mail(text)).endswith("> The ferry is late.\nIt answers this:")


def test_a_letter_sent_on_loses_its_empty_lines_and_keeps_its_marks() -> None:
    document = mail(f"Look.\n\n{FORWARDS['Apple, all of it quoted']}\n")
    assert document.text.split("\n\n")[1:4] == [
        "> Begin forwarded message:",
        "> From: Moira\n> Subject: the ferry\n> Date: 28 April 2022 at 16:00:00 CEST\n> To: Ian",
        "> The ferry is late.",
    ]


def test_quoted_lines_that_flow_run_on_without_their_marks() -> None:
    headers = "From: ruth@farness.example\nContent-Type: text/plain; format=flowed\n"
    document = read_one(f"{headers}\nYes.\n\n> The ferry \n> is late.\n> Again.\n", "a.eml")
    assert blocks_of(document, "reply") == ["> The ferry is late.\n> Again."]


def test_words_struck_out_of_an_html_mail_are_left_out_and_told() -> None:
    document = mail("<p>The ferry is <del>never</del> <s>seldom</s> late.</p>", kind="html")
    assert document.text == "The ferry is late."
    assert document.warnings == ("struck words left out: 2",)


def test_a_table_in_html_is_read_row_by_row_and_one_that_lays_out_a_letter_block_by_block() -> None:
    figures = "<tr><td><p>Mon<br>night</p></td><td></td><td><p>9:15</p></td></tr>"
    figures += "<tr><td><div>Tue</div></td><td>late</td></tr>"
    letter = "<tr><td>Menu</td><td><p>Dear Ruth,</p><p>Late.</p></td></tr>"
    lines = "<tr><td>Menu</td><td>Dear Ruth,<br>late<br>again<br>Moira</td></tr>"
    nested = f"<tr><td><table>{figures}</table></td></tr>"
    assert mail(f"<table>{figures}</table>", kind="html").text == "Mon night 9:15\n\nTue late"
    assert mail(f"<table>{letter}</table>", kind="html").text == "Menu\n\nDear Ruth,\n\nLate."
    assert mail(f"<table>{lines}</table>", kind="html").text == "Menu\n\nDear Ruth,\nlate\nagain\nMoira"
    assert mail(f"<table>{nested}<tr>loose<td>x</td>end</tr></table>", kind="html").text == (
        "Mon night 9:15\n\nTue late\n\nloose x end"
    )
    assert mail(f"<table>Times{figures}</table>", kind="html").text == "Times\n\nMon night 9:15\n\nTue late"


def test_a_mail_that_word_wrote_is_read_as_its_pages_are() -> None:
    text = "<p><font face=Symbol>a</font> is late.</p>"
    assert mail(text, kind="html").text == "α is late."
