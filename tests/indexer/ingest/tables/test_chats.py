"""Exports of chats, as they save them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from indexer.ingest.tables.moments import as_moment
from tests.indexer.ingest.reading import doubts_of, read_all

TELEGRAM = {
    "name": "Ferry", "type": "private_group", "id": 9, "messages": [
        {"id": 1, "type": "service", "date": "1964-03-01T10:00:00", "actor": "Maddox", "text": ""},
        {"id": 2, "type": "message", "date": "2021-03-01T10:01:00", "date_unixtime": "1614592860", "from": "Maddox",
         "text": ["See ", {"type": "link", "text": "https://example.org"}, " ring ", {"type": "bold", "text": "me"}]},
    ],
}  # fmt: skip
FACEBOOK = {
    "participants": [{"name": "Maddox"}, {"name": "Pell"}], "title": "Maddox", "messages": [
        {"sender_name": "Ren\u00c3\u00a9", "timestamp_ms": 1614592860000, "content": "The caf\u00c3\u00a9."},
    ],
}  # fmt: skip
SLACK = [{"type": "message", "user": "U1", "text": "The ferry is late.", "ts": "1614592860.000200"}]
TWEET = {"full_text": "The ferry is late.", "created_at": "Mon Mar 01 10:01:00 +0000 2021"}
REDDIT = '{"id": "a1", "author": "maddox", "body": "The ferry is late.", "created_utc": 1614592860}'


@pytest.mark.parametrize(
    ("export", "name", "text", "senders"),
    [
        (json.dumps(TELEGRAM), "result.json", "See https://example.org ring me", ["Maddox"]),
        (json.dumps(FACEBOOK), "message_1.json", "The café.", ["René"]),
        (json.dumps(SLACK), "2021-03-01.json", "The ferry is late.", []),
        (f"window.YTD.tweets.part0 = {json.dumps([{'tweet': TWEET}])}", "tweets.js", "The ferry is late.", []),
        (REDDIT, "comments.jsonl", "The ferry is late.", []),
    ],
)
def test_of_each_message_the_words_the_day_and_the_sender_are_read(
    export: str, name: str, text: str, senders: list[str]
) -> None:
    (document,) = read_all(export, name)
    assert (document.text, [sender.text for sender in document.senders]) == (text, senders)
    assert document.date is not None
    assert (str(document.date.earliest), document.date.sure) == ("2021-03-01", "stated")
    assert document.warnings == ()


def test_letters_that_were_escaped_byte_by_byte_are_told() -> None:
    assert "mojibake mended in 1 record" in doubts_of(json.dumps(FACEBOOK), "message_1.json")
    kept = [{"text": "A café is no caf\u00c3.", "n": 5}]
    assert not any("mojibake" in doubt for doubt in doubts_of(json.dumps(kept), "a.json"))


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("1614592860", "2021-03-01T10:01:00Z"), ("1614592860.0002", "2021-03-01T10:01:00Z"),
        ("1614592860000", "2021-03-01T10:01:00Z"), ("1614592860000.0", "2021-03-01T10:01:00Z"),
        ("2021030110", ""), ("19610304", ""), ("161459286000", ""), ("1961", ""), ("-1614592860", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_number_of_seconds_or_milliseconds_is_a_moment(said: str, moment: str) -> None:
    assert as_moment(said) == moment


def test_when_a_form_was_filled_in_is_no_letters_date() -> None:
    (document,) = read_all("Timestamp,text\n2021-03-01 10:01:00,The ferry is late.\n", "a.csv")
    assert (document.date, document.metadata) == (None, {"timestamp": "2021-03-01 10:01:00"})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (["One paragraph.", "Another."], "One paragraph.\n\nAnother."),
        ([{"text": "A link"}, " only ", 5, {"other": "x"}], "A link only 5"),
    ],
)
def test_a_text_in_pieces_is_whole(text: list[Any], read: str) -> None:
    (document,) = read_all(json.dumps([{"text": text, "id": "1"}]), "a.json")
    assert document.text == read


def test_a_type_that_is_no_kind_is_kept_as_it_is_and_not_told() -> None:
    (document,) = read_all(json.dumps([{"type": "message", "text": "The ferry is late."}]), "a.json")
    assert (document.kind, document.metadata, document.warnings) == ("other", {"type": "message"}, ())
