"""What a file holds and does not say: words that were deleted, are struck out or hidden. They are none of its text."""

from __future__ import annotations


def left_out(count: int, which: str) -> tuple[str, ...]:
    """A sentence on so many such words (`deleted words left out: 3`), none on none."""
    return (f"{which} words left out: {count}",) if count else ()


def comment(author: str, words: str) -> str:
    """A reader's remark beside the text, with its author's name: the words are not the document's author's."""
    return f"Comment by {author}: {words}" if author else f"Comment: {words}"
