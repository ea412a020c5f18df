"""Numbers in words as figures: `three hundred and six` as `306`. Newspapers print the one for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_BELOW_HUNDRED = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_GREAT = {"thousand": 1_000, "million": 1_000_000}


def in_figures(words: Sequence[str]) -> list[str]:
    """Folded words, every number among them a figure. `nineteen sixty` stays two, and a `hundred` alone a word."""
    return list(_read(words))


def _read(words: Sequence[str]) -> Iterator[str]:
    great, small = 0, -1  # what is below a thousand, -1 where nothing is said of it yet
    for word, following in zip(words, [*words[1:], ""], strict=True):
        n = _BELOW_HUNDRED.get(word, -1)
        if n >= 0 and (small < 0 or _adds_up(small, n)):
            small = n + max(small, 0)
        elif word == "hundred" and 0 < small < 20:
            small *= 100
        elif word in _GREAT and small > 0 and great % (1_000 * _GREAT[word]) == 0:
            great, small = great + small * _GREAT[word], -1
        elif not (word == "and" and following in _BELOW_HUNDRED and _ends_in_hundreds(great, small)):
            if great or small >= 0:
                yield str(great + max(small, 0))
            great, small = 0, n
            if n < 0:
                yield word
    if great or small >= 0:
        yield str(great + max(small, 0))


def _adds_up(small: int, n: int) -> bool:
    """`hundred` and `six`, `twenty` and `two`."""
    return (small >= 100 and small % 100 == 0) or (small % 100 >= 20 and small % 10 == 0 and 0 < n < 10)


def _ends_in_hundreds(great: int, small: int) -> bool:
    return (small >= 100 and small % 100 == 0) or (great > 0 and small < 0)
