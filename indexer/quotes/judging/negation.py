"""Words that differ by a negation alone: `is` and `is not`, `is` and `isn’t`, `ever` and `never`, `ein` and `kein`."""

from __future__ import annotations

from collections.abc import Sequence

NEGATING = frozenset(
    """
    no not never none nor neither nothing nobody nowhere cannot nicht kein keine keinen keinem keiner keines nie niemals
    nichts niemand ne pas jamais rien non mai nunca
    """.split()
)
_SHORTENED = frozenset({"n", "t"})
"""Of `n’est` and `can’t`, where apostrophes part words."""
_IRREGULAR = ((["will"], ["won", "t"]), (["shall"], ["shan", "t"]))


def turned(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the one has what the other has, and a negation besides. Words are folded; one side may have none."""
    pair = list(ours), list(theirs)
    return any(_negates(plain, negated) for plain, negated in (pair, pair[::-1]))


def _negates(plain: list[str], negated: list[str]) -> bool:
    match plain, negated:
        case [], [word]:
            return word in NEGATING or word in _SHORTENED
        case [], [word, "t"]:
            return word.endswith("n")
        case [], ["do" | "does" | "did", "not"]:
            return True
        case [word], [longer]:
            return longer in NEGATING and (longer[1:] == word or longer == word + "not")
        case [word], [longer, "t"]:
            return longer == word + "n" or (plain, negated) in _IRREGULAR
    return False
