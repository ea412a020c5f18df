"""The words of a stretch of text as they are printed, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexer.words import fold, parted, words_in


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a stretch of text. Where they stand is found when it is asked for."""

    words: tuple[str, ...]

    def folded(self) -> list[str]:
        """The words as they are compared."""
        run = " ".join(self.words)
        return run.lower().split() if run.isascii() else [fold(word) for word in self.words]

    def starts(self, text: str, start: int, end: int) -> list[int]:
        """Where in `text` each begins, of the stretch `[start, end)`."""
        stretch = text[start:end]
        if stretch.isascii():
            space = np.frombuffer(parted(f" {stretch}").encode(), np.uint8) == ord(" ")
            begins: list[int] = (np.flatnonzero(space[:-1] & ~space[1:]) + start).tolist()
            return begins
        starts = []
        for word in self.words:  # nothing but signs and spaces lies between one word and the next
            start = text.index(word, start)
            starts.append(start)
            start += len(word)
        return starts


def printed_words(text: str, start: int, end: int) -> Printed:
    """Every word of `text[start:end]`, in order."""
    return Printed(tuple(words_in(text[start:end])))
