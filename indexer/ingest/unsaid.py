"""What a file holds and does not say: words that were deleted, are struck out or hidden. They are none of its text."""

from __future__ import annotations

from indexer.counting import counted


def left_out(count: int, which: str) -> tuple[str, ...]:
    """A sentence on so many such words (`3 deleted words were left out`), none on none."""
    return (f"{counted(count, f'{which} word')} {'was' if count == 1 else 'were'} left out",) if count else ()


def comment(author: str, words: str) -> str:
    """A reader's remark beside the text, with its author's name: the words are not the document's author's."""
    return f"Comment by {author}: {words}" if author else f"Comment: {words}"
