import pytest

from indexer.search.language.weighing import ranking_words
from indexer.search.query import parse_query


def ranked(text: str, *languages: str, exact: bool = False) -> list[str]:
    return [word.text for word in ranking_words(parse_query(text, exact=exact), languages or ("en",))]


def test_stop_words_do_not_rank_unless_nothing_else_is_asked() -> None:
    assert ranked("the bridge over the river") == ["bridge", "river"]
    assert ranked("to be or not to be") == ["to", "be", "or", "not", "to", "be"]
    assert ranked("the*") == ["the"], "what begins so is more than the stop word"
    assert ranked('"the old bridge" the') == ["old", "bridge"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fog =in the harbour", ["fog", "in", "harbour"]),
        ("=Not =to fog", ["Not", "to", "fog"]),
        ("fog in =in", ["fog", "in"]),
        ("fog -=in", ["fog"]),
        ("(=in OR =to) the", ["in", "to"]),
        ("=mother-in-law", ["mother", "law"]),
        ('="in the fog"', ["fog"]),
    ],
)
def test_a_stop_word_asked_for_exactly_and_by_itself_is_meant(text: str, words: list[str]) -> None:
    assert ranked(text, "en", "fr") == words


def test_a_query_that_is_exact_throughout_has_stop_words() -> None:
    assert ranked("the bridge in =to fog", exact=True) == ["bridge", "to", "fog"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dublin war", ["Dublin", "war"]),
        ("great war", ["great", "war"]),
        ("for the sake of my son", ["sake", "son"]),
        ("war", ["war"]),
        ("war in Dublin", ["war", "Dublin"]),
        ("wer war der Mann", ["wer", "war", "Mann"]),
        ("wie war die Lage der Armee in Wien", ["Lage", "Armee", "Wien"]),
        ("so war es", ["so", "war", "es"]),
        ("le chien de la ferme", ["chien", "ferme"]),
        ("funérailles de Rodin", ["funérailles", "Rodin"]),
        ("Schildkröte und der Gürtel", ["Schildkröte", "Gürtel"]),
        ("l’affaire d’Estournelles", ["affaire", "Estournelles"]),
        ("the man at war", ["man", "war"]),
        ("lion den", ["lion", "den"]),
        ("Al Gore", ["Al", "Gore"]),
        ("lang:de war Dublin", ["Dublin"]),
        ("lang:en war und Dublin", ["war", "und", "Dublin"]),
        ("lang:la war Dublin", ["war", "Dublin"]),
    ],
)
def test_they_are_those_of_the_language_that_the_query_is_in(text: str, words: list[str]) -> None:
    assert ranked(text, "en", "de", "fr", "it") == words


def test_what_may_be_a_subject_in_a_language_without_a_list_ranks() -> None:
    assert ranked("frontera del sur", "es", "fr") == ["frontera", "del", "sur"]
