import pytest

from indexer.quotes.judging.negation import turned


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (
            "/not is/isn_t do/don_t can/cannot /t will/won_t ever/never /don_t /did_not eine/keine nie/ one/none",
            True,
        ),
        ("/very is/isn not/never has/had /has_not a/no we/won_t is/was_t do/not", False),
    ],
)
def test_words_that_differ_by_a_negation_alone(pairs: str, told: bool) -> None:
    for pair in pairs.split():
        one, other = (words.split("_") if words else [] for words in pair.split("/"))
        assert (turned(one, other), turned(other, one)) == (told, told), pair
