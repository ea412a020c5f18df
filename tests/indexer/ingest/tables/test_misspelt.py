import pytest

from indexer.ingest.tables.misspelt import misspelt
from tests.indexer.ingest.reading import doubts_of, read_one

TEXT = "The ferry was late again, and nobody on the pier was surprised at it."


def said(key: str, field: str) -> str:
    return f"{key!r} kept as metadata: if it is meant to be {field}, call it so"


def test_a_column_that_looks_like_one_of_ours_is_named_once() -> None:
    told = [said("tilte", "title"), said("Auhtor", "author")]
    assert doubts_of(f'tilte,Auhtor,text\nLate,Pell,"{TEXT}"\nSo,Orme,"{TEXT}"\n', "a.csv") == told
    line = f'{{"tilte": "Late", "Auhtor": "Pell", "text": "{TEXT}"}}\n'
    assert doubts_of(line * 2, "a.jsonl") == told


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_key_of_front_matter_that_looks_like_one_of_ours_is_named(name: str) -> None:
    document = read_one(f"---\ndate: 1961\nrecipent: Pell\nshelf: A\n---\n{TEXT}", name)
    assert document.warnings == (said("recipent", "recipient"),)
    assert document.metadata == {"recipent": "Pell", "shelf": "A"}


@pytest.mark.parametrize(
    "keys",
    [
        ["tilte", "title"], ["dates", "date"], ["dates", "datum"], ["sender_id", "author_id"], ["autor"],
        ["year", "volume", "page", "issue", "section", "category", "tags", "subject", "form", "data", "name"],
    ],
)  # fmt: skip
def test_what_is_there_and_what_is_another_word_is_none(keys: list[str]) -> None:
    assert list(misspelt(keys, {"date", "author"} if {"datum", "autor"} & {*keys} else ())) == []
