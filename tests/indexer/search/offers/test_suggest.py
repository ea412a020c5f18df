from __future__ import annotations

from itertools import islice, product
from typing import cast

from indexer.search.offers.suggest import Suggester, Suggestion
from indexer.search.offers.wordforms import WordForms


class Forms:
    """Words are printed as they are folded, each in one document but those that are counted."""

    def __init__(self, counted: dict[str, int]) -> None:
        self._counted = counted

    def printed(self, folded: str) -> str:
        return folded

    def documents(self, folded: str) -> int:
        return self._counted.get(folded, 1)


def suggest(suggestions: list[Suggestion], typed: str, limit: int = 8) -> list[str]:
    forms = Forms({s.text: s.documents for s in suggestions})
    return [s.text for s in Suggester(suggestions).suggest(typed, limit, cast(WordForms, forms))]


def test_what_is_of_most_documents_comes_first_however_many_begin_so() -> None:
    rare = ["coa" + "".join(letters) for letters in islice(product("abcdefghij", repeat=4), 2500)]
    words = [Suggestion(word, "word", 2) for word in rare]
    words += [Suggestion("council", "word", 999), Suggestion("cow", "word", 1)]
    assert suggest(words, "co", 3) == ["council", *rare[:2]]
    assert suggest(words, "cow") == ["cow"]


def test_a_title_with_two_words_that_begin_so_is_found_once() -> None:
    both = Suggestion("The Council of Cork", "title", 1)
    assert suggest([both, both, Suggestion("Cork", "place", 3)], "co") == ["Cork", "The Council of Cork"]
    assert suggest([both], "council of") == ["The Council of Cork"]
    assert suggest([both], "of the") == []


def test_nothing_is_suggested_for_a_letter_or_in_an_archive_without_words() -> None:
    assert suggest([Suggestion("cow", "word", 1)], "c") == suggest([], "co") == []


def test_a_name_with_umlauts_is_suggested_when_they_are_written_out() -> None:
    names = [Suggestion("Jürgen Müller", "person", 1), Suggestion("Muenchen", "place", 1)]
    assert suggest(names, "muel") == suggest(names, "mül") == suggest(names, "juergen mue") == ["Jürgen Müller"]


def test_the_last_word_of_several_is_completed() -> None:
    words = [Suggestion("coal", "word", 3), Suggestion("cook", "word", 5), Suggestion("the stove, coal", "title", 1)]
    assert suggest(words, "stove co") == ["the stove, coal", "stove cook", "stove coal"]
    assert suggest(words, '"stove co', 2) == ["the stove, coal", '"stove cook']
    assert suggest(words, "-coo") == ["cook", "-cook"]
    assert suggest(words, "stove c") == ["the stove, coal"]


def test_after_a_field_only_what_it_can_name() -> None:
    pell = Suggestion("Amos Pell", "person", 2, frozenset({"sender", "recipient"}))
    words = [pell, Suggestion("Pell", "place", 1), Suggestion("pelt", "word", 9)]
    assert suggest(words, "from:pel") == ['from:"Amos Pell"']
    assert suggest(words, 'ferry -to:"amos p') == ['ferry -to:"Amos Pell"']
    assert suggest(words, "(place:pe") == ["(place:Pell"]
    assert suggest(words, "kind:pe") == suggest(words, "title:pe") == []


def test_after_a_field_only_names_that_it_finds() -> None:
    named = {"Tönnies the ferryman": "person", "Ida Tönnies": "sender", "Max Tönnies": "recipient", "Tönnies": "author"}
    people = [Suggestion(name, "person", 1, frozenset({role})) for name, role in named.items()]
    assert suggest(people, "from:tonn") == ['from:"Ida Tönnies"']
    assert suggest(people, "to:tonn") == ['to:"Max Tönnies"']
    assert suggest(people, "author:tonn") == ["author:Tönnies"]
    assert len(suggest(people, "person:tonn")) == len(suggest(people, "tonn")) == 4


def test_sources_are_suggested_behind_their_field_alone() -> None:
    words = [Suggestion("Town Archive", "source", 9), Suggestion("town", "word", 4), Suggestion("The town", "title", 1)]
    assert suggest(words, "source:tow") == suggest(words, 'source:"tow') == ['source:"Town Archive"']
    assert suggest(words, "tow") == ["town", "The town"]


def test_after_a_field_all_that_it_can_name_is_suggested_before_a_letter_is_typed() -> None:
    words = [
        Suggestion("Town Archive", "source", 9),
        Suggestion("Packet", "source", 4),
        Suggestion("source", "word", 2),
    ]
    assert suggest(words, "source:") == ['source:"Town Archive"', "source:Packet"]
    assert suggest(words, 'ferry source:"') == ['ferry source:"Town Archive"', "ferry source:Packet"]
    assert suggest(words, "source:p") == ["source:Packet"]
    assert suggest(words, "s") == []
