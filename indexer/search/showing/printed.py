"""The words of a stretch of text as they are printed, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.text.notemarks import without_note_marks
from indexer.text.words import fold, words_in


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a stretch of text. Where one stands is found when it is asked for."""

    run: str
    """The words, one space between two: a tenth of the memory that they take one by one."""

    @property
    def words(self) -> list[str]:
        """The words, in order."""
        return self.run.split(" ") if self.run else []

    def folded(self) -> str:
        """The run of the words as they are compared."""
        return self.run.lower() if self.run.isascii() else " ".join(map(fold, self.words))

    def starts(self, text: str, start: int, end: int, words: Iterable[str]) -> list[int]:
        """Where in `text`, of the stretch `[start, end)`, these of its words begin, ascending."""
        stretch = without_note_marks(text[start:end])
        if self.run.isascii():
            return sorted(start + at for word in words for at in _standing(word, stretch))
        wanted, starts, at = frozenset(words), [], 0
        for word in self.words:  # nothing but signs and spaces lies between one word and the next
            at = stretch.index(word, at)
            if word in wanted:
                starts.append(start + at)
            at += len(word)
        return starts


def _standing(word: str, text: str) -> Iterator[int]:
    """Where a word stands by itself in a text whose words are all ASCII."""
    at = text.find(word)
    while at >= 0:
        after = at + len(word)
        if not (at and _of_a_word(text[at - 1])) and not (after < len(text) and _of_a_word(text[after])):
            yield at
        at = text.find(word, after)


def _of_a_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def printed_words(text: str, start: int, end: int) -> Printed:
    """Every word of `text[start:end]`, in order."""
    return Printed(" ".join(words_in(text[start:end])))
